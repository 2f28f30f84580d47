"""Where the houses stand: streets along the valley, houses on both sides, numbered as real streets are.

Odd numbers stand on the left of a street and even ones on the right, seen from its beginning, and numbers
grow along it. The middle between a house and the next is therefore close to the middle of the street.
"""

import math
from dataclasses import dataclass

from shihu.base.registry.seeds.draw import Draw, shared_out

_METRES_A_DEGREE = 110_950.0
_MAIN = ("主街", "大街", "河滩路", "前街")
_SIDE = ("东巷", "西巷", "后街", "沟口路", "上院路", "庙前巷", "井台巷", "老槐巷")
# Shares of the houses on one to four streets, the main street first.
_SHARES = ((100,), (60, 40), (44, 31, 25), (34, 25, 22, 19))
_MOST_ON = (27, 75, 150)
# Where the side streets leave the main street, and to which side of it.
_TURNS = ((0.34, 1), (0.68, -1), (0.9, 1))


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one house."""

    street: str
    order: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class _Street:
    name: str
    x: float
    y: float
    direction: float
    length: float
    bend: float

    def at(self, metres: float, aside: float) -> tuple[float, float]:
        """Return the point ``metres`` along the street and ``aside`` to its left."""
        part = metres / self.length if self.length else 0.0
        along, across = metres, self.bend * math.sin(math.pi * part)
        slope = self.bend * math.pi / self.length * math.cos(math.pi * part) if self.length else 0.0
        norm = math.hypot(1.0, slope)
        along, across = along - aside * slope / norm, across + aside / norm
        cos, sin = math.cos(self.direction), math.sin(self.direction)
        return self.x + along * cos - across * sin, self.y + along * sin + across * cos


def spots(draw: Draw, *, lon: float, lat: float, heading: float, houses: int) -> list[Spot]:
    """Return the places of ``houses`` houses of the hamlet around ``lon``, ``lat``, street by street.

    ``heading`` is the direction of the valley in radians, counted from the east towards the north.
    """
    wide = math.cos(math.radians(lat)) * _METRES_A_DEGREE * 1.00335
    made = []
    shares = _SHARES[sum(houses > most for most in _MOST_ON)]
    counts = shared_out(houses, shares, [houses] * len(shares))
    gap = _between(draw, 17, 22) - min(4.0, houses / 70)
    for street, count in zip(_streets(draw, heading, counts, gap), counts, strict=True):
        for order in range(1, count + 1):
            metres = (order - 1) * gap / 2 + draw.spread(gap * 0.14)
            aside = 12.0 + draw.spread(3.5)
            x, y = street.at(metres, aside if order % 2 else -aside)
            # Six decimals are a tenth of a metre: enough, and the last digits of sine and cosine vanish.
            made.append(Spot(street.name, order, round(lon + x / wide, 6), round(lat + y / _METRES_A_DEGREE, 6)))
    return made


def _streets(draw: Draw, heading: float, counts: list[int], gap: float) -> list[_Street]:
    length = max(1.0, counts[0] * gap / 2)
    bend = draw.spread(0.16) * length
    cos, sin = math.cos(heading), math.sin(heading)
    main = _Street(draw.pick(_MAIN), -length / 2 * cos, -length / 2 * sin, heading, length, bend)
    streets = [main]
    mirror = 1 if draw.chance(50) else -1
    names = draw.shuffled(_SIDE)
    for place, count in enumerate(counts[1:]):
        part, side = _TURNS[place]
        turn = math.radians(_between(draw, 56, 82)) * side * mirror
        # The first house stands clear of the main street's own row.
        x, y = main.at(length * part, 34.0 * side * mirror)
        own = max(1.0, count * gap / 2)
        streets.append(_Street(names[place], x, y, heading + turn, own, draw.spread(0.14) * own))
    return streets


def _between(draw: Draw, low: float, high: float) -> float:
    return low + (high - low) * draw.share()
