"""A small line without axes."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 96.0, 24.0, 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """The path and its last point."""

    path: str
    x: str
    y: str


def line(values: Sequence[float]) -> Line | None:
    """Scale ``values`` into the box; a level line stands in the middle; None when there is nothing."""
    if not values:
        return None
    low, high = min(values), max(values)
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    points = [
        (
            MARGIN + at * step,
            HEIGHT / 2 if high == low else HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN),
        )
        for at, value in enumerate(values)
    ]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Line(path, f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}")
