"""Our duties (我们的事): what a household of a unit sees of turns, rounds, work and meetings on a phone."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.duties import DueItem
from shihu.kernel.presentation import Action, Event, PageHead, Stat
from shihu.services.linkages.queries.duties import hours
from shihu.services.linkages.queries.sanitation import UnitSanitation
from shihu.services.linkages.rules.sanitation.rota import monday
from shihu.services.linkages.types import FULL, MeetingRow, WorkRow
from shihu.services.linkages.web.pages.duty_parts import DutyPage, Names, Part, label, listed
from shihu.services.linkages.web.pages.meetings import meeting_href, when
from shihu.services.linkages.web.pages.sanitation import unit_href
from shihu.services.linkages.web.pages.welfare import part_href, quantity_words


def page(
    told: UnitSanitation,
    works: Sequence[WorkRow],
    meetings: Sequence[MeetingRow],
    due: Sequence[DueItem],
    *,
    names: Names,
    on: date,
    reached_by: str,
    reaches: Sequence[str],
) -> DutyPage:
    """Build the page: what waits for me first."""
    unit = told.opened.unit
    own = told.opened.own.household if told.opened.own else None
    turns = told.rota.turns if told.rota else ()
    next_turn = next((t for t in turns if t.household == own and t.week >= monday(on)), None)
    newest = told.rounds[0].counts(unit.key) if told.rounds else None
    minutes = sum(row.minutes for work in works for s in work.shares for row in s.hours if row.household == own)
    stats = (
        Stat(_("Our next week to sweep"), next_turn.week.isoformat() if next_turn else "—", href=unit_href(unit.key)),
        Stat(_("Last round"), str(newest.points) if newest else "—", f"/{FULL}", href=unit_href(unit.key)),
        Stat(_("Hours we gave"), hours(minutes), pgettext("linkages", "h"), href=_certificate(own) if minutes else ""),
    )
    parts = [_waits(due), _works(works, unit.key), _meetings(meetings, unit.key)]
    lines = []
    if reached_by:
        lines.append(_("%(name)s of the Party looks in on us.") % {"name": reached_by})
    if reaches:
        lines.append(_("We look in on: %(names)s.") % {"names": listed(reaches)})
    if lines:
        parts.append(Part(_("Who looks in on whom"), lines=tuple(lines)))
    return DutyPage(
        head=PageHead(_("Our duties"), label(unit, names)), stats=stats, parts=tuple(parts), place=unit.hamlet
    )


def _certificate(own: object) -> str:
    return reverse("linkages_welfare_household", kwargs={"household": own}) if own else ""


def _waits(due: Sequence[DueItem]) -> Part:
    events = tuple(
        Event(
            when=_("until %(day)s") % {"day": item.due.isoformat()} if item.due else "",
            iso=item.due.isoformat() if item.due else "",
            title=item.title,
            text=item.subject,
            href=reverse(item.address, kwargs=dict(item.keys)),
            tone="ochre",
        )
        for item in due
    )
    return Part(_("What waits for us"), "" if events else _("Nothing waits. Good."), events=events)


def _works(works: Sequence[WorkRow], unit: object) -> Part:
    events = tuple(
        Event(
            when=work.new.first_day.isoformat(),
            iso=work.new.first_day.isoformat(),
            title=work.new.title,
            text=_("our part: %(quantity)s") % {"quantity": quantity_words(s.part.quantity, work.new.measure)},
            who=work.new.where,
            href=part_href(s.key),
            tone="pine" if s.accepted_at else "ochre",
        )
        for work in works[:6]
        for s in work.shares
        if s.part.unit == unit
    )
    return Part(_("Work for the village"), "" if events else _("No work is called."), events=events)


def _meetings(meetings: Sequence[MeetingRow], unit: object) -> Part:
    events = tuple(
        Event(
            when=when(row),
            iso=row.at.isoformat(),
            title=listed(row.agenda[:3]),
            text=_("held, %(count)s decisions") % {"count": len(row.decisions)} if row.is_kept else row.where,
            href=meeting_href(row.key),
            tone="pine" if row.is_kept else "ochre",
        )
        for row in meetings[:4]
    )
    href = reverse("linkages_meetings_unit", kwargs={"key": unit})
    acts = (Action(_("All our meetings"), href, "quiet"),)
    return Part(_("Our meetings"), "" if events else _("No meeting is called."), events=events, actions=acts)
