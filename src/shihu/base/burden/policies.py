"""Who may see what the platform asks of people: everybody the own meter, the township the sums without names."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

SEE_BURDEN = permission("burden.see", Role.OFFICER, Role.AUDITOR)
