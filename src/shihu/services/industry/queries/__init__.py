"""Reads of the unit economy, limited to what the actor may see."""

from shihu.services.industry.queries.lots import (
    traded,
)
from shihu.services.industry.queries.projects import (
    own_projects,
    participants,
    project,
    projects,
)
from shihu.services.industry.queries.settlement import (
    own_settlements,
    settlement,
    settlements,
    settlements_of,
)
from shihu.services.industry.queries.settling import (
    season_accounts,
    season_money,
    terms_history,
    terms_in_force,
)

__all__ = [
    "own_projects",
    "own_settlements",
    "participants",
    "project",
    "projects",
    "season_accounts",
    "season_money",
    "settlement",
    "settlements",
    "settlements_of",
    "terms_history",
    "terms_in_force",
    "traded",
]
