"""Closing a case, and coming back to look."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.cases.commands.work import Work
from shihu.base.cases.errors import AlreadyVisited, BadVisitDay, NeedsVisit, UnknownOutcome
from shihu.base.cases.rules import laws
from shihu.base.cases.types import Happening, State
from shihu.kernel.actors import Actor


@transaction.atomic
def close_case(
    *,
    actor: Actor,
    now: datetime,
    key: UUID | str,
    outcome: str,
    words: str,
    visit_due: date | None = None,
    is_vouched: bool = False,
) -> None:
    """Close a case with a reason and words. Where its way to end is looked at again, the day of the visit is named."""
    work = Work.on(key, actor=actor, now=now, is_vouched=is_vouched)
    work.require_open()
    work.require_handler()
    told = laws.outcomes_of(work.case.law).get(outcome)
    if told is None:
        raise UnknownOutcome(where="outcome")
    said = work.words(words, "words")
    if told.visit_days is not None and (visit_due is None or visit_due <= work.today):
        raise NeedsVisit(where="visit_due")
    work.end_stage("closed")
    case = work.case
    case.state, case.closed_at, case.outcome, case.closing = State.CLOSED.value, now, outcome, said[:1000]
    case.settles = told.settles
    case.visit_due = visit_due if told.visit_days is not None else None
    case.save()
    work.tell(Happening.CLOSED, said, outcome=outcome, visit_due=str(case.visit_due or ""))


@transaction.atomic
def record_return_visit(
    *,
    actor: Actor,
    now: datetime,
    key: UUID | str,
    visited_on: date,
    words: str,
    holds: bool,
    is_vouched: bool = False,
) -> None:
    """Write down what was found on coming back. ``holds``: what was settled still holds."""
    work = Work.on(key, actor=actor, now=now, is_vouched=is_vouched)
    work.require_closed()
    work.require_handler()
    case = work.case
    if case.visited_on is not None:
        raise AlreadyVisited
    first = timezone.localdate(case.closed_at) if case.closed_at else work.today
    if not first <= visited_on <= work.today:
        raise BadVisitDay(where="visited_on", first=first.isoformat())
    case.visited_on = visited_on
    case.save()
    work.tell(Happening.VISITED, work.words(words, "words"), holds=holds, visited_on=visited_on.isoformat())
