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
from shihu.services.units.errors.standing import (
    AgreementNeeded,
    CannotJoin,
    NothingToRelease,
    NotSeated,
    ReasonNeeded,
    SeatedAlready,
    UnitNotInForce,
)

__all__ = [
    "AgreementNeeded",
    "AlreadyAsked",
    "BadChoices",
    "CannotJoin",
    "HouseholdGone",
    "NoHouseholds",
    "NoUnitsInForce",
    "NotADraft",
    "NotSeated",
    "NothingToRelease",
    "ReasonNeeded",
    "SeatedAlready",
    "SharedUnits",
    "StaleDraft",
    "UnitNotInForce",
    "UnitsElsewhere",
    "WrongLevel",
]
