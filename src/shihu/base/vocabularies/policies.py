"""Who may change vocabularies."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

KEEP_VOCABULARIES = permission("vocabularies.keep", Role.ADMINISTRATOR)
