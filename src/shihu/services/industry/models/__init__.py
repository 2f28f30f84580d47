"""Tables of the unit economy."""

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

__all__ = [
    "AwardApplication",
    "AwardCheck",
    "AwardFund",
    "AwardObjection",
    "AwardPayment",
    "AwardPaymentLine",
    "AwardRound",
    "AwardRule",
    "AwardShare",
]
