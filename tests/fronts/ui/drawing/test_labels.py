"""Labels never lie on each other, whatever the village looks like."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from shihu.fronts.ui.drawing.labels import DIRECTIONS, Box, Placed, Wanted, place, width_of

WIDTH, HEIGHT = 760.0, 420.0
SPOT = st.tuples(st.floats(20, WIDTH - 20), st.floats(20, HEIGHT - 20))


def wanted(spots: list[tuple[float, float]], reach: float = 20) -> list[Wanted]:
    return [Wanted(str(at), 30, 20, spot, (reach,) * DIRECTIONS) for at, spot in enumerate(spots)]


def put(labels: list[Wanted], houses: list[Box] | None = None, barred: list[Box] | None = None) -> list[Placed]:
    return place(labels, houses=houses or [], barred=barred or [], width=WIDTH, height=HEIGHT)


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOT, min_size=2, max_size=40), st.lists(SPOT, max_size=80))
def test_no_two_labels_touch_and_none_leaves_the_sheet(
    spots: list[tuple[float, float]], houses: list[tuple[float, float]]
) -> None:
    placed = put(wanted(spots), [Box(x, y, 9, 9) for x, y in houses])
    for one, other in combinations(placed, 2):
        assert not one.box.meets(other.box)
    for one in placed:
        assert one.box.width / 2 <= one.box.x <= WIDTH - one.box.width / 2
        assert one.box.height / 2 <= one.box.y <= HEIGHT - one.box.height / 2


@settings(max_examples=30, deadline=None)
@given(st.lists(SPOT, min_size=1, max_size=20))
def test_the_foot_of_the_sheet_stays_free(spots: list[tuple[float, float]]) -> None:
    foot = Box(WIDTH / 2, HEIGHT - 15, WIDTH, 26)
    assert not any(one.box.meets(foot) for one in put(wanted(spots), barred=[foot]))


def test_a_label_steps_aside_for_a_house_when_there_is_room() -> None:
    houses = [Box(300, 200, 10, 10)]
    (found,) = put(wanted([(300, 200)], reach=8), houses)
    assert not found.box.meets(houses[0])


def test_a_label_alone_stands_on_what_it_names() -> None:
    (found,) = put(wanted([(300, 200)]))
    assert (found.box.x, found.box.y) == (300, 200)
    assert not found.is_away


def test_one_of_two_things_in_the_same_place_gets_a_line() -> None:
    placed = put(wanted([(300, 200)] * 12, reach=4))
    assert len(placed) == 12
    assert any(one.is_away for one in placed)


def test_where_nothing_fits_a_label_is_left_out_rather_than_put_wrong() -> None:
    everywhere = Box(WIDTH / 2, HEIGHT / 2, WIDTH * 2, HEIGHT * 2)
    assert put(wanted([(300, 200)]), barred=[everywhere]) == []


def test_the_same_village_gets_the_same_labels() -> None:
    labels = wanted([(100 + 31 * at % 400, 90 + 47 * at % 200) for at in range(20)])
    assert put(labels) == put(labels)


def test_chinese_is_wider_than_latin() -> None:
    assert width_of("十二", 14) == 28
    assert width_of("12", 14) < 17
