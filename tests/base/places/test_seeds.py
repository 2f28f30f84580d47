"""The places of the demonstration: real ones as they are, invented ones marked."""

import math
from itertools import combinations

from shihu.base.places.rules import reading
from shihu.base.places.seeds import COUNTY, TOWNSHIP, base_places, hamlet_positions, places
from shihu.kernel.places import Level, level_of, parent_of

ALL = places()
BY_CODE = {place.code: place for place in ALL}


def of(level: Level) -> list[str]:
    return [place.code for place in ALL if level_of(place.code) is level]


def test_codes_are_unique_and_every_parent_comes_first() -> None:
    assert len(BY_CODE) == len(ALL)
    seen: set[str | None] = {None}
    for place in ALL:
        assert parent_of(place.code) in seen
        seen.add(place.code)


def test_the_city_has_its_thirteen_counties_the_county_seven_townships_the_township_twelve_villages() -> None:
    assert len(of(Level.COUNTY)) == 13
    assert len(of(Level.TOWNSHIP)) == 7
    assert len(of(Level.VILLAGE)) == 12
    assert len(of(Level.HAMLET)) == 72
    assert BY_CODE[COUNTY].name == "交口县"
    assert BY_CODE[TOWNSHIP].name == "康城镇"


def test_everything_below_the_township_is_marked_as_invented_but_the_four_published_villages() -> None:
    known = {place.name for place in ALL if len(place.code) > 9 and not place.is_invented}
    assert known == {"田家洼村", "尚家沟村", "支进村", "南庄村"}
    assert not any(place.is_invented for place in ALL if len(place.code) <= 9)


def test_names_are_unique_among_brothers_and_every_place_has_a_romanised_one() -> None:
    assert len({(parent_of(p.code), p.name) for p in ALL}) == len(ALL)
    assert all(place.name_en for place in ALL)
    for code in of(Level.HAMLET):
        place = BY_CODE[code]
        assert place.name_en.lower().replace("ü", "v") == reading(place.name)[0], place.name


def test_hamlets_lie_in_the_county_and_half_a_kilometre_apart() -> None:
    sites = hamlet_positions()
    assert len(sites) == 72
    assert all(111.05 < lon < 111.57 and 36.71 < lat < 37.2 for lon, lat in sites.values())
    for (lon, lat), (east, north) in combinations(sites.values(), 2):
        assert math.hypot((lon - east) * 89_100, (lat - north) * 110_950) > 500


def test_nine_villages_were_poor_eight_are_out_and_three_are_pilots() -> None:
    terms = [[term for term, _, _ in place.statuses] for place in ALL]
    assert sum("village.poor" in held for held in terms) == 9
    assert sum("village.exited" in held for held in terms) == 8
    assert {p.name for p in ALL if any(t == "village.pilot" for t, _, _ in p.statuses)} == {
        "田家洼村",
        "尚家沟村",
        "支进村",
    }


def test_the_tomato_base_lies_beside_the_township_and_changes_nothing_of_it() -> None:
    base = base_places()
    assert [level_of(place.code) for place in base] == [Level.TOWNSHIP, Level.VILLAGE, Level.HAMLET, Level.HAMLET]
    assert parent_of(base[0].code) == "141102"
    assert {place.code for place in base}.isdisjoint(BY_CODE)
    assert [place.name for place in base if not place.is_invented] == ["吴城镇", "王营庄村"]
    assert all(reading(place.name)[0] == place.name_en.lower() for place in base[2:])
