"""Reading the register of a season and its sheets."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import Foreman, Season, WagePaymentLine, Workday, Worker, WorkLine
from shihu.services.industry.queries.labour.access import Register, leads, register
from shihu.services.industry.queries.labour.rates import floor_on, rates, rates_on
from shihu.services.industry.queries.labour.rows import PAID, codes_of, line_rows, lines_of, payment_row, worker_row
from shihu.services.industry.queries.labour.standings import standings_of
from shihu.services.industry.rules import labour as rules
from shihu.services.industry.types import (
    Crew,
    CrewRow,
    ForemanRow,
    LabourSeason,
    Led,
    RateKind,
    Warned,
    WorkdayDetail,
    WorkdayRow,
    WorkdayState,
    WorkerRow,
    WorkLineRow,
)

_STATE = Workday.State
_LAST_SHEETS = 12  # whose people are offered: about a fortnight's


def labour_season(season: UUID, *, actor: Actor, on: date) -> LabourSeason:
    """Return the register of a season, for who sees it by office or keeps it."""
    seen = register(season, actor=actor, on=on)
    found, project = seen.season, seen.season.project
    days = Workday.objects.filter(season=found, day__lte=on).select_related("site")
    paid_out = found.wage_payments.annotate(people=Count("lines__line__worker", distinct=True)) if seen.sees else ()
    return LabourSeason(
        season=found.pk,
        season_name=found.name,
        is_open=found.closed_on is None,
        project=project.pk,
        project_name=project.name,
        place=seen.place,
        owner=project.book.name,
        sees=seen.sees,
        may_keep=seen.may_keep and found.closed_on is None,
        may_run=seen.runs,
        may_export=policies.EXPORT_PROJECTS.allows(actor, seen.place),
        may_set_floor=policies.SET_FLOORS.allows(actor, seen.place),
        days=tuple(_day_rows(days)),
        standings=tuple(standings_of(Q(workday__season=found), on=on)),
        payments=tuple(payment_row(one, one.people) for one in paid_out),
        rates=tuple(rates(project.pk)),
        foremen=tuple(_foreman_row(one) for one in project.foremen.select_related("person")) if seen.sees else (),
        floor=floor_on(seen.place, on),
    )


def register_lines(season: UUID, *, actor: Actor, on: date) -> list[WorkLineRow]:
    """Return every line of confirmed days of a season, by day, for the spreadsheet."""
    seen = register(season, actor=actor, on=on)
    policies.EXPORT_PROJECTS.require(actor, seen.place, seen=True)
    return line_rows(lines_of(Q(workday__season=seen.season, workday__state=_STATE.CONFIRMED)))


def workday(key: UUID, *, actor: Actor, on: date) -> WorkdayDetail:
    """Return one sheet whole, for who sees the register or keeps it."""
    found = Workday.objects.select_related("site").filter(pk=key).first()
    if found is None:
        raise NotFound
    seen = register(found.season_id, actor=actor, on=on)
    [row] = _day_rows([found])
    lines = tuple(line_rows(lines_of(Q(workday=found))))
    is_open = seen.season.closed_on is None
    approves = policies.APPROVE.allows(actor, seen.place)
    by_hand = {found.confirmed_by, found.booked_for}
    return WorkdayDetail(
        row=row,
        season=found.season_id,
        season_name=seen.season.name,
        project=seen.season.project_id,
        project_name=seen.season.project.name,
        place=seen.place,
        book=seen.season.project.book_id,
        lines=lines,
        warned=tuple(_warned(found, lines)),
        entry=found.entry,
        confirmed_at=found.confirmed_at,
        reason=found.reason,
        sees_books=seen.sees,
        may_keep=seen.may_keep and is_open and found.state == _STATE.DRAFT,
        may_approve=approves and found.state == _STATE.WAITING and actor.key not in by_hand,
        may_reverse=approves and is_open and found.state == _STATE.CONFIRMED,
    )


def crew(season: UUID, *, actor: Actor, on: date, day: date, sheet: UUID | None = None) -> Crew:
    """Return the form of a day: the people of the last sheet ticked, those of the last fortnight offered.

    ``sheet``: a draft to write anew, or a sheet that was taken back to start from.
    """
    seen = register(season, actor=actor, on=on)
    source = _source(seen, sheet)
    held = rates_on(seen.season.project_id, day)
    came = {line.worker_id: line for line in source.lines.select_related("rate")} if source else {}
    recent = Workday.objects.filter(season=seen.season).exclude(state=_STATE.REVERSED)
    newest = list(recent.order_by("-day", "-id").values_list("pk", flat=True)[:_LAST_SHEETS])
    offered = set(WorkLine.objects.filter(workday__in=newest).values_list("worker", flat=True)) | set(came)
    # Who was entered just now has no sheet yet.
    fresh = Worker.objects.filter(employer=seen.season.project.book_id, lines=None).values_list("pk", flat=True)
    people = list(Worker.objects.filter(pk__in=offered | set(fresh)).order_by("name", "id"))
    codes = codes_of(people)
    usual = _usual_minutes(came.values())
    names = {row.words: row.key for row in held.values()}
    last_rates = dict(
        WorkLine.objects.filter(worker__in=people, rate__project=seen.season.project_id)
        .order_by("workday__day", "id")
        .values_list("worker", "rate__words")
    )
    rows = []
    for one in people:
        line = came.get(one.pk)
        words = line.rate.words if line else last_rates.get(one.pk, "")
        minutes = line.minutes if line and line.minutes != usual else 0
        exact = sheet is not None and line is not None
        rows.append(
            CrewRow(
                worker_row(one, codes.get(one.pk, "")),
                one.pk in came or one.pk not in last_rates,
                names.get(words),
                minutes if exact else 0,
                line.pieces if exact and line else 0,
            )
        )
    rows.sort(key=lambda row: not row.came)
    return Crew(
        season=seen.season.pk,
        season_name=seen.season.name,
        project_name=seen.season.project.name,
        place=seen.place,
        since=seen.season.since,
        work=source.work if source else "",
        site=source.site_id if source else None,
        sites=tuple((site.pk, site.name) for site in seen.season.project.sites.filter(until=None)),
        rates=tuple(held.values()),
        people=tuple(rows),
        copied_from=source.day if source else None,
        minutes=usual,
        may_keep=seen.may_keep,
    )


def led(*, actor: Actor, on: date) -> list[Led]:
    """Return the open registers that the actor keeps as foreman."""
    seasons = Foreman.objects.filter(leads(actor, on)).values("project")
    found = (
        Season.objects.filter(project__in=seasons, closed_on=None, since__lte=on)
        .select_related("project")
        .annotate(last=Max("workdays__day"), drafts=Count("workdays", filter=Q(workdays__state=_STATE.DRAFT)))
        .order_by("project__name", "-since")
    )
    return [Led(one.pk, one.name, one.project.name, one.project.place_id, one.last, one.drafts) for one in found]


def workers_in_roster(book: UUID) -> list[WorkerRow]:
    """Return an employer's workers who stand in the roster, by name. Limits nothing."""
    found = list(Worker.objects.filter(employer=book, person__isnull=False).order_by("name", "id"))
    codes = codes_of(found)
    return [worker_row(one, codes.get(one.pk, "")) for one in found]


