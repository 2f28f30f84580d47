"""How many of what stand in which hamlet: the township's totals shared out exactly.

A row says what is particular about a hamlet; the totals say what must come out of all of them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shihu.base.registry.seeds.draw import Draw, shared_out
from shihu.base.registry.seeds.families import LARGEST


@dataclass(frozen=True, slots=True)
class Named:
    """A householder whom the stories know by name."""

    name: str
    is_male: bool = True
    party: bool = False
    leads: bool = False
    wish: str = ""
    ages: tuple[int, int] = (32, 62)


@dataclass(frozen=True, slots=True)
class Row:
    """What is particular about one hamlet. ``poor`` and ``rich`` are weights, not counts."""

    hamlet: str
    households: int
    wishes: str
    poor: float
    rich: float
    families: str
    unwilling: int | None = None
    tight: bool = False  # no more possible heads than units
    still_poor: float = 1.0  # weight in what has not yet left poverty
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What all hamlets together must hold."""

    persons: int
    registered: int
    registered_persons: int
    exited: int
    exited_persons: int
    well_off: int
    party: int
    heads: int
    unwilling: int
    preferences: int
    refusals: int


@dataclass(frozen=True, slots=True)
class HamletPlan:
    """Counts of one hamlet."""

    row: Row
    exited: int
    registered: int  # and not exited
    well_off: int
    unwilling: int
    party: int
    heads: int
    preferences: int
    refusals: int

    @property
    def willing(self) -> int:
        """Households that would join a unit."""
        return self.row.households - self.unwilling


@dataclass(frozen=True, slots=True)
class Plan:
    """All hamlets, and the persons that each group of households must add up to."""

    hamlets: tuple[HamletPlan, ...]
    persons: dict[str, int] = field(default_factory=dict)


def usual_units(willing: int) -> int:
    """Return how many units of 8 to 12 the households would make, nearest to ten in each.

    13 to 15 households cannot be cut so: they make two smaller units by exception. Fewer than 8 make one.
    """
    fewest, most = -(-willing // 12), willing // 8
    nearest = (willing + 5) // 10
    return max(1, fewest) if fewest > most else min(max(nearest, fewest), most)


def share_out(rows: Sequence[Row], totals: Totals, *, seed: int) -> Plan:
    """Share ``totals`` out over the hamlets of ``rows``, exactly, and a little unevenly."""
    draw = Draw(seed, "plan")
    sizes = [row.households for row in rows]

    def uneven(width: float) -> list[float]:
        return [size * (1 + draw.spread(width)) for size in sizes]

    registered = shared_out(
        totals.registered,
        [row.poor * weight for row, weight in zip(rows, uneven(0.18), strict=True)],
        [size * 3 // 4 for size in sizes],
    )
    still = shared_out(
        totals.registered - totals.exited,
        [row.still_poor * count for row, count in zip(rows, registered, strict=True)],
        registered,
    )
    well_off = shared_out(
        totals.well_off,
        [row.rich * weight for row, weight in zip(rows, uneven(0.3), strict=True)],
        [size - poor for size, poor in zip(sizes, registered, strict=True)],
    )
    unwilling = _unwilling(rows, totals.unwilling, uneven(0.5))
    willing = [size - no for size, no in zip(sizes, unwilling, strict=True)]
    party = shared_out(totals.party, uneven(0.6), [max(1, count // 5) for count in willing])
    refusals = shared_out(
        totals.refusals, [max(0, count - 18) for count in willing], [max(0, count - 18) // 4 for count in willing]
    )
    preferences = shared_out(totals.preferences, uneven(0.5), [count // 3 for count in willing])
    hamlets = zip(
        rows,
        [all_of - kept for all_of, kept in zip(registered, still, strict=True)],
        still,
        well_off,
        unwilling,
        party,
        _heads(rows, willing, totals.heads),
        preferences,
        refusals,
        strict=True,
    )
    return Plan(tuple(HamletPlan(*parts) for parts in hamlets), _persons(totals, sum(sizes)))


def _unwilling(rows: Sequence[Row], total: int, weights: list[float]) -> list[int]:
    """Return the unwilling of each hamlet: as its row says, else by weight, and never so many that none can form."""
    fixed = sum(row.unwilling or 0 for row in rows)
    open_weights = [weight if row.unwilling is None else 0.0 for row, weight in zip(rows, weights, strict=True)]
    parts = shared_out(total - fixed, open_weights, [row.households // 8 for row in rows])
    return [part if row.unwilling is None else row.unwilling for row, part in zip(rows, parts, strict=True)]


def _heads(rows: Sequence[Row], willing: list[int], total: int) -> list[int]:
    """Return the possible heads: one for each unit, and what is left over where heads are not tight."""
    needed = [usual_units(count) for count in willing]
    spare = shared_out(
        total - sum(needed),
        [0.0 if row.tight else float(count) for row, count in zip(rows, willing, strict=True)],
        [count // 4 for count in willing],
    )
    return [must + more for must, more in zip(needed, spare, strict=True)]


def _persons(totals: Totals, households: int) -> dict[str, int]:
    persons = {
        "exited": totals.exited_persons,
        "registered": totals.registered_persons - totals.exited_persons,
        "other": totals.persons - totals.registered_persons,
    }
    counts = {
        "exited": totals.exited,
        "registered": totals.registered - totals.exited,
        "other": households - totals.registered,
    }
    for group, count in counts.items():
        if not count <= persons[group] <= LARGEST * count:
            raise ValueError(f"{persons[group]} persons do not fit into {count} households ({group})")
    return persons
