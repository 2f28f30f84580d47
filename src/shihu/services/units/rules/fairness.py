"""How each kind of household fares in a draft, against units drawn by lot.

A draw by lot puts the same households into units of the same sizes, hamlet by hamlet, at random. What happens in many
such draws says whether a figure of the draft is more than luck. docs/services/workbench.md works an example by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DRAWS = 999
# How many numbers one step of the reckoning holds at most: draws are taken in batches of that size.
_MOST_AT_ONCE = 2_000_000
_EVEN = 1e-9
# Of fewer households nothing can be said, and a figure would point at them.
FEWEST = 3
# How rare a difference must be by chance to be told.
LEVEL = 0.01
# Figures of which less is better.
LESS_IS_BETTER = frozenset({"distance", "only"})
# Of these, a kind of household is also compared with as many others of the same draft.
SHARED = ("distance", "alike")


@dataclass(frozen=True, slots=True, eq=False)
class Hamlet:
    """Households that are formed together, n of them in units.

    metres  [n, n] between houses
    alike   [n, n] whether two name a wish in common
    wishes  [n] whether a household names any
    unit    [n] number of its unit, any numbers
    kinds   [n] of each kind of household
    """

    metres: Floats
    alike: Bools
    wishes: Bools
    unit: Ints
    kinds: Mapping[str, Bools]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one kind of household.

    draft      in the draft
    by_lot     mean over the draws; ``low`` and ``high`` hold nine draws of ten
    beaten     share of the draws in which it is worse than in the draft
    p          how often a draw is at least as far from the mean of the draws as the draft is, from 0 to 1
    beside_p   how often as many households of the draft taken at random are as far from everybody's figure; None for
               figures that only a kind has
    """

    draft: float
    by_lot: float
    low: float
    high: float
    beaten: float
    p: float
    everybody: float | None = None
    beside_p: float | None = None

    def is_worse_than_others(self, name: str) -> bool:
        """Whether this kind fares worse than as many others of the same draft, and hardly by chance."""
        if self.beside_p is None or self.everybody is None or self.beside_p > LEVEL:
            return False
        return (self.draft > self.everybody) == (name in LESS_IS_BETTER)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of household fares: how many there are, and each figure by name.

    ``distance`` metres to the others of the unit; ``alike`` share of the others with a wish in common; ``present``
    share of units that have one; ``only`` share of the kind that is the only one in its unit.
    """

    count: int
    figures: Mapping[str, Figure]

    @property
    def is_worse_off(self) -> bool:
        """Whether any figure is worse than that of as many others of the same draft, and hardly by chance."""
        return self.count >= FEWEST and any(f.is_worse_than_others(name) for name, f in self.figures.items())


@dataclass(frozen=True, slots=True)
class Audit:
    """All kinds, with what was drawn."""

    households: int
    units: int
    draws: int
    seed: int
    kinds: Mapping[str, Kind]


@dataclass(slots=True)
class _Sums:
    """Per draw: metres and shares added up over a kind, units that have one, households that are the only one."""

    metres: Floats
    alike: Floats
    present: Floats
    only: Floats

    @classmethod
    def none(cls, draws: int) -> "_Sums":
        return cls(*(np.zeros(draws) for _ in range(4)))


def audit(hamlets: Sequence[Hamlet], *, draws: int = DRAWS, seed: int = 1) -> Audit:
    """Return how each kind fares over all hamlets; the same hamlets, draws and seed give the same answer."""
    random = np.random.Generator(np.random.PCG64(seed))
    kinds = sorted({kind for hamlet in hamlets for kind in hamlet.kinds})
    drafted = {kind: _Sums.none(1) for kind in kinds}
    drawn = {kind: _Sums.none(draws) for kind in kinds}
    count = dict.fromkeys(kinds, 0)
    wishing = dict.fromkeys(kinds, 0)
    own_metres, own_alike, own_wishes = [], [], []
    for hamlet in hamlets:
        order, blocks = _seated(hamlet.unit)
        metres, alike = _shares(hamlet, order[None, :], blocks)
        own_metres.append(metres[0])
        own_alike.append(alike[0])
        own_wishes.append(hamlet.wishes[order])
        _add(drafted, hamlet, order[None, :], blocks, at=0)
        for start, lots in _lots(random, len(order), draws):
            _add(drawn, hamlet, lots, blocks, at=start)
        for kind, flags in hamlet.kinds.items():
            count[kind] += int(flags.sum())
            wishing[kind] += int((flags & hamlet.wishes).sum())
    units = sum(len(_seated(hamlet.unit)[1]) for hamlet in hamlets)
    everybody = _Everybody.of(own_metres, own_alike, own_wishes)
    told = {}
    for kind in kinds:
        if not count[kind]:
            continue
        flags = np.concatenate([h.kinds[kind][_seated(h.unit)[0]] for h in hamlets])
        told[kind] = Kind(
            count[kind],
            _figures(drafted[kind], drawn[kind], _Size(count[kind], wishing[kind], units), everybody, flags, random),
        )
    return Audit(sum(len(h.unit) for h in hamlets), units, draws, seed, told)


def _seated(unit: Ints) -> tuple[Ints, list[tuple[int, int]]]:
    """Households in the order of their units, and where each unit begins and ends in that order."""
    order = np.argsort(unit, kind="stable").astype(np.int64)
    starts = np.flatnonzero(np.diff(unit[order], prepend=unit.min(initial=0) - 1))
    ends = [*starts[1:].tolist(), len(unit)]
    return order, list(zip(starts.tolist(), ends, strict=True)) if len(unit) else []


def _lots(random: np.random.Generator, n: int, draws: int) -> Iterator[tuple[int, Ints]]:
    """Random orders [batch, n] of the households: the first go to the first unit, the next to the second, ..."""
    batch = max(1, _MOST_AT_ONCE // max(16 * n, 1))
    for start in range(0, draws, batch):
        size = min(batch, draws - start)
        yield start, random.permuted(np.tile(np.arange(n), (size, 1)), axis=1)


def _shares(hamlet: Hamlet, order: Ints, blocks: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """[draws, n] each: mean metres to the others of the unit, share of them with a wish in common."""
    metres, alike = np.zeros(order.shape), np.zeros(order.shape)
    for start, end in blocks:
        members = order[:, start:end]
        others = max(end - start - 1, 1)
        one, other = members[:, :, None], members[:, None, :]
        metres[:, start:end] = hamlet.metres[one, other].sum(axis=2) / others
        alike[:, start:end] = hamlet.alike[one, other].sum(axis=2) / others
    return metres, alike


def _add(sums: Mapping[str, _Sums], hamlet: Hamlet, order: Ints, blocks: Sequence[tuple[int, int]], *, at: int) -> None:
    metres, alike = _shares(hamlet, order, blocks)
    rows = slice(at, at + len(order))
    for kind, flags in hamlet.kinds.items():
        there = flags[order]
        sums[kind].metres[rows] += (metres * there).sum(axis=1)
        sums[kind].alike[rows] += (alike * (there & hamlet.wishes[order])).sum(axis=1)
        for start, end in blocks:
            inside = there[:, start:end].sum(axis=1)
            sums[kind].present[rows] += inside > 0
            sums[kind].only[rows] += inside == 1


@dataclass(frozen=True, slots=True)
class _Size:
    """What figures of a kind are divided by."""

    count: int
    wishing: int
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class _Everybody:
    """Each household's own figures in the draft, and everybody's means."""

    metres: Floats
    alike: Floats
    wishes: Bools

    @classmethod
    def of(cls, metres: Sequence[Floats], alike: Sequence[Floats], wishes: Sequence[Bools]) -> "_Everybody":
        if not metres:
            return cls(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.bool_))
        return cls(np.concatenate(metres), np.concatenate(alike), np.concatenate(wishes))


def _figures(
    draft: _Sums, drawn: _Sums, size: _Size, everybody: _Everybody, flags: Bools, random: np.random.Generator
) -> dict[str, Figure]:
    count, wishing, units = size.count, size.wishing, size.units
    over = {"distance": count, "alike": max(wishing, 1), "present": max(units, 1), "only": count}
    parts = {"distance": "metres", "alike": "alike", "present": "present", "only": "only"}
    own = {
        "distance": (everybody.metres, flags),
        "alike": (everybody.alike[everybody.wishes], flags[everybody.wishes]),
    }
    told = {}
    for name, by in over.items():
        lots = getattr(drawn, parts[name]) / by
        value = float(getattr(draft, parts[name])[0]) / by
        mean = float(lots.mean())
        far = np.abs(lots - mean) >= abs(value - mean) - _EVEN
        worse = lots > value + _EVEN if name in LESS_IS_BETTER else lots < value - _EVEN
        beside = _beside(*own[name], draws=len(lots), random=random) if name in SHARED else None
        low, high = np.quantile(lots, (0.05, 0.95))
        told[name] = Figure(
            draft=value,
            by_lot=mean,
            low=float(low),
            high=float(high),
            beaten=float(worse.mean()),
            p=float(1 + far.sum()) / (len(lots) + 1),
            everybody=beside[0] if beside else None,
            beside_p=beside[1] if beside else None,
        )
    return told


def _beside(own: Floats, flags: Bools, *, draws: int, random: np.random.Generator) -> tuple[float, float] | None:
    """Everybody's mean, and how often as many households at random are as far from it as this kind is."""
    count = int(flags.sum())
    if not count:
        return None
    everybody = float(own.mean())
    far = abs(float(own[flags].mean()) - everybody)
    hits = sum(
        int((np.abs(own[lots[:, :count]].mean(axis=1) - everybody) >= far - _EVEN).sum())
        for _start, lots in _lots(random, len(own), draws)
    )
    return everybody, (1 + hits) / (draws + 1)
