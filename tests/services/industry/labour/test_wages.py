"""Wages: listed by one, paid by the bank, confirmed by another; once, and taken back whole."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.services.industry.labour.conftest import DAY, Gang

from shihu.base.ledger.queries import check
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import (
    BadWageDay,
    NotPrepared,
    NoWages,
    OtherPersonNeeded,
    ReasonNeeded,
    SlipNeeded,
    WagesListed,
    WagesTaken,
)
from shihu.services.industry.models import Season, WagePayment, WagePaymentLine, WorkLine
from shihu.services.industry.queries.labour.counted import share_minutes
from shihu.services.industry.queries.settling import counted_of
from shihu.services.industry.types import Terms, Variant

pytestmark = pytest.mark.django_db


def test_wages_are_paid_by_two_and_once(gang: Gang) -> None:
    gang.confirmed(gang.sheet())
    key = gang.listed()
    assert gang.listed() == key  # a double click
    with pytest.raises(NoWages):
        gang.listed("wages-002")
    with pytest.raises(OtherPersonNeeded):
        gang.pay(key, actor=gang.cadre)
    assert gang.owed() == 40_000
    gang.pay(key)
    gang.pay(key)  # the same click once more
    assert (gang.owed(), gang.spent(), check()) == (0, 40_000, [])
    assert WagePayment.objects.get().total == sum(WagePaymentLine.objects.values_list("amount", flat=True))
    with pytest.raises(WagesTaken):
        gang.listed(through=DAY - timedelta(days=1))


def test_what_the_list_needs_is_asked_for(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet())
    key, cast = gang.listed(), gang.farm.cast
    for paper, day, error in (
        ("", now.date(), SlipNeeded),
        ("回单1", now.date() + timedelta(days=1), BadWageDay),
        ("回单1", now.date() - timedelta(days=1), BadWageDay),
    ):
        with pytest.raises(error):
            commands.confirm_wages(actor=cast.officer, now=now, payment=key, paid_on=day, paper=paper)
    others: tuple[tuple[Actor, type[Refusal]], ...] = (
        (cast.villager, NotAllowed),
        (cast.auditor, NotAllowed),
        (cast.stranger, NotFound),
    )
    for who, refused in others:
        with pytest.raises(refused):
            gang.pay(key, actor=who)
    assert (gang.owed(), WagePayment.objects.get().state) == (40_000, "prepared")


def test_a_day_on_a_list_is_not_taken_back_before_the_list(gang: Gang, now: datetime) -> None:
    day = gang.confirmed(gang.sheet())
    key = gang.listed()
    with pytest.raises(WagesListed):
        commands.reverse_workday(actor=gang.farm.cast.officer, now=now, workday=day, reason="错")
    commands.withdraw_wages(actor=gang.cadre, now=now, payment=key)
    commands.reverse_workday(actor=gang.farm.cast.officer, now=now, workday=day, reason="错")
    assert (gang.owed(), check()) == (0, [])
    with pytest.raises(NotPrepared):
        gang.pay(key)


def test_money_that_came_back_is_owed_again_and_can_be_paid_again(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet())
    key = gang.listed()
    gang.pay(key)
    officer = gang.farm.cast.officer
    with pytest.raises(ReasonNeeded):
        commands.reverse_wages(actor=officer, now=now, payment=key, reason=" ")
    commands.reverse_wages(actor=officer, now=now, payment=key, reason="户名不符退回")
    assert gang.owed() == 40_000
    gang.pay(gang.listed("wages-002"))
    assert (gang.owed(), check()) == (0, [])


def test_two_lists_never_hold_the_same_line(gang: Gang) -> None:
    gang.confirmed(gang.sheet())
    gang.listed()
    line = WagePaymentLine.objects.first()
    assert line is not None
    other = WagePayment.objects.create(
        season_id=gang.farm.season, number=2, through=DAY, total=1, key="wages-002", prepared_at=gang.now
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        WagePaymentLine.objects.create(payment=other, line=line.line, amount=line.amount)


def test_a_list_can_leave_people_out_and_they_stay_owed(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet())
    key = commands.prepare_wages(
        actor=gang.cadre, now=now, season=gang.farm.season, through=DAY, key="wages-001", workers=gang.workers[:2]
    )
    gang.pay(key)
    assert gang.owed() == 20_000
    told = queries.labour_season(gang.farm.season, actor=gang.cadre, on=now.date())
    assert {one.worker.key: one.unpaid for one in told.standings} == {
        gang.workers[0]: 0,
        gang.workers[1]: 0,
        gang.workers[2]: 10_000,
        gang.workers[4]: 10_000,
    }


def test_what_the_register_says_is_unpaid_is_what_the_ledger_owes(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet(day=date(2019, 8, 1)))
    gang.confirmed(gang.sheet("sheet-002", day=date(2019, 8, 2), rate="piece", pieces=37, minutes=0, work="装箱"))
    gang.confirmed(gang.sheet("sheet-003", rate="hour", minutes=95, work="零工"))
    gang.pay(gang.listed(through=date(2019, 8, 1)))
    told = queries.labour_season(gang.farm.season, actor=gang.cadre, on=now.date())
    assert sum(one.unpaid for one in told.standings) == gang.owed() == 4 * (37 * 60 + 2_929)
    assert sum(day.unpaid for day in told.days) == gang.owed()


def test_wages_that_stand_a_month_are_late_and_go_to_the_inbox(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet(day=date(2019, 7, 14)))
    gang.confirmed(gang.sheet("sheet-002"))
    for who, kinds in (
        (gang.cadre, ["industry.wages_late"]),
        (gang.farm.cast.villager, []),
        (gang.farm.cast.stranger, []),
    ):
        assert [one.kind for one in queries.labour_due(actor=who, on=now.date())] == kinds
    [item] = queries.labour_due(actor=gang.cadre, on=now.date())
    assert (item.due, item.since) == (date(2019, 8, 14), date(2019, 7, 14))
    assert "400.00" in item.subject  # the day of August is not late
    told = queries.labour_season(gang.farm.season, actor=gang.cadre, on=now.date())
    assert {(one.is_late, one.days_unpaid) for one in told.standings} == {(True, 32)}
    gang.pay(gang.listed())
    assert queries.labour_due(actor=gang.cadre, on=now.date()) == []


def test_drafts_and_lists_wait_for_those_who_may_decide_them(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet())
    gang.listed()
    gang.enter(gang.sheet("sheet-002", work="装车", rate="hour"))
    cast = gang.farm.cast
    due = {
        who: sorted(item.kind for item in queries.labour_due(actor=getattr(cast, who), on=now.date()))
        for who in ("officer", "cadre", "villager", "auditor", "head", "nobody")
    }
    assert due == {
        "officer": ["industry.wage_payment", "industry.workday_draft"],
        "cadre": ["industry.workday_draft"],
        "villager": ["industry.workday_draft"],
        "auditor": [],
        "head": [],
        "nobody": [],
    }


def test_the_inbox_asks_few_questions_however_many_wait(
    gang: Gang, now: datetime, django_assert_max_num_queries: object
) -> None:
    for at in range(4):
        gang.confirmed(gang.sheet(f"sheet-1{at}", day=date(2019, 7, 10 + at)))
        gang.enter(gang.sheet(f"sheet-2{at}", day=date(2019, 8, 10 + at)))
    with django_assert_max_num_queries(5):  # type: ignore[operator]  # pytest-django's fixture
        assert len(queries.labour_due(actor=gang.cadre, on=now.date())) == 5


def test_work_for_a_share_is_not_paid_and_counts_by_household(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet(at=(0, 1), rate="share", minutes=450))
    gang.confirmed(gang.sheet("sheet-002", at=(0, 2), work="装车"))
    assert gang.owed() == 20_000
    [yao, other] = (WorkLine.objects.get(worker=gang.workers[at], counted=450).household_id for at in (0, 1))
    worked = share_minutes(gang.farm.season)
    assert {key: minutes for key, (_code, minutes) in worked.items()} == {yao: 450, other: 450}
    gang.pay(gang.listed())
    assert WagePaymentLine.objects.filter(line__counted__gt=0).count() == 0


def test_a_settlement_counts_the_hours_only_where_its_terms_have_a_labour_pool(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet(at=(0, 1), rate="share", minutes=450))
    season = Season.objects.select_related("project__book").get(pk=gang.farm.season)
    shares = Terms(Variant.UNIT, reserve=100, labour=0)
    pool = Terms(Variant.UNIT, reserve=100, labour=400)
    assert sum(one.standing.minutes for one in counted_of(season, shares, on=now.date())) == 0
    assert [one.standing.minutes for one in counted_of(season, pool, on=now.date())] == [450, 450]


def test_a_worker_sees_their_own_days_and_slip_and_nobody_elses(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet())
    key = gang.listed()
    gang.pay(key)
    cast = gang.farm.cast
    [mine] = queries.own_work(actor=cast.villager, on=now.date())
    assert (mine.standing.earned, mine.standing.unpaid, len(mine.lines)) == (10_000, 0, 1)
    assert queries.own_work(actor=cast.head, on=now.date()) == []
    assert queries.own_work(actor=cast.nobody, on=now.date()) == []
    slip = queries.wage_slip(key, gang.workers[0], actor=cast.villager)
    assert [line.amount for line in slip.lines] == [10_000]
    for who, worker in (
        (cast.villager, gang.workers[1]),
        (cast.head, gang.workers[0]),
        (cast.stranger, gang.workers[0]),
    ):
        with pytest.raises(NotFound):
            queries.wage_slip(key, worker, actor=who)


def test_the_figure_of_people_a_day_counts_each_once_a_day(gang: Gang, now: datetime) -> None:
    gang.confirmed(gang.sheet())
    gang.confirmed(gang.sheet("sheet-002", work="装车", rate="hour", minutes=60, at=(0, 1)))
    gang.confirmed(gang.sheet("sheet-003", day=DAY - timedelta(days=1), at=(0, 2)))
    gang.confirmed(gang.sheet("sheet-004", day=DAY - timedelta(days=40), at=(0,)))
    gang.enter(gang.sheet("sheet-005", day=DAY - timedelta(days=2), at=(0,)))
    place = "141130101202"
    assert queries.labourers_a_day(place, actor=gang.farm.cast.auditor, on=now.date()) == (2, 4)
    with pytest.raises(NotFound):
        queries.labourers_a_day(place, actor=gang.farm.cast.villager, on=now.date())
