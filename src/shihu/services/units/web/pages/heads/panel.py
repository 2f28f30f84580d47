"""The heads' part of a unit's page: who heads it, who stands in, what is under way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Action, Badge, Cell, Column, Empty, Link, Row, Table
from shihu.services.units import policies, queries
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries.elections import of_unit
from shihu.services.units.queries.electors import hamlet_of
from shihu.services.units.queries.handovers import handovers_of
from shihu.services.units.queries.terms import open_motions, own_person
from shihu.services.units.types import TERM_ENDS, Kind, Office, TermEnd, TermRow
from shihu.services.units.web.pages.unit import UnitPart


@dataclass(frozen=True, slots=True)
class HeadsPanel:
    """For ``units/heads/panel.html``."""

    terms: Table
    past: Table | None
    actions: tuple[Action, ...]
    links: tuple[Link, ...]


def heads_part(unit: UUID, *, actor: Actor, now: datetime) -> UnitPart:
    """Return the part as the actor may see it."""
    today = timezone.localdate(now)
    terms = queries.unit_terms(unit, actor=actor, on=today)
    open_ones = [t for t in terms if t.until is None]
    hamlet = hamlet_of(unit)
    running = of_unit(unit)
    motions = open_motions([t.key for t in open_ones])
    links = [
        Link(
            f"{_(words.KINDS[Kind(kind)])}: {words.stage_badge(stage).text}",
            reverse("units_election", kwargs={"key": key}),
        )
        for key, kind, stage in running
    ]
    for term in open_ones:
        if term.key in motions:
            told = _("Motion to recall %(name)s") % {"name": term.name}
            links.append(Link(told, reverse("units_recall", kwargs={"key": motions[term.key]})))
    for key, _unit, _name, left in handovers_of(unit):
        told = _("Hand-over: %(count)s things still open") % {"count": left}
        links.append(Link(told, reverse("units_handover", kwargs={"key": key})))
    own = own_person(actor=actor)
    past = [t for t in terms if t.until is not None]
    page = HeadsPanel(
        terms=Table(
            _columns(),
            tuple(_row(t, actor, own) for t in open_ones),
            _("Heads of the unit"),
            empty=Empty(_("No head yet"), _("The households choose one; the cadre opens the election."), icon="person"),
            id="heads",
        ),
        past=_past(past) if past else None,
        actions=_actions(unit, hamlet, open_ones, actor, has_open=bool(running)),
        links=tuple(links),
    )
    return UnitPart("units/heads/panel.html", page)


def _columns() -> tuple[Column, ...]:
    return (
        Column("who", _("Name"), names_row=True),
        Column("office", _("Office")),
        Column("since", _("In office since"), "date"),
        Column("due", _("Term until"), "date"),
        Column("act", "", "action"),
    )


def _row(term: TermRow, actor: Actor, own: UUID | None) -> Row:
    who: list[Cell] = [term.name]
    if term.is_party_member:
        who.append(Badge(_("Party member"), "seal"))
    if term.trouble:
        who.append(Badge(_(words.TROUBLES[term.trouble]), "ochre", "warn"))
    office = _(words.OFFICES[term.office])
    if term.is_interim:
        office = _("%(office)s, standing in") % {"office": office}
    acts: list[Cell] = []
    if policies.INSTALL_HEADS.allows(actor, term.hamlet):
        acts.append(Link(_("End the term"), reverse("units_term_act", kwargs={"key": term.key, "act": "end"})))
    if not term.is_interim and (policies.RUN_ELECTIONS.allows(actor, term.hamlet) or own is not None):
        acts.append(Link(_("Move a recall"), reverse("units_term_act", kwargs={"key": term.key, "act": "recall"})))
    if policies.KEEP_LADDER.allows(actor, term.hamlet) or own == term.person:
        acts.append(Link(_("Way to the Party"), reverse("units_ladder", kwargs={"person": term.person})))
    return Row((tuple(who), office, term.since.isoformat(), term.due.isoformat(), tuple(acts)), key=str(term.key))


def _past(past: list[TermRow]) -> Table:
    columns = (
        Column("who", _("Name"), names_row=True),
        Column("office", _("Office")),
        Column("since", _("Held from"), "date"),
        Column("until", _("Held until"), "date"),
        Column("why", _("How it ended")),
    )
    rows = tuple(
        Row(
            (
                t.name,
                _(words.OFFICES[t.office]),
                t.since.isoformat(),
                t.until.isoformat() if t.until else "",
                _(TERM_ENDS[TermEnd(t.ended_by)]) if t.ended_by else "",
            )
        )
        for t in past
    )
    return Table(columns, rows, _("Earlier heads"), id="past-heads")


def _actions(unit: UUID, hamlet: str, terms: list[TermRow], actor: Actor, *, has_open: bool) -> tuple[Action, ...]:
    acts = []
    has_head = any(t.office == Office.HEAD for t in terms)
    if policies.RUN_ELECTIONS.allows(actor, hamlet):
        href = f"{reverse('units_election_open')}?unit={unit}"
        acts.append(Action(_("Open an election"), href, "plain" if has_head or has_open else "primary", "plus"))
    if policies.INSTALL_HEADS.allows(actor, hamlet) and not has_head and terms:
        acts.append(Action(_("Let the deputy stand in"), reverse("units_interim", kwargs={"unit": unit}), posts=True))
    return tuple(acts)
