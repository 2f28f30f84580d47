"""Decisions on valuations: when a vote carries."""

from fractions import Fraction
from typing import Final

from shihu.services.industry.types.shares import Threshold

_PARTS: Final = {
    Threshold.MORE_THAN_HALF: Fraction(1, 2),
    Threshold.TWO_THIRDS: Fraction(2, 3),
    Threshold.THREE_QUARTERS: Fraction(3, 4),
    Threshold.ALL: Fraction(1),
}


def enough(count: int, of: int, threshold: Threshold) -> bool:
    """Tell whether ``count`` of ``of`` reach a threshold; of nobody nothing is enough."""
    if of <= 0:
        return False
    part = Fraction(count, of)
    return part > Fraction(1, 2) if threshold is Threshold.MORE_THAN_HALF else part >= _PARTS[threshold]


def needed(of: int, threshold: Threshold) -> int:
    """Return the least count that is enough."""
    return next(count for count in range(of + 2) if count > of or enough(count, of, threshold))


def carries(*, yes: int, cast: int, roll: int, quorum: Threshold, majority: Threshold) -> bool:
    """Tell whether a valuation is adopted: enough of the roll took part, and enough of those who did said yes.

    Ten households, two thirds twice: 7 must take part; of 7 at least 5 say yes. An abstention takes part.
    """
    return enough(cast, roll, quorum) and enough(yes, cast, majority)


def is_settled(*, yes: int, cast: int, roll: int, quorum: Threshold, majority: Threshold) -> bool:
    """Tell whether the votes still out cannot change the outcome."""
    out = roll - cast
    best = carries(yes=yes + out, cast=roll, roll=roll, quorum=quorum, majority=majority)
    worst = all(
        carries(yes=yes, cast=cast + more, roll=roll, quorum=quorum, majority=majority) for more in range(out + 1)
    )
    return worst or not best or out == 0
