"""Tables of the linkages."""

from shihu.services.linkages.models.civility import (
    CouncilMember,
    CustomsEvent,
    FamilyPrecept,
    HistoryEntry,
    ModelNomination,
    ModelObjection,
    ModelPanelist,
    ModelRound,
    RulesSuggestion,
    VillageRules,
)
from shihu.services.linkages.models.integrity import BankConsent, IntegrityFact, IntegrityObjection, IntegrityRule
from shihu.services.linkages.models.safety import Hazard, LookIn, RoundCheck, SafetyRound

__all__ = [
    "BankConsent",
    "CouncilMember",
    "CustomsEvent",
    "FamilyPrecept",
    "Hazard",
    "HistoryEntry",
    "IntegrityFact",
    "IntegrityObjection",
    "IntegrityRule",
    "LookIn",
    "ModelNomination",
    "ModelObjection",
    "ModelPanelist",
    "ModelRound",
    "RoundCheck",
    "RulesSuggestion",
    "SafetyRound",
    "VillageRules",
]
