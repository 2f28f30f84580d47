"""Reading attached files, already limited to what the actor may see."""

from shihu.base.evidence.queries.attachments import attachment, files_of, opened, thumbnail
from shihu.base.evidence.queries.verifying import verify

__all__ = ["attachment", "files_of", "opened", "thumbnail", "verify"]
