"""What the unit economy refuses, each with a sentence that says what to do."""

from shihu.services.industry.errors.lots import (
    BadWeight,
    LotTaken,
    WeighedAhead,
    WeighedTooEarly,
)
from shihu.services.industry.errors.projects import (
    BadBudget,
    BadPeriod,
    BadRisk,
    HouseholdElsewhere,
    NameNeeded,
    NameTaken,
    NotAProducer,
    ProjectClosed,
    SeasonClosed,
    SeasonsOpen,
    TakesNoPart,
    TakesPartAlready,
)

__all__ = [
    "BadBudget",
    "BadPeriod",
    "BadRisk",
    "BadWeight",
    "HouseholdElsewhere",
    "LotTaken",
    "NameNeeded",
    "NameTaken",
    "NotAProducer",
    "ProjectClosed",
    "SeasonClosed",
    "SeasonsOpen",
    "TakesNoPart",
    "TakesPartAlready",
    "WeighedAhead",
    "WeighedTooEarly",
]
