"""Target days, works on paper, and the second person: what is written, what is refused, what then counts."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from tests.services.linkages.goals.conftest import INFRASTRUCTURE, LIVED_ON, work
from tests.village.people import SHANGJIAGOU, TIANJIAWA, TOWNSHIP, Cast

from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages import commands
from shihu.services.linkages.errors import goals as errors
from shihu.services.linkages.models import GoalCheck, GoalPlan, PublicWork
from shihu.services.linkages.queries import goals as queries
from shihu.services.linkages.queries.goals import board
from shihu.services.linkages.types.goals import GoalStanding, GoalState, Measured, Verdict, WorkKind
from shihu.services.units.commands import plan_village
from shihu.services.units.types import RolloutStage

BEGINS, DUE = date(2019, 4, 30), date(2020, 4, 30)
Equip = Callable[..., None]


def goal(actor: Actor, key: str = INFRASTRUCTURE, *, on: date = date(2019, 8, 15)) -> GoalStanding:
    told = queries.village_goals(SHANGJIAGOU, actor=actor, on=on).goals
    return next(one for one in told if one.goal == key)


def test_all_villages_are_planned_from_the_rollout_for_a_year_and_only_once(cast: Cast, now: datetime) -> None:
    with pytest.raises(errors.NothingPlanned):
        commands.plan_from_rollout(actor=cast.officer, now=now, place=TOWNSHIP)
    plan_village(actor=cast.officer, now=now, place=SHANGJIAGOU, planned={RolloutStage.ESTABLISHED: BEGINS})
    assert commands.plan_from_rollout(actor=cast.officer, now=now, place=TOWNSHIP) == 1
    assert commands.plan_from_rollout(actor=cast.officer, now=now, place=TOWNSHIP) == 0
    assert set(queries.plan_of(SHANGJIAGOU, actor=cast.cadre).values()) == {(BEGINS, DUE)}
    assert len(queries.goals_set(TOWNSHIP, actor=cast.officer, on=now.date())) == 8
    assert queries.goals_set(TIANJIAWA, actor=cast.officer, on=now.date()) == []


def test_a_village_has_its_own_days_and_a_bad_plan_changes_nothing(cast: Cast, now: datetime) -> None:
    planned = {INFRASTRUCTURE: (BEGINS, DUE)}
    assert commands.plan_goals(actor=cast.officer, now=now, village=SHANGJIAGOU, planned=planned) == 1
    assert commands.plan_goals(actor=cast.officer, now=now, village=SHANGJIAGOU, planned=planned) == 0
    before = AuditEntry.objects.count()
    for village, told, refusal in (
        (SHANGJIAGOU, {INFRASTRUCTURE: (DUE, BEGINS)}, errors.PlanBackwards),
        (SHANGJIAGOU, {"goal.nothing": (BEGINS, DUE)}, errors.UnknownGoal),
        (TOWNSHIP, planned, errors.GoalsByVillage),
    ):
        with pytest.raises(refusal):
            commands.plan_goals(actor=cast.officer, now=now, village=village, planned=told)
    assert (AuditEntry.objects.count(), GoalPlan.objects.count()) == (before, 1)
    assert goal(cast.cadre).due == DUE


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("cadre", NotAllowed), ("auditor", NotAllowed), ("colleague", NotFound), ("stranger", NotFound)],
)
def test_only_the_township_of_the_village_plans(cast: Cast, now: datetime, who: str, refusal: type[Refusal]) -> None:
    actor = getattr(cast, who)
    with pytest.raises(refusal):
        commands.plan_goals(actor=actor, now=now, village=SHANGJIAGOU, planned={INFRASTRUCTURE: (BEGINS, DUE)})
    assert GoalPlan.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"quantity": Decimal(0)}, errors.WorkQuantityWrong),
        ({"paper": "  "}, errors.WorkNeedsPaper),
        ({"finished_on": date(2019, 8, 16)}, errors.WorkNotFinished),
        ({"village": TOWNSHIP}, errors.GoalsByVillage),
    ],
)
def test_a_work_without_what_proves_it_is_refused(
    cast: Cast, now: datetime, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        commands.record_work(actor=cast.officer, now=now, work=work(**changes))  # type: ignore[arg-type]
    assert PublicWork.objects.count() == 0


def test_a_work_counts_once_a_second_person_found_it_as_said(cast: Cast, now: datetime, second: Actor) -> None:
    key = commands.record_work(actor=cast.officer, now=now, work=work())
    assert goal(cast.cadre).indicators[0].value == Measured(0, 6)
    told = {"now": now, "key": key, "verdict": Verdict.HOLDS, "on": now.date(), "note": "看过"}
    for actor, refusal in ((cast.officer, errors.SecondPersonNeeded), (cast.cadre, NotAllowed)):
        with pytest.raises(refusal):
            commands.check_work(actor=actor, **told)
    with pytest.raises(errors.CheckNeedsNote):
        commands.check_work(actor=second, **{**told, "note": " "})
    with pytest.raises(errors.CheckDayWrong):
        commands.check_work(actor=second, **{**told, "on": now.date() + timedelta(days=1)})
    commands.check_work(actor=second, **told)
    assert goal(cast.cadre).indicators[0].value == Measured(1, 6)
    assert goal(cast.cadre).state is GoalState.UNDER_WAY
    with pytest.raises(errors.CheckedAlready):
        commands.check_work(actor=second, **told)


def test_what_was_not_as_said_does_not_count_and_may_be_entered_again(cast: Cast, now: datetime, second: Actor) -> None:
    key = commands.record_work(actor=cast.cadre, now=now, work=work())
    with pytest.raises(errors.WorkEnteredAlready):
        commands.record_work(actor=cast.cadre, now=now, work=work())
    commands.check_work(actor=second, now=now, key=key, verdict=Verdict.NOT_YET, on=now.date(), note="东段没修")
    assert goal(cast.cadre).indicators[0].value == Measured(0, 6)
    commands.record_work(actor=cast.cadre, now=now, work=work())
    assert PublicWork.objects.count() == 2


def test_a_goal_is_reached_asked_for_and_confirmed_by_somebody_else(
    cast: Cast, now: datetime, second: Actor, equipped: Equip
) -> None:
    with pytest.raises(errors.NotReachedYet):
        commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    equipped()
    assert goal(cast.cadre).state is GoalState.REACHED
    key = commands.ask_check(actor=cast.officer, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    with pytest.raises(errors.CheckAskedAlready):
        commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    told = {"now": now, "key": key, "verdict": Verdict.HOLDS, "on": now.date(), "note": "看过六项"}
    with pytest.raises(errors.SecondPersonNeeded):
        commands.decide_check(actor=cast.officer, **told)
    with pytest.raises(NotAllowed):
        commands.decide_check(actor=cast.cadre, **told)
    commands.decide_check(actor=second, **told)
    found = goal(cast.cadre)
    assert (found.state, found.since) == (GoalState.CONFIRMED, now.date())
    with pytest.raises(errors.CheckedAlready):
        commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)


def test_a_goal_that_was_found_not_so_may_be_asked_for_again(
    cast: Cast, now: datetime, second: Actor, equipped: Equip
) -> None:
    equipped()
    key = commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    commands.decide_check(actor=second, now=now, key=key, verdict=Verdict.NOT_YET, on=now.date(), note="活动场所上锁")
    assert goal(cast.cadre).state is GoalState.REACHED
    commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    assert GoalCheck.objects.count() == 2


def test_nobody_confirms_what_is_no_longer_so(
    cast: Cast, now: datetime, second: Actor, equipped: Equip, monkeypatch: pytest.MonkeyPatch
) -> None:
    equipped()
    key = commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    monkeypatch.setattr("shihu.services.linkages.rules.goals.meets", lambda *_: False)
    with pytest.raises(errors.NotReachedYet):
        commands.decide_check(actor=second, now=now, key=key, verdict=Verdict.HOLDS, on=now.date(), note="看过")
    assert GoalCheck.objects.get().verdict == ""


def test_a_figure_that_falls_reopens_a_confirmed_goal_and_says_so(
    cast: Cast, now: datetime, second: Actor, equipped: Equip, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = {INFRASTRUCTURE: (BEGINS, DUE)}
    commands.plan_goals(actor=cast.officer, now=now, village=SHANGJIAGOU, planned=planned)
    early = now - timedelta(days=60)
    equipped(at=early)
    key = commands.ask_check(actor=cast.cadre, now=early, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    commands.decide_check(actor=second, now=early, key=key, verdict=Verdict.HOLDS, on=early.date(), note="看过")
    assert goal(cast.cadre).state is GoalState.CONFIRMED
    # What is found as said stays so: here the figure itself is made to fall in August.
    real = board.measured

    def fallen(*args: object, **kwargs: object) -> dict[str, object]:
        told = real(*args, **kwargs)  # type: ignore[arg-type]
        days = {
            day: {SHANGJIAGOU: Measured(5, 6)} if day >= date(2019, 8, 1) else figures
            for day, figures in (told["infrastructure"] or {}).items()
        }
        return {**told, "infrastructure": days}

    monkeypatch.setattr(board, "measured", fallen)
    found = goal(cast.cadre)
    assert (found.state, found.since) == (GoalState.LOST, now.date())
    assert goal(cast.cadre, on=date(2019, 7, 31)).state is GoalState.CONFIRMED


@pytest.mark.parametrize("table", ["works", "checks"])
def test_the_database_keeps_what_a_second_person_found(
    cast: Cast, now: datetime, second: Actor, equipped: Equip, table: str
) -> None:
    equipped()
    key = commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    commands.decide_check(actor=second, now=now, key=key, verdict=Verdict.HOLDS, on=now.date(), note="看过")
    rows = PublicWork.objects.all() if table == "works" else GoalCheck.objects.all()
    for change in (lambda: rows.update(note="改过"), lambda: rows.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert set(rows.values_list("verdict", flat=True)) == {"holds"}


def test_the_database_wants_a_second_person(cast: Cast, now: datetime) -> None:
    key = commands.record_work(actor=cast.officer, now=now, work=work())
    told = {"verdict": "holds", "checked_on": now.date(), "checked_at": now, "note": "看过"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicWork.objects.filter(pk=key).update(**told, checked_by=cast.officer.key)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicWork.objects.filter(pk=key).update(verdict="holds")


def test_the_board_asks_no_more_queries_for_more_villages(
    cast: Cast, now: datetime, equipped: Equip, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    equipped((WorkKind.ROAD,))
    with django_assert_max_num_queries(40) as one:
        queries.scoreboard(SHANGJIAGOU, actor=cast.officer, on=now.date())
    with django_assert_max_num_queries(40) as all_:
        board = queries.scoreboard(TOWNSHIP, actor=cast.officer, on=now.date())
    assert len(board.villages) == 2
    assert len(all_.captured_queries) <= len(one.captured_queries) + 1
    assert all(len(village.goals) == 8 for village in board.villages)
    with pytest.raises(NotFound):
        queries.scoreboard(TOWNSHIP, actor=cast.cadre, on=now.date())


def test_what_waits_is_told_to_the_second_person_and_gone_when_it_is_done(
    cast: Cast, now: datetime, second: Actor, equipped: Equip, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    on = now.date()
    equipped(LIVED_ON[1:])
    key = commands.record_work(actor=cast.cadre, now=now, work=work())
    with django_assert_max_num_queries(4):
        (item,) = queries.goals_due(actor=cast.officer, on=on)
    assert (item.kind, item.subject, item.due) == ("linkages.work_check", "主街", on + timedelta(days=10))
    assert queries.goals_due(actor=cast.cadre, on=on) == []
    assert queries.goals_due(actor=cast.stranger, on=on) == []
    commands.check_work(actor=cast.officer, now=now, key=key, verdict=Verdict.HOLDS, on=on, note="属实")
    check = commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    assert [item.kind for item in queries.goals_due(actor=second, on=on)] == ["linkages.goal_check"]
    commands.decide_check(actor=second, now=now, key=check, verdict=Verdict.HOLDS, on=on, note="属实")
    assert queries.goals_due(actor=second, on=on) == []


def test_a_goal_near_its_day_is_told_unless_it_is_being_checked(cast: Cast, now: datetime, equipped: Equip) -> None:
    on = now.date()
    days = (BEGINS, on + timedelta(days=14))
    commands.plan_goals(actor=cast.officer, now=now, village=SHANGJIAGOU, planned={INFRASTRUCTURE: days})
    assert [item.kind for item in queries.goals_due(actor=cast.cadre, on=on)] == ["linkages.goal_near"]
    assert queries.goals_due(actor=cast.cadre, on=on - timedelta(days=1)) == []
    equipped()
    commands.ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=INFRASTRUCTURE)
    assert queries.goals_due(actor=cast.cadre, on=on) == []
