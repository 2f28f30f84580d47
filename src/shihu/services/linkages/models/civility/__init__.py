"""Tables of civility."""

from shihu.services.linkages.models.civility.memory import FamilyPrecept, HistoryEntry
from shihu.services.linkages.models.civility.moral import ModelNomination, ModelObjection, ModelPanelist, ModelRound
from shihu.services.linkages.models.civility.village_rules import (
    CouncilMember,
    CustomsEvent,
    RulesSuggestion,
    VillageRules,
)

__all__ = [
    "CouncilMember",
    "CustomsEvent",
    "FamilyPrecept",
    "HistoryEntry",
    "ModelNomination",
    "ModelObjection",
    "ModelPanelist",
    "ModelRound",
    "RulesSuggestion",
    "VillageRules",
]
