"""Who may see and change the registry."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

SEE_HOUSEHOLDS = permission("registry.see", Role.OFFICER, Role.CADRE, Role.AUDITOR)
# Refusals and health are known to the household itself and to the township officer only.
SEE_PRIVATE = permission("registry.see_private", Role.OFFICER)
KEEP_HOUSEHOLDS = permission("registry.keep", Role.OFFICER, Role.CADRE)
IMPORT_ROSTER = permission("registry.import", Role.OFFICER)
EXPORT_ROSTER = permission("registry.export", Role.OFFICER, Role.CADRE, Role.AUDITOR)
