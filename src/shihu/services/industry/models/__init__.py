"""Tables of the unit economy."""

from shihu.services.industry.models.advances import (
    AdvanceLine,
    Batch,
)
from shihu.services.industry.models.asking import (
    AskedAct,
)
from shihu.services.industry.models.awards import (
    AwardApplication,
    AwardCheck,
    AwardFund,
    AwardObjection,
    AwardPayment,
    AwardPaymentLine,
    AwardRound,
    AwardRule,
    AwardShare,
)
from shihu.services.industry.models.certificates import (
    Certificate,
)
from shihu.services.industry.models.labour import (
    Foreman,
    LabourRate,
    WageFloor,
    WagePayment,
    WagePaymentLine,
    Workday,
    Worker,
    WorkLine,
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
from shihu.services.industry.models.receipts import (
    Receipt,
)
from shihu.services.industry.models.register import (
    Contribution,
    ShareEntry,
)
from shihu.services.industry.models.settlement import (
    DistributionRule,
    DividendPayout,
    DividendPayoutLine,
    Settlement,
    SettlementLine,
    SettlementObjection,
)
from shihu.services.industry.models.shares import (
    ShareBook,
    ShareMember,
    ShareTransfer,
    ShareWithdrawal,
)
from shihu.services.industry.models.sharing import (
    SharingRule,
)
from shihu.services.industry.models.tracing import (
    LotCheck,
    NamingConsent,
)
from shihu.services.industry.models.valuations import (
    Valuation,
    ValuationPrice,
    ValuationVote,
)

__all__ = [
    "AdvanceLine",
    "AskedAct",
    "AwardApplication",
    "AwardCheck",
    "AwardFund",
    "AwardObjection",
    "AwardPayment",
    "AwardPaymentLine",
    "AwardRound",
    "AwardRule",
    "AwardShare",
    "Batch",
    "BudgetLine",
    "Certificate",
    "Contribution",
    "DistributionRule",
    "DividendPayout",
    "DividendPayoutLine",
    "Foreman",
    "LabourRate",
    "Lot",
    "LotCheck",
    "NamingConsent",
    "Participation",
    "Payout",
    "PayoutLine",
    "Project",
    "Receipt",
    "Sale",
    "SaleLine",
    "Season",
    "Settlement",
    "SettlementLine",
    "SettlementObjection",
    "ShareBook",
    "ShareEntry",
    "ShareMember",
    "ShareTransfer",
    "ShareWithdrawal",
    "SharingRule",
    "Site",
    "Slip",
    "Valuation",
    "ValuationPrice",
    "ValuationVote",
    "WageFloor",
    "WagePayment",
    "WagePaymentLine",
    "WorkLine",
    "Workday",
    "Worker",
]
