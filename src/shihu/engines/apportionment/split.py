"""One level: whole units split by weights, by largest remainder (Hamilton, Hare-Niemeyer)."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

from shihu.engines.apportionment.errors import BadWeight, NegativeWeight, NobodyToShare, NotWhole

Weight = int | Fraction | Decimal
K = TypeVar("K", bound=Hashable)


def split(total: int, weights: Sequence[Weight]) -> list[int]:
    """Split ``total`` whole units (fen, shares) by ``weights``; return the shares in the order of the weights.

    The shares sum to ``total``; each lies less than one unit from its exact share; a weight of zero gets nothing; of
    equal weights the earlier never gets less; of equal remainders the earlier one gets the unit, so the caller orders
    by a number that never changes. A negative total mirrors the split of the positive one.

    Raises NotWhole, BadWeight (floats are not exact), NegativeWeight, NobodyToShare (no weight above zero and a
    total other than zero).
    """
    if isinstance(total, bool) or not isinstance(total, int):
        raise NotWhole(given=total)
    whole = _whole(weights)
    everything = sum(whole)
    if not everything:
        if total:
            raise NobodyToShare
        return [0] * len(whole)
    shares, rests = [], []
    for weight in whole:
        share, rest = divmod(abs(total) * weight, everything)
        shares.append(share)
        rests.append(rest)
    left = abs(total) - sum(shares)
    # Fewer units are left than there are remainders above zero, so that no zero weight is ever reached.
    for at in sorted(range(len(whole)), key=lambda i: -rests[i])[:left]:
        shares[at] += 1
    return shares if total >= 0 else [-share for share in shares]


def split_by_key(total: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """Split among named weights; ties go by the order of the mapping."""
    return dict(zip(weights, split(total, list(weights.values())), strict=True))


def _whole(weights: Sequence[Weight]) -> list[int]:
    """Return weights of the same proportions as whole numbers."""
    exact = [_exact(number, weight) for number, weight in enumerate(weights, start=1)]
    scale = lcm(*(weight.denominator for weight in exact)) if exact else 1
    return [weight.numerator * (scale // weight.denominator) for weight in exact]


def _exact(number: int, weight: Weight) -> Fraction:
    known = isinstance(weight, int | Fraction | Decimal) and not isinstance(weight, bool)
    if not known or (isinstance(weight, Decimal) and not weight.is_finite()):
        raise BadWeight(who=number, given=weight)
    if weight < 0:
        raise NegativeWeight(who=number, given=weight)
    return Fraction(weight)
