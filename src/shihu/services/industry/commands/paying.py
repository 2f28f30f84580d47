"""Paying proceeds out to households, by one list for the bank."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import (
    ActTaken,
    MoneyNotIn,
    NothingToPay,
    NotWaiting,
    PayoutWaits,
    ReasonNeeded,
)
from shihu.services.industry.models import Payout, PayoutLine, Season
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.queries.receivables import payables_of
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import BANK


@transaction.atomic
def pay_proceeds(
    *,
    actor: Actor,
    now: datetime,
    season: UUID,
    day: date,
    paper: str,
    key: str,
    households: Sequence[UUID] | None = None,
    ahead: bool = False,
    approver: Actor | None = None,
) -> UUID:
    """Pay what stands for households of what their goods brought; return the payment's key.

    ``households`` of None pays everybody. The same key pays once; a second list finds nothing left to pay. Where the
    ledger asks for a second person, the list waits until :func:`approve_payout`. What buyers have not paid for yet is
    left out, unless the producer pays it ``ahead`` from its own money.
    """
    act = Running(actor=actor, now=now)
    found = act.season(season, needs_open=False)
    known = Payout.objects.filter(key=key).first()
    if known is not None:
        if (known.season_id, known.day) != (season, day):
            raise ActTaken("key")
        return known.pk
    if not paper.strip():
        raise ReasonNeeded("paper")
    waits = found.payouts.filter(entry=None, turned_down_on=None).first()
    if waits is not None:
        raise PayoutWaits(amount=yuan(waits.total))
    owed = _owed(found, act.today, ahead=ahead)
    who = dict(found.project.participations.values_list("household_id", "household__code"))
    if households is not None and set(households) - set(who):
        raise NotFound
    lines = {key: owed[code] for key, code in who.items() if owed.get(code, 0) > 0}
    if households is not None:
        lines = {key: amount for key, amount in lines.items() if key in set(households)}
    if not lines:
        waiting = _owed(found, act.today, ahead=True)
        held = sum(waiting.get(code, 0) for key, code in who.items() if households is None or key in set(households))
        if held > 0 and not ahead:
            raise MoneyNotIn("ahead", waiting=yuan(held))
        raise NothingToPay("households")
    payout = Payout.objects.create(
        season=found,
        day=day,
        paper=paper.strip()[:60],
        total=sum(lines.values()),
        key=key,
        ahead=ahead,
        recorder=actor.key,
        recorded_by=actor.name,
        recorded_at=now,
    )
    PayoutLine.objects.bulk_create(
        [PayoutLine(payout=payout, household_id=home, amount=amount) for home, amount in lines.items()], batch_size=500
    )
    booked = _book(Booking(found, actor=actor, now=now, day=day), payout, approver)
    told = {"total": payout.total, "households": len(lines), "waits": booked is None}
    act.note("pay_proceeds", found.project, new=told)
    return payout.pk


@transaction.atomic
def approve_payout(*, actor: Actor, now: datetime, payout: UUID) -> None:
    """Book, as the second person, a payment that waits; refused where less stands by now than it would pay."""
    act, season, found = _waiting(actor, now, payout)
    first = Booking.recorder(found.recorder, now)
    if first.key == actor.key:
        raise SamePerson
    owed = _owed(season, act.today, ahead=found.ahead)
    for line in found.lines.select_related("household"):
        if owed.get(line.household.code, 0) < line.amount:
            raise NothingToPay("households")
    _book(Booking(season, actor=first, now=now, day=found.day), found, actor)
    act.note("approve_payout", season.project, new={"total": found.total})


@transaction.atomic
def turn_down_payout(*, actor: Actor, now: datetime, payout: UUID, reason: str) -> None:
    """Turn down a payment that waits."""
    act, season, found = _waiting(actor, now, payout)
    if not reason.strip():
        raise ReasonNeeded("reason")
    found.turned_down_on = act.today
    found.save(update_fields=["turned_down_on"])
    act.note("turn_down_payout", season.project, new={"total": found.total}, reason=reason)


def _waiting(actor: Actor, now: datetime, key: UUID) -> tuple[Running, Season, Payout]:
    payout = Payout.objects.select_related("season").filter(pk=key).first()
    if payout is None:
        raise NotFound
    seen = opened(payout.season.project_id, actor=actor)
    if not seen.sees:
        raise NotFound
    policies.APPROVE.require(actor, seen.project.place_id, seen=True)
    act = Running(actor=actor, now=now)
    season = act.season(payout.season_id, needs_open=False)
    payout = Payout.objects.select_for_update().get(pk=key)
    if payout.entry is not None or payout.turned_down_on is not None:
        raise NotWaiting
    return act, season, payout


def _owed(season: Season, day: date, *, ahead: bool) -> dict[str, int]:
    """Return what may be paid to each household of what its goods brought; ``ahead``: also before buyers paid it."""
    return {one.code: one.waiting if ahead else one.payable for one in payables_of(season, day)}


def _book(booking: Booking, payout: Payout, approver: Actor | None) -> UUID | None:
    tag = tags.proceeds_tag(booking.season.pk)
    lines = [
        NewLine(booking.chart.members, line.amount, booking.party(line.household.code), "付货款", tag)
        for line in payout.lines.select_related("household").order_by("household__code")
    ]
    lines.append(NewLine(BANK, -payout.total, note="付货款", tag=tags.season_tag(booking.season.pk)))
    words = f"付货款{len(lines) - 1}户"
    entry = booking.entry(words, lines, payout.paper, DocumentKind.BANK_SLIP, f"industry:pay:{payout.pk.hex}")
    booked = booking.post(entry, approver)
    if booked is not None:
        payout.entry = booked
        payout.save(update_fields=["entry"])
    return booked
