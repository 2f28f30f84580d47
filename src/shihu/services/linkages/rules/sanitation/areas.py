"""Areas on the ground: their size, who keeps which lane, in what order to walk them.

Distances are those of a plane that touches the ground at the first point: over the kilometre of a hamlet it is wrong by
centimetres.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, radians
from uuid import UUID

from shihu.services.linkages.errors import BadArea
from shihu.services.linkages.types import Coverage, Outline, Point, Stretch

MOST_CORNERS = 60
REACH = 12  # metres beside a line that belong to it, a lane and its ditches; beyond its ends, what nobody else keeps
STEP = 5  # metres between two looks along a lane
FARTHEST = 3000  # metres from the hamlet's houses
_NEAR = 1e-6  # of a stretch: what arithmetic may be off
_NORTH = 111_132.92
_EAST = 111_412.84


def flat(points: Sequence[Point], origin: Point) -> list[Point]:
    """Return metres east and north of ``origin``."""
    east = _EAST * cos(radians(origin[1]))
    return [((lon - origin[0]) * east, (lat - origin[1]) * _NORTH) for lon, lat in points]


def measure(outline: Outline) -> tuple[int, int]:
    """Return whole metres along the line or around the polygon, and whole square metres inside it."""
    at = flat(outline.corners, outline.corners[0])
    ring = at if outline.is_line else [*at, at[0]]
    length = sum(_apart(a, b) for a, b in itertools.pairwise(ring))
    square = 0.0
    if not outline.is_line:
        square = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2
    return round(length), round(square)


def checked(outline: Outline, houses: Sequence[Point]) -> Outline:
    """Return the outline, or refuse one that cannot be walked: too few corners, crossing itself, far from home."""
    least = 2 if outline.is_line else 3
    if not least <= len(outline.corners) <= MOST_CORNERS:
        raise BadArea(where="corners", need="corners", least=least, most=MOST_CORNERS)
    if houses:
        origin = houses[0]
        homes = flat(houses, origin)
        for corner in flat(outline.corners, origin):
            if min(_apart(corner, home) for home in homes) > FARTHEST:
                raise BadArea(where="corners", need="near", least=least, most=FARTHEST)
    length, square = measure(outline)
    if length < 1 or (not outline.is_line and square < 1):
        raise BadArea(where="corners", need="size", least=least, most=MOST_CORNERS)
    if not outline.is_line and _crosses(flat(outline.corners, outline.corners[0])):
        raise BadArea(where="corners", need="crossing", least=least, most=MOST_CORNERS)
    return outline


def along(houses: Mapping[int, Point], first: int, last: int) -> Outline:
    """Return the line that passes the doors of a street from one number to another."""
    low, high = sorted((first, last))
    doors = [at for number, at in sorted(houses.items()) if low <= number <= high]
    return Outline("line", tuple(dict.fromkeys(doors)))


def coverage(streets: Sequence[Sequence[Point]], areas: Mapping[UUID, Outline]) -> Coverage:
    """Walk every lane in steps of ``STEP`` metres and note whose area each step lies in."""
    drawn = [street for street in streets if len(street) > 1]
    if not drawn:
        return Coverage(0, (), ())
    origin = drawn[0][0]
    on_ground = {key: (one, flat(one.corners, origin)) for key, one in areas.items()}
    total = 0.0
    stretches: list[Stretch] = []
    for street in drawn:
        run: list[_Piece] = []
        whose: tuple[UUID, ...] = ()
        for piece in _pieces(flat(street, origin), street):
            total += piece.metres
            keeps = _keepers(on_ground, piece.middle)
            if run and keeps != whose:
                stretches.append(_stretch(run, whose))
                run = []
            run.append(piece)
            whose = keeps
        if run:
            stretches.append(_stretch(run, whose))
    return Coverage(
        round(total),
        tuple(one for one in stretches if not one.units),
        tuple(one for one in stretches if len(one.units) > 1),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A few metres of lane: its middle on the ground, its ends in degrees."""

    metres: float
    middle: Point
    ends: tuple[Point, Point]


def _stretch(run: Sequence[_Piece], whose: tuple[UUID, ...]) -> Stretch:
    line = (*(piece.ends[0] for piece in run), run[-1].ends[1])
    return Stretch(round(sum(piece.metres for piece in run)), line, whose)


def walk(areas: Mapping[UUID, Outline]) -> list[UUID]:
    """Return the order to walk the areas in: from the first, always on to the nearest that is left."""
    if not areas:
        return []
    keys = list(areas)
    middles = dict(
        zip(keys, flat([_middle(areas[key].corners) for key in keys], areas[keys[0]].corners[0]), strict=True)
    )
    order = [keys.pop(0)]
    while keys:
        here = middles[order[-1]]
        nearest = min(keys, key=lambda key: _apart(here, middles[key]))
        keys.remove(nearest)
        order.append(nearest)
    return order


def _middle(corners: Sequence[Point]) -> Point:
    return sum(lon for lon, _ in corners) / len(corners), sum(lat for _, lat in corners) / len(corners)


def _apart(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _pieces(at: Sequence[Point], degrees: Sequence[Point]) -> list[_Piece]:
    """Cut a line into equal pieces of about ``STEP`` metres between its corners."""
    found = []
    for a, b, one, two in zip(at, at[1:], degrees, degrees[1:], strict=False):
        length = _apart(a, b)
        count = max(1, round(length / STEP))
        for number in range(count):
            begin, end, middle = number / count, (number + 1) / count, (number + 0.5) / count
            ends = (_between(one, two, begin), _between(one, two, end))
            found.append(_Piece(length / count, _between(a, b, middle), ends))
    return found


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _keepers(areas: Mapping[UUID, tuple[Outline, Sequence[Point]]], point: Point) -> tuple[UUID, ...]:
    """Whose lines run past the point or whose polygons hold it; where none does, whose line ends nearest in reach."""
    ending: list[tuple[float, UUID]] = []
    keepers = []
    for key, (outline, at) in areas.items():
        if not outline.is_line:
            if _inside(point, at):
                keepers.append(key)
            continue
        metres, is_beyond = _off(point, at)
        if metres <= REACH and is_beyond:
            ending.append((metres, key))
        elif metres <= REACH:
            keepers.append(key)
    return tuple(keepers) if keepers or not ending else (min(ending)[1],)


def _off(point: Point, line: Sequence[Point]) -> tuple[float, bool]:
    """Metres from the line, and whether the point lies beyond one of its two ends."""
    least, is_beyond, last = inf, False, len(line) - 2
    for number, (a, b) in enumerate(itertools.pairwise(line)):
        length = _apart(a, b)
        share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length**2 if length else 0.0
        metres = _apart(point, _between(a, b, max(0.0, min(1.0, share))))
        if metres < least:
            least = metres
            # A foot on the end itself is beyond: where a lane turns off from another it does not reach into that one.
            is_beyond = (share < _NEAR and number == 0) or (share > 1 - _NEAR and number == last)
    return least, is_beyond


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    x, y = point
    within = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
    return within


def _crosses(ring: Sequence[Point]) -> bool:
    sides = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    for at, (a, b) in enumerate(sides):
        for other in range(at + 2, len(sides)):
            if at == 0 and other == len(sides) - 1:
                continue
            c, d = sides[other]
            if _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0:
                return True
    return False


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
