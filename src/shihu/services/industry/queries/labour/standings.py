"""What each worker earned, was paid and is owed; for how many days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.services.industry.models import WagePayment, WagePaymentLine, Workday, Worker, WorkLine
from shihu.services.industry.queries.labour.rows import PAID, codes_of, worker_row
from shihu.services.industry.rules import labour as rules
from shihu.services.industry.types import WorkerStanding

CONFIRMED = Q(workday__state=Workday.State.CONFIRMED)


@dataclass(slots=True)
class _Sums:
    days: set[date] = field(default_factory=set)
    minutes: int = 0
    pieces: int = 0
    earned: int = 0
    paid: int = 0
    oldest: date | None = None


def standings_of(which: Q, *, on: date) -> list[WorkerStanding]:
    """Return the standings of workers over confirmed lines, those who wait longest first. Three queries."""
    lines = WorkLine.objects.filter(CONFIRMED, which, workday__day__lte=on).order_by("workday__day", "id")
    rows = list(lines.values_list("pk", "worker", "workday__day", "minutes", "pieces", "amount"))
    paid = set(
        WagePaymentLine.objects.filter(PAID, line__in=lines.values("pk").order_by()).values_list("line", flat=True)
    )
    sums: defaultdict[UUID, _Sums] = defaultdict(_Sums)
    for pk, worker, day, minutes, pieces, amount in rows:
        one = sums[worker]
        one.days.add(day)
        one.minutes += minutes
        one.pieces += pieces
        one.earned += amount
        if pk in paid:
            one.paid += amount
        elif amount and one.oldest is None:
            one.oldest = day
    workers = list(Worker.objects.filter(pk__in=sums))
    codes = codes_of(workers)
    found = [_standing(one, codes.get(one.pk, ""), sums[one.pk], on) for one in workers]
    return sorted(found, key=lambda row: (row.oldest or date.max, -row.unpaid, row.worker.name))


def late_by_season(seasons: Iterable[UUID], *, on: date) -> dict[UUID, tuple[date, int, int]]:
    """Return of wages that are late or will be within a week: the first day, the sum, the people, by season.

    One query.
    """
    lines = WorkLine.objects.filter(CONFIRMED, workday__season__in=list(seasons), amount__gt=0).exclude(
        payments__in=WagePaymentLine.objects.filter(is_live=True, payment__state=WagePayment.State.PAID)
    )
    found: dict[UUID, tuple[date, int, int]] = {}
    people: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for season, day, worker, amount in lines.values_list("workday__season", "workday__day", "worker", "amount"):
        if not rules.is_late(day, on) and not rules.is_soon_late(day, on):
            continue
        oldest, total, _count = found.get(season, (day, 0, 0))
        people[season].add(worker)
        found[season] = (min(oldest, day), total + amount, len(people[season]))
    return found


def _standing(one: Worker, code: str, sums: _Sums, on: date) -> WorkerStanding:
    return WorkerStanding(
        worker=worker_row(one, code),
        days=len(sums.days),
        minutes=sums.minutes,
        pieces=sums.pieces,
        earned=sums.earned,
        paid=sums.paid,
        oldest=sums.oldest,
        days_unpaid=(on - sums.oldest).days if sums.oldest else 0,
        is_late=rules.is_late(sums.oldest, on),
    )
