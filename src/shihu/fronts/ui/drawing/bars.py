"""Bars: shares of a whole, and labelled lengths."""

from collections.abc import Sequence
from dataclasses import dataclass

from shihu.kernel.presentation import Composition, Part, Swatch

WIDTH = 300.0
GAP = 1.5
ROW = 24.0
LABEL = 96.0
VALUE = 44.0

# What is drawn over the colour, so that the classes differ in grey print as well.
PATTERNS = {
    "ordinary": "rising",
    "poor": "dots",
    "unknown": "cross",
    "not_party": "rising",
    "s2": "rising",
    "s3": "dots",
    "s4": "falling",
    "s5": "upright",
    "s6": "cross",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One share of the bar, ready to draw."""

    kind: str
    pattern: str
    label: str
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    kind: str
    pattern: str
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Length:
    """One labelled bar."""

    label: str
    value: float
    y: str
    middle: str
    width: str


def composition(bar: Composition) -> tuple[Share, ...]:
    """Lay the shares side by side over the whole width; empty ones are left out."""
    present = [part for part in bar.parts if part.count > 0]
    total = sum(part.count for part in present)
    room = WIDTH - GAP * max(0, len(present) - 1)
    shares: list[Share] = []
    x = 0.0
    for part in present:
        width = room * part.count / total
        pattern = PATTERNS.get(part.kind, "")
        shares.append(Share(part.kind, pattern, part.label, part.count, f"{x:.1f}", f"{width:.1f}"))
        x += width + GAP
    return tuple(shares)


def key(entry: Part | Swatch) -> Key:
    """Return the legend entry of a part or of a unit's colour."""
    if isinstance(entry, Part):
        return Key(entry.kind, PATTERNS.get(entry.kind, ""), entry.label, entry.count)
    kind = f"s{entry.colour}"
    return Key(kind, PATTERNS.get(kind, ""), entry.text, None)


def horizontal(stats: Sequence[tuple[str, float]]) -> tuple[Length, ...]:
    """Lay labelled bars below each other; the longest fills the room between label and value."""
    longest = max((value for _, value in stats), default=0) or 1
    room = WIDTH - LABEL - VALUE
    return tuple(
        Length(label, value, f"{at * ROW + 5:.1f}", f"{at * ROW + 16:.1f}", f"{max(0, value) / longest * room:.1f}")
        for at, (label, value) in enumerate(stats)
    )
