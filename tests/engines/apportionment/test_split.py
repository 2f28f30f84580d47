"""Splits sum exactly, leave nobody a fen from the exact share, and are the same every time."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.engines.apportionment import (
    BadWeight,
    Fault,
    Group,
    NegativeWeight,
    NobodyToShare,
    NotWhole,
    Weight,
    check,
    split,
    split_by_key,
    split_levels,
)

WEIGHTS = st.lists(
    st.one_of(
        st.integers(0, 10**9),
        st.fractions(min_value=0, max_value=10**6, max_denominator=10**6),
        st.decimals(min_value=0, max_value=10**6, places=4),
        st.just(0),
    ),
    min_size=1,
    max_size=40,
).filter(any)


@given(st.integers(-(10**15), 10**15), WEIGHTS)
def test_every_split_keeps_every_rule(total: int, weights: list[Weight]) -> None:
    assert check(total, weights, split(total, weights)) == []


@given(st.integers(0, 10**12), WEIGHTS)
def test_a_reversal_mirrors_the_split_to_the_fen(total: int, weights: list[Weight]) -> None:
    assert split(-total, weights) == [-share for share in split(total, weights)]


@given(st.integers(0, 10**9), WEIGHTS, st.integers(1, 1000))
def test_only_proportions_count(total: int, weights: list[Weight], factor: int) -> None:
    assert split(total, weights) == split(total, [Fraction(weight) * factor for weight in weights])


@given(st.integers(0, 10**9), WEIGHTS, st.integers(0, 40))
def test_somebody_without_weight_changes_nothing(total: int, weights: list[Weight], at: int) -> None:
    at = min(at, len(weights))
    shares = split(total, [*weights[:at], 0, *weights[at:]])
    assert shares.pop(at) == 0
    assert shares == split(total, weights)


def test_one_fen_among_seven_goes_to_the_first_and_to_nobody_else() -> None:
    assert split(1, [1] * 7) == [1, 0, 0, 0, 0, 0, 0]
    assert split(1, [0, 0, 1, 1, 1, 1, 1]) == [0, 0, 1, 0, 0, 0, 0]


def test_a_trip_of_100_yuan_among_seven_costs_100_yuan_and_not_100_03() -> None:
    """Foodsoft rounds each of the seven up: 7 x 14.29 = 100.03."""
    shares = split(10_000, [1] * 7)
    assert sum(shares) == 10_000
    assert sorted(shares) == [1428] * 3 + [1429] * 4


def test_taking_back_five_by_seven_to_three_gives_back_what_was_given() -> None:
    """moneyphp allocates 5 by 7:3 as 4 + 1 and -5 as -3 - 2: two people end a fen off."""
    assert split(5, [7, 3]) == [4, 1]
    assert split(-5, [7, 3]) == [-4, -1]


def test_of_20_000_random_splits_none_is_a_fen_off_where_giving_the_last_one_the_rest_is_off_in_thousands() -> None:
    """django-hordak's ratio_split rounds every share and lets the last one carry what is left over."""
    draw = random.Random(1)
    theirs = ours = 0
    for _ in range(20_000):
        weights = [draw.randint(1, 100) for _ in range(draw.randint(2, 12))]
        total = draw.randint(1, 100_000)
        theirs += any(fault.check == "within_one" for fault in check(total, weights, _last_takes(total, weights)))
        ours += bool(check(total, weights, split(total, weights)))
    assert ours == 0
    assert theirs > 2_000


def _last_takes(total: int, weights: list[int]) -> list[int]:
    shares = [round(Fraction(total * weight, sum(weights))) for weight in weights]
    return [*shares[:-1], total - sum(shares[:-1])]


def test_the_checks_see_a_lost_fen_a_gift_to_nobody_and_an_unfair_order() -> None:
    assert Fault("sums_exactly") in check(10, [1, 1], [5, 4])
    assert Fault("nothing_for_zero", 1) in check(10, [1, 0], [9, 1])
    assert Fault("more_for_more", 1) in check(10, [3, 2], [4, 6])
    assert Fault("within_one", 0) in check(10, [1, 1], [7, 3])


@pytest.mark.parametrize("weights", [[0, 0], []])
def test_nothing_can_be_split_among_nobody_but_nothing(weights: list[Weight]) -> None:
    assert split(0, weights) == [0] * len(weights)
    with pytest.raises(NobodyToShare):
        split(1, weights)


def test_a_negative_weight_is_refused_and_says_whose() -> None:
    with pytest.raises(NegativeWeight) as refused:
        split(100, [1, Decimal("-0.5")])
    assert refused.value.values == {"who": 2, "given": Decimal("-0.5")}


@pytest.mark.parametrize("weight", [0.1, True, Decimal("NaN"), Decimal("Infinity"), "1"])
def test_what_is_not_exact_is_no_weight(weight: object) -> None:
    with pytest.raises(BadWeight):
        split(100, [1, weight])  # type: ignore[list-item]


@pytest.mark.parametrize("total", [1.0, Decimal(1), True])
def test_only_whole_units_are_split(total: object) -> None:
    with pytest.raises(NotWhole):
        split(total, [1])  # type: ignore[arg-type]


def test_names_keep_their_shares() -> None:
    assert split_by_key(100, {"赵": 1, "姚": 1, "尚": 1}) == {"赵": 34, "姚": 33, "尚": 33}


def test_units_first_then_households_each_level_exact() -> None:
    """The worked numbers of docs/algorithms/apportionment.md."""
    first = Group("一单元", members=(Group("赵", 3), Group("姚", 2), Group("尚", 2)))
    second = Group("二单元", members=(Group("王", 5), Group("田", 3)))
    units = split_levels(10_000, (first, second))
    assert [(unit.key, unit.amount) for unit in units] == [("一单元", 4667), ("二单元", 5333)]
    assert [(leaf.key, leaf.amount) for unit in units for leaf in unit.leaves()] == [
        ("赵", 2000),
        ("姚", 1334),
        ("尚", 1333),
        ("王", 3333),
        ("田", 2000),
    ]


TREES = st.recursive(
    st.builds(lambda weight: Group("h", weight), st.integers(0, 1000)),
    lambda below: st.builds(lambda members: Group("g", None, tuple(members)), st.lists(below, min_size=1, max_size=5)),
    max_leaves=30,
)


@given(st.integers(-(10**9), 10**9), st.lists(TREES, min_size=1, max_size=5))
def test_every_level_of_every_tree_is_exact(total: int, groups: list[Group]) -> None:
    try:
        portions = split_levels(total, groups)
    except NobodyToShare:
        return
    assert sum(leaf.amount for portion in portions for leaf in portion.leaves()) == total
    waiting = list(portions)
    while waiting:
        portion = waiting.pop()
        assert abs(portion.exact - portion.amount) < 1
        if portion.members:
            assert sum(member.amount for member in portion.members) == portion.amount
            waiting += portion.members


def test_a_group_with_neither_weight_nor_members_is_refused_by_name() -> None:
    with pytest.raises(BadWeight) as refused:
        split_levels(1, (Group("三单元"),))
    assert refused.value.values["who"] == "三单元"
