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
from shihu.services.industry.queries.shares.holdings import (
    collective_share_on,
    shares_agree,
    shares_on,
)

__all__ = [
    "collective_share_on",
    "own_projects",
    "participants",
    "project",
    "projects",
    "shares_agree",
    "shares_on",
    "traded",
]
