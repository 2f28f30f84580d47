"""Reads of the linkages, limited to what the actor may see."""

from shihu.services.linkages.queries.duties import (
    DutiesPanel,
    duties_of_household,
    duties_of_unit,
    meetings_due,
    sanitation_due,
    welfare_due,
)
from shihu.services.linkages.queries.points.overview import (
    PointsPanel,
    household_points_panel,
    points_due,
    unit_points_panel,
)

__all__ = [
    "DutiesPanel",
    "PointsPanel",
    "duties_of_household",
    "duties_of_unit",
    "household_points_panel",
    "meetings_due",
    "points_due",
    "sanitation_due",
    "unit_points_panel",
    "welfare_due",
]
