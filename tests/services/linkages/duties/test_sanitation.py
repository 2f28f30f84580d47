"""Sanitation through its commands: areas, turns, rounds, second looks, objections, the month."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.services.linkages.duties.conftest import ITEMS, Duties, as_well, at, with_areas, with_sheet
from tests.services.units.conftest import HAMLET, TOWN, VILLAGE

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Membership, Person
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages import commands
from shihu.services.linkages.errors import (
    AlreadyExcused,
    AlreadyScored,
    AnsweredAlready,
    BadArea,
    BadOff,
    ExcuseNeedsReason,
    NoSheet,
    NoSuchDoors,
    NotDrawn,
    NothingToInspect,
    NothingToMend,
    ObjectionClosed,
    OwnArea,
    RoundClosed,
    RoundExists,
    RoundUnfinished,
    SameEyes,
    SentOtherwise,
    SheetTooEarly,
    TurnTaken,
    WordsNeeded,
)
from shihu.services.linkages.models import AreaScore, DutyArea, RotaSwap
from shihu.services.linkages.queries import sanitation, sanitation_due

TODAY = date(2019, 8, 15)


def unchanged(act: Callable[[], object], refusal: type[Refusal]) -> None:
    before = AuditEntry.objects.count(), AreaScore.objects.count(), DutyArea.objects.count()
    with pytest.raises(refusal):
        act()
    assert (AuditEntry.objects.count(), AreaScore.objects.count(), DutyArea.objects.count()) == before


def opened(duties: Duties, day: int = 12, month: int = 8) -> UUID:
    return commands.open_round(actor=duties.cadre, now=at(month, day), hamlet=HAMLET)


def scored(
    duties: Duties, held: UUID, unit: UUID, *, off: dict[str, int] | None = None, day: int = 12, **more: object
) -> UUID:
    given: dict[str, object] = {"actor": duties.cadre, "key": uuid4(), **more}
    return commands.score_area(now=at(8, day), round=held, unit=unit, off=off or {}, **given)  # type: ignore[arg-type]


@pytest.fixture
def ready(duties: Duties) -> Duties:
    with_areas(duties)
    with_sheet(duties)
    return duties


def test_an_area_is_drawn_measured_and_replaces_the_one_before(duties: Duties) -> None:
    with_areas(duties)
    first = DutyArea.objects.get(unit=duties.unit)
    assert (first.length, first.square, first.since) == (53, 0, date(2019, 6, 3))
    commands.draw_area(
        actor=duties.cadre, now=at(7, 1), unit=duties.unit.pk, words="后沟", shape="line", corners=duties.corners(0, 2)
    )
    first.refresh_from_db()
    assert first.until == date(2019, 7, 1)
    assert sanitation.open_areas([duties.unit.pk], on=date(2019, 6, 30))[duties.unit.pk].words == "主街"
    assert sanitation.open_areas([duties.unit.pk], on=TODAY)[duties.unit.pk].words == "后沟"


def test_only_the_village_draws_and_only_what_can_be_walked(duties: Duties) -> None:
    def draw(actor: Actor, *numbers: int) -> object:
        return commands.draw_area(
            actor=actor, now=at(6, 3), unit=duties.unit.pk, words="街", shape="line", corners=duties.corners(*numbers)
        )

    for actor in (duties.member, duties.head, duties.auditor):
        unchanged(partial(draw, actor, 0, 2), NotAllowed)
    unchanged(lambda: draw(duties.colleague, 0, 2), NotFound)
    unchanged(lambda: draw(duties.neighbour, 0, 2), NotFound)
    unchanged(lambda: draw(duties.cadre, 0), BadArea)
    unchanged(lambda: draw(duties.cadre, 0, 900), BadArea)


def test_an_area_follows_the_doors_that_the_roster_knows(duties: Duties) -> None:
    def choose(first: int, last: int, street: str = "主街") -> UUID:
        return commands.choose_doors(
            actor=duties.cadre, now=at(6, 3), unit=duties.unit.pk, words="", street=street, first=first, last=last
        )

    unchanged(lambda: choose(40, 60), NoSuchDoors)
    unchanged(lambda: choose(0, 3, "后街"), NoSuchDoors)
    area = DutyArea.objects.get(pk=choose(3, 0))
    assert (area.words, len(area.corners)) == (duties.unit.name, 4)


def test_gaps_and_overlaps_of_a_hamlet_are_found(duties: Duties) -> None:
    with_areas(duties)
    (there,) = sanitation.village_areas(HAMLET, actor=duties.auditor, on=TODAY)
    assert (there.coverage.total, there.coverage.gap, there.coverage.overlap) == (107, 0, 0)
    commands.draw_area(
        actor=duties.cadre, now=at(7, 1), unit=duties.other.pk, words="短", shape="line", corners=duties.corners(5, 6)
    )
    (there,) = sanitation.village_areas(HAMLET, actor=duties.auditor, on=TODAY)
    assert there.coverage.gap == 9
    assert there.coverage.once + there.coverage.gap + there.coverage.overlap == there.coverage.total


def test_turns_skip_the_excused_from_the_next_week_on(ready: Duties) -> None:
    def excuse(reason: str = "独居，腿脚不便", actor: Actor = ready.head) -> UUID:
        return commands.excuse(
            actor=actor, now=at(6, 5), unit=ready.unit.pk, household=ready.homes[1].pk, reason=reason
        )

    unchanged(lambda: excuse(actor=ready.member), NotAllowed)
    unchanged(lambda: excuse(" "), ExcuseNeedsReason)
    key = excuse()
    unchanged(excuse, AlreadyExcused)
    commands.end_excuse(actor=ready.head, now=at(6, 25), key=key)
    plan = sanitation.plan_of(ready.unit.pk, until=date(2019, 7, 22))
    assert plan is not None
    numbers = {home.pk: at_ for at_, home in enumerate(ready.homes)}
    took = [numbers[turn.household] for turn in plan.turns if turn.household]
    # The second household sits out from 10 June to before 1 July and owes nothing for that time.
    assert took == [0, 2, 3, 0, 1, 2, 3, 0]


def test_a_swap_counts_when_the_other_household_agrees(ready: Duties) -> None:
    plan = sanitation.plan_of(ready.unit.pk, until=date(2019, 9, 30))
    assert plan is not None
    ahead = [turn for turn in plan.turns if turn.week > date(2019, 8, 12)]
    mine = next(t.week for t in ahead if t.household == ready.homes[0].pk)
    theirs = next(t.week for t in ahead if t.household == ready.homes[1].pk)

    def ask(actor: Actor, week: date, other: date, *, by_paper: bool = False) -> UUID:
        return commands.ask_swap(
            actor=actor, now=at(8, 15), unit=ready.unit.pk, week=week, other_week=other, by_paper=by_paper
        )

    unchanged(lambda: ask(ready.member, theirs, mine), TurnTaken)
    unchanged(lambda: ask(ready.member, mine, theirs, by_paper=True), NotAllowed)
    unchanged(lambda: ask(ready.member, mine, date(2019, 6, 3)), TurnTaken)
    unchanged(lambda: ask(ready.neighbour, mine, theirs), NotFound)
    key = ask(ready.member, mine, theirs)
    unchanged(lambda: ask(ready.member, mine, theirs), TurnTaken)
    unchanged(lambda: commands.answer_swap(actor=ready.member, now=at(8, 15), key=key, agrees=True), NotAllowed)
    commands.answer_swap(actor=ready.head, now=at(8, 15), key=key, agrees=True)
    changed = sanitation.plan_of(ready.unit.pk, until=date(2019, 9, 30))
    assert changed is not None
    assert {t.week: t.household for t in changed.turns}[mine] == ready.homes[1].pk
    assert changed.had == plan.had


def test_a_swap_declined_leaves_no_row_but_a_note(ready: Duties) -> None:
    plan = sanitation.plan_of(ready.unit.pk, until=date(2019, 9, 30))
    assert plan is not None
    ahead = [turn for turn in plan.turns if turn.week > date(2019, 8, 12)]
    mine = next(t.week for t in ahead if t.household == ready.homes[0].pk)
    theirs = next(t.week for t in ahead if t.household == ready.homes[1].pk)
    key = commands.ask_swap(actor=ready.member, now=at(8, 15), unit=ready.unit.pk, week=mine, other_week=theirs)
    commands.answer_swap(actor=ready.head, now=at(8, 15), key=key, agrees=False)
    assert not RotaSwap.objects.exists()
    assert AuditEntry.objects.order_by("-number").values_list("action", flat=True)[0] == "linkages.decline_swap"


def test_sheets_are_the_officers_and_valid_from_a_day_to_come(duties: Duties) -> None:
    def write(day: date, actor: Actor = duties.officer) -> UUID:
        return commands.write_sheet(actor=actor, now=at(6, 3), place=TOWN, items=ITEMS, valid_from=day)

    unchanged(lambda: write(date(2019, 6, 2)), SheetTooEarly)
    unchanged(lambda: write(date(2019, 6, 3), duties.cadre), NotFound)
    write(date(2019, 6, 3))  # the very first may begin today
    unchanged(lambda: write(date(2019, 6, 3)), SheetTooEarly)
    write(date(2019, 7, 1))
    assert [row.valid_from.month for row in sanitation.sheets(VILLAGE, actor=duties.auditor)] == [7, 6]


def test_a_round_needs_areas_a_sheet_and_no_other_round(duties: Duties) -> None:
    unchanged(lambda: opened(duties), NoSheet)
    with_sheet(duties)
    unchanged(lambda: opened(duties), NothingToInspect)
    with_areas(duties)
    key = opened(duties)
    unchanged(lambda: opened(duties, 13), RoundExists)
    unchanged(lambda: commands.open_round(actor=duties.member, now=at(8, 12), hamlet=HAMLET), NotFound)
    unchanged(lambda: commands.close_round(actor=duties.cadre, now=at(8, 12), key=key, seed="s"), RoundUnfinished)


def test_the_same_form_sent_twice_is_one_score(ready: Duties) -> None:
    key, sent = opened(ready), uuid4()
    first = scored(ready, key, ready.unit.pk, off={"rubbish": 15}, key=sent)
    assert scored(ready, key, ready.unit.pk, off={"rubbish": 15}, key=sent) == first
    unchanged(lambda: scored(ready, key, ready.unit.pk, off={"rubbish": 10}, key=sent), SentOtherwise)
    unchanged(
        lambda: scored(ready, key, ready.unit.pk, off={"rubbish": 15}, key=sent, actor=ready.officer), SentOtherwise
    )
    unchanged(lambda: scored(ready, key, ready.unit.pk), AlreadyScored)
    unchanged(lambda: scored(ready, key, ready.other.pk, off={"rubbish": 31}), BadOff)
    assert AreaScore.objects.get().points == 85


def test_nobody_scores_the_unit_of_their_own_or_of_their_kin(ready: Duties) -> None:
    key = opened(ready)
    inspector = as_well(ready.member, ready.cadre)
    unchanged(lambda: scored(ready, key, ready.unit.pk, actor=inspector), OwnArea)
    scored(ready, key, ready.other.pk, actor=inspector)
    daughter = Person.objects.create(name="赵女", pinyin="zhao", initials="z", birth=date(1995, 1, 1))
    for home, since, until in (
        (ready.homes[0], date(1995, 1, 1), date(2018, 5, 1)),
        (ready.others[1], date(2018, 5, 1), None),
    ):
        Membership.objects.create(
            household=home, person=daughter, relation_id="relation.other", since=since, until=until
        )
    AreaScore.objects.all().delete()
    unchanged(lambda: scored(ready, key, ready.other.pk, actor=inspector), OwnArea)


def test_who_is_drawn_is_looked_at_again_by_somebody_else(ready: Duties) -> None:
    key = opened(ready)
    scored(ready, key, ready.unit.pk, off={"rubbish": 30})
    scored(ready, key, ready.other.pk)
    (drawn,) = commands.close_round(actor=ready.cadre, now=at(8, 12, 12), key=key, seed="ab12")
    rest = ready.other.pk if drawn == ready.unit.pk else ready.unit.pk
    unchanged(lambda: commands.close_round(actor=ready.cadre, now=at(8, 12), key=key, seed="x"), RoundClosed)
    unchanged(lambda: scored(ready, key, rest, actor=ready.officer), NotDrawn)
    unchanged(lambda: scored(ready, key, drawn), SameEyes)
    scored(ready, key, drawn, off={"stacks": 10}, actor=ready.officer, day=13)
    row = sanitation.round_(key, actor=ready.auditor)
    counted = row.counts(drawn)
    assert counted is not None
    assert (counted.look, counted.points, row.waits_again) == ("again", 90, ())
    ranks, _rounds, _units = sanitation.month(VILLAGE, date(2019, 8, 1), actor=ready.auditor)
    assert {r.unit: r.mean for r in ranks}[drawn] == 9000


def test_a_unit_sees_its_score_at_once_mends_and_objects_in_time(ready: Duties) -> None:
    key = opened(ready)
    score = scored(ready, key, ready.unit.pk, off={"rubbish": 30})
    assert sanitation.round_of_unit(key, ready.unit.pk, actor=ready.member, on=TODAY)[1].counts(ready.unit.pk)
    with pytest.raises(NotFound):
        sanitation.round_of_unit(key, ready.unit.pk, actor=ready.neighbour, on=TODAY)
    unchanged(lambda: commands.mend(actor=ready.neighbour, now=at(8, 13), key=score), NotFound)
    commands.mend(actor=ready.member, now=at(8, 13), key=score)
    unchanged(lambda: commands.mend(actor=ready.member, now=at(8, 13), key=score), NothingToMend)

    def object_(day: int, words: str = "当天已清", actor: Actor = ready.member) -> UUID:
        return commands.object_to_score(actor=actor, now=at(8, day), round=key, unit=ready.unit.pk, words=words)

    unchanged(lambda: object_(16), ObjectionClosed)
    unchanged(lambda: object_(15, " "), WordsNeeded)
    unchanged(lambda: object_(15, actor=ready.cadre), NotAllowed)
    objection = object_(15)
    unchanged(lambda: object_(15), ObjectionClosed)
    commands.close_round(actor=ready.cadre, now=at(8, 15), key=key, seed="s")

    def answer(actor: Actor, words: str = "照片属实") -> None:
        commands.answer_score_objection(actor=actor, now=at(8, 16), key=objection, answer=words, off={"rubbish": 5})

    unchanged(lambda: answer(ready.cadre), SameEyes)
    unchanged(lambda: answer(ready.officer, ""), WordsNeeded)
    unchanged(lambda: answer(as_well(ready.head, ready.officer)), OwnArea)
    answer(ready.officer)
    unchanged(lambda: answer(ready.officer), AnsweredAlready)
    counted = sanitation.round_(key, actor=ready.officer).counts(ready.unit.pk)
    assert counted is not None
    assert (counted.look, counted.points) == ("corrected", 95)


def test_what_waits_is_offered_to_those_for_whom_it_waits(ready: Duties) -> None:
    key = opened(ready)
    scored(ready, key, ready.unit.pk, off={"rubbish": 30})
    kinds = [item.kind for item in sanitation_due(actor=ready.member, on=TODAY)]
    assert "linkages.mend" in kinds
    assert [item.kind for item in sanitation_due(actor=ready.cadre, on=TODAY)] == ["linkages.round"]
    assert sanitation_due(actor=ready.colleague, on=TODAY) == []
    commands.object_to_score(actor=ready.member, now=at(8, 13), round=key, unit=ready.unit.pk, words="当天已清")
    commands.close_round(actor=ready.cadre, now=at(8, 13), key=key, seed="s")
    assert [item.kind for item in sanitation_due(actor=ready.officer, on=TODAY)] == [
        "linkages.look_again",
        "linkages.objection",
    ]
    turn = sanitation.plan_of(ready.unit.pk, until=TODAY)
    assert turn is not None
    week = next(t.week for t in turn.turns if t.household == ready.homes[0].pk)
    due = sanitation_due(actor=ready.member, on=week + timedelta(days=2))
    assert ("linkages.turn", week + timedelta(days=6)) in [(item.kind, item.due) for item in due]


def test_a_village_is_read_in_as_many_queries_however_many_rounds(
    ready: Duties, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in (1, 5, 9):
        key = opened(ready, day)
        scored(ready, key, ready.unit.pk, day=day)
        commands.close_round(actor=ready.cadre, now=at(8, day), key=key, seed="s")
    with django_assert_max_num_queries(5):
        assert len(sanitation.rounds(VILLAGE, actor=ready.auditor)) == 3
    with django_assert_max_num_queries(6):
        sanitation.village_areas(VILLAGE, actor=ready.auditor, on=TODAY)
