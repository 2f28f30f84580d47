"""Tables of the linkages."""

from shihu.services.linkages.models.points import (
    PointAccount,
    PointClaim,
    PointEntry,
    PointItem,
    PointNotice,
    PointReview,
    PointRuleBook,
    PointSample,
    PointSampleClaim,
    Prize,
    PrizeFund,
    PrizeMove,
    Redemption,
)

__all__ = [
    "PointAccount",
    "PointClaim",
    "PointEntry",
    "PointItem",
    "PointNotice",
    "PointReview",
    "PointRuleBook",
    "PointSample",
    "PointSampleClaim",
    "Prize",
    "PrizeFund",
    "PrizeMove",
    "Redemption",
]
