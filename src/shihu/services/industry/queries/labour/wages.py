"""Reading payments of wages, one's own days, and the slip of one person."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import WagePayment, WagePaymentLine, Worker
from shihu.services.industry.queries.labour.access import register
from shihu.services.industry.queries.labour.rows import line_rows, lines_of, payment_row
from shihu.services.industry.queries.labour.standings import CONFIRMED, standings_of
from shihu.services.industry.types import (
    OwnWork,
    WagePart,
    WagePaymentDetail,
    WageSlip,
    WorkLineRow,
)

_STATE = WagePayment.State


def wage_payment(key: UUID, *, actor: Actor, on: date) -> WagePaymentDetail:
    """Return one payment with its list, for who sees the register by office."""
    found = _payment(key)
    seen = register(found.season_id, actor=actor, on=on)
    if not seen.sees:
        raise NotFound
    parts = _parts(_lines_of(found))
    approves = policies.APPROVE.allows(actor, seen.place) and found.prepared_by != actor.key
    return WagePaymentDetail(
        row=payment_row(found, len(parts)),
        project_name=seen.season.project.name,
        season_name=seen.season.name,
        place=seen.place,
        book=seen.season.project.book_id,
        entry=found.entry,
        parts=parts,
        may_confirm=approves and found.state == _STATE.PREPARED,
        may_withdraw=seen.runs and found.state == _STATE.PREPARED,
        may_reverse=approves and found.state == _STATE.PAID,
    )


def wage_slip(key: UUID, worker: UUID, *, actor: Actor) -> WageSlip:
    """Return one person's slip of a payment: for the office, and for the person."""
    found = _payment(key)
    one = Worker.objects.filter(pk=worker).first()
    if one is None:
        raise NotFound
    is_own = Worker.objects.filter(own(actor), pk=worker).exists()
    if not is_own and not policies.SEE_PROJECTS.allows(actor, found.season.project.place_id):
        raise NotFound
    lines = tuple(row for row in _lines_of(found) if row.worker.key == worker)
    if not lines:
        raise NotFound
    return WageSlip(
        payment=payment_row(found, 1),
        worker=lines[-1].worker,
        owner=found.season.project.book.name,
        project_name=found.season.project.name,
        place=found.season.project.place_id,
        lines=lines,
    )


def worker_book(season: UUID, worker: UUID, *, actor: Actor, on: date) -> OwnWork:
    """Return one person's days in a season, for who sees the register or keeps it."""
    register(season, actor=actor, on=on)
    rows = _books(Q(workday__season=season, worker=worker), on=on)
    if not rows:
        raise NotFound
    return rows[0]


def own_work(*, actor: Actor, on: date) -> list[OwnWork]:
    """Return one's own days, season by season, the newest first."""
    if actor.key is None:
        return []
    return _books(Q(worker__person__account=actor.key), on=on)


def own(actor: Actor) -> Q:
    """Return the filter on workers "the actor"."""
    return Q(person__account=actor.key) if actor.key is not None else Q(pk__in=())


def _payment(key: UUID) -> WagePayment:
    found = WagePayment.objects.select_related("season__project__book").filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def _lines_of(found: WagePayment) -> list[WorkLineRow]:
    """Return the lines that a payment pays, or paid before it was taken back."""
    return line_rows(lines_of(Q(payments__payment=found)))


def _parts(lines: list[WorkLineRow]) -> tuple[WagePart, ...]:
    by_worker: defaultdict[UUID, list[WorkLineRow]] = defaultdict(list)
    for line in lines:
        by_worker[line.worker.key].append(line)
    parts = [
        WagePart(
            rows[-1].worker,
            len({row.day for row in rows}),
            sum(row.minutes for row in rows),
            sum(row.pieces for row in rows),
            sum(row.amount for row in rows),
        )
        for rows in by_worker.values()
    ]
    return tuple(sorted(parts, key=lambda part: (part.worker.code or "~", part.worker.name)))


def _books(which: Q, *, on: date) -> list[OwnWork]:
    found = list(lines_of(which & CONFIRMED & Q(workday__day__lte=on)).select_related("workday__season__project__book"))
    rows: defaultdict[UUID, list[WorkLineRow]] = defaultdict(list)
    for one, row in zip(found, line_rows(found), strict=True):
        rows[one.workday.season_id].append(row)
    seasons = {one.workday.season_id: one.workday.season for one in found}
    return [
        OwnWork(
            season=pk,
            season_name=season.name,
            project_name=season.project.name,
            owner=season.project.book.name,
            standing=standings_of(which & Q(workday__season=pk), on=on)[0],
            lines=tuple(rows[pk][::-1]),
            payments=_payments(rows[pk]),
        )
        for pk, season in sorted(seasons.items(), key=lambda pair: pair[1].since, reverse=True)
    ]


def _payments(lines: list[WorkLineRow]) -> tuple[tuple[UUID, date, int], ...]:
    """Return the payments of these lines: key, day, what they brought."""
    found = WagePaymentLine.objects.filter(
        is_live=True, payment__state=_STATE.PAID, line__in=[row.key for row in lines]
    )
    sums: dict[tuple[UUID, date], int] = {}
    for payment, day, amount in found.values_list("payment", "payment__paid_on", "amount"):
        if day is None:
            continue  # a payment that is paid has its day
        sums[payment, day] = sums.get((payment, day), 0) + amount
    return tuple((key, day, amount) for (key, day), amount in sorted(sums.items(), key=lambda pair: pair[0][1]))[::-1]
