"""Stored rows of the register as values."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shihu.services.industry.models import WagePayment, WagePaymentLine, Worker, WorkLine
from shihu.services.industry.types import RateKind, WagePaymentRow, WagePaymentState, WorkerRow, WorkLineRow

PAID = Q(is_live=True, payment__state=WagePayment.State.PAID)


def worker_row(one: Worker, code: str = "") -> WorkerRow:
    """Return somebody who works by the day; ``code`` is their household's."""
    return WorkerRow(one.pk, one.name, one.phone, one.home, code, one.person_id)


def lines_of(which: Q) -> QuerySet[WorkLine]:
    """Return lines of the register with what their rows need, by day."""
    found = WorkLine.objects.filter(which).select_related("worker", "rate", "household", "workday")
    return found.order_by("workday__day", "workday", "worker__name", "id")


def line_rows(found: Iterable[WorkLine]) -> list[WorkLineRow]:
    """Return lines with whether they are paid: one query more for all of them."""
    lines = list(found)
    paid: Mapping[int, tuple[date | None, str]] = {
        line: (day, state)
        for line, day, state in WagePaymentLine.objects.filter(is_live=True, line__in=lines)
        .order_by()
        .values_list("line", "payment__paid_on", "payment__state")
    }
    return [_line_row(one, *paid.get(one.pk, (None, ""))) for one in lines]


def _line_row(one: WorkLine, paid_on: date | None, state: str) -> WorkLineRow:
    rate = one.rate
    return WorkLineRow(
        key=one.pk,
        worker=worker_row(one.worker, one.household.code if one.household else ""),
        rate=rate.pk,
        kind=RateKind(rate.kind),
        rate_words=rate.words,
        price=rate.price,
        measure=rate.measure,
        day_minutes=rate.day_minutes,
        minutes=one.minutes,
        pieces=one.pieces,
        amount=one.amount,
        day=one.workday.day,
        work=one.workday.work,
        workday=one.workday_id,
        paid_on=paid_on if state == WagePayment.State.PAID else None,
        is_listed=state == WagePayment.State.PREPARED,
    )


def payment_row(one: WagePayment, people: int) -> WagePaymentRow:
    """Return a payment."""
    return WagePaymentRow(
        one.pk,
        one.season_id,
        one.number,
        WagePaymentState(one.state),
        one.through,
        one.total,
        people,
        one.prepared_name,
        one.prepared_at.date(),
        one.paid_on,
        one.paper,
        one.confirmed_name,
        one.reason,
    )


def codes_of(workers: Iterable[Worker]) -> dict[UUID, str]:
    """Return the household code that each worker's last line knows."""
    lines = WorkLine.objects.filter(worker__in=list(workers), household__isnull=False).order_by("workday__day")
    return dict(lines.values_list("worker", "household__code"))
