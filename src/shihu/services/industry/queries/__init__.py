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
    is_own_household,
    own_settlements,
    season_lines,
    settled_accounts,
    settlement,
    settlements,
    settlements_of,
)
from shihu.services.industry.queries.settling import (
    season_accounts,
    season_result,
    terms_history,
    terms_in_force,
)
from shihu.services.industry.queries.shares.holdings import (
    collective_share_on,
    shares_agree,
    shares_on,
)

__all__ = [
    "collective_share_on",
    "is_own_household",
    "own_projects",
    "own_settlements",
    "participants",
    "project",
    "projects",
    "season_accounts",
    "season_lines",
    "season_result",
    "settled_accounts",
    "settlement",
    "settlements",
    "settlements_of",
    "shares_agree",
    "shares_on",
    "terms_history",
    "terms_in_force",
    "traded",
]
