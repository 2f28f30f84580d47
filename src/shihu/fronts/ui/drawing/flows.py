"""Flows: columns of stops, bands between them, each as high as its amount."""

from collections import defaultdict
from dataclasses import dataclass

from shihu.kernel.presentation import Flow, FlowLink, FlowNode

WIDTH, LABELS = 760.0, 150.0  # the right margin holds the labels of the last column
BAR, GAP, LEAST = 12.0, 30.0, 2.0
TALL = 260.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop, ready to draw: its bar, and where its two lines of words stand."""

    label: str
    value: str
    tone: str
    x: str
    y: str
    height: str
    text_x: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Band:
    """One band: a closed path, and what it says when pointed at."""

    path: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing in units of its view box."""

    width: str
    height: str
    bar: str
    stops: tuple[Stop, ...]
    bands: tuple[Band, ...]


def draw(flow: Flow) -> Picture | None:
    """Lay the stops out in their columns; None where nothing flows.

    All amounts share one scale, so that bands can be compared; a column is as high as its stops and the room for
    their words, and a thin stop still has a line to be seen by.
    """
    links = [link for link in flow.links if link.amount > 0]
    size = _sizes(flow.nodes, links)
    shown = [node for node in flow.nodes if size[node.key]]
    if not links:
        return None
    columns = sorted({node.column for node in shown})
    whole = max(sum(size[n.key] for n in shown if n.column == column) for column in columns)
    scale = TALL / whole
    step = (WIDTH - LABELS - BAR) / max(1, len(columns) - 1)
    place: dict[str, tuple[float, float]] = {}
    height = 0.0
    for at, column in enumerate(columns):
        y = GAP / 2
        for node in (n for n in shown if n.column == column):
            place[node.key] = (at * step, y)
            y += max(LEAST, size[node.key] * scale) + GAP
        height = max(height, y)
    by_key = {node.key: node for node in shown}
    stops = tuple(_stop(node, place[node.key], max(LEAST, size[node.key] * scale)) for node in shown)
    bands = tuple(_bands(links, by_key, place, scale))
    return Picture(f"{WIDTH:.0f}", f"{height:.0f}", f"{BAR:.0f}", stops, bands)


def _sizes(nodes: tuple[FlowNode, ...], links: list[FlowLink]) -> dict[str, int]:
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for link in links:
        out[link.source] += link.amount
        into[link.target] += link.amount
    return {node.key: max(into[node.key], out[node.key]) for node in nodes}


def _stop(node: FlowNode, at: tuple[float, float], height: float) -> Stop:
    x, y = at
    return Stop(
        node.label,
        node.value,
        node.tone,
        f"{x:.1f}",
        f"{y:.1f}",
        f"{height:.1f}",
        f"{x + BAR + 5:.1f}",
        f"{y + max(height / 2, 4):.1f}",
    )


def _bands(
    links: list[FlowLink], nodes: dict[str, FlowNode], place: dict[str, tuple[float, float]], scale: float
) -> list[Band]:
    used_out: dict[str, float] = defaultdict(float)
    used_in: dict[str, float] = defaultdict(float)
    drawn = []
    # From the top down on both sides, so that bands of one stop do not cross each other.
    for link in sorted(links, key=lambda one: (place[one.source][1], place[one.target][1])):
        thick = max(link.amount * scale, 1.0)
        x1, y1 = place[link.source][0] + BAR, place[link.source][1] + used_out[link.source]
        x2, y2 = place[link.target][0], place[link.target][1] + used_in[link.target]
        used_out[link.source] += link.amount * scale
        used_in[link.target] += link.amount * scale
        bend = (x1 + x2) / 2
        path = (
            f"M{x1:.1f} {y1:.1f}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
            f"V{y2 + thick:.1f}C{bend:.1f} {y2 + thick:.1f} {bend:.1f} {y1 + thick:.1f} {x1:.1f} {y1 + thick:.1f}Z"
        )
        source, target = nodes[link.source], nodes[link.target]
        drawn.append(Band(path, target.tone, f"{source.label} → {target.label}"))
    return drawn
