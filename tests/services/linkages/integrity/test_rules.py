"""How facts become points and a grade."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.linkages.rules import integrity as rules
from shihu.services.linkages.seeds.integrity import BASE, GRADES, KINDS
from shihu.services.linkages.types.integrity import Fact, Grade, Kind, RuleRow

RULE = RuleRow(UUID(int=1), "141130101", 1, "细则", BASE, KINDS, GRADES, date(2019, 3, 27), "韩")
DAY = date(2019, 8, 15)
KEYS = [kind.key for kind in KINDS]


def fact(kind: str, **more: bool) -> Fact:
    return Fact(kind, date(2019, 6, 1), date(2020, 6, 1), **more)


def test_the_worked_number_of_the_page() -> None:
    told = rules.reckon(RULE, [fact("repaid"), fact("repaid"), fact("dues")], on=DAY)
    assert (told.points, told.grade, told.above, told.missing) == (88, "B", "A", 2)


def test_nothing_known_is_the_base_and_no_fault() -> None:
    told = rules.reckon(RULE, [], on=DAY)
    assert (told.points, told.grade, told.parts) == (75, "B", ())


def test_a_contested_fact_takes_nothing_off_and_a_contested_good_one_still_counts() -> None:
    assert rules.reckon(RULE, [fact("overdue", is_contested=True)], on=DAY).points == 75
    assert rules.reckon(RULE, [fact("repaid", is_contested=True)], on=DAY).points == 80


def test_what_was_withdrawn_or_has_expired_or_is_yet_to_come_counts_for_nothing() -> None:
    facts = [
        fact("overdue", is_withdrawn=True),
        Fact("overdue", date(2017, 1, 1), DAY),
        Fact("overdue", DAY + timedelta(days=1), date(2021, 1, 1)),
    ]
    assert rules.reckon(RULE, facts, on=DAY).points == 75


def test_of_one_kind_no_more_counts_than_its_most() -> None:
    told = rules.reckon(RULE, [fact("repaid")] * 9, on=DAY)
    assert told.parts[0].points == 15
    assert told.parts[0].is_capped


@given(st.lists(st.sampled_from(KEYS), max_size=40), st.sampled_from(["repaid", "dues", "goods", "labour", "promise"]))
def test_a_kept_word_never_lowers_and_a_broken_one_never_raises(kinds: list[str], good: str) -> None:
    facts = [fact(kind) for kind in kinds]
    before = rules.reckon(RULE, facts, on=DAY)
    assert rules.reckon(RULE, [*facts, fact(good)], on=DAY).points >= before.points
    assert rules.reckon(RULE, [*facts, fact("overdue")], on=DAY).points <= before.points


@given(st.lists(st.sampled_from(KEYS), max_size=40))
def test_the_parts_and_the_base_add_up_to_the_points(kinds: list[str]) -> None:
    told = rules.reckon(RULE, [fact(kind) for kind in kinds], on=DAY)
    assert told.points == max(0, told.base + sum(part.points for part in told.parts))
    assert told.grade == next(grade.key for grade in GRADES if told.points >= grade.lowest)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 12, 15), 12, date(2020, 12, 15)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_a_fact_expires_so_many_calendar_months_later(day: date, months: int, end: date) -> None:
    assert rules.expires(day, months) == end


@pytest.mark.parametrize(
    ("base", "kinds", "grades"),
    [
        (75, (), GRADES),
        (75, (Kind("repaid", 0, 5, 12),), GRADES),
        (75, (Kind("repaid", 5, 3, 12),), GRADES),
        (75, (Kind("repaid", 5, 5, 0),), GRADES),
        (75, KINDS, (Grade("A", 90), Grade("B", 90), Grade("D", 0))),
        (75, KINDS, (Grade("A", 90), Grade("D", 10))),
        (40, KINDS, GRADES),
    ],
)
def test_a_rule_that_cannot_be_explained_is_not_published(
    base: int, kinds: tuple[Kind, ...], grades: tuple[Grade, ...]
) -> None:
    assert rules.faults(base, kinds, grades)


def test_the_rule_of_the_demonstration_is_sound() -> None:
    assert rules.faults(BASE, KINDS, GRADES) == ""
