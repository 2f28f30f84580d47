"""Reading what buyers owe: since when, until when, and whose proceeds wait for it."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import F, Q, Sum

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import Sale, Season, Slip
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.queries.standings import accounts_of, booked, stands
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.receivables import unpaid_parts
from shihu.services.industry.types import Payable, ReceiptRow, ReceivableRow, SaleReceipts


def receivables(place: str, *, actor: Actor, on: date) -> list[ReceivableRow]:
    """Return every sale on credit under a place that is not wholly paid, the oldest first. One query."""
    if not policies.SEE_PROJECTS.allows(actor, place):
        raise NotFound
    found = open_sales(within("season__project__place_id", [place]), on)
    return [receivable_row(one, received, on) for one, received in found]


def open_sales(which: Q, on: date) -> list[tuple[Sale, int]]:
    """Return booked sales on credit with something left to pay and what was paid on each, the oldest first."""
    found = Sale.objects.filter(which, booked(), on_credit=True, sold_on__lte=on)
    live = found.annotate(received=Sum("receipts__amount", filter=Q(receipts__reversed_on=None), default=0))
    rows = live.filter(received__lt=F("total")).select_related("season__project__book").order_by("sold_on", "id")
    return [(one, one.received) for one in rows]


def received_on(sale: Sale) -> int:
    """Return what the buyer has paid on a sale so far; limits nothing."""
    return sale.receipts.filter(reversed_on=None).aggregate(sum=Sum("amount"))["sum"] or 0


def receivable_row(one: Sale, received: int, on: date) -> ReceivableRow:
    """Return a sale of :func:`open_sales` as a row."""
    project = one.season.project
    late = max(0, (on - one.due_on).days) if one.due_on else 0
    age = (on - one.sold_on).days
    return ReceivableRow(
        one.pk,
        one.buyer,
        project.book.name,
        project.name,
        one.season_id,
        one.sold_on,
        one.due_on,
        one.total,
        received,
        age,
        late,
    )


def sale_receipts(key: UUID, *, actor: Actor) -> SaleReceipts | None:
    """Return what the buyer of a sale on credit paid, for the desk; None for other sales and for members."""
    one = Sale.objects.select_related("season").filter(booked(), pk=key, on_credit=True).first()
    if one is None or not opened(one.season.project_id, actor=actor).sees:
        return None
    rows = tuple(
        ReceiptRow(
            row.pk,
            row.day,
            row.amount,
            row.paid_into,
            row.paper,
            row.recorded_by,
            row.entry,
            row.reversed_on,
            row.undo_reason,
        )
        for row in one.receipts.all()
    )
    paid = sum(row.amount for row in rows if row.reversed_on is None)
    return SaleReceipts(one.pk, one.total, paid, one.due_on, rows)


def sale_of_receipt(key: UUID, *, actor: Actor) -> tuple[UUID, ReceiptRow]:
    """Return a payment with the sale that it was made on, for the desk."""
    sale = Sale.objects.filter(receipts=key).values_list("pk", flat=True).first()
    told = sale_receipts(sale, actor=actor) if sale else None
    if sale is None or told is None:
        raise NotFound
    return sale, next(row for row in told.rows if row.key == key)


def payables(season: UUID, *, actor: Actor, on: date) -> list[Payable]:
    """Return what waits for each household of a season and what of it buyers have not paid yet; for the desk."""
    found = Season.objects.select_related("project__book").filter(pk=season).first()
    if found is None or not opened(found.project_id, actor=actor).sees:
        raise NotFound
    return payables_of(found, on)


def payables_of(season: Season, on: date) -> list[Payable]:
    """Return the same for commands; limits nothing."""
    waiting = stands(season, accounts_of(season, on), tags.proceeds_tag(season.pk), on)
    unpaid = _unpaid(season)
    return [Payable(code, -amount, unpaid.get(code, 0)) for code, amount in sorted(waiting.items()) if amount < 0]


def _unpaid(season: Season) -> dict[str, int]:
    """Return of what households got of sales on credit the part that buyers still owe, by code. Two queries."""
    sales = {one.pk: (one.total, one.total - received) for one, received in open_sales(Q(season=season), date.max)}
    gets: dict[UUID, dict[str, int]] = defaultdict(dict)
    slips = Slip.objects.filter(sale__in=sales).values_list("sale", "household__code", "household_gets")
    for sale, code, amount in slips:
        gets[sale][code] = amount
    told: dict[str, int] = defaultdict(int)
    for key, parts in gets.items():
        for code, amount in unpaid_parts(*sales[key], parts).items():
            told[code] += amount
    return told
