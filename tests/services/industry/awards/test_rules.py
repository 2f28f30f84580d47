"""What a rule gives and how a fund is split: exact, within caps, the same for everybody alike."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.industry.errors.awards import AwardKindTwice, BadAwardItem, BadBonus, BadQuantity, NoAwardItems
from shihu.services.industry.rules import awards as rules
from shihu.services.industry.types.awards import AwardItem, AwardMode, Claim, Measure, NewAwardRule

HENS = AwardItem("courtyard.hens", Measure.PIECE, 20, 1_000, 60_000)
PIGS = AwardItem("courtyard.pigs", Measure.HEAD, 1, 20_000)
YUAN = NewAwardRule("办法", AwardMode.YUAN, (HENS, PIGS))
WEIGHTS = st.lists(st.tuples(st.integers(0, 10**7), st.none() | st.integers(0, 10**6)), min_size=1, max_size=40)
CLAIMS = st.lists(st.tuples(st.integers(0, 15), st.integers(1, 10**6)), min_size=1, max_size=40)


def claim(number: int, household: str, weight: int, kind: str = "courtyard.hens") -> Claim:
    return Claim(UUID(int=number), household, kind, 1, weight)


def test_what_one_kind_brings_begins_at_the_minimum_and_ends_at_the_cap() -> None:
    assert [rules.weight_of(HENS, many) for many in (19, 20, 59, 60, 61)] == [0, 20_000, 59_000, 60_000, 60_000]
    told = rules.foreseen(HENS, 100)
    assert (told.asked, told.is_capped, told.is_too_few) == (60_000, True, False)
    assert rules.foreseen(HENS, 5).is_too_few


def test_the_example_of_the_page_three_households_and_too_little_money() -> None:
    claims = [claim(1, "A", 40_000), claim(2, "B", 60_000), claim(3, "C", 50_000)]
    shares = rules.share_out(100_000, claims, YUAN)
    assert [share.amount for share in shares] == [26_667, 40_000, 33_333]
    assert [share.asked for share in shares] == [40_000, 60_000, 50_000]


def test_the_example_of_the_page_points_with_a_cap_that_is_redistributed() -> None:
    rule = NewAwardRule("办法", AwardMode.POINTS, (HENS,), household_cap=40_000)
    claims = [claim(1, "A", 60), claim(2, "B", 25), claim(3, "C", 15)]
    assert [share.amount for share in rules.share_out(100_000, claims, rule)] == [40_000, 37_500, 22_500]


def test_enough_money_gives_what_the_rules_give_and_leaves_the_rest() -> None:
    rule = NewAwardRule("办法", AwardMode.YUAN, (HENS, PIGS), household_cap=70_000)
    claims = [claim(1, "A", 60_000), claim(2, "A", 40_000, "courtyard.pigs"), claim(3, "B", 20_000)]
    shares = rules.share_out(1_000_000, claims, rule)
    assert [share.amount for share in shares] == [42_000, 28_000, 20_000]


def test_the_addition_goes_to_registered_households_only_and_stays_below_the_cap() -> None:
    rule = NewAwardRule("办法", AwardMode.YUAN, (HENS,), household_cap=55_000, bonus=20)
    claims = [claim(1, "A", 30_000), claim(2, "B", 30_000), claim(3, "C", 50_000)]
    shares = rules.share_out(1_000_000, claims, rule, frozenset({"B", "C"}))
    assert [share.amount for share in shares] == [30_000, 36_000, 55_000]


@given(st.integers(0, 10**9), WEIGHTS)
def test_a_filled_split_sums_to_the_whole_or_to_all_ceilings(total: int, given: list[tuple[int, int | None]]) -> None:
    weights = [weight for weight, _ceiling in given]
    ceilings = [ceiling for _weight, ceiling in given]
    shares = rules.fill(total, weights, ceilings)
    open_ones = [ceiling for weight, ceiling in given if weight]
    most = None if any(ceiling is None for ceiling in open_ones) else sum(c for c in open_ones if c is not None)
    assert sum(shares) == (total if most is None else min(total, most)) * bool(open_ones)
    assert all(0 <= share <= ceiling for share, ceiling in zip(shares, ceilings, strict=True) if ceiling is not None)
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


@given(st.integers(0, 10**9), WEIGHTS)
def test_nothing_moves_any_more_whoever_is_below_the_ceiling_has_the_common_rate(
    total: int, given: list[tuple[int, int | None]]
) -> None:
    weights = [weight for weight, _ceiling in given]
    shares = rules.fill(total, weights, [ceiling for _weight, ceiling in given])
    below = [(s, w) for s, (w, c) in zip(shares, given, strict=True) if w and (c is None or s < c)]
    if below:
        rate = Fraction(sum(s for s, _ in below), sum(w for _, w in below))
        assert all(abs(share - rate * weight) < 1 for share, weight in below)
        full = [(w, c) for s, (w, c) in zip(shares, given, strict=True) if w and c is not None and s == c]
        assert all(rate * weight > ceiling - 1 for weight, ceiling in full)


@given(st.integers(0, 10**8), CLAIMS, st.sampled_from(list(AwardMode)), st.integers(0, 10**6), st.integers(0, 100))
def test_a_fund_is_never_overdrawn_and_no_household_gets_more_than_its_cap(
    budget: int, given: list[tuple[int, int]], mode: AwardMode, cap: int, bonus: int
) -> None:
    claims = [claim(at, f"{home:02d}", weight) for at, (home, weight) in enumerate(sorted(given))]
    rule = NewAwardRule("办法", mode, (HENS,), household_cap=cap, bonus=bonus)
    shares = rules.share_out(budget, claims, rule, frozenset({"00", "03", "07"}))
    assert len(shares) == len(claims)
    assert sum(share.amount for share in shares) <= budget
    homes: dict[str, list[int]] = {}
    for share in shares:
        homes.setdefault(share.household, [0, 0])
        homes[share.household][0] += share.amount
        homes[share.household][1] += share.asked
    for amount, asked in homes.values():
        assert not cap or amount <= cap
        assert mode == AwardMode.POINTS or amount <= asked
    if mode == AwardMode.YUAN:
        assert sum(share.amount for share in shares) == min(budget, sum(share.asked for share in shares))
    assert rules.share_out(budget, claims, rule, frozenset({"00", "03", "07"})) == shares


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        (NewAwardRule("办法", AwardMode.YUAN, ()), NoAwardItems),
        (NewAwardRule("办法", AwardMode.YUAN, (HENS, HENS)), AwardKindTwice),
        (NewAwardRule("办法", AwardMode.YUAN, (AwardItem("k", Measure.HEAD, 0, 1),)), BadAwardItem),
        (NewAwardRule("办法", AwardMode.YUAN, (AwardItem("k", Measure.HEAD, 1, -5),)), BadAwardItem),
        (NewAwardRule("办法", AwardMode.YUAN, (HENS,), bonus=101), BadBonus),
        (NewAwardRule("办法", AwardMode.YUAN, (HENS,), household_cap=-1), BadAwardItem),
    ],
)
def test_a_rule_that_cannot_be_reckoned_with_is_refused(rule: NewAwardRule, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.check_rule(rule, {})


@pytest.mark.parametrize("quantity", [-3, 0, 100_001, 10**9])
def test_nobody_keeps_so_many(quantity: int) -> None:
    with pytest.raises(BadQuantity):
        rules.check_quantity(quantity)
