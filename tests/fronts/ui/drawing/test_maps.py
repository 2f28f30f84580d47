"""The unit map from its data to its SVG."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from shihu.fronts.ui.drawing import labels, maps, svg
from shihu.fronts.ui.web.samples.map import unit_map
from shihu.kernel.presentation import House, MapPlace, MapUnit, UnitMap

WORDS = {"metres": "米", "kilometres": "公里", "north": "北"}


def village(hamlets: int, units: int, size: int = 10) -> UnitMap:
    """A village of several hamlets, each with units in a row."""
    houses, named, places = [], [], []
    for hamlet in range(hamlets):
        lon, lat = 111.18 + (hamlet % 3) * 0.012, 36.98 + (hamlet // 3) * 0.009
        places.append(MapPlace(f"第{hamlet}自然村", lon, lat - 0.002))
        for unit in range(units):
            key = f"{hamlet}-{unit}"
            named.append(MapUnit(key, str(unit + 1), f"unit {key}"))
            for seat in range(size):
                x, y = lon + unit * 0.0011 + seat % 5 * 0.00015, lat + seat // 5 * 0.0002 + unit % 2 * 0.0006
                houses.append(House(f"{key}-{seat}", "张三", x, y, key, is_head=seat == 0))
    return UnitMap("village", tuple(houses), tuple(named), places=tuple(places))


def test_nothing_to_draw_is_no_drawing() -> None:
    assert maps.draw(UnitMap("empty", ())) is None


@pytest.mark.parametrize("source", [unit_map(), village(1, 3), village(6, 5), village(9, 8)])
def test_labels_of_a_drawing_never_touch(source: UnitMap) -> None:
    drawing = maps.draw(source)
    assert drawing is not None
    boxes = [
        labels.Box(*label.at, labels.width_of(label.text, maps.MARK if not label.is_place else maps.PLACE), 20)
        for label in drawing.labels
    ]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2) if one is not other and _air(one, other))
    assert len(drawing.labels) + len(drawing.unnamed) == len(source.units) + len(source.places)


def _air(one: labels.Box, other: labels.Box) -> bool:
    """Whether two texts truly overlap: touching within the air that was kept is no fault."""
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2 - 0.1
        and abs(one.y - other.y) < (one.height + other.height) / 2 - 0.1
    )


def test_every_unit_of_a_hamlet_is_named_on_its_map() -> None:
    drawing = maps.draw(unit_map())
    assert drawing is not None
    assert drawing.unnamed == ()
    assert [label.text for label in drawing.labels] == list("一二三四五六七八")


def test_a_large_village_is_drawn_whole() -> None:
    drawing = maps.draw(village(9, 8))
    assert drawing is not None
    assert len(drawing.labels) + len(drawing.unnamed) == 72 + 9  # units and hamlet names


def test_houses_that_have_not_joined_are_drawn_hollow_and_outside_every_unit() -> None:
    drawing = maps.draw(unit_map())
    assert drawing is not None
    assert len(drawing.loose) == 5
    assert sum(len(area.dots) for area in drawing.areas) == 80


def test_a_unit_none_of_whose_houses_has_a_position_is_left_out() -> None:
    drawing = maps.draw(
        UnitMap("one", (House("a", "a", 111, 37, "1"),), (MapUnit("1", "1", "1"), MapUnit("2", "2", "2")))
    )
    assert drawing is not None
    assert [area.unit.key for area in drawing.areas] == ["1"]


def test_the_picture_is_well_formed_and_tells_what_it_shows() -> None:
    drawing = maps.draw(unit_map())
    assert drawing is not None
    root = ET.fromstring(svg.render(drawing, name="map", **WORDS))  # noqa: S314 - drawn here
    assert root.attrib["aria-label"] == drawing.source.title
    uses = [node for node in root.iter("use") if "x" in node.attrib]
    assert len(uses) == 80
    assert sum(node.attrib.get("class") == "ring" for node in root.iter("circle")) == 8
    assert "50 米" in "".join(root.itertext())


def test_names_cannot_break_out_of_the_picture() -> None:
    evil = '"><script>alert(1)</script>'
    source = UnitMap(evil, (House("a", evil, 111, 37, "1", href=evil),), (MapUnit("1", evil, evil, href=evil),))
    drawing = maps.draw(source)
    assert drawing is not None
    drawn = svg.render(drawing, name="map", **WORDS)
    assert "<script" not in drawn
    ET.fromstring(drawn)  # noqa: S314 - drawn here


def test_each_colour_has_its_own_shape_and_hatch_for_grey_print() -> None:
    assert len(set(svg.SHAPES)) == len(set(svg.HATCHES)) == 6


def test_houses_are_no_tab_stops_but_units_are() -> None:
    drawing = maps.draw(unit_map())
    assert drawing is not None
    root = ET.fromstring(svg.render(drawing, name="map", **WORDS))  # noqa: S314 - drawn here
    stops = [node for node in root.iter("a") if node.attrib.get("tabindex") != "-1"]
    assert len(stops) == 8


def test_a_picture_alone_brings_its_colours() -> None:
    drawing = maps.draw(unit_map())
    assert drawing is not None
    root = ET.fromstring(svg.alone(drawing))  # noqa: S314 - drawn here
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert ".area{" in "".join(root.itertext())
