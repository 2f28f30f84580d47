"""Columns and bars: everything on one scale, inside the picture, and the same numbers as a table."""

from hypothesis import given
from hypothesis import strategies as st

from shihu.fronts.ui.drawing.columns import LEFT, TALL, WIDTH, draw_histogram, draw_piles, draw_ranking, rows
from shihu.kernel.presentation import Bin, Histogram, Pile, Piles, Ranked, Ranking

amounts = st.lists(st.integers(0, 10**8), min_size=3, max_size=3).map(tuple)


@given(st.lists(amounts, max_size=3), st.lists(amounts, max_size=3))
def test_piles_fill_the_picture_and_stand_on_or_hang_from_the_line(
    up: list[tuple[int, ...]], down: list[tuple[int, ...]]
) -> None:
    above = tuple(Pile(f"a{at}", values, 1) for at, values in enumerate(up))
    below = tuple(Pile(f"b{at}", values, 2) for at, values in enumerate(down))
    picture = draw_piles(Piles("t", ("1", "2", "3"), above, below, scale=100))
    total = sum(map(sum, up)) + sum(map(sum, down))
    if not total:
        assert picture is None
        return
    assert picture is not None
    zero = float(picture.zero)
    for box in picture.boxes:
        top, height = float(box.y), float(box.height)
        assert LEFT <= float(box.x) <= WIDTH
        if box.kind == "s1":
            assert top + height <= zero + 1
        else:
            assert top >= zero - 0.11
    tallest = max(sum(one) for one in zip(*up, strict=True)) if up else 0
    deepest = max(sum(one) for one in zip(*down, strict=True)) if down else 0
    assert abs((zero - 14) - TALL * tallest / (tallest + deepest)) < 0.1


def test_a_table_says_the_same_with_a_minus_for_what_is_kept_back_and_a_sum() -> None:
    piles = Piles("t", ("1", "2"), (Pile("in", (12_345, 0), 1),), (Pile("back", (45, 0), 2),), scale=100)
    assert rows(piles) == [("1", ["123.45", "-0.45"]), ("Σ", ["123.45", "-0.45"])]


def test_bars_of_a_ranking_start_at_the_line_also_below_nothing() -> None:
    told = draw_ranking(Ranking("t", (Ranked("a", 300, "3"), Ranked("b", -100, "-1", is_faint=True)), middle=100))
    assert told is not None
    first, second = told.bars
    assert float(first.x) == float(told.zero)
    assert abs(float(second.x) + float(second.width) - float(told.zero)) < 0.11
    assert float(first.width) > float(second.width)
    assert second.kind == "faint"
    assert float(told.zero) < float(told.middle) < float(first.x) + float(first.width)
    assert draw_ranking(Ranking("t", ())) is None


def test_a_histogram_draws_its_line_between_the_bins_that_it_divides() -> None:
    bins = (Bin(0, 10, 3, "0"), Bin(10, 20, 1, "10"), Bin(20, 30, 0, "20"))
    told = draw_histogram(Histogram("t", bins, 10, "ten"))
    assert told is not None
    assert [box.kind for box in told.boxes] == ["s2", "s3", "s3"]
    assert abs(float(told.line_x) - (LEFT + (WIDTH - LEFT) / 3)) < 0.1
    assert [mark.text for mark in told.labels] == ["3", "1"]
    assert draw_histogram(Histogram("t", (Bin(0, 10, 0, "0"),), 0, "")) is None
