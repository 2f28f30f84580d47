"""Money that buyers pay on what they owe, and taking such a payment back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.commands import reverse
from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.kernel.refusals import NotFound
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import (
    ActTaken,
    BadReceiptDay,
    BadSum,
    NotOwed,
    ReasonNeeded,
    ReceiptUndone,
    ReceivesTooMuch,
    SecondPersonNeeded,
)
from shihu.services.industry.models import Receipt, Sale, Season
from shihu.services.industry.queries.receivables import received_on
from shihu.services.industry.queries.selling import buyer_of
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import BANK, CASH

_INTO = {"bank": BANK, "cash": CASH}


@transaction.atomic
def receive(
    *,
    actor: Actor,
    now: datetime,
    sale: UUID,
    amount: int,
    paid_into: str,
    day: date,
    paper: str,
    key: str,
    approver: Actor | None = None,
) -> UUID:
    """Book what a buyer pays on a sale, in full or in part, never more than is owed; return the ledger entry."""
    act = Running(actor=actor, now=now)
    season, found = _sale(act, sale)
    known = Receipt.objects.filter(key=key).first()
    if known is not None:
        if (known.sale_id, known.amount, known.day) != (sale, amount, day):
            raise ActTaken("key")
        return known.entry
    if found.entry is None or not found.on_credit or found.reversed_on is not None:
        raise NotOwed
    if amount <= 0 or paid_into not in _INTO:
        raise BadSum("amount")
    if not paper.strip():
        raise ReasonNeeded("paper")
    if not found.sold_on <= day <= act.today:
        raise BadReceiptDay("day", day=found.sold_on.isoformat())
    left = found.total - received_on(found)
    if amount > left:
        raise ReceivesTooMuch("amount", left=yuan(left), amount=yuan(amount))
    booking = Booking(season, actor=actor, now=now, day=day)
    lines = (
        NewLine(_INTO[paid_into], amount, tag=tags.season_tag(season.pk)),
        NewLine(booking.chart.receivable, -amount, buyer_of(found), found.buyer, tags.season_tag(season.pk)),
    )
    entry = booking.entry(f"收{found.buyer}货款", lines, paper, DocumentKind.BANK_SLIP, f"industry:receipt:{key}")
    booked = booking.post_now(entry, approver)
    Receipt.objects.create(
        sale=found,
        amount=amount,
        paid_into=paid_into,
        day=day,
        paper=paper.strip()[:60],
        entry=booked,
        key=key,
        recorded_by=actor.name,
        recorded_at=now,
    )
    act.note("receive", season.project, new={"buyer": found.buyer, "amount": amount, "left": left - amount})
    return booked


@transaction.atomic
def undo_receipt(*, actor: Actor, now: datetime, receipt: UUID, reason: str, approver: Actor | None = None) -> UUID:
    """Take a buyer's payment back: the ledger's lines with the other sign, owed again; return the reversing entry."""
    act = Running(actor=actor, now=now)
    sale = Receipt.objects.filter(pk=receipt).values_list("sale", flat=True).first()
    if sale is None:
        raise NotFound
    season, found = _sale(act, sale)
    row = Receipt.objects.select_for_update().get(pk=receipt)
    if row.undo_entry is not None:
        raise ReceiptUndone
    if not reason.strip():
        raise ReasonNeeded("reason")
    key = f"industry:receipt-back:{row.pk.hex}"
    done = reverse(
        actor=actor, now=now, entry=row.entry, on=act.today, reason=reason.strip(), key=key, approver=approver
    )
    if done.entry is None:
        raise SecondPersonNeeded("approver", amount=yuan(row.amount))
    row.reversed_on, row.undo_reason, row.undo_entry = act.today, reason.strip()[:200], done.entry
    row.save(update_fields=["reversed_on", "undo_reason", "undo_entry"])
    act.note("undo_receipt", season.project, old={"buyer": found.buyer, "amount": row.amount}, reason=reason)
    return done.entry


def _sale(act: Running, key: UUID) -> tuple[Season, Sale]:
    season = Sale.objects.filter(pk=key).values_list("season", flat=True).first()
    if season is None:
        raise NotFound
    locked = act.season(season, needs_open=False)
    return locked, Sale.objects.select_for_update(of=("self",)).get(pk=key)
