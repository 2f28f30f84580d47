"""Reads of the linkages, limited to what the actor may see."""

from shihu.services.linkages.queries.civility import moral_models
from shihu.services.linkages.queries.integrity import bank_consents, integrity_of
from shihu.services.linkages.queries.offered import (
    HouseholdCivility,
    LinkageCard,
    civility_card,
    household_civility,
    integrity_card,
    safety_card,
)
from shihu.services.linkages.queries.waiting import civility_due, integrity_due, safety_due

__all__ = [
    "HouseholdCivility",
    "LinkageCard",
    "bank_consents",
    "civility_card",
    "civility_due",
    "household_civility",
    "integrity_card",
    "integrity_due",
    "integrity_of",
    "moral_models",
    "safety_card",
    "safety_due",
]
