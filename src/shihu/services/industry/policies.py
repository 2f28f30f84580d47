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
# Award funds. The cadre keeps the village's fund and puts down what households sign; a head does it for the
# households of the own unit (queries.awards). Whoever entered an application does not check it, whoever drafted a round
# does not approve it; the second person is the officer or another cadre.
SEE_AWARDS = permission("industry.see_awards", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_AWARDS = permission("industry.keep_awards", Role.OFFICER, Role.CADRE)
CHECK_AWARDS = permission("industry.check_awards", Role.OFFICER, Role.CADRE)
APPROVE_AWARDS = permission("industry.approve_awards", Role.OFFICER, Role.CADRE)
EXPORT_AWARDS = permission("industry.export_awards", Role.OFFICER, Role.CADRE, Role.AUDITOR)
# Day labour. The floor of the law is the officer's to record; a foreman keeps the register of the project for which the
# village named them (queries.labour.access).
SET_FLOORS = permission("industry.set_floors", Role.OFFICER, Role.ADMINISTRATOR)
