"""Decisions about units on plain values: names, order, figures, hashes."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, replace

from shihu.base.registry.types import FormationHousehold
from shihu.kernel.numerals import chinese
from shihu.services.units.errors import BadChoices
from shihu.services.units.types import EFFORTS, Choices

# What a rank of wish is worth to the engine: the first counts in full.
WISH_STRENGTHS = (1.0, 0.6, 0.35)
_ENDINGS = ("自然村", "村民小组", "村")
_METRES_PER_DEGREE = 6_371_008.8 * math.pi / 180


def stem(hamlet: str) -> str:
    """Return what a hamlet is called without its ending, if at least two characters remain: 尚家沟自然村 -> 尚家沟."""
    for ending in _ENDINGS:
        if hamlet.endswith(ending) and len(hamlet) - len(ending) >= 2:
            return hamlet[: -len(ending)]
    return hamlet


def unit_name(hamlet: str, ordinal: int) -> str:
    """Return the name of a hamlet's unit: 尚家沟三单元."""
    return f"{stem(hamlet)}{chinese(ordinal)}单元"


def metres(lon: float, lat: float, origin: tuple[float, float]) -> tuple[float, float]:
    """Return (east, north) of a point from ``origin`` (lon, lat) in metres.

    A local equirectangular projection: a degree of longitude shrinks by the cosine of the latitude. Over a hamlet of
    some kilometres the error is below a tenth of a per cent.
    """
    lon0, lat0 = origin
    east = (lon - lon0) * math.cos(math.radians(lat0)) * _METRES_PER_DEGREE
    return east, (lat - lat0) * _METRES_PER_DEGREE


def degrees(east: float, north: float, origin: tuple[float, float]) -> tuple[float, float]:
    """Return (lon, lat) of a point given in metres from ``origin``: the inverse of :func:`metres`."""
    lon0, lat0 = origin
    lon = lon0 + east / (math.cos(math.radians(lat0)) * _METRES_PER_DEGREE)
    return lon, lat0 + north / _METRES_PER_DEGREE


def along_the_way(middles: Sequence[tuple[float, float]]) -> list[int]:
    """Return the order in which units are numbered: a short walk through their middles, from its western end.

    So that neighbours in number are neighbours on the ground. The walk starts as the order along the longer axis and
    is shortened by reversing stretches (2-opt) until none helps.
    """
    count = len(middles)
    if count < 2:
        return list(range(count))
    spread = [max(m[a] for m in middles) - min(m[a] for m in middles) for a in (0, 1)]
    axis = 0 if spread[0] >= spread[1] else 1
    walk = sorted(range(count), key=lambda k: (middles[k][axis], middles[k][1 - axis], k))

    def leg(i: int, j: int) -> float:
        # Positions outside the walk are its free ends and cost nothing.
        return math.dist(middles[walk[i]], middles[walk[j]]) if i >= 0 and j < count else 0.0

    shortened = True
    while shortened:
        shortened = False
        for i in range(count - 1):
            for j in range(i + 1, count):
                if leg(i - 1, i) + leg(j, j + 1) - leg(i - 1, j) - leg(i, j + 1) > 1e-9:
                    walk[i : j + 1] = reversed(walk[i : j + 1])
                    shortened = True
    if (middles[walk[-1]], walk[-1]) < (middles[walk[0]], walk[0]):
        walk.reverse()
    return walk


def main_wish(wishes: Iterable[Sequence[str]]) -> str | None:
    """Return the wish that most households of a unit name; on a tie the more strongly wished, then by key."""
    named: Counter[str] = Counter()
    strength: Counter[str] = Counter()
    for ranked in wishes:
        for rank, wish in enumerate(ranked):
            named[wish] += 1
            strength[wish] += round(100 * (WISH_STRENGTHS[rank] if rank < len(WISH_STRENGTHS) else 0))
    return min(named, key=lambda wish: (-named[wish], -strength[wish], wish), default=None)


def agreement(units: Iterable[Sequence[Sequence[str]]]) -> tuple[int, int]:
    """Return (agreeing, asked): of the households that name a wish, how many name their unit's main wish."""
    agreeing = asked = 0
    for wishes in units:
        main = main_wish(wishes)
        asked += sum(1 for ranked in wishes if ranked)
        agreeing += sum(1 for ranked in wishes if main is not None and main in ranked)
    return agreeing, asked


def deviation(counts: Sequence[Sequence[int]]) -> float:
    """Return by how many households a unit differs from the mix of all units, on average over units and classes.

    ``counts`` holds a row a unit and a column a class. Two units of 10 of which 4 and 2 are poor: the mix is 3 of
    10, both are one household off, so the deviation in that class is 1.0.
    """
    sizes = [sum(row) for row in counts]
    total = sum(sizes)
    if not total:
        return 0.0
    shares = [sum(column) / total for column in zip(*counts, strict=True)]
    off: list[float] = [
        abs(n - size * p) for row, size in zip(counts, sizes, strict=True) for n, p in zip(row, shares, strict=True)
    ]
    return sum(off) / len(off)


def checked(choices: Choices) -> Choices:
    """Return ``choices``, or refuse them naming the field, what it is and what it must be."""
    _require(1 <= choices.low <= 50, "low", choices.low, "1–50")
    _require(choices.low <= choices.high <= 60, "high", choices.high, f"{choices.low}–60")
    _require(choices.low <= choices.target <= choices.high, "target", choices.target, f"{choices.low}–{choices.high}")
    for field in ("distance", "wish", "skill", "preference", "balance"):
        told = getattr(choices, field)
        _require(math.isfinite(told) and 0 <= told <= 1000, field, told, "0–1000")
    _require(choices.effort in EFFORTS, "effort", choices.effort, ", ".join(EFFORTS))
    _require(0 <= choices.seed < 2**31, "seed", choices.seed, "0–2147483647")
    return choices


def checked_price(price: float) -> float:
    """Return the price of a move, or refuse it: a number of points, none below zero."""
    _require(math.isfinite(price) and 0 <= price <= 10_000, "price", price, "0–10000")
    return price


def _require(holds: bool, field: str, told: object, need: str) -> None:
    if not holds:
        raise BadChoices(where=field, field=field, told=told, need=need)


def roster_hash(households: Iterable[FormationHousehold]) -> str:
    """Return the SHA-256 of everything about these households that bears on their units, whatever their order.

    Names and head counts do not: a draft stays good when a householder's name is corrected.
    """
    bearing = (astuple(replace(h, householder="", members=0)) for h in households)
    rows = sorted(json.dumps(columns, ensure_ascii=False, separators=(",", ":")) for columns in bearing)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def counts_by(mapping: Mapping[str, int], terms: Sequence[str]) -> tuple[int, ...]:
    """Return the counts of ``terms`` in order, 0 where one is missing."""
    return tuple(int(mapping.get(term, 0)) for term in terms)
