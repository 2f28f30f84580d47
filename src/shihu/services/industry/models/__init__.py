"""Tables of the unit economy."""

from shihu.services.industry.models.lots import (
    Lot,
    Sale,
    SaleLine,
)
from shihu.services.industry.models.projects import (
    BudgetLine,
    Participation,
    Project,
    Season,
    Site,
)

__all__ = [
    "BudgetLine",
    "Lot",
    "Participation",
    "Project",
    "Sale",
    "SaleLine",
    "Season",
    "Site",
]
