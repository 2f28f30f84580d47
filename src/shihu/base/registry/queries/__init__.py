"""Reads of the registry, already limited to what the actor may see."""

from shihu.base.registry.queries.checks import CHECKS, check
from shihu.base.registry.queries.enterprises import enterprise, enterprises
from shihu.base.registry.queries.figures import (
    described,
    figures_of,
    figures_under,
    figures_with_parts,
    scopes_of_figures,
    sees_figures,
)
from shihu.base.registry.queries.formation import formation_households
from shihu.base.registry.queries.households import household, household_panel, households, members_of
from shihu.base.registry.queries.leaders import people_of
from shihu.base.registry.queries.naming import household_meant, member_meant, person_meant
from shihu.base.registry.queries.persons import person
from shihu.base.registry.queries.places import may_export, may_import, may_keep, place_of_list
from shihu.base.registry.queries.search import search
from shihu.base.registry.queries.traits import household_traits

__all__ = [
    "CHECKS",
    "check",
    "described",
    "enterprise",
    "enterprises",
    "figures_of",
    "figures_under",
    "figures_with_parts",
    "formation_households",
    "household",
    "household_meant",
    "household_panel",
    "household_traits",
    "households",
    "may_export",
    "may_import",
    "may_keep",
    "member_meant",
    "members_of",
    "people_of",
    "person",
    "person_meant",
    "place_of_list",
    "scopes_of_figures",
    "search",
    "sees_figures",
]
