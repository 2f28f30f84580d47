"""Where households stand, in metres, even those of whom no coordinate is known. No Django."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from shihu.base.registry.types import FormationHousehold
from shihu.services.units.rules import metres
from shihu.services.units.types import Note

# A street of which no house is measured is drawn with a house every 15 m, streets 40 m apart.
HOUSE_STEP = 15.0
STREET_STEP = 40.0

Point = tuple[float, float]


def places_of(
    households: Sequence[FormationHousehold], middles: Mapping[str, Point]
) -> tuple[list[Point], Point, list[Note]]:
    """Return a place in metres for each household, the origin (lon, lat), and notes on those that were placed by rule.

    Measured households stand where they were measured. Others stand along their street by street order, between their
    measured neighbours where there are some; without a street order, in the middle of their hamlet.
    ``middles`` gives hamlets' own (lon, lat), used where no household of a hamlet is measured.
    """
    origin = _origin(households, middles)
    known: dict[int, Point] = {
        i: metres(h.lon, h.lat, origin) for i, h in enumerate(households) if h.lon is not None and h.lat is not None
    }
    along: dict[str, list[str]] = defaultdict(list)
    central: dict[str, list[str]] = defaultdict(list)
    placed = dict(known)
    by_hamlet: dict[str, list[int]] = defaultdict(list)
    for i, household in enumerate(households):
        by_hamlet[household.hamlet].append(i)
    for hamlet, rows in by_hamlet.items():
        middle = _middle([known[i] for i in rows if i in known], middles.get(hamlet), origin)
        streets: dict[str, list[int]] = defaultdict(list)
        for i in rows:
            if households[i].street_order is not None:
                streets[households[i].street].append(i)
        unmeasured = [name for name, inside in sorted(streets.items()) if not any(i in known for i in inside)]
        for name, inside in streets.items():
            missing = [i for i in inside if i not in known]
            if not missing:
                continue
            line = unmeasured.index(name) - (len(unmeasured) - 1) / 2 if name in unmeasured else 0.0
            for i, point in zip(missing, _along(households, inside, known, middle, line), strict=True):
                placed[i] = point
                along[hamlet].append(households[i].code)
        for i in rows:
            if i not in placed:
                placed[i] = middle
                central[hamlet].append(households[i].code)
    notes = [Note("placed_along_street", hamlet, tuple(codes)) for hamlet, codes in sorted(along.items())]
    notes += [Note("placed_in_middle", hamlet, tuple(codes)) for hamlet, codes in sorted(central.items())]
    return [placed[i] for i in range(len(households))], origin, notes


def _origin(households: Sequence[FormationHousehold], middles: Mapping[str, Point]) -> Point:
    """The middle of all that is measured; of the hamlets where nothing is."""
    points = [(h.lon, h.lat) for h in households if h.lon is not None and h.lat is not None]
    points = points or [middles[name] for name in sorted({h.hamlet for h in households}) if name in middles]
    if not points:
        return 0.0, 0.0
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _middle(measured: list[Point], own: Point | None, origin: Point) -> Point:
    if measured:
        return float(np.mean([p[0] for p in measured])), float(np.mean([p[1] for p in measured]))
    return metres(*own, origin) if own else (0.0, 0.0)


def _along(
    households: Sequence[FormationHousehold],
    inside: Sequence[int],
    known: Mapping[int, Point],
    middle: Point,
    line: float,
) -> list[Point]:
    """Places for the unmeasured of one street: between measured neighbours, else on a line of its own."""
    orders = {i: float(households[i].street_order or 0) for i in inside}
    missing = [i for i in inside if i not in known]
    anchors = sorted((orders[i], known[i]) for i in inside if i in known)
    if anchors:
        steps = [order for order, _ in anchors]
        return [
            (
                float(np.interp(orders[i], steps, [p[0] for _, p in anchors])),
                float(np.interp(orders[i], steps, [p[1] for _, p in anchors])),
            )
            for i in missing
        ]
    half = (min(orders.values()) + max(orders.values())) / 2
    return [(middle[0] + HOUSE_STEP * (orders[i] - half), middle[1] + STREET_STEP * line) for i in missing]
