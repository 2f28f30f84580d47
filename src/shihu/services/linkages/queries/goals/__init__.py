"""Reads of the eight ones."""

from shihu.services.linkages.queries.goals.board import checks_of, public_goals, scoreboard, village_goals
from shihu.services.linkages.queries.goals.due import goals_due
from shihu.services.linkages.queries.goals.goals import goal_terms, goals_set, plan_of
from shihu.services.linkages.queries.goals.registry import INDICATORS
from shihu.services.linkages.queries.goals.targets import figure_targets, targets_of
from shihu.services.linkages.queries.goals.works import UNITS_OF_KINDS, work, works

__all__ = [
    "INDICATORS",
    "UNITS_OF_KINDS",
    "checks_of",
    "figure_targets",
    "goal_terms",
    "goals_due",
    "goals_set",
    "plan_of",
    "public_goals",
    "scoreboard",
    "targets_of",
    "village_goals",
    "work",
    "works",
]
