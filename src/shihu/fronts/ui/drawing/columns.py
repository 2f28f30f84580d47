"""Columns and bars that a phone can show: amounts above and below a line, ranked bars, a histogram.

All are drawn in a view box as wide as a small phone, so that nothing has to be scrolled and words keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shihu.fronts.ui.drawing.bars import PATTERNS
from shihu.kernel.presentation import Histogram, Pile, Piles, Ranking

WIDTH = 360.0
LEFT, TOP, FOOT = 44.0, 14.0, 22.0
TALL = 190.0
ROW = 38.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its colour, its pattern for grey print, and what it says when pointed at."""

    x: str
    y: str
    width: str
    height: str
    kind: str = ""
    pattern: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place, or a line at a height."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of columns."""

    height: str
    boxes: tuple[Box, ...]
    ticks: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    zero: str
    left: str
    right: str
    line_x: str = ""
    line_word_x: str = ""
    line_anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a ranking."""

    label: str
    shown: str
    note: str
    href: str
    y: str
    text_y: str
    x: str
    width: str
    kind: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of ranked bars, with the median's line."""

    height: str
    foot: str
    bars: tuple[Bar, ...]
    zero: str
    middle: str


def draw_piles(piles: Piles) -> Columns | None:
    """Pile the kinds of every column up and down from one line, on one scale; None where there is nothing."""
    up = [sum(pile.values[at] for pile in piles.above) for at in range(len(piles.columns))]
    down = [sum(pile.values[at] for pile in piles.below) for at in range(len(piles.columns))]
    highest, lowest = max(up, default=0), max(down, default=0)
    if not highest + lowest:
        return None
    scale = TALL / (highest + lowest)
    zero, step = TOP + highest * scale, (WIDTH - LEFT) / len(piles.columns)
    boxes: list[Box] = []
    for at in range(len(piles.columns)):
        x, width = LEFT + at * step + step * 0.14, step * 0.72
        for kinds, way in ((piles.above, -1), (piles.below, 1)):
            boxes += _piled(piles, kinds, at, (x, width), (zero, way * scale))
    ticks = [
        Mark(f"{LEFT - 5:.0f}", f"{zero - value * scale:.1f}", _short(value // piles.scale))
        for value in _steps(-lowest, highest, piles.scale)
    ]
    height = TOP + TALL + FOOT
    labels = tuple(
        Mark(f"{LEFT + at * step + step / 2:.1f}", f"{height - 6:.0f}", text) for at, text in enumerate(piles.columns)
    )
    ends = (f"{LEFT:.0f}", f"{WIDTH:.0f}")
    return Columns(f"{height:.0f}", tuple(boxes), tuple(ticks), labels, f"{zero:.1f}", *ends)


def _piled(
    piles: Piles, kinds: Sequence[Pile], at: int, place: tuple[float, float], scale: tuple[float, float]
) -> list[Box]:
    """Pile one column's kinds from the line away. ``place``: left edge and width; ``scale``: the line and its unit."""
    y, unit = scale
    boxes = []
    for kind in kinds:
        value = kind.values[at]
        if value <= 0:
            continue
        end = y + value * unit
        colour = f"s{kind.colour}"
        boxes.append(
            Box(
                f"{place[0]:.1f}",
                f"{min(y, end):.1f}",
                f"{place[1]:.1f}",
                f"{max(abs(end - y), 0.8):.1f}",
                colour,
                PATTERNS.get(colour, ""),
                f"{piles.columns[at]} · {kind.name} {value / piles.scale:,.2f}",
            )
        )
        y = end
    return boxes


def rows(piles: Piles) -> list[tuple[str, list[str]]]:
    """The same numbers as a table: a row for each column that has any, what is kept back with a minus."""
    told = []
    for at, column in enumerate(piles.columns):
        values = [pile.values[at] for pile in piles.above] + [-pile.values[at] for pile in piles.below]
        if any(values):
            told.append((column, [f"{value / piles.scale:,.2f}" if value else "—" for value in values]))
    sums = [sum(pile.values) for pile in piles.above] + [-sum(pile.values) for pile in piles.below]
    if told:
        told.append(("Σ", [f"{value / piles.scale:,.2f}" if value else "—" for value in sums]))
    return told


def draw_ranking(ranking: Ranking) -> Bars | None:
    """Lay the bars below each other on one scale, also where some lie below nothing; None where there are none."""
    if not ranking.rows:
        return None
    values = [row.value for row in ranking.rows] + ([ranking.middle] if ranking.middle is not None else [])
    low, high = min(0, *values), max(0, *values)
    scale = (WIDTH - 2) / ((high - low) or 1)
    zero = -low * scale + 1
    bars = tuple(
        Bar(
            row.label,
            row.shown,
            row.note,
            row.href,
            f"{at * ROW + TOP + 19:.1f}",
            f"{at * ROW + TOP + 13:.1f}",
            f"{zero + min(0, row.value) * scale:.1f}",
            f"{max(abs(row.value) * scale, 1):.1f}",
            "faint" if row.is_faint else "own" if row.is_own else "",
        )
        for at, row in enumerate(ranking.rows)
    )
    middle = f"{zero + ranking.middle * scale:.1f}" if ranking.middle is not None else ""
    foot = len(bars) * ROW + TOP + 4
    return Bars(f"{foot + 4:.0f}", f"{foot:.0f}", bars, f"{zero:.1f}", middle)


def draw_histogram(histogram: Histogram) -> Columns | None:
    """Draw a column for each bin and the line at its place between them; None where nobody is counted."""
    most = max((one.count for one in histogram.bins), default=0)
    if not most:
        return None
    first, last = histogram.bins[0].low, histogram.bins[-1].high
    step = (WIDTH - LEFT) / len(histogram.bins)
    tall = TALL * 0.8
    zero = TOP + FOOT + tall
    boxes, labels = [], []
    for at, one in enumerate(histogram.bins):
        height = one.count / most * tall
        x = LEFT + at * step
        kind = "s3" if one.low >= histogram.line else "s2"
        boxes.append(
            Box(
                f"{x + 1:.1f}",
                f"{zero - height:.1f}",
                f"{step - 2:.1f}",
                f"{height:.1f}",
                kind,
                PATTERNS[kind],
                f"{one.label}: {one.count}",
            )
        )
        if one.count:
            labels.append(Mark(f"{x + step / 2:.1f}", f"{zero - height - 4:.1f}", str(one.count)))
    every = max(1, -(-len(histogram.bins) // 6))
    ticks = [
        Mark(f"{LEFT + at * step:.1f}", f"{zero + 15:.1f}", _short(one.low))
        for at, one in enumerate(histogram.bins)
        if at % every == 0
    ]
    ticks.append(Mark(f"{WIDTH:.1f}", f"{zero + 15:.1f}", _short(last)))
    line = LEFT + (histogram.line - first) / (last - first) * (WIDTH - LEFT)
    at_right = line > WIDTH * 0.6
    ends = (f"{LEFT:.0f}", f"{WIDTH:.0f}")
    return Columns(
        f"{zero + FOOT:.0f}",
        tuple(boxes),
        tuple(ticks),
        tuple(labels),
        f"{zero:.1f}",
        *ends,
        f"{line:.1f}",
        f"{line - 5 if at_right else line + 5:.1f}",
        "end" if at_right else "start",
    )


def _steps(low: int, high: int, scale: int) -> list[int]:
    """Round values to mark on an axis from ``low`` to ``high``: nothing, and three or four others."""
    span = (high - low) / scale
    wide = next(size * 10**power for power in range(-1, 12) for size in (1, 2, 5) if size * 10**power * 4 >= span)
    step = max(1, int(wide * scale))
    marks = [at * step for at in range(low // step, high // step + 1) if low <= at * step <= high]
    return marks if all(b > a for a, b in pairwise(marks)) else [0]


def _short(value: int) -> str:
    """An amount as an axis says it: 20,000 stays, with thousands apart."""
    return f"{value:,}"
