"""Reads of the registry, already limited to what the actor may see."""

from shihu.base.registry.queries.checks import CHECKS, check
from shihu.base.registry.queries.enterprises import enterprise, enterprises
from shihu.base.registry.queries.figures import (
    described,
    figures_of,
    figures_under,
    scopes_of_figures,
    sees_figures,
)
from shihu.base.registry.queries.formation import formation_households
from shihu.base.registry.queries.households import household, household_panel, households, members_of
from shihu.base.registry.queries.persons import person, person_named
from shihu.base.registry.queries.search import search

__all__ = [
    "CHECKS",
    "check",
    "described",
    "enterprise",
    "enterprises",
    "figures_of",
    "figures_under",
    "formation_households",
    "household",
    "household_panel",
    "households",
    "members_of",
    "scopes_of_figures",
    "sees_figures",
    "person",
    "person_named",
    "search",
]
