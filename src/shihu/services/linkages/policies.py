"""Who may see and do what in the linkages."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

# Mediation: who may see a dispute is the cases' business; here is who reports by office, who keeps the lists of
# mediators, and who sets the time limits.
REPORT_DISPUTES = permission("linkages.report_disputes", Role.OFFICER, Role.CADRE)
SEE_MEDIATION = permission("linkages.see_mediation", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_MEDIATORS = permission("linkages.keep_mediators", Role.OFFICER, Role.CADRE)
SET_MEDIATION_TERMS = permission("linkages.set_mediation_terms", Role.OFFICER)
