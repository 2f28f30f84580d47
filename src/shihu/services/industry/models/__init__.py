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
from shihu.services.industry.models.settlement import (
    DistributionRule,
    Payout,
    PayoutLine,
    Settlement,
    SettlementLine,
    SettlementObjection,
)

__all__ = [
    "BudgetLine",
    "DistributionRule",
    "Lot",
    "Participation",
    "Payout",
    "PayoutLine",
    "Project",
    "Sale",
    "SaleLine",
    "Season",
    "Settlement",
    "SettlementLine",
    "SettlementObjection",
    "Site",
]
