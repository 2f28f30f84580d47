"""What the units refuse, each with a sentence that says what to do."""

from shihu.services.units.errors.formations import (
    AlreadyAsked,
    BadChoices,
    HouseholdGone,
    NoHouseholds,
    NotADraft,
    NoUnitsInForce,
    SharedUnits,
    StaleDraft,
    UnitsElsewhere,
    WrongLevel,
)

__all__ = [
    "AlreadyAsked",
    "BadChoices",
    "HouseholdGone",
    "NoHouseholds",
    "NoUnitsInForce",
    "NotADraft",
    "SharedUnits",
    "StaleDraft",
    "UnitsElsewhere",
    "WrongLevel",
]
