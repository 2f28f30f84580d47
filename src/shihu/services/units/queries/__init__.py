"""Reads of the units, limited to what the actor may see."""

from shihu.services.units.queries.again import only_within, units_in_force_at, units_of_formation, units_touching
from shihu.services.units.queries.panels import HouseholdPanel, PlacePanel, household_panel, place_panel
from shihu.services.units.queries.reading import (
    asked,
    formation,
    formations,
    hamlet_names,
    has_willing,
    may_adopt,
    may_form,
    open_drafts,
    own_units,
    place_units,
    places_units,
    roster_hash,
    scopes,
    unit,
    unit_of_household,
)

__all__ = [
    "HouseholdPanel",
    "PlacePanel",
    "asked",
    "formation",
    "formations",
    "hamlet_names",
    "has_willing",
    "household_panel",
    "may_adopt",
    "may_form",
    "only_within",
    "open_drafts",
    "own_units",
    "place_panel",
    "place_units",
    "places_units",
    "roster_hash",
    "scopes",
    "unit",
    "unit_of_household",
    "units_in_force_at",
    "units_of_formation",
    "units_touching",
]
