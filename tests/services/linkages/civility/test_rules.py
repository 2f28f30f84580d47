"""What village rules may not say, when a vote holds, who goes on, and what lies above the village's measure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.linkages.rules.civility import models
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.civility import Item
from shihu.services.units.types import Clause


def told(text: str) -> list[str]:
    return [one.word for one in rules.unlawful([Clause("", "条", text)])]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("乱倒垃圾的罚款五十元。", "罚款"),
        ("不参加劳动的罚交二十元。", "罚交二十元"),
        ("占道堆放的物品一律没收。", "没收"),
        ("不交会费的取消低保。", "取消低保"),
        ("彩礼超标的不得享受村里分红。", "不得享受"),
        ("不听劝的停水停电。", "停水"),
        ("违反的上黑榜。", "黑榜"),
        ("外嫁女一律不得参加分配。", "外嫁女一律不得"),
    ],
)
def test_village_rules_have_no_power_to_fine_take_or_shame(text: str, word: str) -> None:
    assert word in told(text)


@pytest.mark.parametrize("text", ["超过的由理事会上门商量，不得罚款。", "严禁没收群众财物。", "门前三包，垃圾入池。"])
def test_a_ban_on_fining_is_no_fine(text: str) -> None:
    assert told(text) == []


def test_what_is_wrong_is_told_with_its_clause_and_a_reason() -> None:
    found = rules.unlawful([Clause("", "环境", "门前三包。"), Clause("", "惩罚", "乱倒的罚款。")])
    assert [(one.clause, one.word) for one in found] == [(2, "罚款")]
    assert "no power to fine" in found[0].why


def test_the_worked_vote_of_the_page_passes() -> None:
    vote = rules.outcome(entitled=300, yes=190, no=30, abstain=20)
    assert (vote.present, vote.needed, vote.has_quorum, vote.passes) == (240, 200, True, True)


@given(st.integers(1, 2000), st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 2000))
def test_a_vote_passes_only_with_two_thirds_present_and_more_than_half_of_them(
    entitled: int, yes: int, no: int, abstain: int
) -> None:
    vote = rules.outcome(entitled=entitled, yes=yes, no=no, abstain=abstain)
    present = yes + no + abstain
    assert vote.passes == (3 * present >= 2 * entitled and 2 * yes > present)
    # One more who says yes never undoes it.
    assert not vote.passes or rules.outcome(entitled=entitled, yes=yes + 1, no=no, abstain=abstain).passes


@given(st.integers(0, 30), st.integers(1, 30))
def test_a_nominee_goes_on_with_more_than_half_of_the_whole_panel(yes: int, panel: int) -> None:
    assert models.goes_on(yes, panel) == (yes > panel / 2)


def test_the_newest_version_that_has_begun_is_in_force() -> None:
    versions = [(1, date(2016, 4, 10)), (2, date(2019, 2, 15)), (3, None), (4, date(2019, 9, 1))]
    assert rules.in_force(versions, on=date(2015, 1, 1)) == 0
    assert rules.in_force(versions, on=date(2018, 1, 1)) == 1
    assert rules.in_force(versions, on=date(2019, 8, 15)) == 2


def test_what_nobody_said_is_not_compared() -> None:
    lines = rules.checklist(
        "wedding", {"bride_price": 6_000_000, "gift": 10_000}, {"bride_price": 6_800_000, "wedding_cars": 5}
    )
    assert [(line.item, line.above) for line in lines] == [
        (Item.BRIDE_PRICE, 800_000),
        (Item.WEDDING_CARS, 0),
        (Item.GIFT, 0),
    ]
    assert not rules.kept(lines)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_lies_above_a_ceiling_is_exactly_the_difference(ceiling: int, plan: int) -> None:
    (line,) = rules.checklist("funeral", {"funeral_days": ceiling}, {"funeral_days": plan})
    assert ceiling + line.above == max(ceiling, plan)
