"""One case, limited to what the reader may know of it."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from shihu.base.cases import policies
from shihu.base.cases.models import Case
from shihu.base.cases.queries.reading import case_row, number_of, stage_row
from shihu.base.cases.queries.standing import standing_of
from shihu.base.cases.rules import laws
from shihu.base.cases.rules.clocks import days_of, tally
from shihu.base.cases.types import CaseDetail, EventRow, Happening, Part, PartRow, Standing
from shihu.engines.workdays import CHINA
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


def case_detail(key: UUID | str, *, actor: Actor, at: datetime) -> CaseDetail:
    """Return one case; NotFound for who may not know of it, NotAllowed for who may know but not read.

    A sealed note keeps its line in the timeline; its words are for the handlers of its level and for who wrote it.
    """
    case = Case.objects.select_related("original", "repeats").filter(pk=key).first()
    if case is None or not policies.may_know(actor, case):
        raise NotFound
    if not policies.may_open(actor, case):
        raise NotAllowed
    told = standing_of(case, actor=actor, on=timezone.localdate(at))
    stages = list(case.stages.prefetch_related("pauses").order_by("order"))
    last = stages[-1]
    row = case_row(case, last, at=at)
    reasons = laws.pauses_of(case.law)
    current = stage_row(last, case.law)
    days = days_of(current, tuple(reasons.values()), at=min(at, current.ended or at))
    start = current.began.astimezone(CHINA).date()
    until = min(at, current.ended or at).astimezone(CHINA).date()
    return CaseDetail(
        row=row,
        opened_by=case.opened_by,
        closing=case.closing,
        parts=tuple(
            PartRow(
                p.pk,
                Part(p.part),
                p.side,
                p.name,
                p.person_id,
                p.household_id,
                p.household.code if p.household else "",
                p.level,
            )
            for p in case.participants.filter(until=None).select_related("household")
        ),
        stages=tuple(stage_row(stage, case.law) for stage in stages),
        events=_events(case, told, actor),
        days=days,
        tally=tally(days, start, until),
        standing=told,
        original=case.original_id,
        original_number=number_of(case.original) if case.original else "",
        repeats=case.repeats_id,
        repeats_number=number_of(case.repeats) if case.repeats else "",
        appeals=tuple((one.pk, number_of(one)) for one in case.appeals.order_by("opened_at")),
        levels=tuple((level.key, level.name) for level in laws.levels_of(case.law)),
        pauses=tuple((reason.key, reason.name, reason.stops) for reason in reasons.values()),
        outcomes=tuple((o.key, o.name, o.visit_days) for o in laws.outcomes_of(case.law).values()),
    )


def _events(case: Case, told: Standing, actor: Actor) -> tuple[EventRow, ...]:
    rows = []
    for event in case.events.order_by("number"):
        wrote = actor.key is not None and event.actor == actor.key
        handled = event.level in told.levels and not told.in_conflict
        is_hidden = event.is_sealed and not (wrote or handled)
        rows.append(
            EventRow(
                event.number,
                event.at,
                Happening(event.happening),
                event.actor_name,
                event.level,
                "" if is_hidden else event.text,
                event.is_sealed,
                is_hidden,
                event.data,
            )
        )
    return tuple(rows)
