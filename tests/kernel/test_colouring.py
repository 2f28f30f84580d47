"""Colours of units: near ones differ, and the same list gets the same colours."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shihu.kernel.colouring import COLOURS, colours

DEGREES = st.tuples(st.floats(111.0, 111.1), st.floats(36.9, 37.0))
UNITS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.lists(DEGREES, max_size=12), max_size=30)


@given(UNITS)
def test_every_unit_gets_one_of_six_colours_and_always_the_same(houses: dict[str, list[tuple[float, float]]]) -> None:
    chosen = colours(houses)
    assert chosen.keys() == houses.keys()
    assert set(chosen.values()) <= set(range(1, COLOURS + 1))
    assert colours(houses) == chosen


def test_six_units_get_six_colours_in_order() -> None:
    houses = {str(at): [(111 + at * 0.001, 37.0)] for at in range(6)}
    assert list(colours(houses).values()) == [1, 2, 3, 4, 5, 6]


def test_the_seventh_takes_the_colour_that_is_farthest_away() -> None:
    houses = {str(at): [(111 + at * 0.001, 37.0)] for at in range(7)}
    assert colours(houses)["6"] == 1


def test_neighbours_along_a_street_never_share_a_colour() -> None:
    houses = {str(at): [(111 + at * 0.001, 37.0)] for at in range(40)}
    chosen = list(colours(houses).values())
    assert all(one != other for one, other in pairwise(chosen))
    assert all(one != other for one, other in zip(chosen, chosen[2:], strict=False))


def test_units_without_positions_are_coloured_too() -> None:
    assert set(colours({"a": [], "b": [], "c": [(111.0, 37.0)]}).values()) == {1, 2, 3}
