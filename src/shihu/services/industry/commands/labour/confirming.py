"""Confirming a day: what it earned is owed from then on. Taking it back: by reversal, never by editing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.commands import reverse
from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.types import DocumentKind, NewEntry, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.labour.days import check_day, reckoned
from shihu.services.industry.commands.labour.keeping import Keeping, actor_at
from shihu.services.industry.errors import (
    ReasonNeeded,
    SecondPersonNeeded,
    WagesListed,
    WorkdayClosed,
    WorkdayNotWaiting,
)
from shihu.services.industry.models import WagePaymentLine, Workday, WorkLine
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import COST
from shihu.services.industry.types import NewWorkLine, WorkdayState

_STATE = Workday.State


@transaction.atomic
def confirm_workday(*, actor: Actor, now: datetime, workday: UUID) -> WorkdayState:
    """Confirm a draft: its wages are cost of the season and owed to the workers.

    A foreman's day is booked in the name of who named them. Above what one person may book it waits for a second.
    The same click once more answers as it did.
    """
    act = Keeping(actor=actor, now=now)
    row, foreman = act.sheet(workday)
    if row.state != _STATE.DRAFT:
        if row.confirmed_by == actor.key and row.state in {_STATE.WAITING, _STATE.CONFIRMED}:
            return WorkdayState(row.state)
        raise WorkdayClosed
    booker = act.booker(row.season, foreman)
    _reckon_anew(act, row)
    row.confirmed_by, row.confirmed_name, row.confirmed_at = actor.key, actor.name, now
    row.booked_for = booker.key
    row.state, row.reason = _STATE.CONFIRMED, ""
    if row.total:
        row.entry = _book(act, row, booker, None)
        row.state = _STATE.CONFIRMED if row.entry else _STATE.WAITING
    row.save()
    told = {"day": row.day, "work": row.work, "total": row.total, "waits": row.state == _STATE.WAITING}
    act.note("confirm_workday", row.season.project, new=told)
    return WorkdayState(row.state)


@transaction.atomic
def approve_workday(*, actor: Actor, now: datetime, workday: UUID) -> None:
    """Book, as the second person, a day above what one person may book."""
    act = Keeping(actor=actor, now=now)
    row = _waiting(act, workday)
    if actor.key in {row.confirmed_by, row.booked_for}:
        raise SamePerson
    row.entry = _book(act, row, actor_at(row.booked_for, now), actor)
    row.state = _STATE.CONFIRMED
    row.save(update_fields=["entry", "state"])
    act.note("approve_workday", row.season.project, new={"day": row.day, "work": row.work, "total": row.total})


@transaction.atomic
def return_workday(*, actor: Actor, now: datetime, workday: UUID, reason: str) -> None:
    """Send a day that waits back to who entered it: it is a draft again."""
    act = Keeping(actor=actor, now=now)
    row = _waiting(act, workday)
    if not reason.strip():
        raise ReasonNeeded("reason")
    row.state, row.reason = _STATE.DRAFT, reason.strip()[:200]
    row.confirmed_by, row.confirmed_name, row.confirmed_at, row.booked_for = None, "", None, None
    row.save()
    act.note("return_workday", row.season.project, old={"day": row.day, "work": row.work}, reason=reason)


@transaction.atomic
def reverse_workday(*, actor: Actor, now: datetime, workday: UUID, reason: str) -> None:
    """Take a confirmed day back: its entry is negated, its lines stay to be read. Refused once wages are on a list."""
    act = Keeping(actor=actor, now=now)
    row = act.decided(workday)
    if row.state != _STATE.CONFIRMED:
        raise WorkdayClosed if row.state == _STATE.REVERSED else WorkdayNotWaiting
    check_day(row.season, row.day, act.today)
    if not reason.strip():
        raise ReasonNeeded("reason")
    listed = WagePaymentLine.objects.filter(line__workday=row, is_live=True).select_related("payment").first()
    if listed is not None:
        raise WagesListed(number=listed.payment.number)
    if row.entry is not None:
        first = actor_at(row.booked_for, now)
        second = actor if first.key != actor.key else None
        done = reverse(
            actor=first,
            now=now,
            entry=row.entry,
            on=act.today,
            reason=reason.strip()[:200],
            key=f"industry:work:{row.pk.hex}:back",
            approver=second,
        )
        if done.entry is None:
            raise SecondPersonNeeded("reason", amount=yuan(row.total))
    row.state, row.reversed_on, row.reason = _STATE.REVERSED, act.today, reason.strip()[:200]
    row.save(update_fields=["state", "reversed_on", "reason"])
    act.note(
        "reverse_workday", row.season.project, old={"day": row.day, "work": row.work, "total": row.total}, reason=reason
    )


def _waiting(act: Keeping, key: UUID) -> Workday:
    row = act.decided(key)
    if row.state != _STATE.WAITING:
        raise WorkdayNotWaiting
    return row


def _reckon_anew(act: Keeping, row: Workday) -> None:
    """Reckon the lines as of now: between draft and confirmation somebody may have died and another sheet come."""
    check_day(row.season, row.day, act.today)
    old = list(row.lines.order_by("id"))
    given = [NewWorkLine(line.worker_id, line.rate_id, line.minutes, line.pieces) for line in old]
    fresh = reckoned(row.season, row.day, given, besides=row.pk)
    for line, new in zip(old, fresh, strict=True):
        line.amount, line.counted, line.household_id = new.amount, new.counted, new.household_id
    WorkLine.objects.bulk_update(old, ["amount", "counted", "household"], batch_size=200)
    row.total = sum(line.amount for line in fresh)


def _book(act: Keeping, row: Workday, booker: Actor, approver: Actor | None) -> UUID | None:
    season = row.season
    booking = Booking(season, actor=booker, now=act.now, day=row.day)
    return booking.post(_entry(booking, row), approver)


def _entry(booking: Booking, row: Workday) -> NewEntry:
    season, people = row.season, row.lines.filter(amount__gt=0).count()
    lines = (
        NewLine(COST, row.total, None, "用工工资", tags.season_tag(season.pk)),
        NewLine(booking.chart.wages, -row.total, None, "应付用工工资", tags.labour_tag(season.pk)),
    )
    words = f"{row.work}用工{people}人，{row.confirmed_name}确认"
    paper = f"用工{row.day:%Y%m%d}-{row.work}"
    return booking.entry(words, lines, paper[:40], DocumentKind.SETTLEMENT, f"industry:work:{row.pk.hex}")
