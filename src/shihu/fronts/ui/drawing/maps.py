"""The unit map: where everything lies on the sheet, before anything is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot, log10

from shihu.fronts.ui.drawing import hulls, labels
from shihu.fronts.ui.drawing.projection import Point, Projection, Sheet, around, fit
from shihu.kernel.colouring import colours
from shihu.kernel.presentation import House, MapUnit, UnitMap

WIDTH, HEIGHT = 760.0, 500.0
MARGIN, FOOT = 34.0, 30.0
MOST = 2.4  # sheet units a metre
# Text sizes for which room is kept. Desks draw smaller; phones, where the sheet shrinks, need all of it.
MARK, PLACE = 24.0, 22.0
SMALLEST, LARGEST = 1.9, 4.8  # radius of a house


@dataclass(frozen=True, slots=True)
class Dot:
    """A house on the sheet."""

    house: House
    colour: int
    at: Point


@dataclass(frozen=True, slots=True)
class Area:
    """A unit on the sheet: its hull and its houses."""

    unit: MapUnit
    colour: int
    corners: tuple[Point, ...]
    dots: tuple[Dot, ...]
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the sheet, with a line to what it names when it stands away from it."""

    text: str
    at: Point
    line: tuple[Point, Point] | None = None
    is_place: bool = False
    key: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the picture shows, in sheet units."""

    source: UnitMap
    width: float
    height: float
    radius: float
    areas: tuple[Area, ...]
    loose: tuple[Dot, ...]
    streets: tuple[tuple[Point, ...], ...]
    labels: tuple[Label, ...]
    unnamed: tuple[str, ...]
    bar: float
    bar_metres: int
    bounds: tuple[float, float, float, float]
    has_selection: bool
    gaps: tuple[tuple[Point, ...], ...] = ()
    overlaps: tuple[tuple[Point, ...], ...] = ()


def draw(source: UnitMap) -> Drawing | None:
    """Lay the map out; None when no house has a position."""
    if not source.houses:
        return None
    known = [(house.lon, house.lat) for house in source.houses]
    known += [(place.lon, place.lat) for place in source.places]
    known += [corner for unit in source.units for corner in unit.area]
    globe = around(known)
    sheet = _sheet(globe, source)
    spots = {house.key: sheet.place(globe.metres(house.lon, house.lat)) for house in source.houses}
    radius = _radius(list(spots.values()))
    areas = _areas(source, spots, radius, lambda at: sheet.place(globe.metres(*at)))
    joined = {dot.house.key for area in areas for dot in area.dots}

    def lines(given: Sequence[Sequence[Point]]) -> tuple[tuple[Point, ...], ...]:
        return tuple(tuple(sheet.place(globe.metres(lon, lat)) for lon, lat in line) for line in given)

    streets = lines(source.streets)
    texts, unnamed = _labels(source, areas, spots, radius, sheet, globe)
    bar_metres = nice(110 / sheet.scale)
    west, north = globe.degrees(*sheet.back((0.0, 0.0)))
    east, south = globe.degrees(*sheet.back((sheet.width, sheet.height)))
    return Drawing(
        source=source,
        width=sheet.width,
        height=sheet.height,
        radius=radius,
        areas=areas,
        loose=tuple(Dot(house, 0, spots[house.key]) for house in source.houses if house.key not in joined),
        streets=tuple(street for street in streets if len(street) > 1),
        labels=texts,
        unnamed=unnamed,
        bar=bar_metres * sheet.scale,
        bar_metres=bar_metres,
        bounds=(west, south, east, north),
        has_selection=any(unit.is_selected for unit in source.units),
        gaps=lines(source.gaps),
        overlaps=lines(source.overlaps),
    )


def nice(metres: float) -> int:
    """Return the round length (1, 2 or 5 and zeros) next below ``metres``, at least one metre."""
    power: int = 10 ** int(log10(max(metres, 1)))
    return max(step * power for step in (1, 2, 5) if step * power <= max(metres, 1))


def _sheet(globe: Projection, source: UnitMap) -> Sheet:
    points = [globe.metres(house.lon, house.lat) for house in source.houses]
    points += [globe.metres(place.lon, place.lat) for place in source.places]
    points += [globe.metres(*corner) for unit in source.units for corner in unit.area]
    return fit(points, width=WIDTH, height=HEIGHT, margin=MARGIN, foot=FOOT, most=MOST)


def _radius(spots: Sequence[Point]) -> float:
    """A little less than half the usual gap between neighbours, so that houses stay apart."""
    ordered = sorted(spots)
    gaps = []
    for at, (x, y) in enumerate(ordered):
        # Neighbours in x are near in the list; a window is enough for a typical gap.
        near = (hypot(x - u, y - v) for u, v in ordered[max(0, at - 12) : at + 13] if (u, v) != (x, y))
        gaps.append(min(near, default=LARGEST * 3))
    typical = sorted(gaps)[len(gaps) // 3]
    return max(SMALLEST, min(LARGEST, typical * 0.42))


def _areas(
    source: UnitMap, spots: dict[str, Point], radius: float, place: Callable[[Point], Point]
) -> tuple[Area, ...]:
    members: dict[str, list[House]] = {unit.key: [] for unit in source.units}
    for house in source.houses:
        if house.unit in members:
            members[house.unit].append(house)
    own = colours({key: [(house.lon, house.lat) for house in houses] for key, houses in members.items()})
    areas = []
    for unit in source.units:
        houses = members[unit.key]
        if not houses and not unit.area:
            continue
        colour = unit.colour or own[unit.key]
        drawn = [place(corner) for corner in unit.area]
        corners = drawn or hulls.padded([spots[house.key] for house in houses], radius * 2.2)
        dots = tuple(Dot(house, colour, spots[house.key]) for house in houses)
        areas.append(Area(unit, colour, tuple(corners), dots, is_line=bool(drawn) and unit.is_line))
    return tuple(areas)


def _labels(
    source: UnitMap,
    areas: Sequence[Area],
    spots: dict[str, Point],
    radius: float,
    sheet: Sheet,
    globe: Projection,
) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    wanted: list[labels.Wanted] = []
    anchors: dict[str, Point] = {}
    for place in source.places:
        key = f"place {place.name}"
        anchors[key] = sheet.place(globe.metres(place.lon, place.lat))
        size = labels.width_of(place.name, PLACE) + 4
        wanted.append(labels.Wanted(key, size, PLACE + 4, anchors[key], (3.0,) * labels.DIRECTIONS))
    for area in areas:
        key = f"unit {area.unit.key}"
        anchors[key] = hulls.middle(area.corners)
        size = labels.width_of(area.unit.mark, MARK) + 2
        reach = labels.reach(area.corners, anchors[key])
        wanted.append(labels.Wanted(key, size, MARK + 3, anchors[key], reach))
    heads = {house.key for house in source.houses if house.is_head}
    houses = [
        labels.Box(x, y, 4 * radius if key in heads else 2 * radius, 4 * radius if key in heads else 2 * radius)
        for key, (x, y) in spots.items()
    ]
    foot = labels.Box(sheet.width / 2, sheet.height - FOOT / 2, sheet.width, FOOT - 2 * labels.AIR)
    placed = {
        one.key: one
        for one in labels.place(wanted, houses=houses, barred=[foot], width=sheet.width, height=sheet.height)
    }
    texts = [
        Label(place.name, _centre(placed[key].box), is_place=True, href=place.href)
        for place in source.places
        if (key := f"place {place.name}") in placed
    ]
    unnamed = []
    for area in areas:
        found = placed.get(f"unit {area.unit.key}")
        if found is None:
            unnamed.append(area.unit.name)
            continue
        at = _centre(found.box)
        line = (_edge(at, found.box), _nearest(at, area.corners)) if found.is_away else None
        texts.append(Label(area.unit.mark, at, line, key=area.unit.key))
    return tuple(texts), tuple(unnamed)


def _centre(box: labels.Box) -> Point:
    return box.x, box.y


def _edge(at: Point, box: labels.Box) -> Point:
    return at[0], at[1] + box.height / 2


def _nearest(at: Point, corners: Sequence[Point]) -> Point:
    return min(corners, key=lambda corner: hypot(corner[0] - at[0], corner[1] - at[1]))
