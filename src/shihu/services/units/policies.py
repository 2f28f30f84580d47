"""Who may see, form and adopt units.

The cadre knows the village and may try as often as needed; adopting moves real households, so that the township
officer does it. A head and a villager see the unit that they sit in (queries.own_units), nothing else. What a
household refuses, and which family is poor, only the officer sees (`SEE_REFUSALS`).
"""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

SEE_UNITS = permission("units.see", Role.OFFICER, Role.CADRE, Role.AUDITOR)
SEE_REFUSALS = permission("units.see_refusals", Role.OFFICER)
FORM_UNITS = permission("units.form", Role.OFFICER, Role.CADRE)
ADOPT_UNITS = permission("units.adopt", Role.OFFICER)
DISCARD_UNITS = permission("units.discard", Role.OFFICER, Role.CADRE)
EXPORT_UNITS = permission("units.export", Role.OFFICER, Role.CADRE, Role.AUDITOR)
# Single households joining and leaving; an adult of the household may always take it out.
CHANGE_SEATS = permission("units.seats", Role.OFFICER, Role.CADRE)
# Choosing heads: the cadre runs it, as it is the village's own affair; putting somebody in office gives a role over
# other households' records, so that the officer does it. Members act through their own household (queries.electors).
SEE_HEADS = permission("units.see_heads", Role.OFFICER, Role.CADRE, Role.AUDITOR)
RUN_ELECTIONS = permission("units.run_elections", Role.OFFICER, Role.CADRE)
INSTALL_HEADS = permission("units.install_heads", Role.OFFICER)
KEEP_HEAD_RULES = permission("units.keep_head_rules", Role.OFFICER)
EXPORT_HEADS = permission("units.export_heads", Role.OFFICER, Role.CADRE, Role.AUDITOR)
# Who is on which step before the Party is nobody else's business; the person sees the own.
KEEP_LADDER = permission("units.keep_ladder", Role.OFFICER, Role.CADRE)

# Charters: the township writes the template; the village's cadre and the unit's own head draft from it; each
# household signs for itself, on paper before the cadre.
KEEP_TEMPLATES = permission("units.keep_templates", Role.OFFICER)
KEEP_CHARTERS = permission("units.keep_charters", Role.OFFICER, Role.CADRE)

# Appraisal: rules and publication are the officer's; scoring also the cadre's; a unit appraises itself.
KEEP_APPRAISAL_RULES = permission("units.keep_appraisal_rules", Role.OFFICER)
SCORE_UNITS = permission("units.score", Role.OFFICER, Role.CADRE)
PUBLISH_APPRAISALS = permission("units.publish_appraisals", Role.OFFICER)
ANSWER_OBJECTIONS = permission("units.answer_objections", Role.OFFICER)

PLAN_ROLLOUT = permission("units.plan_rollout", Role.OFFICER)
# Publishing asks real households for their word, and establishing seats them: the officer's, as adopting is.
PUBLISH_PROPOSALS = permission("units.publish", Role.OFFICER)
# The cadre puts down what households decided; with whom and why is seen by those who see the units.
ENTER_DECISIONS = permission("units.enter_decisions", Role.OFFICER, Role.CADRE)
