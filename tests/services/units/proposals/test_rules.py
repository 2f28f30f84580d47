"""Notice, standing words, establishment, what carries over, what is solved again."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units import rules
from shihu.services.units.errors import BadNotice
from shihu.services.units.types import AskingKind, OpenRequest, Said, Word

DAY = date(2019, 8, 15)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def said(word: Word, day: int, order: int = 0) -> Said:
    return Said(word, DAY + timedelta(days=day), order)


def test_a_notice_of_seven_days_ends_on_the_seventh_day_after_publication() -> None:
    ends = rules.notice_end(DAY, 7)
    assert ends == date(2019, 8, 22)
    assert [rules.days_left(DAY, ends, DAY + timedelta(days=d)) for d in (0, 1, 7, 8)] == [7, 7, 1, 0]
    for days in (0, 61):
        with pytest.raises(BadNotice):
            rules.notice_end(DAY, days)


def test_a_later_decision_supersedes_and_a_paper_that_comes_late_does_not() -> None:
    phone, paper = said(Word.ACCEPT, 3, order=1), said(Word.DECLINE, 1, order=2)
    assert rules.last_word([phone, paper], DAY + timedelta(days=9)) == phone
    same_day = said(Word.ASK, 3, order=3)
    assert rules.last_word([phone, paper, same_day], DAY + timedelta(days=9)) == same_day
    assert rules.last_word([phone, paper], DAY + timedelta(days=2)) == paper
    assert rules.last_word([], DAY) is None


def test_silence_is_no_acceptance_except_of_who_stays() -> None:
    assert not rules.accepts(AskingKind.ASKED, [], DAY)
    assert not rules.accepts(AskingKind.TOLD, [], DAY)
    assert rules.accepts(AskingKind.STAYS, [], DAY)
    assert not rules.accepts(AskingKind.STAYS, [said(Word.DECLINE, 0)], DAY)


_SAID = st.builds(said, st.sampled_from(Word), st.integers(0, 12), st.integers(0, 5))
_MEMBER = st.tuples(st.sampled_from(AskingKind), st.lists(_SAID, max_size=4))


@given(st.lists(_MEMBER, max_size=6), st.integers(0, 14))
def test_no_unit_stands_without_the_standing_acceptance_of_all_its_members(
    members: list[tuple[AskingKind, list[Said]]], later: int
) -> None:
    day, ends = DAY + timedelta(days=later), rules.notice_end(DAY, 7)
    if not rules.may_stand(ends, day, members):
        return
    assert day > ends
    assert members
    for kind, spoken in members:
        until = sorted((s for s in spoken if s.decided_on <= day), key=lambda s: (s.decided_on, s.order))
        assert until[-1].word is Word.ACCEPT if until else kind is AskingKind.STAYS


def test_acceptances_carry_over_as_the_worked_example_says() -> None:
    ten = [f"h{n}" for n in range(10)]
    before = {A: set(ten), B: {"p1", "p2", "p3"}}
    # h8 and h9 leave, p3 comes: eight of ten stay, in a unit of nine. The other unit loses one of three.
    after = {C: {*ten[:8], "p3"}, B: {"p1", "p2", "h9"}}
    over = rules.carried(before, after, {*ten[:7], "p1"})
    assert over == {**dict.fromkeys(ten[:7], AskingKind.TOLD), "p1": AskingKind.TOLD}
    same = rules.carried(before, {C: set(ten)}, {"h0"})
    assert same == {"h0": AskingKind.KEPT}


_GROUPS = st.lists(st.integers(0, 3), min_size=1, max_size=14)


@given(_GROUPS, _GROUPS, st.sets(st.integers(0, 13)))
def test_only_acceptances_carry_over_and_only_into_the_unit_that_goes_on(
    then: list[int], now: list[int], yes: set[int]
) -> None:
    before = {u: {str(i) for i, g in enumerate(then) if g == u} for u in set(then)}
    after = {u: {str(i) for i, g in enumerate(now) if g == u} for u in set(now)}
    goes_on = rules.successors(before, after)
    assert len(set(goes_on.values())) == len(goes_on)
    for household, kind in rules.carried(before, after, {str(i) for i in yes}).items():
        assert int(household) in yes
        new = now[int(household)]
        assert goes_on[new] == then[int(household)]
        assert (kind is AskingKind.KEPT) == (after[new] == before[goes_on[new]])


def test_requests_become_what_is_solved_again() -> None:
    units = {A: ["a1", "a2"], B: ["b1", "b2", "b3", "b4", "b5"], C: ["c1", "c2"]}
    requests = [
        OpenRequest("a1", Word.DECLINE, "在外打工", None, ""),
        OpenRequest("a2", Word.ASK, "想和亲戚在一起", B, ""),
        OpenRequest("b1", Word.ASK, "想和 c1 一起", None, "c1"),
        OpenRequest("b2", Word.ASK, "再想想", None, ""),
    ]
    solving = rules.to_solve(requests, units, {C})
    assert solving.left_out == {"a1": "在外打工"}
    assert solving.pinned == {"a2": B}
    assert solving.together == (("b1", "c1"),)
    assert solving.locked == (), "somebody wants to come into the agreed unit: it stays open"
    assert solving.by_hand == ("b2",)
    assert rules.to_solve(requests[:2], units, {C}).locked == (C,)
