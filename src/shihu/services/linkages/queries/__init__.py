"""Reads of the linkages, limited to what the actor may see."""

from shihu.services.linkages.queries.civility import (
    moral_models,
)
from shihu.services.linkages.queries.duties import (
    DutiesPanel,
    duties_of_household,
    duties_of_unit,
    meetings_due,
    sanitation_due,
    welfare_due,
)
from shihu.services.linkages.queries.integrity import (
    bank_consents,
    integrity_of,
)
from shihu.services.linkages.queries.offered import (
    HouseholdCivility,
    LinkageCard,
    civility_card,
    household_civility,
    integrity_card,
    safety_card,
)
from shihu.services.linkages.queries.place_panel import PlaceLinkages, place_linkages
from shihu.services.linkages.queries.points.overview import (
    PointsPanel,
    household_points_panel,
    points_due,
    unit_points_panel,
)
from shihu.services.linkages.queries.waiting import (
    civility_due,
    integrity_due,
    safety_due,
)

__all__ = [
    "DutiesPanel",
    "HouseholdCivility",
    "LinkageCard",
    "PlaceLinkages",
    "PointsPanel",
    "bank_consents",
    "civility_card",
    "civility_due",
    "duties_of_household",
    "duties_of_unit",
    "household_civility",
    "household_points_panel",
    "integrity_card",
    "integrity_due",
    "integrity_of",
    "meetings_due",
    "moral_models",
    "place_linkages",
    "points_due",
    "safety_card",
    "safety_due",
    "sanitation_due",
    "unit_points_panel",
    "welfare_due",
]
