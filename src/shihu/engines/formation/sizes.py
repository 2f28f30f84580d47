"""How many units a hamlet gives, and what to do with hamlets that the size rule cannot tile."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.errors import InvalidProblem
from shihu.engines.formation.parameters import SizeRule


@dataclass(frozen=True, slots=True)
class SizeException:
    """Why units of this hamlet leave the size range: `households` willing ones cannot be cut into low..high."""

    households: int
    sizes: tuple[int, ...]
    low: int
    high: int

    @property
    def sentence(self) -> str:
        """The exception in plain English."""
        sizes = " and ".join(str(size) for size in self.sizes)
        return (
            f"{self.households} households cannot be cut into units of {self.low} to {self.high}; "
            f"units of {sizes} are the nearest."
        )


@dataclass(frozen=True, slots=True)
class Tiling:
    """A number of units and the range that each may have."""

    units: int
    low: int
    high: int
    exception: SizeException | None = None


def tilings(households: int, rule: SizeRule) -> tuple[Tiling, ...]:
    """Every way to cut `households`, the preferred first: the number of units nearest n / target, the larger on a tie.

    Where the rule's range admits none, the one exception that strays least from the range (the fewer units on a tie),
    its sizes as even as can be; and nothing where even the exception range admits none.
    """
    if households == 0:
        return (Tiling(0, rule.low, rule.high),)
    fewest, most = math.ceil(households / rule.high), households // rule.low
    regular = sorted(range(fewest, most + 1), key=lambda units: (abs(units * rule.target - households), -units))
    if regular:
        return tuple(Tiling(units, rule.low, rule.high) for units in regular)
    smallest, largest = rule.exception_range
    best: tuple[int, int] | None = None
    for units in range(max(1, math.ceil(households / largest)), households // smallest + 1):
        stray = sum(max(0, rule.low - size, size - rule.high) for size in even_sizes(households, units))
        if best is None or (stray, units) < best:
            best = (stray, units)
    if best is None:
        return ()
    sizes = even_sizes(households, best[1])
    exception = SizeException(households, sizes, rule.low, rule.high)
    return (Tiling(best[1], min(sizes), max(sizes), exception),)


def even_sizes(households: int, units: int) -> tuple[int, ...]:
    """Sizes that differ by at most one, the larger first."""
    base, extra = divmod(households, units)
    return (base + 1,) * extra + (base,) * (units - extra)


def tiles(households: int, rule: SizeRule) -> bool:
    """Whether `households` can be cut without an exception."""
    return math.ceil(households / rule.high) <= households // rule.low


def merge_small(
    counts: Sequence[int] | npt.NDArray[np.int64],
    places: npt.ArrayLike,
    villages: Sequence[object],
    *,
    sizes: SizeRule | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Which hamlets to form as one, so that as few as possible need an exception.

    counts    willing households of each hamlet
    places    [h, 2] metres, the middle of each hamlet
    villages  the village of each hamlet; only hamlets of one village join

    The smallest hamlet that cannot be tiled joins the nearest one of its village with which it can be; if none such
    exists it joins the nearest all the same when the two together are tiled after a further join, and otherwise stays
    alone (a named exception, or a refusal below the exception range). Returns groups of hamlet indices, each ascending.
    """
    rule = sizes or SizeRule()
    middle = np.asarray(places, dtype=np.float64).reshape(-1, 2)
    if not len(counts) == len(middle) == len(villages):
        raise InvalidProblem(
            "wrong_shape",
            "counts, places and villages have {lengths} entries; they must have one for each hamlet.",
            values={"lengths": (len(counts), len(middle), len(villages))},
        )
    groups: list[list[int]] = [[h] for h in range(len(middle))]
    settled: set[tuple[int, ...]] = set()

    def total(group: list[int]) -> int:
        return sum(int(counts[h]) for h in group)

    def centre(group: list[int]) -> npt.NDArray[np.float64]:
        return np.average(middle[group], axis=0, weights=[max(int(counts[h]), 1) for h in group])

    while True:
        open_groups = [
            group for group in groups if total(group) and not tiles(total(group), rule) and tuple(group) not in settled
        ]
        if not open_groups:
            return tuple(tuple(group) for group in groups)
        group = min(open_groups, key=lambda g: (total(g), g))
        others = [g for g in groups if g is not group and villages[g[0]] == villages[group[0]] and total(g)]
        others.sort(key=lambda g: (float(np.linalg.norm(centre(g) - centre(group))), g))
        partner = next((g for g in others if tiles(total(g) + total(group), rule)), others[0] if others else None)
        if partner is None:
            settled.add(tuple(group))
            continue
        groups.remove(group)
        groups.remove(partner)
        groups.append(sorted(group + partner))
        groups.sort()
