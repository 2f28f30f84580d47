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

__all__ = [
    "own_projects",
    "participants",
    "project",
    "projects",
    "traded",
]
