"""Paying what a settlement owes: a list ordered by one person, paid and confirmed by another."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from shihu.base.accounts.queries import actor_by_key
from shihu.base.ledger.commands import post, reverse
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.running import Running
from shihu.services.industry.commands.settlement_entries import payout_entry
from shihu.services.industry.errors import (
    BadPayDay,
    LineHeld,
    NoDividendToPay,
    OtherPersonNeeded,
    PayoutTaken,
    SlipNeeded,
    WordsNeeded,
    WrongState,
)
from shihu.services.industry.models import DividendPayout, DividendPayoutLine, Settlement, SettlementLine

_STATE = DividendPayout.State


@transaction.atomic
def order_payout(*, actor: Actor, now: datetime, settlement: UUID, key: str, codes: Sequence[str] = ()) -> UUID:
    """Order the payment of a booked settlement to the households ``codes``, or to all that are not yet paid.

    ``key`` is made by the form once: sent again it answers as it did, so that a double click pays once.
    """
    act = Running(actor=actor, now=now)
    row = _settlement(act, settlement)
    earlier = DividendPayout.objects.filter(key=key).first()
    if earlier is not None:
        asked = set(codes)
        told = set(earlier.lines.values_list("line__code", flat=True))
        if earlier.settlement_id != row.pk or (asked and asked != told):
            raise PayoutTaken("key")
        return earlier.pk
    if row.state != Settlement.State.BOOKED:
        raise WrongState
    lines = _payable(row, codes)
    last = row.payouts.aggregate(last=Max("number"))["last"] or 0
    made = DividendPayout.objects.create(
        settlement=row,
        number=last + 1,
        amount=sum(amount for _line, amount in lines),
        key=key[:80],
        ordered_by=actor.key,
        ordered_name=actor.name,
        ordered_at=now,
    )
    DividendPayoutLine.objects.bulk_create(
        [DividendPayoutLine(payout=made, line=line, amount=amount) for line, amount in lines]
    )
    act.note("order_payout", row.season.project, new={"number": made.number, "amount": made.amount})
    return made.pk


@transaction.atomic
def confirm_payout(*, actor: Actor, now: datetime, key: UUID, paid_on: date, paper: str) -> None:
    """Book a payment that the bank has made, as the second person; ``paper`` is the bank's slip."""
    act = Running(actor=actor, now=now)
    made = _payout(act, key)
    if made.state == _STATE.PAID and made.confirmed_by == actor.key:
        return  # the same click once more
    if made.state != _STATE.ORDERED:
        raise WrongState
    _second(act, made)
    if not paper.strip():
        raise SlipNeeded("paper")
    booked = made.settlement.booked_on
    if booked is None or not booked <= paid_on <= act.today:
        raise BadPayDay("paid_on", first=booked.isoformat() if booked else "")
    paper = paper.strip()[:40]
    entry = payout_entry(actor=actor, now=now, payout=made, paid_on=paid_on, paper=paper)
    done = post(actor=actor_by_key(made.ordered_by, now=now), now=now, entry=entry, approver=actor)
    made.state, made.entry, made.paid_on, made.paper = _STATE.PAID, done.entry, paid_on, paper
    made.confirmed_by, made.confirmed_name = actor.key, actor.name
    made.save()
    new = {"number": made.number, "amount": made.amount, "paid_on": paid_on, "paper": paper}
    act.note("confirm_payout", made.settlement.season.project, new=new)


@transaction.atomic
def withdraw_payout(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Take back an ordered payment before the bank was asked."""
    act = Running(actor=actor, now=now)
    made = _payout(act, key)
    if made.state != _STATE.ORDERED:
        raise WrongState
    _end(act, made, _STATE.WITHDRAWN, "")


@transaction.atomic
def reverse_payout(*, actor: Actor, now: datetime, key: UUID, reason: str) -> None:
    """Take back a payment that came back from the bank: its entry is reversed, its households are owed again."""
    act = Running(actor=actor, now=now)
    made = _payout(act, key)
    if made.state != _STATE.PAID or made.entry is None:
        raise WrongState
    _second(act, made)
    if not reason.strip():
        raise WordsNeeded("reason")
    reverse(
        actor=actor_by_key(made.ordered_by, now=now),
        now=now,
        entry=made.entry,
        on=act.today,
        reason=reason,
        key=f"industry:payout:{made.pk}:back",
        approver=actor,
    )
    _end(act, made, _STATE.REVERSED, reason)


def _second(act: Running, made: DividendPayout) -> None:
    policies.APPROVE.require(act.actor, made.settlement.season.project.place_id, seen=True)
    if made.ordered_by == act.actor.key:
        raise OtherPersonNeeded


def _end(act: Running, made: DividendPayout, state: str, reason: str) -> None:
    made.state, made.reason = state, reason.strip()[:200]
    made.save(update_fields=["state", "reason"])
    made.lines.update(is_live=False)
    action = "withdraw_payout" if state == _STATE.WITHDRAWN else "reverse_payout"
    old = {"number": made.number, "amount": made.amount}
    if action == "withdraw_payout":
        act.note("withdraw_payout", made.settlement.season.project, old=old, reason=reason)
    else:
        act.note("reverse_payout", made.settlement.season.project, old=old, reason=reason)


def _settlement(act: Running, key: UUID) -> Settlement:
    """The settlement, locked with its season, so that two payments do not see the same lines as unpaid."""
    season = Settlement.objects.filter(pk=key).values_list("season", flat=True).first()
    if season is None:
        raise NotFound
    locked = act.season(season, needs_open=False)
    row = Settlement.objects.select_for_update(of=("self",)).get(pk=key)
    row.season = locked
    return row


def _payout(act: Running, key: UUID) -> DividendPayout:
    settlement = DividendPayout.objects.filter(pk=key).values_list("settlement", flat=True).first()
    if settlement is None:
        raise NotFound
    row = _settlement(act, settlement)
    made = DividendPayout.objects.select_for_update(of=("self",)).get(pk=key)
    made.settlement = row
    return made


def _payable(row: Settlement, codes: Sequence[str]) -> list[tuple[SettlementLine, int]]:
    """The lines with something left to pay and the amount; all that are open, or exactly ``codes``."""
    lines = row.lines.exclude(payouts__is_live=True).order_by("code")
    if row.season.project.book.kind == EntityKind.COLLECTIVE:
        lines = lines.exclude(household=None)  # its own shares' part went to its fund
    found = []
    for line in lines:
        amount = line.guaranteed + line.patronage + line.labour + line.floating
        amount -= line.set_off_advance + line.set_off_rental
        if codes and line.code not in codes:
            continue
        if line.is_held:
            if codes:
                raise LineHeld("codes", code=line.code)
            continue
        if amount > 0:
            found.append((line, amount))
    if not found or (codes and len(found) != len(set(codes))):
        raise NoDividendToPay
    return found
