"""Who may see and do what in the linkages.

Members see and act for their own unit through their seat (queries.duty_units), never through these.
"""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

# Duties: sanitation, public welfare, meetings. The village's own affairs are run by its cadre.
SEE_DUTIES = permission("linkages.see_duties", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_DUTIES = permission("linkages.keep_duties", Role.OFFICER, Role.CADRE)
# What is scored and how many are looked at again is the township's: one sheet for all its villages.
KEEP_SHEETS = permission("linkages.keep_sheets", Role.OFFICER)
INSPECT = permission("linkages.inspect", Role.OFFICER, Role.CADRE)
# Who is in the Party and whom they reach is not the auditor's business, nor the neighbours'.
KEEP_REACH = permission("linkages.keep_reach", Role.OFFICER, Role.CADRE)
EXPORT_DUTIES = permission("linkages.export_duties", Role.OFFICER, Role.CADRE, Role.AUDITOR)
