"""What migrations are made of, besides Django's own operations."""

from shihu.base.schema.operations import CreateTogether as CreateTogether
