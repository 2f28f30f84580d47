"""Reads of the units, limited to what the actor may see."""

from shihu.services.units.queries.panels import household_panel, place_panel
from shihu.services.units.queries.reading import (
    asked,
    formation,
    formations,
    hamlet_names,
    has_willing,
    own_units,
    place_units,
    places_units,
    roster_hash,
    unit,
    unit_of_household,
)

__all__ = [
    "asked",
    "formation",
    "formations",
    "hamlet_names",
    "has_willing",
    "household_panel",
    "own_units",
    "place_panel",
    "place_units",
    "places_units",
    "roster_hash",
    "unit",
    "unit_of_household",
]
