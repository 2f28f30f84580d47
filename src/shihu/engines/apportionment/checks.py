"""What every split must keep: small functions of one signature in one list, each returns what is wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from shihu.engines.apportionment.split import Weight


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a split breaks, and at which position (None: as a whole)."""

    check: str
    at: int | None = None


Check = Callable[[int, Sequence[Weight], Sequence[int]], Iterator[Fault]]


def sums_exactly(total: int, weights: Sequence[Weight], shares: Sequence[int]) -> Iterator[Fault]:
    """The shares sum to the whole, and there is one for each weight."""
    if sum(shares) != total or len(shares) != len(weights):
        yield Fault("sums_exactly")


def within_one(total: int, weights: Sequence[Weight], shares: Sequence[int]) -> Iterator[Fault]:
    """Nobody is one unit or more from the exact share."""
    everything = sum((Fraction(weight) for weight in weights), Fraction(0))
    for at, (weight, share) in enumerate(zip(weights, shares, strict=False)):
        exact = Fraction(total) * Fraction(weight) / everything if everything else Fraction(0)
        if abs(exact - share) >= 1:
            yield Fault("within_one", at)


def nothing_for_zero(_total: int, weights: Sequence[Weight], shares: Sequence[int]) -> Iterator[Fault]:
    """Whoever has no weight gets nothing."""
    for at, (weight, share) in enumerate(zip(weights, shares, strict=False)):
        if not weight and share:
            yield Fault("nothing_for_zero", at)


def more_for_more(total: int, weights: Sequence[Weight], shares: Sequence[int]) -> Iterator[Fault]:
    """Whoever has more weight never gets less; among equals the earlier never gets less."""
    order = sorted(range(len(shares)), key=lambda i: (-Fraction(weights[i]), i))
    sign = -1 if total < 0 else 1
    for before, after in pairwise(order):
        if sign * shares[before] < sign * shares[after]:
            yield Fault("more_for_more", after)


CHECKS: tuple[Check, ...] = (sums_exactly, within_one, nothing_for_zero, more_for_more)


def check(total: int, weights: Sequence[Weight], shares: Sequence[int]) -> list[Fault]:
    """Return every rule that the split breaks; empty for a fair and exact one."""
    return [fault for rule in CHECKS for fault in rule(total, weights, shares)]
