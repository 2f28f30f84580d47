"""The benchmark's page: convergence, frontier, a hamlet's units before and after a search and a change, tables."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from shihu.engines.formation import FormationProblem, FormationResult, FrontierPoint

WIDTH, HEIGHT, EDGE = 540, 360, 56
INK, FAINT, SEAL, PINE = "#1F2328", "#C9C3B6", "#B3261E", "#2E6B4F"
COLOURS = ("#2F5D8A", "#B7791F", "#2E6B4F", "#7A4E7E", "#5F7380", "#A65E3A")
STYLE = f"""
body{{font:15px/1.5 sans-serif;margin:2rem auto;max-width:1720px;padding:0 1rem;background:#FBF9F4;color:{INK}}}
figure{{display:inline-block;margin:0 1rem 1.5rem 0;vertical-align:top}}
figcaption{{font-weight:600;max-width:{WIDTH}px}}
pre{{font-size:12px;overflow-x:auto;background:#F3EFE6;padding:1rem}}svg{{background:#fff;border:1px solid #E3DDD0}}
"""


@dataclass(frozen=True)
class Year:
    """One hamlet a year on: who changed, came or can no longer lead, and who was moved for it."""

    problem: FormationProblem
    before: FormationResult
    after: FormationResult
    changed: Collection[int]
    moved: Collection[int]


def page(
    lines: Sequence[str],
    curve: Sequence[tuple[float, float]],
    points: Sequence[FrontierPoint],
    first: tuple[FormationProblem, FormationResult, FormationResult],
    year: Year,
) -> str:
    """A whole page without outside parts."""
    problem, cut, best = first
    charts = [("Convergence: the whole township, % over the best", convergence(curve))] if curve else []
    charts += [
        ("Frontier: nearness against mix, by the weight of balance", frontier_of(points, "near_mix")),
        ("Frontier: nearness against likeness, by the weight of wishes", frontier_of(points, "alike")),
    ]
    search = [
        (f"First answer: objective {cut.objective:.1f}", units_on_map(problem, cut)),
        (f"After the search: {best.objective:.1f}", units_on_map(problem, best)),
    ]
    change = [
        (
            f"A year on: {len(year.changed)} households changed, came or no longer lead (crossed)",
            units_on_map(year.problem, year.before, crossed=year.changed),
        ),
        (
            f"Formed anew: {len(year.moved)} households moved (ringed)",
            units_on_map(year.problem, year.after, ringed=year.moved),
        ),
    ]
    figures = "".join(f"<div>{''.join(map(_figure, row))}</div>" for row in (charts, search, change))
    text = html.escape("\n".join(lines))
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>Formation</title><style>{STYLE}</style>"
    return f"{head}<h1>Formation</h1>{figures}<pre>{text}</pre>"


def convergence(curve: Sequence[tuple[float, float]]) -> str:
    """Seconds across, per cent over the best of the curve up, both on logarithmic scales."""
    best = min(objective for _, objective in curve)
    over = [(seconds, max(100 * (objective / best - 1), 0.005)) for seconds, objective in curve]
    chart = Chart("seconds", "% over the best", np.array(over), logarithmic=True)
    return chart.drawn(chart.line(range(len(over)), PINE) + "".join(chart.dot(k, PINE) for k in range(len(over))))


AXES = {"near_mix": "% of units within 1 of the mix", "alike": "% alike in wish"}


def frontier_of(points: Sequence[FrontierPoint], figure: str) -> str:
    """Mean metres across, the figure in per cent up; what no other point beats is filled, joined and named."""
    data = np.array([(point.mean_distance_m, 100 * getattr(point, figure)) for point in points])
    chart = Chart("mean metres within a unit", AXES[figure], data)
    best = [k for k in np.argsort(data[:, 0]) if not any(_beats(other, data[k]) for other in data)]
    drawn = [chart.dot(k, FAINT) for k in range(len(points)) if k not in best]
    named: set[float] = set()
    for k in best:
        weight = points[k].weights.balance if figure == "near_mix" else points[k].weights.wish
        drawn.append(chart.dot(k, PINE, "" if weight in named else f"{weight:g}"))
        named.add(weight)
    return chart.drawn(chart.line(best, PINE) + "".join(drawn))


def _beats(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(one[0] <= other[0] and one[1] >= other[1] and (one != other).any())


class Chart:
    """Points on two axes with round ticks."""

    def __init__(self, across: str, up: str, data: np.ndarray, *, logarithmic: bool = False) -> None:
        self.across, self.up, self.logarithmic = across, up, logarithmic
        scaled = np.log10(data) if logarithmic else data
        self.ticks = [_ticks(scaled[:, axis], logarithmic=logarithmic) for axis in (0, 1)]
        low, high = (np.array([choose(ticks) for ticks in self.ticks]) for choose in (min, max))
        self.low, self.span = low, np.where(high > low, high - low, 1.0)
        self.x, self.y = self._at(scaled)

    def _at(self, scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        share = (scaled - self.low) / self.span
        return EDGE + share[..., 0] * (WIDTH - 2 * EDGE), HEIGHT - EDGE - share[..., 1] * (HEIGHT - 2 * EDGE)

    def dot(self, k: int, colour: str, words: str = "") -> str:
        """Point k, with words above it."""
        label = _text(self.x[k], self.y[k] - 8, words, "middle") if words else ""
        return f'<circle cx="{self.x[k]:.1f}" cy="{self.y[k]:.1f}" r="4" fill="{colour}"/>{label}'

    def line(self, order: Sequence[int] | range, colour: str) -> str:
        """The points in an order, joined."""
        joined = " ".join(f"{self.x[k]:.1f},{self.y[k]:.1f}" for k in order)
        return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="1.5"/>'

    def drawn(self, inside: str) -> str:
        """The chart around its points."""
        parts = [f'<path d="M{EDGE} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}" fill="none" stroke="{INK}"/>']
        for tick in self.ticks[0]:
            x, _ = self._at(np.array([tick, self.low[1]]))
            parts.append(_text(float(x), HEIGHT - EDGE + 16, self._name(tick), "middle"))
        for tick in self.ticks[1]:
            _, y = self._at(np.array([self.low[0], tick]))
            parts.append(f'<path d="M{EDGE} {y:.1f}H{WIDTH - EDGE}" stroke="#E3DDD0"/>')
            parts.append(_text(EDGE - 6, float(y) + 4, self._name(tick), "end"))
        parts += [_text(WIDTH / 2, HEIGHT - 12, self.across, "middle"), _text(8, 24, self.up)]
        return f'<svg width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}{inside}</svg>'

    def _name(self, tick: float) -> str:
        return f"{10**tick:.3g}" if self.logarithmic else f"{tick:g}"


def _ticks(values: np.ndarray, *, logarithmic: bool) -> list[float]:
    """Round numbers around all values, about five; with logarithms of 1, 2, 5, 10, ..."""
    low, high = float(values.min()), float(values.max())
    if logarithmic:
        steps = [k + step for k in range(-6, 7) for step in np.log10([1, 2, 5])]
        inside = [k for k, step in enumerate(steps) if low <= step <= high]
        first, last = (inside[0], inside[-1]) if inside else (int(np.searchsorted(steps, low)),) * 2
        return steps[max(first - 1, 0) : last + 2]
    unit = 10.0 ** np.floor(np.log10(max(high - low, 1e-9)))
    step = next(unit * k for k in (0.1, 0.2, 0.5, 1, 2, 5, 10) if (high - low) / (unit * k) <= 6)
    return [step * k for k in range(int(np.floor(low / step)), int(np.ceil(high / step)) + 1)]


def units_on_map(
    problem: FormationProblem,
    result: FormationResult,
    *,
    ringed: Collection[int] = (),
    crossed: Collection[int] = (),
) -> str:
    """Houses in their unit's colour and hull; those able to lead are square, some ringed in red or crossed."""
    low, high = problem.xy.min(axis=0), problem.xy.max(axis=0)
    size = min((WIDTH - 40) / max(high[0] - low[0], 1.0), (HEIGHT - 40) / max(high[1] - low[1], 1.0))
    at = (problem.xy - (low + high) / 2) * size * (1, -1) + (WIDTH / 2, HEIGHT / 2)
    parts = []
    for unit in result.composition:
        colour = COLOURS[unit.number % len(COLOURS)]
        outline = " ".join(f"{a:.1f},{b:.1f}" for a, b in _hull(at[list(unit.members)]))
        parts.append(
            f'<polygon points="{outline}" fill="{colour}" fill-opacity=".13" stroke="{colour}" stroke-opacity=".6" '
            'stroke-width="5" stroke-linejoin="round" paint-order="stroke"/>'
        )
    for unit in result.composition:
        colour = COLOURS[unit.number % len(COLOURS)]
        for i in unit.members:
            a, b = at[i]
            if i in unit.heads:
                parts.append(f'<rect x="{a - 4.5:.1f}" y="{b - 4.5:.1f}" width="9" height="9" fill="{colour}"/>')
            else:
                parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>')
            if i in ringed:
                parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="8" fill="none" stroke="{SEAL}" stroke-width="2"/>')
            if i in crossed:
                parts.append(
                    f'<path d="M{a - 6:.1f} {b - 6:.1f}l12 12m0 -12l-12 12" stroke="{INK}" stroke-width="1.5"/>'
                )
    return f'<svg width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'


def _hull(points: np.ndarray) -> np.ndarray:
    """The corners of the convex hull, in order (the monotone chain of Andrew)."""
    ordered = points[np.lexsort((points[:, 1], points[:, 0]))]

    def chain(some: np.ndarray) -> list[np.ndarray]:
        corners: list[np.ndarray] = []
        for point in some:
            while len(corners) > 1 and _turn(corners[-2], corners[-1], point) <= 0:
                corners.pop()
            corners.append(point)
        return corners[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]) or [points[0]])


def _turn(one: np.ndarray, two: np.ndarray, three: np.ndarray) -> float:
    """Above zero for a turn to the left."""
    return float((two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0]))


def _figure(entry: tuple[str, str]) -> str:
    title, drawing = entry
    return f"<figure><figcaption>{html.escape(title)}</figcaption>{drawing}</figure>"


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="11" text-anchor="{anchor}">{html.escape(words)}</text>'
