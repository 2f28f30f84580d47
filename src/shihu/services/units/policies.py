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
