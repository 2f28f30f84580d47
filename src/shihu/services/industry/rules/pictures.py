"""Averages, medians and bins of income: exact, in fen."""

from collections.abc import Sequence
from fractions import Fraction

from shihu.kernel.money import rounded
from shihu.services.industry.types.pictures import UnitYear


def a_head(unit: UnitYear) -> int | None:
    """Return a unit's income for each of all its households, rounded once; also those without any count."""
    return rounded(Fraction(unit.income, unit.households)) if unit.households else None


def a_mu(unit: UnitYear) -> int | None:
    """Return a unit's income for each mu that its households hold; None where no land is known."""
    return rounded(Fraction(unit.income * 100, unit.land)) if unit.land else None


def median(values: Sequence[int]) -> int | None:
    """Return the middle value, of an even number the mean of the two in the middle, rounded once."""
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return rounded(Fraction(ordered[half - 1] + ordered[half], 2))


def bins(values: Sequence[int], width: int, line: int) -> list[tuple[int, int, int]]:
    """Return (from, below, how many) in steps of ``width`` that hold every value; ``line`` is always one of the edges.

    At least two steps lie on either side of the line, so that it is seen what it divides.
    """
    first = min([line - 2 * width, *(line + (value - line) // width * width for value in values)])
    last = max([line + 2 * width, *(line + ((value - line) // width + 1) * width for value in values)])
    counts = dict.fromkeys(range(first, last, width), 0)
    for value in values:
        counts[line + (value - line) // width * width] += 1
    return [(low, low + width, count) for low, count in counts.items()]
