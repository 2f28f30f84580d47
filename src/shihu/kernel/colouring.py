"""Colours for units on a map: near ones differ, and map and table agree.

Six colours are enough to tell neighbours apart, not to tell every unit from every other. Each unit takes
the colour whose nearest bearer so far is farthest away; colours not used yet come first, in order.
"""

from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

COLOURS = 6


def colours(houses: Mapping[str, Sequence[tuple[float, float]]]) -> dict[str, int]:
    """Return a colour from 1 to 6 for each unit; ``houses`` holds the (lon, lat) of its houses.

    The answer depends on the order of the units and on nothing else: the same list, the same colours.
    """
    centres = {key: _centre(points) for key, points in houses.items()}
    known = [centre for centre in centres.values() if centre]
    shrink = cos(radians(sum(lat for _, lat in known) / len(known))) if known else 1.0
    chosen: dict[str, int] = {}
    for key, centre in centres.items():
        nearest = dict.fromkeys(range(1, COLOURS + 1), float("inf"))
        for other, colour in chosen.items():
            away = _distance(centre, centres[other], shrink)
            nearest[colour] = min(nearest[colour], away)
        chosen[key] = max(nearest, key=lambda colour: (nearest[colour], -colour))
    return chosen


def _centre(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    if not points:
        return None
    return sum(lon for lon, _ in points) / len(points), sum(lat for _, lat in points) / len(points)


def _distance(a: tuple[float, float] | None, b: tuple[float, float] | None, shrink: float) -> float:
    # A unit without coordinates is nowhere near any other, yet its colour still counts as used.
    if a is None or b is None:
        return 1e9
    return hypot((a[0] - b[0]) * shrink, a[1] - b[1])
