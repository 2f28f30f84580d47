"""Who may see and do what in the unit economy.

The cadre runs the village's projects; what hands out money or closes a season needs the officer as the second person
(the ledger asks for one above an amount anyway). Villagers and heads see the projects in which their household takes
part, and their own lines of them (queries.belonging).
"""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

SEE_PROJECTS = permission("industry.see", Role.OFFICER, Role.CADRE, Role.AUDITOR)
RUN_PROJECTS = permission("industry.run", Role.OFFICER, Role.CADRE)
APPROVE = permission("industry.approve", Role.OFFICER, Role.CADRE)
EXPORT_PROJECTS = permission("industry.export", Role.OFFICER, Role.CADRE, Role.AUDITOR)
