"""What passes in and out of the unit economy."""

from shihu.services.industry.types.lots import (
    NewLot,
    Traded,
)
from shihu.services.industry.types.projects import (
    BudgetRow,
    NewBudgetLine,
    NewProject,
    NewSite,
    ParticipantRow,
    ProjectDetail,
    ProjectRow,
    SeasonRow,
    SiteRow,
)

__all__ = [
    "BudgetRow",
    "NewBudgetLine",
    "NewLot",
    "NewProject",
    "NewSite",
    "ParticipantRow",
    "ProjectDetail",
    "ProjectRow",
    "SeasonRow",
    "SiteRow",
    "Traded",
]
