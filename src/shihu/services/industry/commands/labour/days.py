"""Writing the sheet of a day, as long as it is a draft."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from shihu.base.registry.queries.whereabouts import whereabouts
from shihu.base.registry.types.whereabouts import Whereabouts
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry.commands.labour.keeping import Keeping
from shihu.services.industry.errors import (
    ActTaken,
    DayTooLong,
    NobodyCame,
    PersonDead,
    PersonGone,
    RateUnknown,
    SeasonClosed,
    ShareNeedsHousehold,
    SheetStands,
    TwiceOnSheet,
    WorkAhead,
    WorkdayClosed,
    WorkNeedsWords,
    WorkTooEarly,
)
from shihu.services.industry.models import Season, Workday, Worker, WorkLine
from shihu.services.industry.queries.labour.rates import rates_on
from shihu.services.industry.rules import labour as rules
from shihu.services.industry.types import NewWorkday, NewWorkLine, RateKind, RateRow

_STATE = Workday.State


@transaction.atomic
def enter_workday(*, actor: Actor, now: datetime, season: UUID, new: NewWorkday, workday: UUID | None = None) -> UUID:
    """Write a sheet as a draft, or write the draft ``workday`` anew; return its key.

    ``key`` is made by the form once: sent again it answers as it did.
    """
    act = Keeping(actor=actor, now=now)
    found, _foreman = act.kept(season)
    row = Workday(season=found, key=new.key[:80], entered_by=actor.key, entered_name=actor.name, entered_at=now)
    if workday is not None:
        row = Workday.objects.select_for_update(of=("self",)).filter(pk=workday, season=season).first() or row
        if row.pk != workday:
            raise NotFound
        if row.state != _STATE.DRAFT:
            raise WorkdayClosed
    else:
        known = Workday.objects.filter(key=new.key).first()
        if known is not None:
            if (known.season_id, known.day) != (season, new.day):
                raise ActTaken("key")
            return known.pk
    work = " ".join(new.work.split())[:40]
    if not work:
        raise WorkNeedsWords("work")
    check_day(found, new.day, act.today)
    if new.site is not None and not found.project.sites.filter(pk=new.site).exists():
        raise NotFound
    same = Workday.objects.filter(season=found, day=new.day, work=work, site=new.site).exclude(pk=row.pk)
    if same.exclude(state=_STATE.REVERSED).exists():
        raise SheetStands("work", day=new.day.isoformat(), work=work)
    lines = reckoned(found, new.day, new.lines, besides=row.pk)
    row.day, row.work, row.site_id = new.day, work, new.site
    row.total = sum(line.amount for line in lines)
    row.save()
    row.lines.all().delete()
    for line in lines:
        line.workday = row
    WorkLine.objects.bulk_create(lines, batch_size=500)
    act.note("enter_workday", found.project, new={"day": new.day, "work": work, "people": len(lines)})
    return row.pk


@transaction.atomic
def discard_workday(*, actor: Actor, now: datetime, workday: UUID) -> None:
    """Throw a draft away; nothing of it was booked."""
    act = Keeping(actor=actor, now=now)
    row, _foreman = act.sheet(workday, needs_open=False)
    if row.state != _STATE.DRAFT:
        raise WorkdayClosed
    told = {"day": row.day, "work": row.work, "people": row.lines.count()}
    row.delete()
    act.note("discard_workday", row.season.project, old=told)


def check_day(season: Season, day: date, today: date) -> None:
    """Refuse a day that has not come, lies before the season or after its end."""
    if day > today:
        raise WorkAhead("day", day=day.isoformat())
    if day < season.since:
        raise WorkTooEarly("day", since=season.since.isoformat(), day=day.isoformat())
    if season.closed_on is not None:
        raise SeasonClosed("day", season=season.name, day=season.closed_on.isoformat())


def reckoned(season: Season, day: date, given: Sequence[NewWorkLine], *, besides: UUID | None) -> list[WorkLine]:
    """Return the lines of a sheet with what each earns; ``besides``: the sheet itself, whose hours do not count twice.

    Raises what is wrong with the first of them.
    """
    if not given:
        raise NobodyCame("lines")
    people = {
        one.pk: one for one in Worker.objects.filter(employer=season.project.book_id, pk__in=[g.worker for g in given])
    }
    if {one.worker for one in given} - set(people):
        raise NotFound
    persons = {one.person_id for one in people.values() if one.person_id}
    known = whereabouts(persons, on=day)
    held = rates_on(season.project_id, day)
    others = _hours_elsewhere(people.values(), day, besides)
    lines: list[WorkLine] = []
    seen: set[UUID] = set()
    for one in given:
        worker = people[one.worker]
        if worker.pk in seen:
            raise TwiceOnSheet(f"came_{worker.pk}", name=worker.name)
        seen.add(worker.pk)
        rate = held.get(one.rate)
        if rate is None:
            raise RateUnknown("rate", day=day.isoformat())
        rules.checked_work(rate.kind, worker.name, one.minutes, one.pieces)
        total = one.minutes + others.get(worker.pk, 0)
        if total > rules.MOST:
            raise DayTooLong(f"hours_{worker.pk}", name=worker.name, hours=f"{total / 60:g}", day=day.isoformat())
        home = _home(worker, known, day)
        lines.append(_line(worker, one, rate, home))
    return lines


def _line(worker: Worker, one: NewWorkLine, rate: RateRow, home: UUID | None) -> WorkLine:
    shares = rate.kind == RateKind.SHARE
    if shares and home is None:
        raise ShareNeedsHousehold(f"came_{worker.pk}", name=worker.name)
    pieces = one.pieces if rate.kind == RateKind.PIECE else 0
    amount = rules.wage(rate.kind, rate.price, minutes=one.minutes, pieces=pieces, day_minutes=rate.day_minutes)
    return WorkLine(
        worker=worker,
        rate_id=rate.key,
        household_id=home,
        minutes=one.minutes,
        pieces=pieces,
        amount=amount,
        counted=one.minutes if shares else 0,
    )


def _home(worker: Worker, known: Mapping[UUID, Whereabouts], day: date) -> UUID | None:
    """Return the household of who stands in the roster; refuse the dead and those who left."""
    if worker.person_id is None:
        return None
    at = known[worker.person_id]
    if at.died_on is not None and at.died_on <= day:
        raise PersonDead(f"came_{worker.pk}", name=worker.name, day=at.died_on.isoformat())
    if at.household is None and at.left_on is not None:
        raise PersonGone(f"came_{worker.pk}", name=worker.name, day=at.left_on.isoformat())
    return at.household


def _hours_elsewhere(people: Collection[Worker], day: date, besides: UUID | None) -> dict[UUID, int]:
    """Return the minutes that stand on other sheets of the day, by worker; a person's with every employer."""
    lines = WorkLine.objects.filter(workday__day=day).exclude(workday__state=_STATE.REVERSED).exclude(workday=besides)
    persons = {one.person_id: one.pk for one in people if one.person_id}
    named = [one.pk for one in people if one.person_id is None]
    of_persons = lines.filter(worker__person__in=persons).order_by().values_list("worker__person")
    of_named = lines.filter(worker__in=named).order_by().values_list("worker")
    found = {persons[person]: minutes for person, minutes in of_persons.annotate(Sum("minutes"))}
    return found | dict(of_named.annotate(Sum("minutes")))
