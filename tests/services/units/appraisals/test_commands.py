"""Appraisals through their commands: by the rules of the month, by nobody's kin, published, objected to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import OTHER_VILLAGE, TOWN, VILLAGE, Village
from tests.services.units.settled import member_of, settled

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household, Membership, Person
from shihu.kernel.actors import Actor, Grant, Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, queries
from shihu.services.units.errors import (
    AlreadyAnswered,
    AlreadyPublished,
    BadScore,
    MonthClosed,
    NoReason,
    NoRule,
    NothingToPublish,
    NothingToRepeat,
    NotPublished,
    ObjectionLate,
    ObjectionWaits,
    OwnUnit,
    RuleMonthTaken,
    RulePublished,
    RuleTooEarly,
    UnitYounger,
)
from shihu.services.units.models import Appraisal, AppraisalObjection, AppraisalPublication, AppraisalRule, Unit
from shihu.services.units.types import Item, UnitAppraisal

ITEMS = (
    Item("clean", "sanitation", "片区干净", 1000, 4000, may_repeat=True),
    Item("party", "party", "开会", 1000, 2500, how="yes_no"),
    Item("feuds", "safety", "无纠纷", 300, 3500, who="township", how="number"),
)
TOWNSHIP = {"clean": 3, "party": 1, "feuds": 200}  # 30 + 25 + 23.33 = 78.33
OWN = {"clean": 4, "party": 1}
JULY = date(2019, 7, 1)


def at(month: int, day: int) -> datetime:
    return datetime(2019, month, day, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def rule(officer: Actor, now: datetime, valid_from: date, items: tuple[Item, ...] = ITEMS) -> object:
    key = commands.draft_rule(
        actor=officer,
        now=now,
        place=TOWN,
        title="细则",
        items=items,
        threshold=500,
        objection_days=7,
        valid_from=valid_from,
    )
    commands.publish_rule(actor=officer, now=now, key=key)
    return key


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return village.settle(6)


@pytest.fixture
def units(village: Village, homes: list[Household], officer: Actor, now: datetime) -> list[Unit]:
    rule(officer, at(4, 25), date(2019, 5, 1))
    return [settled(village, homes[:3], now), settled(village, homes[3:], now, ordinal=2)]


def unchanged(act: Callable[[], object], refusal: type[Refusal]) -> None:
    def counts() -> list[object]:
        tables = (AuditEntry, Appraisal, AppraisalPublication, AppraisalObjection)
        return [*(t.objects.count() for t in tables), *AppraisalRule.objects.values_list("version", "published_at")]

    before = counts()
    with pytest.raises(refusal):
        act()
    assert counts() == before


def month_of(unit: Unit, actor: Actor, today: date = date(2019, 8, 15), month: date = JULY) -> UnitAppraisal:
    return queries.unit_appraisal(unit.pk, month=month, actor=actor, today=today)


def score(officer: Actor, units: list[Unit], now: datetime, month: date = JULY, *, publishes: bool = True) -> None:
    for number, unit in enumerate(units):
        answers = {**TOWNSHIP, "clean": 3 - number}
        commands.score_unit(actor=officer, now=now, unit=unit.pk, month=month, answers=answers)
    if publishes:
        commands.publish_month(actor=officer, now=now, village=VILLAGE, month=month)


def test_both_appraisals_give_the_worked_figures(
    units: list[Unit], homes: list[Household], officer: Actor, now: datetime
) -> None:
    member = member_of(homes[0], now)
    commands.appraise_self(actor=member, now=at(8, 1), unit=units[0].pk, month=JULY, answers=OWN)
    score(officer, units, at(8, 3), publishes=False)
    row = month_of(units[0], member)
    assert (row.total, row.own_total, row.difference, row.is_apart) == (7833, 6500, 1000, True)
    assert [part.shown for part in row.parts] == [3000, 2500, 2333]
    assert row.rule is not None
    assert row.rule.version == 1


def test_a_score_remembers_the_rules_by_which_it_was_given(units: list[Unit], officer: Actor, now: datetime) -> None:
    heavier = (replace(ITEMS[0], weight=5000), ITEMS[1], replace(ITEMS[2], weight=2500))
    rule(officer, at(7, 20), date(2019, 8, 1), heavier)
    score(officer, units, at(8, 3), JULY)
    score(officer, units, at(9, 3), date(2019, 8, 1), publishes=False)
    july, august = (month_of(units[0], officer, date(2019, 9, 5), m) for m in (JULY, date(2019, 8, 1)))
    assert july.rule is not None
    assert august.rule is not None
    assert (july.rule.version, july.total) == (1, 7833)
    assert (august.rule.version, august.total) == (2, 7917)  # 37.5 + 25 + 16.67


def test_rules_are_published_before_their_month_and_never_changed(
    village: Village, officer: Actor, cadre: Actor, now: datetime
) -> None:
    first = rule(officer, at(5, 10), date(2019, 5, 1))  # the very first may begin with the running month
    unchanged(lambda: commands.publish_rule(actor=officer, now=now, key=str(first)), RulePublished)

    def draft(month: date) -> object:
        return commands.draft_rule(
            actor=officer,
            now=at(5, 20),
            place=TOWN,
            title="细则",
            items=ITEMS,
            threshold=500,
            objection_days=7,
            valid_from=month,
        )

    early = draft(date(2019, 5, 1))
    unchanged(lambda: commands.publish_rule(actor=officer, now=at(5, 20), key=str(early)), RuleTooEarly)
    assert draft(date(2019, 6, 1)) == early  # a draft is written over
    unchanged(lambda: commands.publish_rule(actor=cadre, now=at(5, 20), key=str(early)), NotFound)
    commands.publish_rule(actor=officer, now=at(5, 20), key=str(early))
    taken = draft(date(2019, 6, 1))
    unchanged(lambda: commands.publish_rule(actor=officer, now=at(5, 20), key=str(taken)), RuleMonthTaken)


def test_a_month_is_appraised_in_its_time_by_its_rules_and_only_units_that_stood(
    units: list[Unit], officer: Actor, village: Village, now: datetime
) -> None:
    def give(month: date, when: datetime, unit: Unit = units[0]) -> object:
        return commands.score_unit(actor=officer, now=when, unit=unit.pk, month=month, answers=TOWNSHIP)

    unchanged(lambda: give(JULY, at(6, 30)), MonthClosed)
    unchanged(lambda: give(JULY, at(9, 1)), MonthClosed)
    unchanged(lambda: give(date(2019, 4, 1), at(5, 2)), NoRule)
    young = settled(village, village.settle(2, f"{VILLAGE}002"), now, since=date(2019, 8, 1))
    unchanged(lambda: give(JULY, at(8, 3), young), UnitYounger)
    give(JULY, at(8, 31))


def test_answers_outside_their_scale_are_refused(units: list[Unit], officer: Actor, now: datetime) -> None:
    for wild in ({"clean": 5}, {"party": 2}, {"feuds": 301}):
        answers = {**TOWNSHIP, **wild}
        unchanged(
            lambda answers=answers: commands.score_unit(
                actor=officer, now=at(8, 3), unit=units[0].pk, month=JULY, answers=answers
            ),
            BadScore,
        )
    short = {"clean": 3}
    unchanged(
        lambda: commands.score_unit(actor=officer, now=at(8, 3), unit=units[0].pk, month=JULY, answers=short), BadScore
    )


def test_nobody_scores_the_unit_of_their_own_or_of_their_kin(
    units: list[Unit], homes: list[Household], cadre: Actor, now: datetime
) -> None:
    scorer = member_of(homes[0], now)
    scorer = Actor(scorer.key, scorer.name, (*cadre.grants, *scorer.grants))

    def give(unit: Unit) -> object:
        return commands.score_unit(actor=scorer, now=at(8, 3), unit=unit.pk, month=JULY, answers=TOWNSHIP)

    unchanged(lambda: give(units[0]), OwnUnit)
    give(units[1])
    # The scorer's daughter once lived at home and has married into a household of the second unit.
    daughter = Person.objects.create(name="赵女", pinyin="zhao", initials="z", birth=date(1995, 1, 1))
    Membership.objects.create(
        household=homes[0], person=daughter, relation_id="relation.other", since=SINCE_BIRTH, until=date(2018, 5, 1)
    )
    Membership.objects.create(household=homes[4], person=daughter, relation_id="relation.other", since=date(2018, 5, 1))
    unchanged(lambda: give(units[1]), OwnUnit)
    assert month_of(units[1], scorer).has_conflict


SINCE_BIRTH = date(1995, 1, 1)


def test_a_unit_appraises_itself_and_repeats_only_what_may_be_repeated(
    units: list[Unit], homes: list[Household], cadre: Actor, now: datetime
) -> None:
    member, outsider = member_of(homes[0], now), member_of(homes[3], now)

    def own(actor: Actor, month: date, when: datetime, **more: object) -> object:
        return commands.appraise_self(
            actor=actor,
            now=when,
            unit=units[0].pk,
            month=month,
            answers=OWN,
            **more,  # type: ignore[arg-type]
        )

    unchanged(lambda: own(outsider, JULY, at(8, 1)), NotFound)
    unchanged(lambda: own(cadre, JULY, at(8, 1)), NotAllowed)
    unchanged(lambda: own(member, JULY, at(8, 1), repeated=("clean",)), NothingToRepeat)
    own(member, date(2019, 6, 1), at(7, 1))
    own(member, JULY, at(8, 1), repeated=("clean",))
    unchanged(lambda: own(member, JULY, at(8, 1), repeated=("party",)), NothingToRepeat)
    row = month_of(units[0], member)
    assert row.own is not None
    assert [(s.item, s.points, s.is_repeated) for s in row.own.scores] == [
        ("clean", 1000, True),
        ("party", 1000, False),
    ]


def test_a_month_is_published_once_when_all_are_scored_and_ties_share_a_rank(
    units: list[Unit], officer: Actor, cadre: Actor, colleague: Actor, homes: list[Household], now: datetime
) -> None:
    first = units[:1]
    score(officer, first, at(8, 3), publishes=False)

    def publish(actor: Actor = officer) -> object:
        return commands.publish_month(actor=actor, now=at(8, 3), village=VILLAGE, month=JULY)

    unchanged(publish, NothingToPublish)
    commands.score_unit(actor=officer, now=at(8, 3), unit=units[1].pk, month=JULY, answers=TOWNSHIP)
    unchanged(lambda: publish(cadre), NotAllowed)
    unchanged(lambda: publish(colleague), NotFound)
    publish()
    unchanged(publish, AlreadyPublished)
    unchanged(lambda: score(officer, units, at(8, 4), publishes=False), AlreadyPublished)
    member, stranger = member_of(homes[0], now), Actor(None, "", ())
    for who in (officer, cadre, member):
        told = queries.ranking(VILLAGE, month=JULY, actor=who, today=date(2019, 8, 15))
        assert [(r.rank, r.total) for r in told.ranking] == [(1, 7833), (1, 7833)]
    for other in (colleague, stranger):
        with pytest.raises(NotFound):
            queries.ranking(VILLAGE, month=JULY, actor=other, today=date(2019, 8, 15))


def test_an_objection_is_raised_in_time_and_upheld_it_corrects_the_ranking(
    units: list[Unit], homes: list[Household], officer: Actor, cadre: Actor, now: datetime
) -> None:
    member = member_of(homes[3], now)

    def raise_it(when: datetime, words: str = "片区是干净的") -> object:
        return commands.object_to(actor=member, now=when, unit=units[1].pk, month=JULY, words=words, item="clean")

    unchanged(lambda: raise_it(at(8, 3)), NotPublished)
    score(officer, units, at(8, 3))
    unchanged(lambda: raise_it(at(8, 11)), ObjectionLate)
    unchanged(lambda: raise_it(at(8, 10), " 冤 "), NoReason)
    key = raise_it(at(8, 10))
    unchanged(lambda: raise_it(at(8, 10)), ObjectionWaits)

    def answer(actor: Actor = officer, words: str = "复查属实", **more: object) -> object:
        return commands.answer_appraisal_objection(
            actor=actor,
            now=at(8, 12),
            key=str(key),
            answer=words,
            **more,  # type: ignore[arg-type]
        )

    unchanged(lambda: answer(cadre), NotAllowed)
    unchanged(lambda: answer(member), NotFound)
    unchanged(lambda: answer(words="无"), NoReason)
    answer(corrected={"clean": 4})
    unchanged(answer, AlreadyAnswered)
    told = queries.ranking(VILLAGE, month=JULY, actor=officer, today=date(2019, 8, 15))
    assert [(r.name, r.total, r.rank) for r in told.ranking] == [
        ("尚家沟二单元", 8833, 1),
        ("尚家沟一单元", 7833, 2),
    ]
    row = month_of(units[1], member)
    assert row.township is not None
    assert (row.township.revision, row.objections[0].is_upheld, row.objections[0].answer) == (2, True, "复查属实")


def test_an_objection_turned_down_changes_no_score(
    units: list[Unit], homes: list[Household], officer: Actor, now: datetime
) -> None:
    score(officer, units, at(8, 3))
    member = member_of(homes[3], now)
    key = commands.object_to(actor=member, now=at(8, 5), unit=units[1].pk, month=JULY, words="评得太低")
    commands.answer_appraisal_objection(actor=officer, now=at(8, 6), key=key, answer="现场照旧")
    row = month_of(units[1], member)
    assert (row.total, row.objections[0].is_upheld) == (6833, False)


def test_reading_a_month_takes_as_many_queries_for_many_units_as_for_one(
    units: list[Unit], officer: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    score(officer, units, at(8, 3))
    with django_assert_num_queries(7):
        rows = queries.month_appraisals(TOWN, month=JULY, actor=officer, today=date(2019, 8, 15))
    assert [row.total for row in rows] == [7833, 6833]
    with pytest.raises(NotFound):
        banker = Actor(officer.key, "", (Grant(Role.BANKER, OTHER_VILLAGE),))
        queries.month_appraisals(TOWN, month=JULY, actor=banker, today=date(2019, 8, 15))
