"""Pages of meetings: the units of a village, a unit's meetings and tasks, one meeting, its minutes in print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Column, Empty, Event, Fact, Link, PageHead, Row, Stat, Table
from shihu.services.linkages.queries.duty_units import Opened
from shihu.services.linkages.queries.meetings import UnitAtWork
from shihu.services.linkages.rules.meetings import can_decide
from shihu.services.linkages.types import DecisionRow, MeetingRow
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    Names,
    Part,
    label,
    listed,
    place_label,
    six_tabs,
)


def unit_href(unit: UUID) -> str:
    """A unit's meetings."""
    return reverse("linkages_meetings_unit", kwargs={"key": unit})


def meeting_href(key: UUID) -> str:
    """A meeting."""
    return reverse("linkages_meetings_meeting", kwargs={"key": key})


def when(row: MeetingRow) -> str:
    """A meeting's day and hour."""
    return f"{localtime(row.at):%Y-%m-%d %H:%M}"


def village_page(place: str, told: Sequence[UnitAtWork], *, names: Names, on: date) -> DutyPage:
    """Build the list of a village's units: when each met, what is open."""
    month = on.replace(day=1)
    rows = tuple(
        Row(
            (
                Link(label(row.unit, names), unit_href(row.unit.key)),
                Link(when(row.held), meeting_href(row.held.key)) if row.held else "—",
                f"{row.held.came}/{len(row.held.expected)}" if row.held else "—",
                Link(when(row.called), meeting_href(row.called.key)) if row.called else "—",
                row.open_tasks,
                Badge(str(row.late_tasks), "seal", "warn") if row.late_tasks else "0",
            )
        )
        for row in told
    )
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("held", _("Last meeting"), "date"),
        Column("came", _("Households present"), "number"),
        Column("called", _("Next meeting"), "date"),
        Column("open", _("Tasks open"), "number"),
        Column("late", _("Tasks late"), "number"),
    )
    met = sum(row.held is not None and localtime(row.held.at).date() >= month for row in told)
    empty = Empty(_("No unit is in force here yet"), _("Meetings are of units. Form the units first."), icon="units")
    return DutyPage(
        head=PageHead(
            _("Unit meetings of %(place)s") % {"place": place_label(place, names)},
            _("Called with an agenda, decided by one vote a household, followed up by name and day."),
        ),
        tabs=six_tabs(place, "meetings"),
        stats=(
            Stat(_("Units that met this month"), str(met), f"/{len(told)}"),
            Stat(_("Tasks open"), str(sum(row.open_tasks for row in told))),
            Stat(_("Tasks late"), str(sum(row.late_tasks for row in told))),
        ),
        parts=(Part("", table=Table(columns, rows, _("Units"), empty=empty, id="units")),),
        place=place,
    )


def unit_page(
    found: Opened, told: Sequence[MeetingRow], tasks: Sequence[DecisionRow], *, names: Names, on: date
) -> DutyPage:
    """Build a unit's meetings and what is still to be seen to."""
    acts = []
    if found.runs:
        href = reverse("linkages_meetings_call", kwargs={"key": found.unit.key})
        acts.append(Action(_("Call a meeting"), href, "primary", "plus"))
    events = tuple(
        Event(
            when=when(row),
            iso=row.at.isoformat(),
            title=listed(row.agenda[:3]),
            text=_("%(came)s of %(expected)s households, %(count)s decisions")
            % {"came": row.came, "expected": len(row.expected), "count": len(row.decisions)}
            if row.is_kept
            else pgettext("linkages", "called"),
            who=row.kept_by or row.called_by,
            href=meeting_href(row.key),
            tone="pine" if row.is_kept else "ochre",
        )
        for row in told
    )
    lead = "" if events else _("No meeting yet. The head calls one with an agenda.")
    return DutyPage(
        head=PageHead(_("%(unit)s: meetings") % {"unit": label(found.unit, names)}, actions=tuple(acts)),
        parts=(
            *((tasks_part(tasks, found, on=on),) if tasks else ()),
            Part(pgettext("linkages", "Meetings"), lead, events=events),
        ),
        place=found.unit.hamlet,
    )


def tasks_part(tasks: Sequence[DecisionRow], found: Opened, *, on: date) -> Part:
    """What was decided and waits."""
    own = found.own.household if found.own else None
    rows = tuple(
        Row(
            (
                Link(task.words, meeting_href(task.meeting)),
                task.owner_name,
                task.due.isoformat() if task.due else "",
                Badge(pgettext("linkages", "late"), "seal", "warn")
                if task.due and task.due < on
                else Badge(pgettext("linkages", "open"), "ochre", "clock"),
                Action(
                    pgettext("linkages", "Done"),
                    reverse("linkages_meetings_done", kwargs={"key": task.key}),
                    posts=True,
                )
                if found.runs or own == task.owner
                else "",
            ),
            is_marked=own == task.owner,
        )
        for task in tasks
    )
    columns = (
        Column("words", _("What is to be done"), names_row=True),
        Column("owner", _("Who sees to it")),
        Column("due", pgettext("linkages", "By when"), "date"),
        Column("state", _("State")),
        Column("act", "", "action"),
    )
    return Part(_("To be seen to"), table=Table(columns, rows, _("To be seen to"), id="tasks"))


