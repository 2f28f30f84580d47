"""The own household's page of a proposal: its unit, with whom, why, and what joining means, in plain words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shihu.kernel.presentation import Badge, Event, Link, PageHead
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import AskingKind, OwnProposal
from shihu.services.units.web.pages.proposals import history, word_badge


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything that the template shows."""

    head: PageHead
    unit: str
    mates: tuple[tuple[str, bool, bool], ...]  # (householder, able to lead, own)
    why: str
    notice: str
    changed: str
    badge: Badge
    history: tuple[Event, ...]
    may_decide: bool
    closed: str
    unit_link: Link | None


def page(own: OwnProposal, *, names: Names, label: words.Label) -> OwnPage:
    """Build the page."""
    named = {seat.code: seat.householder for seat in own.unit.seats}
    why = words.why_text(own.seat.facts, own.unit.size, named, label) if own.seat else ""
    ends = date_format(own.ends, "DATE_FORMAT")
    unit = drawing.label_of(own.unit, names)
    units = {str(row.key): drawing.label_of(row, names) for row in own.units}
    closed = ""
    if own.is_established:
        closed = _("The unit is established. Your household sits in it.")
    elif not own.is_open:
        closed = _("This proposal is over. Nothing more has to be decided.")
    return OwnPage(
        head=PageHead(_("Your household is asked"), _("Join or not: it is your choice.")),
        unit=unit,
        mates=tuple((seat.householder, seat.can_lead, seat.code == own.asked.code) for seat in own.unit.seats),
        why=why,
        notice=_("You have time until %(ends)s. Who says nothing has not agreed.") % {"ends": ends},
        changed=_changed(own, ends),
        badge=word_badge(own.asked.word),
        history=history(own.asked, units),
        may_decide=own.may_decide,
        closed=closed,
        unit_link=Link(_("My unit"), reverse("units_formations")) if own.is_established else None,
    )


def _changed(own: OwnProposal, ends: str) -> str:
    """What somebody is told whose acceptance stands while others changed."""
    if own.asked.kind not in {AskingKind.TOLD, AskingKind.STAYS} or not (own.came or own.went):
        return ""
    told = []
    if own.came:
        told.append(_("New in your unit: %(names)s.") % {"names": words.listed(list(own.came))})
    if own.went:
        told.append(_("No longer in it: %(names)s.") % {"names": words.listed(list(own.went))})
    told.append(_("Your yes still stands. If you no longer wish it, say so until %(ends)s.") % {"ends": ends})
    return words.together(*told)
