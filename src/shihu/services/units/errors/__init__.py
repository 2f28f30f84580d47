"""What the units refuse, each with a sentence that says what to do."""

from shihu.services.units.errors.formations import (
    AlreadyAsked,
    BadChoices,
    HouseholdGone,
    NoHouseholds,
    NotADraft,
    SharedUnits,
    StaleDraft,
    WrongLevel,
)

__all__ = [
    "AlreadyAsked",
    "BadChoices",
    "HouseholdGone",
    "NoHouseholds",
    "NotADraft",
    "SharedUnits",
    "StaleDraft",
    "WrongLevel",
]
