"""Who may see and do what in the linkages."""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

# Civility: the village runs its own affairs; the township takes the village rules into its record. What families tell
# of weddings and funerals is for those who help there and for nobody who checks from above.
SEE_CIVILITY = permission("linkages.see_civility", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_CIVILITY = permission("linkages.keep_civility", Role.OFFICER, Role.CADRE)
FILE_RULES = permission("linkages.file_rules", Role.OFFICER)
SEE_CUSTOMS = permission("linkages.see_customs", Role.OFFICER, Role.CADRE)

# Integrity: a household sees its own record; the rule is the township's.
SEE_INTEGRITY = permission("linkages.see_integrity", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_INTEGRITY = permission("linkages.keep_integrity", Role.OFFICER, Role.CADRE)
ANSWER_INTEGRITY = permission("linkages.answer_integrity", Role.OFFICER)
KEEP_INTEGRITY_RULES = permission("linkages.keep_integrity_rules", Role.OFFICER)

# Safety: heads act on their own unit through their seat. Who is ill or disabled only the officer reads.
SEE_SAFETY = permission("linkages.see_safety", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_SAFETY = permission("linkages.keep_safety", Role.OFFICER, Role.CADRE)
SEE_WHY = permission("linkages.see_why_visited", Role.OFFICER)
