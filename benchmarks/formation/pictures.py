"""The benchmark's page: tables, convergence, frontier, and one hamlet's units before and after the search."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np

from shihu.engines.formation import FormationProblem, FormationResult, FrontierPoint

WIDTH, HEIGHT, EDGE = 520, 320, 46


def page(
    lines: Sequence[str],
    curve: Sequence[tuple[float, float]],
    points: Sequence[FrontierPoint],
    problem: FormationProblem,
    before: FormationResult,
    after: FormationResult,
) -> str:
    """A whole page without outside parts."""
    pictures = []
    if curve:
        pictures.append(("Objective by seconds, whole township", scatter(curve, "seconds", "objective", joined=True)))
    balanced = [(p.mean_distance_m, 100 * p.near_mix) for p in points]
    alike = [(p.mean_distance_m, 100 * p.alike) for p in points]
    pictures += [
        (
            "Frontier: nearness and mix",
            scatter(balanced, "mean metres within a unit", "% of units within 1 of the mix"),
        ),
        ("Frontier: nearness and likeness", scatter(alike, "mean metres within a unit", "% alike in wish")),
        (f"First answer: {before.objective:.1f}", units_on_map(problem, before)),
        (f"After the search: {after.objective:.1f}", units_on_map(problem, after)),
    ]
    figures = "".join(f"<figure><figcaption>{html.escape(title)}</figcaption>{svg}</figure>" for title, svg in pictures)
    style = "body{font:15px/1.5 sans-serif;margin:2rem}figure{display:inline-block;margin:1rem}pre{font-size:12px}"
    text = html.escape("\n".join(lines))
    return (
        f"<!doctype html><meta charset=utf-8><title>Formation</title><style>{style}</style><pre>{text}</pre>{figures}"
    )


def scatter(points: Sequence[tuple[float, float]], across: str, up: str, *, joined: bool = False) -> str:
    """Points with axes labelled by their ends."""
    data = np.array(points, dtype=float)
    low, high = data.min(axis=0), data.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    at = (data - low) / span
    x = EDGE + at[:, 0] * (WIDTH - 2 * EDGE)
    y = HEIGHT - EDGE - at[:, 1] * (HEIGHT - 2 * EDGE)
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    drawn = f'<polyline points="{line}" fill="none" stroke="#2f6f4f"/>' if joined else ""
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="#2f6f4f"/>' for a, b in zip(x, y, strict=True))
    labels = (
        _text(EDGE, HEIGHT - 22, f"{low[0]:.4g}")
        + _text(WIDTH - EDGE, HEIGHT - 22, f"{high[0]:.4g}", "end")
        + _text(WIDTH / 2, HEIGHT - 8, across, "middle")
        + _text(4, HEIGHT - EDGE, f"{low[1]:.5g}")
        + _text(4, EDGE, f"{high[1]:.5g}")
        + _text(4, 18, up)
    )
    axes = f'<path d="M{EDGE} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}" fill="none" stroke="#888"/>'
    return f'<svg width="{WIDTH}" height="{HEIGHT}">{axes}{drawn}{dots}{labels}</svg>'


def units_on_map(problem: FormationProblem, result: FormationResult) -> str:
    """Houses coloured by unit, each joined to its unit's middle; those able to lead are ringed."""
    low = problem.xy.min(axis=0)
    size = (HEIGHT - 40) / max(float((problem.xy.max(axis=0) - low).max()), 1.0)
    at = (problem.xy - low) * size + 20
    parts = []
    for unit in result.composition:
        colour = f"hsl({unit.number * 137.5 % 360:.0f} 60% 45%)"
        middle = at[list(unit.members)].mean(axis=0)
        for i in unit.members:
            a, b = at[i]
            ring = "#000" if i in unit.heads else "none"
            parts.append(f'<path d="M{middle[0]:.1f} {middle[1]:.1f}L{a:.1f} {b:.1f}" stroke="{colour}" opacity=".5"/>')
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="5" fill="{colour}" stroke="{ring}"/>')
    return f'<svg width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="11" text-anchor="{anchor}">{html.escape(words)}</text>'
