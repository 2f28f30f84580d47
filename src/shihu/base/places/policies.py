"""Who may see and keep places."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

SEE_PLACES = permission(
    "places.see",
    Role.ADMINISTRATOR,
    Role.OFFICER,
    Role.CADRE,
    Role.AUDITOR,
    Role.BANKER,
    Role.HEAD,
    Role.VILLAGER,
)
KEEP_PLACES = permission("places.keep", Role.ADMINISTRATOR)
