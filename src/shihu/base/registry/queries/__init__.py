"""Reads of the registry, already limited to what the actor may see."""

from shihu.base.registry.queries.figures import described, figures_of, figures_under
from shihu.base.registry.queries.formation import formation_households
from shihu.base.registry.queries.households import household, household_panel, households, members_of

__all__ = [
    "described",
    "figures_of",
    "figures_under",
    "formation_households",
    "household",
    "household_panel",
    "households",
    "members_of",
]
