"""Blanks, differences, and when a version is in force: in force iff all households seated have signed it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units.errors import BadBlank, BadClause, NoClauses, UnknownBlank
from shihu.services.units.rules import charters as rules
from shihu.services.units.types import Burden, Clause, Force, SeatSpan, SignedVersion

DAY = date(2019, 4, 1)
TODAY = DAY + timedelta(days=20)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
DUES = Clause("c1", "会费", "【单元名称】每户每年交会费【会费】元。")
MEETING = Clause("c2", "会议", "每月【会议日】日开会。")


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def test_blanks_are_filled_and_money_reads_in_yuan() -> None:
    values = rules.checked_values([DUES, MEETING], {"dues": 2050, "meeting_day": 5}, unit_name="尚家沟一单元")
    read = rules.filled([DUES, MEETING], values)
    assert [clause.text for clause in read] == ["尚家沟一单元每户每年交会费20.50元。", "每月5日开会。"]
    assert rules.burden_of(values) == Burden(2050, 0)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"meeting_day": 5}, "【会费】 is “”; it must be 0.00–1000.00."),
        ({"dues": 100_001, "meeting_day": 5}, "【会费】 is “100001”"),
        ({"dues": -1, "meeting_day": 5}, "【会费】 is “-1”"),
        ({"dues": 0, "meeting_day": 29}, "【会议日】 is “29”; it must be 1–28."),
    ],
)
def test_a_blank_that_is_missing_or_wild_is_refused_by_its_word(values: dict[str, int], told: str) -> None:
    with pytest.raises(BadBlank, match=told.replace("(", r"\(")):
        rules.checked_values([DUES, MEETING], values, unit_name="一单元")


def test_a_value_cannot_smuggle_in_another_blank() -> None:
    area = Clause("c3", "责任区", "负责【责任区】。")
    with pytest.raises(BadBlank):
        rules.checked_values([area], {"duty_area": "主街【会费】"}, unit_name="一单元")


def test_faults_of_a_template_are_told_by_clause() -> None:
    with pytest.raises(UnknownBlank) as refused:
        rules.checked_clauses([DUES, Clause("", "罚款", "罚【罚金】元。")])
    assert (refused.value.where, refused.value.values["word"]) == ("clause 2", "罚金")
    with pytest.raises(BadClause):
        rules.checked_clauses([Clause("", "只有标题", " ")])
    with pytest.raises(NoClauses):
        rules.checked_clauses([Clause("", "", "")])


def test_a_changed_charter_shows_its_difference_clause_by_clause() -> None:
    old = [Clause("a", "会费", "每年20.00元。"), Clause("b", "会议", "每月5日。"), Clause("x", "旧", "作废。")]
    new = [Clause("a", "会费", "每年30.00元。"), Clause("b", "会议", "每月5日。"), Clause("n", "新", "新增。")]
    told = rules.differences(old, new)
    assert [(c.kind, c.number) for c in told] == [("changed", 1), ("same", 2), ("added", 3), ("removed", 3)]
    assert [(p.kind, p.text) for p in told[0].pieces] == [
        ("kept", "每年"),
        ("gone", "2"),
        ("new", "3"),
        ("kept", "0.00元。"),
    ]


@given(st.text(alphabet="会费二十元年户", max_size=12), st.text(alphabet="会费二十元年户", max_size=12))
def test_the_pieces_of_a_difference_give_back_both_texts(before: str, after: str) -> None:
    told = rules.pieces(before, after)
    assert "".join(p.text for p in told if p.kind != "new") == before
    assert "".join(p.text for p in told if p.kind != "gone") == after


def test_a_version_is_in_force_from_the_day_the_last_household_signs() -> None:
    seats = [SeatSpan(A, DAY), SeatSpan(B, DAY)]
    half = SignedVersion(1, DAY, {A: day(2)})
    assert rules.forces([half], seats, today=TODAY) == {1: Force()}
    whole = SignedVersion(1, DAY, {A: day(2), B: day(5)})
    assert rules.forces([whole], seats, today=TODAY) == {1: Force(day(5))}
    assert rules.forces([whole], seats, today=day(4)) == {1: Force()}


def test_a_household_that_joins_later_does_not_end_it_and_one_that_leaves_unsigned_lets_it_begin() -> None:
    joined = [SeatSpan(A, DAY), SeatSpan(B, day(7))]
    assert rules.forces([SignedVersion(1, DAY, {A: day(2)})], joined, today=TODAY) == {1: Force(day(2))}
    left = [SeatSpan(A, DAY), SeatSpan(B, DAY, day(9))]
    assert rules.forces([SignedVersion(1, DAY, {A: day(2)})], left, today=TODAY) == {1: Force(day(9))}


def test_a_newer_version_replaces_the_older_on_the_day_all_have_signed_it_and_no_sooner() -> None:
    seats = [SeatSpan(A, DAY), SeatSpan(B, DAY)]
    first = SignedVersion(1, DAY, {A: DAY, B: DAY})
    second = SignedVersion(2, day(4), {A: day(4)})
    assert rules.forces([first, second], seats, today=TODAY) == {1: Force(DAY), 2: Force()}
    agreed = SignedVersion(2, day(4), {A: day(4), B: day(8)})
    told = rules.forces([first, agreed], seats, today=TODAY)
    assert told == {1: Force(DAY, day(8)), 2: Force(day(8))}
    assert (told[1].holds(day(7)), told[1].holds(day(8)), told[2].holds(day(8))) == (True, False, True)


def test_a_version_that_was_overtaken_never_comes_back_and_a_closed_unit_has_none() -> None:
    seats = [SeatSpan(A, DAY), SeatSpan(B, DAY, day(9))]
    overtaken = SignedVersion(1, DAY, {A: DAY})  # B leaves unsigned on day 9, when version 2 has long been in force
    newer = SignedVersion(2, day(1), {A: day(1), B: day(2)})
    assert rules.forces([overtaken, newer], seats, today=TODAY)[1] == Force()
    assert rules.forces([newer], seats, today=TODAY, ended=day(12))[2] == Force(day(2), day(12))
    assert not rules.forces([newer], seats, today=TODAY, ended=day(12))[2].holds(day(12))


_DAYS = st.integers(0, 12)
_SEATS = st.lists(
    st.tuples(st.sampled_from([A, B, C]), _DAYS, st.one_of(st.none(), st.integers(1, 14))), min_size=1, max_size=5
)
_SIGNED = st.dictionaries(st.sampled_from([A, B, C]), _DAYS)


@given(_SEATS, _SIGNED, st.integers(0, 4), st.integers(0, 16))
def test_in_force_iff_on_some_day_so_far_all_seated_households_had_signed(
    seats: list[tuple[UUID, int, int | None]], signed: dict[UUID, int], offered: int, today: int
) -> None:
    spans = [SeatSpan(h, day(s), None if u is None else day(s + u)) for h, s, u in seats]
    version = SignedVersion(1, day(offered), {h: day(d) for h, d in signed.items()})
    force = rules.forces([version], spans, today=day(today))[1]
    agreed = [
        number
        for number in range(offered, today + 1)
        if (
            sitting := {
                s.household for s in spans if s.since <= day(number) and (s.until is None or day(number) < s.until)
            }
        )
        and all(h in signed and signed[h] <= number for h in sitting)
    ]
    assert force.holds(day(today)) == bool(agreed)
    assert force.since == (day(agreed[0]) if agreed else None)


def test_the_newest_version_and_the_one_in_force_are_open_for_signing() -> None:
    assert [rules.may_sign(v, [1, 2, 3], 2) for v in (1, 2, 3)] == [False, True, True]


def test_an_adult_is_eighteen_on_the_day_and_a_householder_of_unknown_birth_may_sign() -> None:
    on = date(2019, 8, 15)
    assert rules.is_adult(date(2001, 8, 15), on=on, is_householder=False)
    assert not rules.is_adult(date(2001, 8, 16), on=on, is_householder=True)
    assert rules.is_adult(None, on=on, is_householder=True)
    assert not rules.is_adult(None, on=on, is_householder=False)
