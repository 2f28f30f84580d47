"""Tables of the unit economy."""

from shihu.services.industry.models.advances import (
    AdvanceLine,
    Batch,
)
from shihu.services.industry.models.lots import (
    Lot,
    Sale,
    SaleLine,
)
from shihu.services.industry.models.payouts import (
    Payout,
    PayoutLine,
    Slip,
)
from shihu.services.industry.models.projects import (
    BudgetLine,
    Participation,
    Project,
    Season,
    Site,
)
from shihu.services.industry.models.sharing import (
    SharingRule,
)

__all__ = [
    "AdvanceLine",
    "Batch",
    "BudgetLine",
    "Lot",
    "Participation",
    "Payout",
    "PayoutLine",
    "Project",
    "Sale",
    "SaleLine",
    "Season",
    "SharingRule",
    "Site",
    "Slip",
]
