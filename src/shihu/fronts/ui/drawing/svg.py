"""The unit map as SVG text: the same for a page, a print and a report that stands alone."""

from collections.abc import Iterator
from html import escape

from shihu.fronts.ui.drawing.maps import Area, Dot, Drawing, Label
from shihu.fronts.ui.drawing.projection import Point

# Shapes that stand for the colours on paper, drawn in a circle of radius 1.
SHAPES = (
    "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
    "M-.9-.9h1.8v1.8h-1.8z",
    "M0-1.15 1.1.85h-2.2z",
    "M0-1.25 1.1 0 0 1.25-1.1 0z",
    "M0 1.15 1.1-.85h-2.2z",
    "M-.4-1.1h.8v.7h.7v.8h-.7v.7h-.8v-.7h-.7v-.8h.7z",
)
HATCHES = ("", "rising", "dots", "falling", "upright", "cross")

# For a picture that stands alone: the light tokens, since no style sheet is near.
ALONE = """
svg{background:#FBF9F4;font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.s1{--c:#2F5D8A}.s2{--c:#B7791F}.s3{--c:#2E6B4F}.s4{--c:#7A4E7E}.s5{--c:#5F7380}.s6{--c:#A65E3A}
.street{fill:none;stroke:#E3DDD0;stroke-width:9;stroke-linecap:round;stroke-linejoin:round}
.street.top{stroke:#FFFFFF;stroke-width:6}
.area{fill:var(--c);fill-opacity:.1;stroke:var(--c);stroke-opacity:.4}
.selected .area{fill-opacity:.22;stroke-opacity:1;stroke-width:2}
.house{fill:var(--c)}.ring{fill:none;stroke:var(--c);stroke-width:1.8}
.loose{fill:#FFFFFF;stroke:#666C74;stroke-width:1.4}
.mark{font-size:16px;font-weight:600;fill:#1F2328;text-anchor:middle}
.place{font-size:14px;fill:#565C64;text-anchor:middle}.to{stroke:#666C74;stroke-width:.8}
.rule{fill:none;stroke:#565C64;stroke-width:1.2}.small{font-size:11px;fill:#565C64}.on-paper{display:none}
"""


def render(drawing: Drawing, *, name: str, metres: str, kilometres: str, north: str) -> str:
    """Return the picture as an ``<svg>`` for a page; the page's style sheet gives it its colours.

    ``name`` tells two maps of a page apart; the other words are the translated units and the sign for north.
    """
    unit = (
        f"{drawing.bar_metres // 1000} {kilometres}" if drawing.bar_metres >= 1000 else f"{drawing.bar_metres} {metres}"
    )
    return "".join(_parts(drawing, name, unit, north))


def alone(drawing: Drawing, *, metres: str = "m", kilometres: str = "km", north: str = "N") -> str:
    """Return the picture as a file of its own, with its colours inside."""
    drawn = render(drawing, name="map", metres=metres, kilometres=kilometres, north=north)
    opening, rest = drawn.split(">", 1)
    return f'{opening} xmlns="http://www.w3.org/2000/svg"><style>{ALONE}</style>{rest}'


def _parts(drawing: Drawing, name: str, unit: str, north: str) -> Iterator[str]:
    box = f"0 0 {drawing.width:.0f} {drawing.height:.0f}"
    chosen = " choosing" if drawing.has_selection else ""
    title = escape(drawing.source.title)
    yield f'<svg class="unit-map{chosen}" id="{escape(name)}" viewBox="{box}" role="group" aria-label="{title}">'
    yield "<defs>"
    for at, shape in enumerate(SHAPES, start=1):
        yield (
            f'<g id="{escape(name)}-{at}"><circle class="on-screen" r="{drawing.radius:.1f}"/>'
            f'<path class="on-paper" transform="scale({drawing.radius:.1f})" d="{shape}"/></g>'
        )
    yield "</defs>"
    for layer in ("street", "street top"):
        for street in drawing.streets:
            yield f'<polyline class="{layer}" points="{_points(street)}"/>'
    for kind, lines in (("gap", drawing.gaps), ("overlap", drawing.overlaps)):
        for line in lines:
            yield f'<polyline class="{kind}" points="{_points(line)}"/>'
    for area in sorted(drawing.areas, key=lambda one: one.unit.is_selected):
        yield from _area(area, drawing, name)
    if drawing.loose:
        yield '<g aria-hidden="true">'
        for dot in drawing.loose:
            x, y = dot.at
            circle = f'<circle class="loose" cx="{x:.1f}" cy="{y:.1f}" r="{drawing.radius * 0.9:.1f}"/>'
            yield _linked(f"{circle}{_marked(dot, drawing)}<title>{escape(dot.house.name)}</title>", dot.house.href)
        yield "</g>"
    for label in drawing.labels:
        yield _label(label)
    yield _foot(drawing, unit, north)
    yield "</svg>"


