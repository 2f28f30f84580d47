"""Who may see and do what in the linkages."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

# The eight ones. Sums of a village, nobody named: whoever works there sees them, and anybody the public page.
SEE_GOALS = permission("linkages.see_goals", Role.OFFICER, Role.CADRE, Role.AUDITOR)
PLAN_GOALS = permission("linkages.plan_goals", Role.OFFICER)
RECORD_WORKS = permission("linkages.record_works", Role.OFFICER, Role.CADRE)
ASK_CHECK = permission("linkages.ask_check", Role.OFFICER, Role.CADRE)
# The second person: of the township, and never the one who entered it.
CHECK_GOALS = permission("linkages.check_goals", Role.OFFICER)
EXPORT_GOALS = permission("linkages.export_goals", Role.OFFICER, Role.CADRE, Role.AUDITOR)
