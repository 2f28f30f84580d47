"""A day of work: entered, confirmed, owed; refused where it cannot be; taken back, never edited."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from tests.services.industry.labour.conftest import DAY, Gang

from shihu.base.ledger.commands import set_approval_rule
from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.models import Entry
from shihu.base.ledger.queries import check
from shihu.base.ledger.types import EntityKind
from shihu.base.registry.models import Membership, Person
from shihu.kernel.actors import SYSTEM
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import (
    ActTaken,
    BadCount,
    BadHours,
    DayTooLong,
    ForemanAdrift,
    NobodyCame,
    PersonDead,
    PersonGone,
    RateBackdated,
    RateUnknown,
    SeasonClosed,
    ShareNeedsHousehold,
    SheetStands,
    TwiceOnSheet,
    WagesInRegister,
    WorkAhead,
    WorkdayClosed,
    WorkerAmbiguous,
    WorkerUnknown,
    WorkNeedsWords,
    WorkTooEarly,
)
from shihu.services.industry.models import Foreman, Workday, Worker, WorkLine
from shihu.services.industry.types import NewCost, NewRate, NewWorkday, NewWorker, NewWorkLine, RateKind, WorkdayState

pytestmark = pytest.mark.django_db


def test_a_confirmed_day_is_cost_of_the_season_and_owed_to_the_workers(gang: Gang) -> None:
    key = gang.enter(gang.sheet())
    assert (gang.owed(), gang.spent(), gang.states()) == (0, 0, ["draft"])
    assert commands.confirm_workday(actor=gang.cadre, now=gang.now, workday=key) == WorkdayState.CONFIRMED
    assert (gang.owed(), gang.spent(), gang.states()) == (40_000, 40_000, ["confirmed"])
    entry = Entry.objects.get(pk__in=Workday.objects.values("entry"))
    assert entry.date == DAY
    assert check() == []


def test_wages_of_the_register_are_not_booked_as_a_plain_cost_too(gang: Gang) -> None:
    def book(what: str, key: str) -> UUID:
        new = NewCost(what, 40_000, "bank", "八月用工", DAY, "工资表1", "合作社", key)
        return commands.book_cost(actor=gang.cadre, now=gang.now, season=gang.farm.season, new=new)

    day = gang.confirmed(gang.sheet())
    with pytest.raises(WagesInRegister):
        book("wages", "cost-0001")
    assert gang.spent() == 40_000
    book("materials", "cost-0002")
    assert gang.spent() == 80_000
    # A register whose only day was taken back holds no wages.
    commands.reverse_workday(actor=gang.cadre, now=gang.now, workday=day, reason="记错了日子")
    book("wages", "cost-0003")
    assert gang.spent() == 80_000


def test_the_same_click_once_more_books_once_and_another_body_is_refused(gang: Gang) -> None:
    key = gang.enter(gang.sheet())
    assert gang.enter(gang.sheet()) == key
    with pytest.raises(ActTaken):
        gang.enter(gang.sheet(day=DAY - timedelta(days=1)))
    for _ in range(2):
        commands.confirm_workday(actor=gang.cadre, now=gang.now, workday=key)
    assert gang.owed() == 40_000
    with pytest.raises(WorkdayClosed):
        commands.confirm_workday(actor=gang.farm.cast.officer, now=gang.now, workday=key)


def test_a_foreman_enters_and_confirms_in_the_name_of_who_named_them(gang: Gang) -> None:
    key = gang.confirmed(gang.sheet(), actor=gang.farm.cast.villager)
    row = Workday.objects.get(pk=key)
    assert (row.confirmed_by, row.booked_for) == (gang.farm.cast.villager.key, gang.cadre.key)
    assert gang.owed() == 40_000
    assert "姚福海" in Entry.objects.get(pk__in=Workday.objects.values("entry")).summary


def test_a_foreman_whose_village_has_nobody_in_office_keeps_the_draft(gang: Gang) -> None:
    Foreman.objects.update(named_by=gang.farm.cast.head.key, named_name="赵二虎")
    key = gang.enter(gang.sheet(), actor=gang.farm.cast.villager)
    with pytest.raises(ForemanAdrift):
        commands.confirm_workday(actor=gang.farm.cast.villager, now=gang.now, workday=key)
    assert (gang.states(), gang.owed()) == (["draft"], 0)


def test_a_foreman_dismissed_and_everybody_else_finds_no_register(gang: Gang) -> None:
    cast = gang.farm.cast
    foreman = Foreman.objects.get()
    commands.dismiss_foreman(actor=gang.cadre, now=gang.now, project=gang.farm.project, foreman=foreman.pk)
    for who, error in (
        (cast.villager, NotFound),
        (cast.head, NotFound),
        (cast.stranger, NotFound),
        (cast.colleague, NotFound),
        (cast.auditor, NotAllowed),
    ):
        with pytest.raises(error):
            gang.enter(gang.sheet(), actor=who)
    assert Workday.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"day": date(2019, 8, 16)}, WorkAhead),
        ({"day": date(2019, 2, 28)}, WorkTooEarly),
        ({"work": "  "}, WorkNeedsWords),
        ({"lines": ()}, NobodyCame),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_and_leaves_nothing(
    gang: Gang, change: dict[str, object], error: type[Refusal]
) -> None:
    with pytest.raises(error):
        gang.enter(replace(gang.sheet(), **change))  # type: ignore[arg-type]  # what each case wants otherwise
    assert (Workday.objects.count(), WorkLine.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"minutes": 0}, BadHours),
        ({"minutes": 1441}, BadHours),
        ({"rate": "piece", "pieces": 0}, BadCount),
        ({"rate": "piece", "pieces": -3}, BadCount),
        ({"at": (0, 0)}, TwiceOnSheet),
        ({"at": (4,), "rate": "share"}, ShareNeedsHousehold),
        ({"day": date(2019, 8, 1), "rate": "later"}, RateUnknown),
    ],
)
def test_work_that_cannot_be_is_refused(gang: Gang, given: dict[str, object], error: type[Refusal]) -> None:
    later = NewRate(RateKind.DAY, "夜班", 12_000, date(2019, 8, 2), date(2019, 8, 1), "议价2")
    gang.rates["later"] = commands.agree_rate(actor=gang.cadre, now=gang.now, project=gang.farm.project, new=later)
    with pytest.raises(error):
        gang.enter(gang.sheet(**given))  # type: ignore[arg-type]  # as above
    assert Workday.objects.count() == 0


def test_hours_of_all_sheets_of_a_day_count_together(gang: Gang) -> None:
    gang.enter(gang.sheet(minutes=720, at=(0, 4)))
    over = gang.enter(gang.sheet("sheet-002", work="夜里装车", rate="hour", minutes=60, at=(0, 1)))
    detail = queries.workday(over, actor=gang.cadre, on=gang.now.date())
    assert [(one.kind, one.minutes) for one in detail.warned] == [("long", 780)]
    for at in (0, 4):
        with pytest.raises(DayTooLong) as refused:
            gang.enter(gang.sheet("sheet-003", work="看棚", rate="hour", minutes=721, at=(at,)))
        assert refused.value.where.startswith("hours_")


def test_between_draft_and_confirmation_somebody_may_have_died(gang: Gang) -> None:
    key = gang.enter(gang.sheet())
    person = gang.person(1)
    Person.objects.filter(pk=person).update(died_on=date(2019, 8, 10))
    Membership.objects.filter(person=person).update(until=date(2019, 8, 10), ended_by="died")
    with pytest.raises(PersonDead):
        commands.confirm_workday(actor=gang.cadre, now=gang.now, workday=key)
    assert (gang.owed(), gang.states()) == (0, ["draft"])


def test_who_moved_away_is_refused_from_that_day_and_not_before(gang: Gang) -> None:
    person = gang.person(1)
    Membership.objects.filter(person=person).update(until=date(2019, 8, 10), ended_by="moved")
    with pytest.raises(PersonGone):
        gang.enter(gang.sheet())
    gang.enter(gang.sheet(day=date(2019, 8, 9)))


def test_a_sheet_of_the_same_day_and_work_stands_once(gang: Gang) -> None:
    first = gang.confirmed(gang.sheet())
    with pytest.raises(SheetStands):
        gang.enter(gang.sheet("sheet-002"))
    commands.reverse_workday(actor=gang.farm.cast.officer, now=gang.now, workday=first, reason="漏了一人")
    gang.confirmed(gang.sheet("sheet-002", at=(0, 1, 2, 3, 4)))
    assert (gang.states(), gang.owed()) == (["confirmed", "reversed"], 50_000)


def test_a_confirmed_day_is_not_edited_but_taken_back_whole(gang: Gang) -> None:
    key = gang.confirmed(gang.sheet())
    with pytest.raises(WorkdayClosed):
        gang.enter(gang.sheet("sheet-002", at=(0,)), workday=key)
    with pytest.raises(WorkdayClosed):
        commands.discard_workday(actor=gang.cadre, now=gang.now, workday=key)
    commands.reverse_workday(actor=gang.cadre, now=gang.now, workday=key, reason="记错日子")
    assert (gang.owed(), gang.spent(), check()) == (0, 0, [])
    assert Workday.objects.get().lines.count() == 4  # to be read
    with pytest.raises(WorkdayClosed):
        commands.reverse_workday(actor=gang.cadre, now=gang.now, workday=key, reason="再来")


@pytest.mark.parametrize("act", ["update", "delete", "insert", "move"])
def test_the_database_itself_keeps_a_confirmed_day(gang: Gang, act: str) -> None:
    key = gang.confirmed(gang.sheet())
    line = WorkLine.objects.filter(workday=key).first()
    assert line is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        if act == "update":
            WorkLine.objects.filter(pk=line.pk).update(amount=1)
        elif act == "delete":
            line.delete()
        elif act == "insert":
            WorkLine.objects.create(
                workday_id=key, worker_id=gang.workers[3], rate_id=line.rate_id, minutes=1, amount=1
            )
        else:
            Workday.objects.filter(pk=key).update(day=DAY - timedelta(days=3))
    assert gang.owed() == 40_000


def test_a_line_is_paid_or_counted_and_never_both(gang: Gang) -> None:
    key = gang.enter(gang.sheet())
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkLine.objects.filter(workday=key).update(counted=480)


def test_above_the_amount_of_the_rule_a_day_waits_for_another_person(gang: Gang, now: datetime) -> None:
    rule = {"kind": EntityKind.COOPERATIVE, "place": "141130101", "above": 30_000, "since": date(2019, 8, 1)}
    set_approval_rule(actor=SYSTEM, now=now, **rule)  # type: ignore[arg-type]  # named as the command names them
    cast = gang.farm.cast
    key = gang.confirmed(gang.sheet(), actor=cast.villager)
    assert (gang.states(), gang.owed()) == (["waiting"], 0)
    for who, error in (
        (gang.cadre, SamePerson),
        (cast.villager, NotAllowed),
        (cast.auditor, NotAllowed),
        (cast.head, NotFound),
    ):
        with pytest.raises(error):
            commands.approve_workday(actor=who, now=now, workday=key)
    commands.return_workday(actor=cast.officer, now=now, workday=key, reason="工时核对")
    assert gang.states() == ["draft"]
    commands.confirm_workday(actor=cast.villager, now=now, workday=key)
    commands.approve_workday(actor=cast.officer, now=now, workday=key)
    assert (gang.states(), gang.owed(), check()) == (["confirmed"], 40_000, [])


def test_in_a_closed_season_nobody_works(gang: Gang) -> None:
    key = gang.enter(gang.sheet())
    commands.close_season(actor=gang.cadre, now=gang.now, season=gang.farm.season)
    with pytest.raises(SeasonClosed):
        commands.confirm_workday(actor=gang.cadre, now=gang.now, workday=key)
    with pytest.raises(SeasonClosed):
        gang.enter(gang.sheet("sheet-002", work="整枝"))
    commands.discard_workday(actor=gang.cadre, now=gang.now, workday=key)
    assert Workday.objects.count() == 0


def test_a_new_rate_never_reaches_days_that_stand(gang: Gang) -> None:
    gang.confirmed(gang.sheet())
    for since, error in ((DAY, RateBackdated), (date(2019, 8, 15), None)):
        new = NewRate(RateKind.DAY, "采菇", 12_000, since, date(2019, 8, 14), "议价2")
        if error:
            with pytest.raises(error):
                commands.agree_rate(actor=gang.cadre, now=gang.now, project=gang.farm.project, new=new)
        else:
            commands.agree_rate(actor=gang.cadre, now=gang.now, project=gang.farm.project, new=new)
    held = queries.rates_on(gang.farm.project, date(2019, 8, 15)).values()
    assert [rate.price for rate in held if rate.words == "采菇"] == [12_000]
    assert gang.owed() == 40_000


def test_a_name_is_looked_for_in_the_roster_and_others_need_a_telephone(gang: Gang) -> None:
    def add(**given: object) -> None:
        new = NewWorker(**given)  # type: ignore[arg-type]  # what each case wants
        commands.add_worker(actor=gang.cadre, now=gang.now, season=gang.farm.season, new=new)

    before = Worker.objects.count()
    add(name="姚福海")  # known already
    assert Worker.objects.count() == before
    with pytest.raises(WorkerUnknown):
        add(name="查无此人")
    add(name="查无此人", phone="10000000001")
    two = Person.objects.filter(memberships__household__code__in=gang.farm.codes[1:]).order_by("pk")[:2]
    Person.objects.filter(pk__in=[one.pk for one in two]).update(name="王同名")
    assert Person.objects.filter(name="王同名").count() == 2
    with pytest.raises(WorkerAmbiguous):
        add(name="王同名")


def test_the_next_day_begins_with_the_people_of_the_last(gang: Gang) -> None:
    gang.confirmed(gang.sheet(at=(0, 2)))
    gang.confirmed(gang.sheet("sheet-002", at=(4,), rate="piece", pieces=9, minutes=60, work="装箱"))
    crew = queries.crew(gang.farm.season, actor=gang.cadre, on=gang.now.date(), day=gang.now.date())
    ticked = {row.worker.key for row in crew.people if row.came and row.rate}
    assert ticked == {gang.workers[0], gang.workers[2]}
    assert (crew.work, crew.minutes, crew.copied_from) == ("采菇", 480, DAY)
    assert len(crew.people) == 5  # who never came yet is offered too


def test_an_older_line_of_another_worker_is_nobody_elses_to_name(gang: Gang) -> None:
    sheet = NewWorkday(DAY, "采菇", (NewWorkLine(gang.farm.season, gang.rates["day"], 480),), "sheet-009")
    with pytest.raises(NotFound):
        gang.enter(sheet)
