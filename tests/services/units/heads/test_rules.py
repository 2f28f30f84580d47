"""Who may stand, what adds up, who is chosen, who acts: on plain values."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units.rules import elections, terms
from shihu.services.units.types import (
    NO,
    YES,
    Count,
    Facts,
    HeadRules,
    Office,
    Stage,
    Step,
    TermRow,
)

HALF, DAY = Fraction(1, 2), date(2019, 8, 15)
FIT = Facts("赵二虎", date(1975, 1, 1), is_seated=True, is_able=True, heads="", is_party_member=True)


def test_who_is_fit_has_no_fault_whether_in_the_party_or_not() -> None:
    assert elections.faults(FIT, HeadRules(), on=DAY) == ()
    assert elections.faults(replace(FIT, is_party_member=False), HeadRules(), on=DAY) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"birth": None}, "birth"),
        ({"birth": date(2001, 8, 16)}, "age"),
        ({"is_seated": False}, "seat"),
        ({"is_able": False}, "able"),
        ({"heads": "尚家沟二单元"}, "heads"),
    ],
)
def test_each_check_names_what_is_wrong(changes: dict[str, object], code: str) -> None:
    wrong = elections.faults(replace(FIT, **changes), HeadRules(), on=DAY)  # type: ignore[arg-type]
    assert [fault.code for fault in wrong] == [code]
    assert wrong[0].sentence % wrong[0].values


def test_somebody_is_of_age_on_the_eighteenth_birthday() -> None:
    assert elections.faults(replace(FIT, birth=date(2001, 8, 15)), HeadRules(), on=DAY) == ()


@pytest.mark.parametrize(("took_part", "households", "reached"), [(5, 10, False), (6, 10, True), (5, 9, True)])
def test_a_quorum_is_more_than_half(took_part: int, households: int, reached: bool) -> None:
    assert elections.reaches_quorum(took_part, households, HALF) is reached
    assert elections.needed(10, HALF) == 6


@pytest.mark.parametrize(("households", "needs"), [(8, 3), (9, 3), (10, 4), (12, 4), (1, 1)])
def test_a_recall_is_signed_by_at_least_a_third(households: int, needs: int) -> None:
    assert elections.signatures_needed(households, Fraction(1, 3)) == needs


@pytest.mark.parametrize(
    ("count", "wrong"),
    [
        (Count(1, 1, {"a": 5, "b": 3}), ""),
        (Count(1, 1, {"a": 5, "b": 4}), "sum"),
        (Count(0, 0, {"a": 10}), "choices"),
        (Count(-1, 1, {"a": 7, "b": 3}), "negative"),
    ],
)
def test_papers_are_unused_invalid_or_valid_and_nothing_else(count: Count, wrong: str) -> None:
    assert elections.what_does_not_add_up(count, handed_out=10, choices=["a", "b"]) == wrong


def test_most_votes_choose_and_a_tie_goes_to_a_run_off() -> None:
    def decide(
        votes: dict[str, int], places: int = 1, took_part: int = 10
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        out = elections.decide(votes, took_part=took_part, households=10, places=places, quorum=HALF)
        return out.stage.value, out.chosen, out.tied

    assert decide({"a": 4, "b": 3}) == ("chosen", ("a",), ())
    assert decide({"a": 4, "b": 4}) == ("tied", (), ("a", "b"))
    assert decide({"a": 5, "b": 2, "c": 2}, places=2) == ("tied", ("a",), ("b", "c"))
    assert decide({"a": 5, "b": 2, "c": 2}, places=3) == ("chosen", ("a", "b", "c"), ())
    assert decide({"a": 0, "b": 0})[0] == "failed"
    assert decide({"a": 5}, took_part=5)[0] == "failed"


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=1),
    st.integers(1, 3),
)
def test_nobody_who_is_chosen_has_fewer_votes_than_somebody_who_is_not(votes: dict[str, int], places: int) -> None:
    out = elections.decide(votes, took_part=20, households=20, places=places, quorum=HALF)
    left = set(votes) - set(out.chosen)
    assert len(out.chosen) <= places
    assert all(votes[a] > 0 for a in out.chosen)
    assert all(votes[a] >= votes[b] for a in out.chosen for b in left)
    if out.stage == Stage.TIED:
        assert len({votes[key] for key in out.tied}) == 1
        assert len(out.chosen) < places < len(out.chosen) + len(out.tied)


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
)
def test_no_vote_is_lost_when_phones_and_papers_are_added(phone: dict[str, int], papers: dict[str, int]) -> None:
    assert sum(elections.added(phone, papers).values()) == sum(phone.values()) + sum(papers.values())


def test_a_recall_needs_more_for_than_against() -> None:
    def recall(yes: int, no: int) -> Stage:
        return elections.decide_recall({YES: yes, NO: no}, took_part=yes + no, households=10, quorum=HALF).stage

    assert (recall(4, 3), recall(3, 3), recall(3, 2)) == (Stage.CHOSEN, Stage.FAILED, Stage.FAILED)


def test_a_term_of_three_years_ends_on_the_same_day_and_the_rules_come_back_as_they_were_kept() -> None:
    assert elections.years_on(date(2019, 8, 22), 3) == date(2022, 8, 22)
    assert elections.years_on(date(2020, 2, 29), 3) == date(2023, 3, 1)
    rules = HeadRules(quorum=Fraction(2, 3), term_years=5)
    assert elections.rules_from_plain(elections.rules_as_plain(rules)) == rules
    assert elections.what_is_wrong_with(rules) == ""
    assert elections.what_is_wrong_with(replace(rules, quorum=Fraction(1))) == "quorum"


def held(office: Office, rank: int = 1, trouble: str = "") -> TermRow:
    return TermRow(
        key=uuid4(),
        unit=UUID(int=1),
        unit_name="一",
        hamlet="1",
        ordinal=1,
        person=uuid4(),
        name=f"{office}{rank}",
        household=uuid4(),
        code="1",
        office=office,
        rank=rank,
        since=DAY,
        until=None,
        due=DAY,
        ended_by="",
        is_interim=False,
        is_party_member=False,
        phone="",
        trouble=trouble,
    )


def test_a_head_who_is_party_to_a_matter_is_passed_over_and_nobody_is_made_up() -> None:
    head, first, second = held(Office.HEAD), held(Office.DEPUTY), held(Office.DEPUTY, 2)
    terms_held = [second, head, first]
    assert terms.acting(terms_held, []).term is head
    assert terms.acting(terms_held, [head.household]).term is first
    assert terms.acting(terms_held, [head.person, first.household]).term is second
    nobody = terms.acting([head, first], [head.person, first.person])
    assert (nobody.term, nobody.reason) == (None, "villager_group")
    assert [why for _name, why in nobody.skipped] == ["party", "party"]
    assert terms.acting([first], []).skipped == (("", "vacant"),)
    assert terms.acting([held(Office.HEAD, trouble="died"), first], []).term is first


@pytest.mark.parametrize(
    ("before", "step", "reason", "wrong"),
    [
        (None, Step.PROBATIONARY, "", ""),
        (Step.ABLE, Step.ACTIVIST, "", ""),
        (Step.ABLE, Step.CANDIDATE, "", "skips"),
        (Step.CANDIDATE, Step.ACTIVIST, "", "reason"),
        (Step.CANDIDATE, Step.ABLE, "外出务工", ""),
        (Step.ABLE, Step.ABLE, "", "same"),
    ],
)
def test_the_ladder_goes_up_one_by_one_and_down_with_a_reason(
    before: Step | None, step: Step, reason: str, wrong: str
) -> None:
    assert terms.wrong_step(before, step, reason=reason, since=DAY, last=None) == wrong
    assert terms.wrong_step(before, step, reason=reason, since=DAY, last=date(2019, 9, 1)) == "order"
