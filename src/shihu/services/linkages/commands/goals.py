"""Writing the eight ones: target days, the register of works, and the checks by a second person."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.places.queries import place as place_of
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors import goals as errors
from shihu.services.linkages.models import GoalCheck, GoalPlan, GoalTarget, PublicWork
from shihu.services.linkages.queries.goals import INDICATORS, goal_terms, targets_of, village_goals
from shihu.services.linkages.rules import goals as rules
from shihu.services.linkages.types.goals import GoalState, NewWork, Verdict
from shihu.services.units.queries import rollout_board
from shihu.services.units.types import RolloutStage

_Planned = Mapping[str, tuple[date, date]]


@transaction.atomic
def plan_goals(*, actor: Actor, now: datetime, village: str, planned: _Planned) -> int:
    """Set the days between which a village means to reach each goal. Returns how many goals changed."""
    seen = policies.SEE_GOALS.allows(actor, village)
    policies.PLAN_GOALS.require(actor, village, seen=seen)
    _require_village(village, actor)
    known = {term.key for term in goal_terms(on=timezone.localdate(now))}
    for goal, (begins, due) in planned.items():
        if goal not in known:
            raise errors.UnknownGoal(where=goal)
        rules.checked_plan(begins, due, where=f"due_{goal.partition('.')[2]}")
    return _keep(actor, now, village, planned)


@transaction.atomic
def plan_from_rollout(*, actor: Actor, now: datetime, place: str) -> int:
    """Plan all goals of the villages that have none yet: from the day their units are to stand, a year on.

    Pilots come first because the roll-out plans them first. Returns how many villages were planned.
    """
    seen = policies.SEE_GOALS.allows(actor, place)
    policies.PLAN_GOALS.require(actor, place, seen=seen)
    today = timezone.localdate(now)
    goals = [term.key for term in goal_terms(on=today)]
    villages = rollout_board(place, actor=actor, today=today).villages
    begins = {
        village.place: step.planned
        for village in villages
        for step in village.steps
        if step.stage == RolloutStage.ESTABLISHED and step.planned is not None
    }
    if not begins:
        raise errors.NothingPlanned
    known = set(GoalPlan.objects.filter(village__in=begins).order_by().values_list("village_id", flat=True))
    for village in sorted(set(begins) - known):
        days = (begins[village], rules.year_after(begins[village]))
        _keep(actor, now, village, dict.fromkeys(goals, days))
    return len(set(begins) - known)


@transaction.atomic
def set_target(*, actor: Actor, now: datetime, place: str, figure: str, value: int, since: date, paper: str) -> int:
    """Set what a figure is to reach in a township from a day on. A target is never changed: another one follows it."""
    policies.SET_TARGETS.require(actor, place, seen=policies.SEE_GOALS.allows(actor, place))
    if level_of(place) is not Level.TOWNSHIP:
        raise NotFound
    indicator = next((one for one in INDICATORS if one.code == figure), None)
    if indicator is None:
        raise errors.UnknownFigure(where="figure")
    if not rules.checked_target(indicator.target.kind, value):
        raise errors.BadTarget(where="value")
    told = " ".join(paper.split())[:80]
    if not told:
        raise errors.TargetNeedsPaper(where="paper")
    if since < timezone.localdate(now):
        raise errors.TargetInThePast(where="since")
    held = GoalTarget.objects.filter(place=place, figure=figure)
    if held.filter(since=since).exists():
        raise errors.TargetTwice(where="since")
    before, _newest = rules.in_force(indicator.target, targets_of(place)[figure], since)
    row = GoalTarget.objects.create(
        place_id=place, figure=figure, value=value, since=since, paper=told, set_by=actor.name, set_at=now
    )
    new = {"figure": figure, "value": value, "since": since, "paper": told}
    change = Change("linkages.set_target", "goal_target", str(row.pk), place, {"value": before.value}, new)
    record(actor=actor, now=now, changes=[change])
    return row.pk


@transaction.atomic
def record_work(*, actor: Actor, now: datetime, work: NewWork) -> UUID:
    """Enter a finished work of a village with its paper. It counts once a second person has looked at it."""
    seen = policies.SEE_GOALS.allows(actor, work.village)
    policies.RECORD_WORKS.require(actor, work.village, seen=seen)
    _require_village(work.village, actor)
    key = _key(actor)
    if work.quantity <= 0:
        raise errors.WorkQuantityWrong(where="quantity")
    if not work.paper.strip():
        raise errors.WorkNeedsPaper(where="paper")
    if work.finished_on > timezone.localdate(now):
        raise errors.WorkNotFinished(where="finished_on")
    paper = " ".join(work.paper.split())
    same = PublicWork.objects.filter(village=work.village, kind=work.kind.value, paper=paper)
    if same.exclude(verdict=Verdict.NOT_YET.value).exists():
        raise errors.WorkEnteredAlready(where="paper", paper=paper)
    row = PublicWork.objects.create(
        village_id=work.village,
        kind=work.kind.value,
        name=" ".join(work.name.split()),
        quantity=work.quantity,
        paper=paper,
        finished_on=work.finished_on,
        recorded_by=key,
        recorded_name=actor.name,
        recorded_at=now,
    )
    new = {"kind": row.kind, "name": row.name, "quantity": str(row.quantity), "paper": paper}
    change = Change("linkages.record_work", "public_work", str(row.pk), work.village, None, new)
    record(actor=actor, now=now, changes=[change])
    return row.pk


@transaction.atomic
def check_work(*, actor: Actor, now: datetime, key: UUID, verdict: Verdict, on: date, note: str) -> None:
    """Say as the second person whether a work stands there as it was entered."""
    row = PublicWork.objects.select_for_update().filter(pk=key).first()
    if row is None or not policies.SEE_GOALS.allows(actor, row.village_id):
        raise NotFound
    policies.CHECK_GOALS.require(actor, row.village_id, seen=True)
    if row.verdict:
        raise errors.CheckedAlready(day=row.checked_on, who=row.checked_name)
    if row.recorded_by == actor.key:
        raise errors.SecondPersonNeeded
    if not row.finished_on <= on <= timezone.localdate(now):
        raise errors.CheckDayWrong(where="on")
    row.note = _note(note)
    row.verdict, row.checked_on, row.checked_at = verdict.value, on, now
    row.checked_by, row.checked_name = actor.key, actor.name
    row.save()
    new = {"verdict": verdict.value, "on": on}
    change = Change("linkages.check_work", "public_work", str(row.pk), row.village_id, None, new, row.note[:200])
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def ask_check(*, actor: Actor, now: datetime, village: str, goal: str, note: str = "") -> UUID:
    """Say that a village reached a goal, and ask the township to look. Only while the figures meet their targets."""
    seen = policies.SEE_GOALS.allows(actor, village)
    policies.ASK_CHECK.require(actor, village, seen=seen)
    _require_village(village, actor)
    key, today = _key(actor), timezone.localdate(now)
    standing = {one.goal: one for one in village_goals(village, actor=actor, on=today).goals}.get(goal)
    if standing is None:
        raise errors.UnknownGoal(where="goal")
    if standing.check is not None and standing.check.verdict is Verdict.WAITING:
        raise errors.CheckAskedAlready(day=standing.check.asked_on.isoformat())
    if standing.state is GoalState.CONFIRMED and standing.check is not None:
        raise errors.CheckedAlready(day=standing.check.decided_on, who=standing.check.decided_by)
    if standing.state is not GoalState.REACHED:
        raise errors.NotReachedYet(day=today.isoformat())
    try:
        with transaction.atomic():
            row = GoalCheck.objects.create(
                village_id=village,
                goal=goal,
                asked_by=key,
                asked_name=actor.name,
                asked_at=now,
                asked_note=" ".join(note.split())[:300],
            )
    except IntegrityError as again:  # two asked at once
        raise errors.CheckAskedAlready(day=today.isoformat()) from again
    change = Change("linkages.ask_goal_check", "goal", f"{village} {goal}", village, None, {"goal": goal})
    record(actor=actor, now=now, changes=[change])
    return row.pk


@transaction.atomic
def decide_check(*, actor: Actor, now: datetime, key: UUID, verdict: Verdict, on: date, note: str) -> None:
    """Say as the second person what was found. What holds confirms the goal from that day."""
    row = GoalCheck.objects.select_for_update().filter(pk=key).first()
    if row is None or not policies.SEE_GOALS.allows(actor, row.village_id):
        raise NotFound
    policies.CHECK_GOALS.require(actor, row.village_id, seen=True)
    if row.verdict:
        raise errors.CheckedAlready(day=row.checked_on, who=row.checked_name)
    if row.asked_by == actor.key:
        raise errors.SecondPersonNeeded
    today = timezone.localdate(now)
    if not timezone.localdate(row.asked_at) <= on <= today:
        raise errors.CheckDayWrong(where="on")
    row.note = _note(note)
    if verdict is Verdict.HOLDS:
        # The figures may have fallen since it was asked for: nobody confirms what is not so.
        standing = {one.goal: one for one in village_goals(row.village_id, actor=actor, on=on).goals}[row.goal]
        if standing.state not in {GoalState.REACHED, GoalState.CONFIRMED}:
            raise errors.NotReachedYet(day=on.isoformat())
    row.verdict, row.checked_on, row.checked_at = verdict.value, on, now
    row.checked_by, row.checked_name = actor.key, actor.name
    row.save()
    new = {"goal": row.goal, "verdict": verdict.value, "on": on}
    subject = f"{row.village_id} {row.goal}"
    change = Change("linkages.decide_goal_check", "goal", subject, row.village_id, None, new, row.note[:200])
    record(actor=actor, now=now, changes=[change])


def _keep(actor: Actor, now: datetime, village: str, planned: _Planned) -> int:
    held = GoalPlan.objects.select_for_update().filter(village=village)
    before = {row.goal: (row.begins, row.due) for row in held}
    changed = sorted(goal for goal in planned if before.get(goal) != planned[goal])
    if not changed:
        return 0
    GoalPlan.objects.filter(village=village, goal__in=changed).delete()
    GoalPlan.objects.bulk_create(
        GoalPlan(
            village_id=village,
            goal=goal,
            begins=planned[goal][0],
            due=planned[goal][1],
            set_by=actor.name,
            set_at=now,
        )
        for goal in changed
    )
    old = {goal: before.get(goal) for goal in changed}
    new = {goal: planned[goal] for goal in changed}
    record(actor=actor, now=now, changes=[Change("linkages.plan_goals", "place", village, village, old, new)])
    return len(changed)


def _require_village(village: str, actor: Actor) -> None:
    if level_of(village) != Level.VILLAGE:
        raise errors.GoalsByVillage(where="village")
    place_of(village, actor=actor)


def _key(actor: Actor) -> UUID:
    if actor.key is None:
        raise NotFound
    return actor.key


def _note(note: str) -> str:
    told = " ".join(note.split())[:300]
    if not told:
        raise errors.CheckNeedsNote(where="note")
    return told
