import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.units.conftest import row

from shihu.services.units import rules
from shihu.services.units.errors import BadChoices
from shihu.services.units.types import Choices


@pytest.mark.parametrize(
    ("hamlet", "ordinal", "name"),
    [
        ("尚家沟自然村", 3, "尚家沟三单元"),
        ("尚家沟村", 12, "尚家沟十二单元"),
        ("王村", 1, "王村一单元"),
        ("上沟", 20, "上沟二十单元"),
        ("村", 1, "村一单元"),
    ],
)
def test_a_unit_is_named_after_its_hamlet_and_its_number(hamlet: str, ordinal: int, name: str) -> None:
    assert rules.unit_name(hamlet, ordinal) == name


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_latitude() -> None:
    east, north = rules.metres(111.26, 36.86, (111.25, 36.85))
    assert north == pytest.approx(1111.95, abs=0.01)
    assert east == pytest.approx(1111.95 * math.cos(math.radians(36.85)), abs=0.01)


@given(st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_metres_and_degrees_undo_each_other(east: float, north: float) -> None:
    origin = (111.25, 36.85)
    lon, lat = rules.degrees(east, north, origin)
    back = rules.metres(lon, lat, origin)
    assert back == pytest.approx((east, north), abs=1e-5)


def test_units_of_one_street_are_numbered_from_west_to_east() -> None:
    middles = [(300.0, 0.0), (0.0, 5.0), (100.0, -5.0), (200.0, 3.0)]
    assert rules.along_the_way(middles) == [1, 2, 3, 0]


def test_numbers_follow_a_bent_street_instead_of_jumping_across() -> None:
    # A horseshoe: by longitude alone its two arms would alternate.
    arm = [(x, 0.0) for x in (0.0, 100.0, 200.0)] + [(250.0, 150.0)] + [(x, 300.0) for x in (200.0, 100.0, 0.0)]
    order = rules.along_the_way(arm)
    assert order in (list(range(7)), list(range(6, -1, -1)))


@given(st.lists(st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)), max_size=14))
def test_every_unit_gets_one_number_and_the_walk_is_never_longer_than_from_side_to_side(
    middles: list[tuple[float, float]],
) -> None:
    order = rules.along_the_way(middles)
    assert sorted(order) == list(range(len(middles)))

    def length(walk: list[int]) -> float:
        return sum(math.dist(middles[a], middles[b]) for a, b in pairwise(walk))

    west_to_east = sorted(range(len(middles)), key=lambda k: (middles[k], k))
    south_to_north = sorted(range(len(middles)), key=lambda k: (middles[k][::-1], k))
    assert length(order) <= max(length(west_to_east), length(south_to_north)) + 1e-6


def test_the_main_wish_is_the_one_that_most_households_name() -> None:
    wishes = [("poultry", "poria"), ("poria",), ("mushroom", "poria"), ("poultry",)]
    assert rules.main_wish(wishes) == "poria"
    assert rules.main_wish([("b",), ("a", "b"), ("b", "a"), ("a",)]) == "a"
    assert rules.main_wish([(), ()]) is None


def test_wishes_agree_where_a_household_names_its_units_main_wish() -> None:
    # Worked in docs/services/units.md.
    first = [("mushroom",), ("mushroom", "poria"), ("poria", "mushroom"), ("trade",)]
    second = [("poria",), ("poria",), (), ("pigs",)]
    assert rules.agreement([first, second]) == (5, 7)


def test_the_deviation_is_how_many_households_a_unit_is_off_the_mix() -> None:
    # Worked in docs/services/units.md: two units of ten with 4 and 2 poor of 20 with 6 poor.
    assert rules.deviation([(6, 4), (8, 2)]) == pytest.approx(1.0)
    assert rules.deviation([(5, 5), (5, 5)]) == 0
    assert rules.deviation([]) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("low", 0), ("high", 7), ("target", 13), ("wish", -0.1), ("wish", math.nan), ("effort", "for ever"), ("seed", -1)],
)
def test_a_choice_out_of_range_is_refused_at_its_field(field: str, value: object) -> None:
    with pytest.raises(BadChoices) as refused:
        rules.checked(replace(Choices(), **{field: value}))
    assert refused.value.where == field


def test_the_fingerprint_changes_with_what_bears_on_units_and_with_nothing_else() -> None:
    households = [row(0), row(1)]
    before = rules.roster_hash(households)
    assert rules.roster_hash(households[::-1]) == before
    assert rules.roster_hash([replace(households[0], householder="改名", members=9), households[1]]) == before
    assert rules.roster_hash([replace(households[0], willing=False), households[1]]) != before
    assert rules.roster_hash([replace(households[0], refuses=(households[1].code,)), households[1]]) != before
    assert rules.roster_hash(households[:1]) != before
