"""Reads of civility."""

from shihu.services.linkages.queries.civility.memory import history_entry, precept_of, precepts, village_history
from shihu.services.linkages.queries.civility.moral import (
    categories_on,
    civility_by_village,
    honour_roll,
    model_round,
    model_rounds,
    moral_models,
    nomination,
    objection_place,
    own_nomination,
    village_of,
)
from shihu.services.linkages.queries.civility.village_rules import (
    council,
    event,
    events,
    rules_in_force,
    rules_version,
    suggestion_rules,
    village_rules,
)

__all__ = [
    "categories_on",
    "civility_by_village",
    "council",
    "event",
    "events",
    "history_entry",
    "honour_roll",
    "model_round",
    "model_rounds",
    "moral_models",
    "nomination",
    "objection_place",
    "own_nomination",
    "precept_of",
    "precepts",
    "rules_in_force",
    "rules_version",
    "suggestion_rules",
    "village_history",
    "village_of",
    "village_rules",
]
