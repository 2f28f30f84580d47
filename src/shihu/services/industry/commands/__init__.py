"""The only writes of the unit economy."""

from shihu.services.industry.commands.lots import (
    weigh,
)
from shihu.services.industry.commands.projects import (
    close_project,
    close_season,
    enrol,
    keep_site,
    leave_project,
    open_project,
    open_season,
    set_budget,
)

__all__ = [
    "close_project",
    "close_season",
    "enrol",
    "keep_site",
    "leave_project",
    "open_project",
    "open_season",
    "set_budget",
    "weigh",
]