def _source(seen: Register, sheet: UUID | None) -> Workday | None:
    found = Workday.objects.filter(season=seen.season)
    if sheet is not None:
        one = found.filter(pk=sheet).first()
        if one is None:
            raise NotFound
        return one
    # Of several sheets of the last day the one with most people: the crew, and not who stayed to pack.
    counted = found.exclude(state=_STATE.REVERSED).annotate(people=Count("lines"))
    return counted.order_by("-day", "-people", "-id").first()


def _usual_minutes(lines: Iterable[WorkLine]) -> int:
    """Return the hours that most had, eight where nobody says."""
    counts: dict[int, int] = {}
    for line in lines:
        if line.minutes:
            counts[line.minutes] = counts.get(line.minutes, 0) + 1
    return max(counts, key=lambda minutes: (counts[minutes], minutes), default=480)


def _warned(found: Workday, lines: Iterable[WorkLineRow]) -> Iterable[Warned]:
    """Say what to look at: more than twelve hours with other sheets of the day, piece work without hours."""
    rows = list(lines)
    others = WorkLine.objects.filter(workday__day=found.day, worker__in=[row.worker.key for row in rows])
    others = others.exclude(workday=found).exclude(workday__state=_STATE.REVERSED).order_by()
    elsewhere = dict(others.values_list("worker").annotate(Sum("minutes")))
    for row in rows:
        total = row.minutes + elsewhere.get(row.worker.key, 0)
        if total > rules.LONG:
            yield Warned("long", row.worker.name, total)
        elif row.kind == RateKind.PIECE and not row.minutes:
            yield Warned("no_hours", row.worker.name)


def _day_rows(found: Iterable[Workday]) -> list[WorkdayRow]:
    """Return sheets with their sums: two queries for all of them."""
    days = list(found)
    lines = WorkLine.objects.filter(workday__in=[one.pk for one in days]).order_by()
    sums = {
        day: (people, minutes, pieces)
        for day, people, minutes, pieces in lines.values_list("workday").annotate(
            Count("worker"), Sum("minutes"), Sum("pieces")
        )
    }
    paid = WagePaymentLine.objects.filter(PAID, line__workday__in=[one.pk for one in days]).order_by()
    settled: dict[UUID, int] = dict(paid.values_list("line__workday").annotate(Sum("amount")))
    rows = []
    for one in days:
        people, minutes, pieces = sums.get(one.pk, (0, 0, 0))
        counts = one.state == _STATE.CONFIRMED
        rows.append(
            WorkdayRow(
                one.pk,
                one.day,
                one.work,
                one.site.name if one.site else "",
                WorkdayState(one.state),
                people,
                minutes,
                pieces,
                one.total,
                one.entered_name,
                one.confirmed_name,
                one.total - settled.get(one.pk, 0) if counts else 0,
            )
        )
    return rows


def _foreman_row(one: Foreman) -> ForemanRow:
    return ForemanRow(
        one.pk, one.person_id, one.person.name, one.since, one.until, one.named_name, one.person.account_id is not None
    )