def _area(area: Area, drawing: Drawing, name: str) -> Iterator[str]:
    selected = " selected" if area.unit.is_selected else ""
    yield f'<g class="unit s{area.colour}{selected}" data-unit="{escape(area.unit.key)}">'
    hull = f'<polygon class="area" points="{_points(area.corners)}"/>'
    if area.is_line:
        hull = f'<polyline class="area line" points="{_points(area.corners)}"/>'
    hatch = "" if area.is_line else HATCHES[area.colour - 1]
    if hatch:
        hull += f'<polygon class="on-paper" points="{_points(area.corners)}" fill="url(#{hatch})"/>'
    hull += f"<title>{escape(area.unit.name)}</title>"
    if area.unit.href:
        yield f'<a href="{escape(area.unit.href)}" aria-label="{escape(area.unit.name)}">{hull}</a>'
    else:
        yield hull
    yield '<g aria-hidden="true">'
    for dot in area.dots:
        x, y = dot.at
        drawn = f'<use class="house" href="#{escape(name)}-{area.colour}" x="{x:.1f}" y="{y:.1f}"/>'
        if dot.house.is_head:
            drawn += f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{drawing.radius * 1.85:.1f}"/>'
        yield _linked(f"{drawn}{_marked(dot, drawing)}<title>{escape(dot.house.name)}</title>", dot.house.href)
    yield "</g></g>"


def _marked(dot: Dot, drawing: Drawing) -> str:
    if not dot.house.is_marked:
        return ""
    x, y = dot.at
    # A pin that stands on the house, in the seal colour: two straight sides and a round head.
    high = drawing.radius * 4.2
    side, rise, round_ = high * 0.32, high * 0.62, high * 0.36
    sides = f"M{x:.1f} {y - drawing.radius * 1.2:.1f}l{-side:.1f} {-rise:.1f}"
    return f'<path class="pin" d="{sides}a{round_:.1f} {round_:.1f} 0 1 1 {2 * side:.1f} 0z"/>'


def _linked(drawn: str, href: str) -> str:
    # Not a tab stop: ninety of them would bury the page, and the table beside the map leads to each.
    return f'<a href="{escape(href)}" tabindex="-1">{drawn}</a>' if href else f"<g>{drawn}</g>"


def _label(label: Label) -> str:
    x, y = label.at
    line = ""
    if label.line:
        (x1, y1), (x2, y2) = label.line
        line = f'<line class="to" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
    if label.is_place:
        text = f'<text class="place" x="{x:.1f}" y="{y:.1f}" dy=".36em">{escape(label.text)}</text>'
        return f'<a href="{escape(label.href)}">{text}</a>' if label.href else text
    return (
        f'<g class="label" data-unit="{escape(label.key)}" aria-hidden="true">{line}'
        f'<text class="mark" x="{x:.1f}" y="{y:.1f}" dy=".36em">{escape(label.text)}</text></g>'
    )


def _foot(drawing: Drawing, unit: str, north: str) -> str:
    y = drawing.height - 12
    x = 16 + drawing.bar
    right = drawing.width - 18
    return (
        f'<g class="foot" aria-hidden="true"><path class="rule" d="M16 {y - 5:.1f}v5H{x:.1f}v-5"/>'
        f'<text class="small" x="{x + 8:.1f}" y="{y:.1f}">{escape(unit)}</text>'
        f'<path class="rule" d="M{right:.1f} {y:.1f}v-17m-4 6 4-6 4 6"/>'
        f'<text class="small" x="{right - 9:.1f}" y="{y:.1f}" text-anchor="end">{escape(north)}</text></g>'
    )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
