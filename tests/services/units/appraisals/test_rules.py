"""Totals are exact, parts add up to them, ranks are shared on ties, months have their rules."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units.errors import BadItem, BadScore, BadWeights, NothingScored, TooManyFields
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import Item, RuleRow

CLEAN = Item("clean", "sanitation", "片区干净", 1000, 4000)
PARTY = Item("party", "party", "开会", 1000, 2500, how="yes_no")
FEUDS = Item("feuds", "safety", "无纠纷", 300, 3500, who="township", how="number")
ITEMS = (CLEAN, PARTY, FEUDS)


def test_the_worked_total_of_the_documentation() -> None:
    points = {"clean": 750, "party": 1000, "feuds": 200}
    # 40 × 7.5/10 + 25 × 10/10 + 35 × 2/3 = 30 + 25 + 23.333… = 78.33
    assert rules.total(ITEMS, points) == 7833
    assert [part.shown for part in rules.parts(ITEMS, points)] == [3000, 2500, 2333]
    assert rules.difference(ITEMS, {"clean": 1000, "party": 1000}, points) == 1000


def test_weights_must_add_up_to_exactly_one_hundred() -> None:
    assert rules.checked_items(ITEMS) == ITEMS
    with pytest.raises(BadWeights, match=r"99\.99"):
        rules.checked_items([CLEAN, PARTY, replace(FEUDS, weight=3499)])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"words": " "}, "words"),
        ({"linkage": "income"}, "linkage"),
        ({"maximum": 0}, "maximum"),
        ({"maximum": 1001}, "maximum"),  # a quarter of it is no whole hundredth
        ({"weight": 0}, "weight"),
        ({"who": "photo"}, "who"),
    ],
)
def test_a_fault_of_an_item_is_told_by_its_number_and_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadItem) as refused:
        rules.checked_items([PARTY, replace(CLEAN, **change), FEUDS])  # type: ignore[arg-type]
    assert (refused.value.values["number"], refused.value.values["field"]) == (2, field)


def test_a_unit_is_asked_few_fields_and_the_township_scores_something() -> None:
    many = [replace(CLEAN, key=f"k{n}", weight=1000) for n in range(10)]
    with pytest.raises(TooManyFields, match="asked 10 things"):
        rules.checked_items(many)
    with pytest.raises(NothingScored):
        rules.checked_items([replace(CLEAN, who="unit", weight=10_000)])


def test_answers_become_points_and_back() -> None:
    assert [rules.points_of(CLEAN, step) for step in range(5)] == [0, 250, 500, 750, 1000]
    assert (rules.points_of(PARTY, 1), rules.points_of(FEUDS, 299)) == (1000, 299)
    assert rules.answer_of(CLEAN, 750) == 3
    for item, wild in ((CLEAN, 5), (PARTY, 2), (FEUDS, 301), (CLEAN, -1)):
        with pytest.raises(BadScore):
            rules.points_of(item, wild)


def test_halves_are_rounded_away_from_zero() -> None:
    assert [rules.rounded(Fraction(n, 2)) for n in (1, 3, -1, -3, 4)] == [1, 2, -1, -2, 2]


@st.composite
def scored(draw: st.DrawFn) -> tuple[tuple[Item, ...], dict[str, int]]:
    """Items whose weights add up to 100, and points for each."""
    cuts = sorted(draw(st.sets(st.integers(1, 9999), min_size=1, max_size=7)))
    weights = [b - a for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    items = tuple(
        Item(f"k{n}", "party", "x", draw(st.integers(1, 2000)), w, who="township", how="number")
        for n, w in enumerate(weights)
    )
    return items, {i.key: draw(st.integers(0, i.maximum)) for i in items}


@given(scored())
def test_parts_add_up_to_the_total_and_each_stays_within_a_hundredth(
    made: tuple[tuple[Item, ...], dict[str, int]],
) -> None:
    items, points = made
    parts = rules.parts(items, points)
    told = rules.total(items, points)
    assert sum(part.shown for part in parts) == told
    assert all(abs(part.shown - part.exact) < 1 for part in parts)
    exact = sum(Fraction(i.weight * points[i.key], i.maximum) for i in items)
    assert abs(told - exact) <= Fraction(1, 2)
    assert 0 <= told <= 10_000


@given(scored())
def test_full_points_are_exactly_one_hundred(made: tuple[tuple[Item, ...], dict[str, int]]) -> None:
    items, _points = made
    assert rules.total(rules.checked_items(items), {i.key: i.maximum for i in items}) == 10_000


@given(st.dictionaries(st.uuids(), st.integers(0, 10_000), max_size=12))
def test_equal_totals_share_a_rank_and_a_higher_total_never_ranks_lower(totals: dict[UUID, int]) -> None:
    told = rules.ranks(totals)
    for (one, mine), (other, theirs) in product(totals.items(), repeat=2):
        assert (told[one] < told[other]) == (mine > theirs)
    assert not totals or min(told.values()) == 1


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    a, b, c, d = (UUID(int=n) for n in range(4))
    assert rules.ranks({a: 9000, b: 8500, c: 8500, d: 8000}) == {a: 1, b: 2, c: 2, d: 4}


def rule(version: int, valid_from: date, *, published: bool = True) -> RuleRow:
    return RuleRow(UUID(int=version), "141130101", version, "", ITEMS, 500, 7, valid_from, published, "", "")


def test_a_month_is_appraised_by_the_rules_that_began_last() -> None:
    known = [rule(1, date(2019, 5, 1)), rule(2, date(2019, 7, 1)), rule(3, date(2019, 8, 1), published=False)]
    told = {m: rules.rule_for(date(2019, m, 1), known) for m in (4, 5, 6, 7, 8)}
    assert {m: r.version if r else None for m, r in told.items()} == {4: None, 5: 1, 6: 1, 7: 2, 8: 2}


def test_a_month_is_open_until_the_end_of_the_next() -> None:
    july = date(2019, 7, 1)
    days = [date(2019, 6, 30), july, date(2019, 8, 31), date(2019, 9, 1)]
    assert [rules.is_open(july, today=d) for d in days] == [False, True, True, False]
    assert rules.month_after(date(2019, 12, 1)) == date(2020, 1, 1)
    assert rules.month_after(date(2019, 1, 1), -1) == date(2018, 12, 1)
    assert rules.last_day(date(2020, 2, 1)) == date(2020, 2, 29)
    assert rules.alive_since(datetime(2019, 8, 15, tzinfo=UTC).date()) == date(2019, 6, 1)
