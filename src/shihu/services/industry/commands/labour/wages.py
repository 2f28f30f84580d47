"""Paying wages: a list prepared by one person, paid by the bank, confirmed by another."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.ledger.commands import post, reverse
from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import Actor
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.labour.keeping import Keeping, actor_at
from shihu.services.industry.errors import (
    BadWageDay,
    NotPrepared,
    NoWages,
    OtherPersonNeeded,
    ReasonNeeded,
    SlipNeeded,
    WagesTaken,
)
from shihu.services.industry.models import WagePayment, WagePaymentLine, Workday, WorkLine
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import BANK

_STATE = WagePayment.State


@transaction.atomic
def prepare_wages(
    *,
    actor: Actor,
    now: datetime,
    season: UUID,
    through: date,
    key: str,
    workers: Collection[UUID] | None = None,
) -> UUID:
    """List every unpaid wage of confirmed days up to ``through``, of ``workers`` or of all; return the list's key.

    ``key`` is made by the form once: sent again it answers as it did, so that a double click pays once.
    """
    act = Keeping(actor=actor, now=now)
    found = act.season(season, needs_open=False)
    known = WagePayment.objects.filter(key=key).first()
    if known is not None:
        if (known.season_id, known.through) != (season, through):
            raise WagesTaken("key")
        return known.pk
    lines = WorkLine.objects.filter(
        workday__season=found, workday__state=Workday.State.CONFIRMED, workday__day__lte=through, amount__gt=0
    ).exclude(payments__is_live=True)
    if workers is not None:
        lines = lines.filter(worker__in=workers)
    owed = list(lines.order_by("workday__day", "id").values_list("id", "amount"))
    if not owed:
        raise NoWages("through", day=through.isoformat())
    last = found.wage_payments.aggregate(last=Max("number"))["last"] or 0
    made = WagePayment.objects.create(
        season=found,
        number=last + 1,
        through=through,
        total=sum(amount for _line, amount in owed),
        key=key[:80],
        prepared_by=actor.key,
        prepared_name=actor.name,
        prepared_at=now,
    )
    WagePaymentLine.objects.bulk_create(
        [WagePaymentLine(payment=made, line_id=line, amount=amount) for line, amount in owed], batch_size=500
    )
    act.note("prepare_wages", found.project, new={"number": made.number, "total": made.total, "through": through})
    return made.pk


@transaction.atomic
def confirm_wages(*, actor: Actor, now: datetime, payment: UUID, paid_on: date, paper: str) -> None:
    """Book a list that the bank has paid, as the second person; ``paper`` is the bank's slip."""
    act = Keeping(actor=actor, now=now)
    row = act.payment(payment, second=True)
    if row.state == _STATE.PAID and row.confirmed_by == actor.key:
        return  # the same click once more
    if row.state != _STATE.PREPARED:
        raise NotPrepared
    if row.prepared_by == actor.key:
        raise OtherPersonNeeded
    if not paper.strip():
        raise SlipNeeded("paper")
    first = timezone.localdate(row.prepared_at)
    if not first <= paid_on <= act.today:
        raise BadWageDay("paid_on", first=first.isoformat())
    row.paper = paper.strip()[:40]
    booking = Booking(row.season, actor=actor_at(row.prepared_by, now), now=now, day=paid_on)
    lines = (
        NewLine(booking.chart.wages, row.total, None, "付用工工资", tags.labour_tag(row.season_id)),
        NewLine(BANK, -row.total, None, "付用工工资", tags.season_tag(row.season_id)),
    )
    words = f"付用工工资 第{row.number}批"
    entry = booking.entry(words, lines, row.paper, DocumentKind.BANK_SLIP, f"industry:wages:{row.pk.hex}")
    done = post(actor=booking.actor, now=now, entry=entry, approver=actor)
    row.state, row.entry, row.paid_on = _STATE.PAID, done.entry, paid_on
    row.confirmed_by, row.confirmed_name = actor.key, actor.name
    row.save()
    told = {"number": row.number, "total": row.total, "paid_on": paid_on, "paper": row.paper}
    act.note("confirm_wages", row.season.project, new=told)


@transaction.atomic
def withdraw_wages(*, actor: Actor, now: datetime, payment: UUID) -> None:
    """Take a list back before the bank was asked."""
    act = Keeping(actor=actor, now=now)
    row = act.payment(payment, second=False)
    if row.state != _STATE.PREPARED:
        raise NotPrepared
    _end(row, _STATE.WITHDRAWN, "")
    act.note("withdraw_wages", row.season.project, old={"number": row.number, "total": row.total})


@transaction.atomic
def reverse_wages(*, actor: Actor, now: datetime, payment: UUID, reason: str) -> None:
    """Take back a payment that came back from the bank: its entry is negated, its workers are owed again."""
    act = Keeping(actor=actor, now=now)
    row = act.payment(payment, second=True)
    if row.state != _STATE.PAID or row.entry is None:
        raise NotPrepared
    if row.prepared_by == actor.key:
        raise OtherPersonNeeded
    if not reason.strip():
        raise ReasonNeeded("reason")
    reverse(
        actor=actor_at(row.prepared_by, now),
        now=now,
        entry=row.entry,
        on=act.today,
        reason=reason.strip()[:200],
        key=f"industry:wages:{row.pk.hex}:back",
        approver=actor,
    )
    _end(row, _STATE.REVERSED, reason)
    act.note("reverse_wages", row.season.project, old={"number": row.number, "total": row.total}, reason=reason)


def _end(row: WagePayment, state: str, reason: str) -> None:
    row.state, row.reason = state, reason.strip()[:200]
    row.save(update_fields=["state", "reason"])
    row.lines.update(is_live=False)
