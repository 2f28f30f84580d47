"""Reads of the linkages, limited to what the actor may see."""

from shihu.services.linkages.queries.duties import (
    DutiesPanel,
    duties_of_household,
    duties_of_unit,
    meetings_due,
    sanitation_due,
    welfare_due,
)

__all__ = [
    "DutiesPanel",
    "duties_of_household",
    "duties_of_unit",
    "meetings_due",
    "sanitation_due",
    "welfare_due",
]
