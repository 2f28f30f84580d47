"""Tables of the unit economy."""

from shihu.services.industry.models.certificates import Certificate
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
from shihu.services.industry.models.register import (
    Contribution,
    ShareEntry,
)
from shihu.services.industry.models.shares import (
    ShareBook,
    ShareMember,
    ShareTransfer,
    ShareWithdrawal,
)
from shihu.services.industry.models.valuations import (
    Valuation,
    ValuationPrice,
    ValuationVote,
)

__all__ = [
    "BudgetLine",
    "Certificate",
    "Contribution",
    "Lot",
    "Participation",
    "Project",
    "Sale",
    "SaleLine",
    "Season",
    "ShareBook",
    "ShareEntry",
    "ShareMember",
    "ShareTransfer",
    "ShareWithdrawal",
    "Site",
    "Valuation",
    "ValuationPrice",
    "ValuationVote",
]