def meeting_page(found: Opened, row: MeetingRow, *, names: Names, is_over: bool) -> DutyPage:
    """Build one meeting: agenda, who is expected or came, decisions."""
    acts = []
    if found.runs and not row.is_kept and is_over:
        href = reverse("linkages_meetings_keep", kwargs={"key": row.key})
        acts.append(Action(_("Write the minutes"), href, "primary", "edit"))
    if row.is_kept:
        href = reverse("linkages_meetings_print", kwargs={"key": row.key})
        acts.append(Action(_("Print the minutes"), href, icon="print"))
    parts = [Part(_("What is talked over"), lines=row.agenda)]
    if row.is_kept:
        parts.append(_decisions(found, row))
        if row.minutes:
            parts.append(Part(_("What else was said"), lines=tuple(row.minutes.splitlines())))
    people = tuple(
        Row(
            (one.householder, _came(one.came)), is_marked=found.own is not None and one.household == found.own.household
        )
        for one in row.expected
    )
    columns = (Column("who", _("Household of"), names_row=True), Column("came", pgettext("linkages", "Present")))
    title = _("Who came") if row.is_kept else _("Who is expected")
    parts.append(Part(title, table=Table(columns, people, title, id="people")))
    stats = [
        Stat(pgettext("linkages", "Expected"), str(len(row.expected)), _("hh")),
        Stat(pgettext("linkages", "Came"), str(row.came) if row.is_kept else "—", _("hh")),
    ]
    if row.is_kept:
        stats.append(Stat(pgettext("linkages", "Decisions"), str(len(row.decisions))))
    notice = ""
    if row.is_kept and not can_decide(row.came, len(row.expected)):
        notice = _("Not more than half of the households came: nothing was carried.")
    return DutyPage(
        head=PageHead(
            _("Meeting of %(unit)s, %(when)s") % {"unit": label(found.unit, names), "when": when(row)},
            _("At %(where)s; called by %(who)s.") % {"where": row.where, "who": row.called_by},
            tuple(acts),
            back=Link(label(found.unit, names), unit_href(found.unit.key)),
        ),
        notice=notice,
        stats=tuple(stats),
        parts=tuple(parts),
        place=found.unit.hamlet,
    )


def _done(one: DecisionRow) -> Action:
    href = reverse("linkages_meetings_done", kwargs={"key": one.key})
    return Action(pgettext("linkages", "Done"), href, posts=True)


def _came(came: bool | None) -> Badge | str:
    if came is None:
        return pgettext("linkages", "expected")
    return Badge(pgettext("linkages", "came"), "pine", "check") if came else Badge(_("did not come"))


def _decisions(found: Opened, row: MeetingRow) -> Part:
    own = found.own.household if found.own else None

    def act(one: DecisionRow) -> Any:
        if one.done_on:
            return _("done on %(day)s") % {"day": one.done_on.isoformat()}
        if one.is_open and (found.runs or own == one.owner):
            return Action(
                pgettext("linkages", "Done"), reverse("linkages_meetings_done", kwargs={"key": one.key}), posts=True
            )
        return ""

    rows = tuple(
        Row(
            (
                f"{one.number}. {one.words}",
                votes_words(one),
                Badge(pgettext("linkages", "carried"), "pine", "check")
                if one.is_carried
                else Badge(pgettext("linkages", "not carried")),
                f"{one.owner_name} · {one.due.isoformat()}" if one.owner and one.due else "—",
                act(one),
            )
        )
        for one in row.decisions
    )
    columns = (
        Column("words", pgettext("linkages", "Decision"), names_row=True),
        Column("votes", _("Votes")),
        Column("result", _("Result")),
        Column("task", _("Who sees to it, by when")),
        Column("act", "", "action"),
    )
    lead = _("One vote a household. Carried by more than half of those present, where more than half came.")
    return Part(
        pgettext("linkages", "Decisions"), lead, Table(columns, rows, pgettext("linkages", "Decisions"), id="decisions")
    )


def votes_words(one: DecisionRow) -> str:
    """Votes in words."""
    return _("%(for)s for, %(against)s against, %(abstained)s abstaining") % {
        "for": one.votes_for,
        "against": one.votes_against,
        "abstained": one.abstained,
    }


@dataclass(frozen=True, slots=True)
class MinutesPrint:
    """Minutes on paper."""

    title: str
    facts: tuple[Fact, ...]
    agenda: tuple[str, ...]
    decisions: tuple[tuple[str, str, str, str], ...]
    said: tuple[str, ...]


def minutes_print(found: Opened, row: MeetingRow, *, names: Names) -> MinutesPrint:
    """Build the minutes to print."""
    present = [one.householder for one in row.expected if one.came]
    absent = [one.householder for one in row.expected if not one.came]
    return MinutesPrint(
        title=_("Minutes of %(unit)s") % {"unit": label(found.unit, names)},
        facts=(
            Fact(_("When and where"), f"{when(row)}, {row.where}"),
            Fact(pgettext("linkages", "Present"), f"{listed(present)} ({len(present)}/{len(row.expected)})"),
            Fact(pgettext("linkages", "Absent"), listed(absent) or "—"),
            Fact(_("Written by"), row.kept_by),
        ),
        agenda=row.agenda,
        decisions=tuple(
            (
                one.words,
                votes_words(one),
                pgettext("linkages", "carried") if one.is_carried else pgettext("linkages", "not carried"),
                f"{one.owner_name}, {one.due.isoformat()}" if one.owner and one.due else "—",
            )
            for one in row.decisions
        ),
        said=tuple(row.minutes.splitlines()),
    )
