"""Who may read the audit."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

SEE_AUDIT = permission("audit.see", Role.AUDITOR, Role.OFFICER, Role.ADMINISTRATOR)
