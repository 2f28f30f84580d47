"""Who may see and do what in the linkages.

Members see and act for their own unit through their seat (queries.duty_units), never through these.
"""

from shihu.kernel.actors import Role
from shihu.kernel.permissions import permission

# Mediation: who may see a dispute is the cases' business; here is who reports by office, who keeps the lists of
# mediators, and who sets the time limits.
REPORT_DISPUTES = permission("linkages.report_disputes", Role.OFFICER, Role.CADRE)
SEE_MEDIATION = permission("linkages.see_mediation", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_MEDIATORS = permission("linkages.keep_mediators", Role.OFFICER, Role.CADRE)
SET_MEDIATION_TERMS = permission("linkages.set_mediation_terms", Role.OFFICER)
# Points. A household sees its own account and a head those of the unit's households (queries.points); nobody reviews,
# re-scores, awards or hands out in a matter of the own household, of kin or of the own unit (commands.points.matters).
SEE_POINTS = permission("linkages.see_points", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_POINT_RULES = permission("linkages.keep_point_rules", Role.OFFICER, Role.CADRE)
REVIEW_POINTS = permission("linkages.review_points", Role.OFFICER, Role.CADRE)
# Heads record what they saw on a round, never for their own unit.
AWARD_POINTS = permission("linkages.award_points", Role.OFFICER, Role.CADRE, Role.HEAD)
REVERSE_POINTS = permission("linkages.reverse_points", Role.OFFICER, Role.CADRE)
# Who is reviewed does not choose what is looked at again.
RUN_SAMPLES = permission("linkages.run_point_samples", Role.OFFICER)
KEEP_PRIZES = permission("linkages.keep_prizes", Role.OFFICER, Role.CADRE)
HAND_OUT_PRIZES = permission("linkages.hand_out_prizes", Role.OFFICER, Role.CADRE)
EXPORT_POINTS = permission("linkages.export_points", Role.OFFICER, Role.CADRE, Role.AUDITOR)
# Duties: sanitation, public welfare, meetings. The village's own affairs are run by its cadre.
SEE_DUTIES = permission("linkages.see_duties", Role.OFFICER, Role.CADRE, Role.AUDITOR)
KEEP_DUTIES = permission("linkages.keep_duties", Role.OFFICER, Role.CADRE)
# What is scored and how many are looked at again is the township's: one sheet for all its villages.
KEEP_SHEETS = permission("linkages.keep_sheets", Role.OFFICER)
INSPECT = permission("linkages.inspect", Role.OFFICER, Role.CADRE)
# Who is in the Party and whom they reach is not the auditor's business, nor the neighbours'.
KEEP_REACH = permission("linkages.keep_reach", Role.OFFICER, Role.CADRE)
EXPORT_DUTIES = permission("linkages.export_duties", Role.OFFICER, Role.CADRE, Role.AUDITOR)
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
# The eight ones. Sums of a village, nobody named: whoever works there sees them, and anybody the public page.
SEE_GOALS = permission("linkages.see_goals", Role.OFFICER, Role.CADRE, Role.AUDITOR)
PLAN_GOALS = permission("linkages.plan_goals", Role.OFFICER)
SET_TARGETS = permission("linkages.set_targets", Role.OFFICER)
RECORD_WORKS = permission("linkages.record_works", Role.OFFICER, Role.CADRE)
ASK_CHECK = permission("linkages.ask_check", Role.OFFICER, Role.CADRE)
# The second person: of the township, and never the one who entered it.
CHECK_GOALS = permission("linkages.check_goals", Role.OFFICER)
EXPORT_GOALS = permission("linkages.export_goals", Role.OFFICER, Role.CADRE, Role.AUDITOR)
