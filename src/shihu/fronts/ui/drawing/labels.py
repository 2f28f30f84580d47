"""Placing labels: never on each other, not on houses where it can be helped.

Each label tries places around its anchor, near ones first. A place that touches another label or leaves
the sheet is out of the question; one that covers houses costs. Labels are placed one by one, then each once
more with all others standing, which undoes most of what the first choice spoilt. A label for which no place
is free is left out and said so: a wrong label is worse than none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from shihu.fronts.ui.drawing.projection import Point

CELL = 32.0
DIRECTIONS = 16
STEPS = (0.0, 7.0, 16.0, 28.0, 44.0, 64.0)
ON_HOUSE = 60.0
AIR = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Tell whether the two touch, with a little air between them."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + AIR
            and abs(self.y - other.y) < (self.height + other.height) / 2 + AIR
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to be placed: its size, where it belongs, and how far its own shape reaches."""

    key: str
    width: float
    height: float
    anchor: Point
    reach: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands; ``is_away`` when it needs a line to what it names."""

    key: str
    box: Box
    is_away: bool


class _Grid:
    """Boxes by the cells they touch, so that a look-up does not walk the whole village."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in self._touched(box):
            self.cells[cell].append(box)

    def remove(self, box: Box) -> None:
        for cell in self._touched(box):
            self.cells[cell].remove(box)

    def meeting(self, box: Box) -> int:
        found = {other for cell in self._touched(box) for other in self.cells.get(cell, ()) if box.meets(other)}
        return len(found)

    @staticmethod
    def _touched(box: Box) -> list[tuple[int, int]]:
        x0, x1 = int((box.x - box.width / 2 - AIR) // CELL), int((box.x + box.width / 2 + AIR) // CELL)
        y0, y1 = int((box.y - box.height / 2 - AIR) // CELL), int((box.y + box.height / 2 + AIR) // CELL)
        return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def place(
    wanted: Sequence[Wanted], *, houses: Sequence[Box], barred: Sequence[Box], width: float, height: float
) -> list[Placed]:
    """Return the labels that found a place, in the order asked for."""
    dots, taken = _Grid(houses), _Grid(barred)
    standing: dict[str, Placed] = {}
    for _ in range(2):
        for label in wanted:
            before = standing.pop(label.key, None)
            if before:
                taken.remove(before.box)
            best = _best(label, dots, taken, width, height)
            if best:
                standing[label.key] = best
                taken.add(best.box)
    return [standing[label.key] for label in wanted if label.key in standing]


def _best(label: Wanted, dots: _Grid, taken: _Grid, width: float, height: float) -> Placed | None:
    best, least = None, float("inf")
    for box, cost, is_away in _candidates(label):
        if cost >= least:
            continue
        inside = (
            label.width / 2 <= box.x <= width - label.width / 2
            and label.height / 2 <= box.y <= height - label.height / 2
        )
        if not inside or taken.meeting(box):
            continue
        total = cost + ON_HOUSE * dots.meeting(box)
        if total < least:
            best, least = Placed(label.key, box, is_away), total
    return best


def _candidates(label: Wanted) -> Iterable[tuple[Box, float, bool]]:
    x, y = label.anchor
    yield Box(x, y, label.width, label.height), 4.0, False
    for at, reach in enumerate(label.reach):
        angle = 2 * pi * at / len(label.reach)
        east, south = cos(angle), sin(angle)
        # How far the label's own half-size reaches in this direction, so that it stands off its shape.
        own = hypot(east * label.width / 2, south * label.height / 2)
        for share in (0.35, 0.7):
            inner = reach * share
            yield Box(x + east * inner, y + south * inner, label.width, label.height), 6.0 + inner * 0.05, False
        for step in STEPS:
            away = reach + own + 3.0 + step
            # Right of and above the thing is where a reader looks first.
            habit = 1.5 * (1 - east) + 1.0 * (1 + south)
            box = Box(x + east * away, y + south * away, label.width, label.height)
            yield box, 8.0 + step * 0.8 + habit, step > 7.0


def reach(corners: Sequence[Point], anchor: Point) -> tuple[float, ...]:
    """Return how far a convex shape reaches from ``anchor`` in each direction that labels try."""
    found = []
    for at in range(DIRECTIONS):
        east, south = cos(2 * pi * at / DIRECTIONS), sin(2 * pi * at / DIRECTIONS)
        found.append(max([0.0, *((x - anchor[0]) * east + (y - anchor[1]) * south for x, y in corners)]))
    return tuple(found)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is: a Chinese character is square, others are about 0.58 of it."""
    return sum(size if ord(sign) > 0x2E80 else size * 0.58 for sign in text)
