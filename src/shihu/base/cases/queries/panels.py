"""A case in finished words, for its own page and for the pages of the services that use cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases.queries import words
from shihu.base.cases.queries.listing import waiting_cases
from shihu.base.cases.types import CaseDetail, CaseRow, ClockDay, EventRow, Happening, State
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.presentation import Column, Event, Light, Row, Stat, Table, Tone

_TONES: dict[Happening, Tone] = {
    Happening.ESCALATED: "ochre",
    Happening.CONFLICT: "ochre",
    Happening.CLOSED: "pine",
    Happening.VISITED: "pine",
    Happening.APPEALED: "seal",
    Happening.REOPENED: "seal",
}


@dataclass(frozen=True, slots=True)
class ClockPanel:
    """A clock: its light, one sentence, where the days went, and every day."""

    light: Light | None
    sentence: str
    stats: tuple[Stat, ...]
    days: Table


def case_address(row: CaseRow) -> str:
    """Return the page of the service where the case is handled; without one, the file itself."""
    if row.page and row.reference:
        return reverse(row.page, kwargs={"key": row.reference})
    return file_address(row)


def file_address(row: CaseRow) -> str:
    """Return the page of the case's file."""
    return reverse("cases_case", kwargs={"key": row.key})


def clock_panel(detail: CaseDetail) -> ClockPanel:
    """Return the clock of the level that the case lies at, or lay at when it was closed."""
    stage, clock, told = detail.stages[-1], detail.row.clock, detail.tally
    assert clock is not None  # noqa: S101 - every case has a stage
    assert told is not None  # noqa: S101 - and every clock is counted
    began = timezone.localdate(stage.began)
    values = {
        "level": _(stage.level_name),
        "days": words.days(stage.days, stage.unit),
        "start": words.day(began),
        "due": words.moment(clock.earliest),
    }
    if clock.due is None:
        sentence = _("“%(level)s” has %(days)s. The clock stands; if it went on today it would be due on %(due)s.")
    elif detail.row.state == State.CLOSED:
        sentence = _("“%(level)s” had %(days)s after %(start)s and was due on %(due)s.")
    else:
        sentence = _("“%(level)s” has %(days)s after %(start)s, the day it came: due on %(due)s.")
    said = sentence % values
    if clock.is_provisional:
        said += " " + _("Provisional: next year's public holidays are not published yet.")
    if clock.moved_to is not None:
        moved = words.moment(clock.moved_to)
        said += " " + _("A schedule published since then would give %(day)s; what was promised stands.") % {
            "day": moved
        }
    stats = [
        Stat(_("Days since it came here"), str(told.elapsed)),
        Stat(_("of these counted"), str(told.counted)),
        Stat(_("stood still"), str(told.paused)),
        Stat(_("weekends and holidays"), str(told.off)),
    ]
    if told.late:
        stats.append(Stat(_("after the due day"), str(told.late), tone="seal"))
    return ClockPanel(words.light(detail.row), said, tuple(stats), _days(detail))


def _days(detail: CaseDetail) -> Table:
    reasons = {key: _(name) for key, name, _stops in detail.pauses}
    rows = []
    for run in _runs(detail.days):
        first, last = run[0], run[-1]
        span = words.day(first.day)
        if last.day != first.day:
            span = _("%(first)s to %(last)s") % {"first": span, "last": words.day(last.day)}
        rows.append(Row((span, _said(run, reasons), first.source)))
    columns = (
        Column("days", pgettext("cases", "Days"), names_row=True),
        Column("said", _("Counted or not")),
        Column("source", _("By which notice")),
    )
    return Table(columns, tuple(rows), _("Day by day"), layout="scroll", id="days")


def _runs(days: Sequence[ClockDay]) -> list[list[ClockDay]]:
    """Group days that follow each other and are told alike."""
    runs: list[list[ClockDay]] = []
    for one in days:
        if runs and _like(runs[-1][-1]) == _like(one) and one.day - runs[-1][-1].day == timedelta(days=1):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _like(one: ClockDay) -> tuple[object, ...]:
    kind = "counted" if one.number is not None else one.kind
    return (kind, one.paused_by, one.source)


def _said(run: Sequence[ClockDay], reasons: dict[str, str]) -> str:
    first, last = run[0], run[-1]
    if first.number is not None:
        if last.number == first.number:
            return _("day %(number)s") % {"number": first.number}
        return _("days %(first)s to %(last)s") % {"first": first.number, "last": last.number}
    if first.paused_by:
        return _("clock stood: %(reason)s") % {"reason": reasons.get(first.paused_by[0], first.paused_by[0])}
    if first.kind in words.KINDS_OF_DAY:
        return _(words.KINDS_OF_DAY[first.kind])
    return _("the day it came is day 0")


def timeline(detail: CaseDetail) -> tuple[Event, ...]:
    """Return the timeline, newest first."""
    levels = dict(detail.levels)
    return tuple(_event(event, detail, levels) for event in reversed(detail.events))


def _event(event: EventRow, detail: CaseDetail, levels: dict[str, str]) -> Event:
    reasons = {key: _(name) for key, name, _stops in detail.pauses}
    ends = {key: _(name) for key, name, _days in detail.outcomes}
    data = event.data
    title = _(words.HAPPENINGS[event.happening]) % {
        "holder": data.get("holder") or (words.office(data["role"]) if "role" in data else ""),
        "reason": reasons.get(data.get("reason", ""), ""),
        "level": _(levels.get(event.level, event.level)),
        "outcome": ends.get(data.get("outcome", ""), ""),
        "day": data.get("visited_on", ""),
    }
    return Event(
        when=words.moment(event.at),
        title=title,
        text=" ".join(part for part in (_lead(event, levels), event.text, words.skipped(event, levels)) if part),
        who=event.by,
        iso=event.at.isoformat(),
        tone=_TONES.get(event.happening, "plain"),
    )


def _lead(event: EventRow, levels: dict[str, str]) -> str:
    """Return what stands before the words of an event."""
    if event.is_hidden:
        return _("A sealed note. Only who handled it at “%(level)s” may read it.") % {
            "level": _(levels.get(event.level, event.level))
        }
    if event.is_sealed:
        return pgettext("cases", "Sealed:")
    data = event.data
    if event.happening == Happening.ESCALATED:
        return _("The clock had run out.") if data.get("how") == "clock" else _("Asked for:")
    if event.happening == Happening.VISITED:
        return _("What was settled holds.") if data.get("holds") else _("What was settled does not hold.")
    if event.happening == Happening.NOTE and data.get("named"):
        mark = ", " if words.language().startswith("en") else "、"
        return _("Named: %(names)s") % {"names": mark.join(data["named"])}
    return ""


def cases_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor in cases: to handle, gone late, to visit again. Five queries."""
    at = datetime.combine(on, time(23, 59), timezone.get_current_timezone())
    found = []
    for row in waiting_cases(actor=actor, at=at):
        if row.state == State.CLOSED:
            kind, title, due = "cases.visit", _("Return visit"), row.visit_due
        else:
            kind, title = "cases.handle", _("Handle: %(kind)s") % {"kind": _(row.kind_name)}
            due = timezone.localdate(row.clock.due) if row.clock and row.clock.due else None
        by_service = bool(row.page and row.reference)
        found.append(
            DueItem(
                kind=kind,
                title=title,
                subject=f"{row.number} {row.title}",
                place=row.place,
                address=row.page if by_service else "cases_case",
                keys={"key": str(row.reference if by_service else row.key)},
                since=timezone.localdate(row.opened),
                due=due,
                minutes=0,
            )
        )
    return found
