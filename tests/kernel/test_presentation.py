"""Reading a list's order and page from an address that may be old or mistyped."""

import pytest

from shihu.kernel.presentation import Column, Composition, Pager, Part, Progress, asked_page, asked_sort

COLUMNS = (Column("name", "Name", sortable=True), Column("land", "Land"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("name", "name"), ("-name", "-name"), ("land", "code"), ("--name", "code"), ("", "code"), ("x; drop", "code")],
)
def test_only_a_sortable_column_can_order_a_list(asked: str, expected: str) -> None:
    assert asked_sort({"sort": asked}, COLUMNS, "code") == expected


@pytest.mark.parametrize(
    ("asked", "number"), [("2", 2), ("1", 1), ("0", 1), ("-3", 1), ("99", 3), ("two", 1), ("２", 1), ("9" * 40, 1)]
)
def test_a_page_out_of_range_is_brought_into_it(asked: str, number: int) -> None:
    assert asked_page({"page": asked}, total=120, size=50).number == number


def test_the_last_page_ends_with_the_last_row() -> None:
    pager = Pager(3, 50, 120)
    assert (pager.pages, pager.first, pager.last, pager.offset) == (3, 101, 120, 100)


def test_an_empty_list_has_one_page_without_rows() -> None:
    pager = asked_page({}, total=0)
    assert (pager.pages, pager.first, pager.last) == (1, 0, 0)


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (1, 3, 33), (2999, 3000, 99), (3, 3, 100), (9, 3, 100)]
)
def test_progress_says_whole_per_cents_and_never_more_than_all(done: int, total: int, percent: int) -> None:
    assert Progress("load", "/", done, total).percent == percent


def test_a_composition_speaks_of_the_shares_that_are_there() -> None:
    parts = (Part("well_off", "Well-off", 2), Part("ordinary", "Ordinary", 0), Part("poor", "Poor", 3))
    bar = Composition(parts, "This unit")
    assert bar.words == "This unit: Well-off 2, Poor 3"
    assert bar.total == 5
