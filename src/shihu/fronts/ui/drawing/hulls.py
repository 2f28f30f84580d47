"""Convex hulls, and hulls with a margin around them."""

from collections.abc import Sequence
from math import cos, pi, sin

from shihu.fronts.ui.drawing.projection import Point

CORNERS = 12


def hull(points: Sequence[Point]) -> list[Point]:
    """Return the convex hull, counter-clockwise; one or two points are their own hull (Andrew's chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _half(ordered)[:-1] + _half(ordered[::-1])[:-1]


def padded(points: Sequence[Point], margin: float) -> list[Point]:
    """Return the hull of discs of radius ``margin`` around the points: rounded, and never a bare line."""
    ring = [(margin * cos(2 * pi * at / CORNERS), margin * sin(2 * pi * at / CORNERS)) for at in range(CORNERS)]
    return hull([(x + dx, y + dy) for x, y in hull(points) for dx, dy in ring])


def middle(points: Sequence[Point]) -> Point:
    """Return the mean of the points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def holds(corners: Sequence[Point], point: Point) -> bool:
    """Tell whether a convex, counter-clockwise polygon holds the point."""
    if len(corners) < 3:
        return False
    return all(_turn(a, b, point) >= 0 for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))


def _half(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
