"""Reads of the units, limited to what the actor may see."""

from shihu.services.units.queries.again import only_within, units_in_force_at, units_of_formation, units_touching
from shihu.services.units.queries.panels import HouseholdPanel, PlacePanel, household_panel, place_panel
from shihu.services.units.queries.reading import (
    asked,
    choices_of,
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
    sits_in_own,
    unit,
    unit_of_household,
)
from shihu.services.units.queries.standing import days_of_change, held_on, standing, unsettled
from shihu.services.units.queries.words import joining_rules

__all__ = [
    "HouseholdPanel",
    "PlacePanel",
    "asked",
    "choices_of",
    "days_of_change",
    "formation",
    "formations",
    "hamlet_names",
    "has_willing",
    "held_on",
    "household_panel",
    "joining_rules",
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
    "sits_in_own",
    "standing",
    "unit",
    "unit_of_household",
    "units_in_force_at",
    "units_of_formation",
    "units_touching",
    "unsettled",
]
