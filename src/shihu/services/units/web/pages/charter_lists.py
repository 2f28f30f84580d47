"""Pages of charters: the list of a place, and the template."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.places import Level
from shihu.kernel.presentation import Action, Badge, Column, Empty, Link, PageHead, Pager, Row, Stat, Tab, Table
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules.charters import differences
from shihu.services.units.types import CharterState, Clause, ClauseChange, TemplateRow
from shihu.services.units.web.pages import wording
from shihu.services.units.web.pages.charters import charter_address
from shihu.services.units.web.pages.ways import ways

PAGE_SIZE = 60


@dataclass(frozen=True, slots=True)
class ChartersPage:
    """The charters of a place."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    table: Table
    template: Table


def list_page(
    place: str,
    title: str,
    states: Sequence[CharterState],
    templates: Sequence[TemplateRow],
    *,
    names: Names,
    pager: Pager,
    keeps: bool,
) -> ChartersPage:
    """Build the list; ``title`` is the place's name in the reader's language."""
    running = sum(1 for s in states if s.since)
    begun = sum(1 for s in states if s.version and s.force_version != s.version)
    lead = ngettext(
        "%(running)s of %(count)s unit has a charter in force.",
        "%(running)s of %(count)s units have a charter in force.",
        len(states),
    ) % {"running": running, "count": len(states)}
    acts: tuple[Action, ...] = ()
    if keeps:
        acts = (Action(_("New version of the template"), f"{reverse('units_template_new')}?place={place}", "quiet"),)
    if len(place) >= Level.VILLAGE and states:
        acts = (
            *acts,
            Action(_("Poster for the wall (A3)"), f"{reverse('units_poster')}?place={place}"),
            Action(_("Print all unit cards"), f"{reverse('units_cards')}?place={place}", icon="print"),
        )
    return ChartersPage(
        head=PageHead(_("Charters of %(place)s") % {"place": title}, lead, acts),
        tabs=ways(place, "charters"),
        stats=(
            Stat(_("Charter in force"), str(running), _("units")),
            Stat(_("Being signed"), str(begun), _("units"), tone="ochre" if begun else "plain"),
            Stat(_("No charter yet"), str(sum(1 for s in states if not s.version)), _("units")),
        ),
        table=_states(states[pager.offset : pager.offset + pager.size], names, pager),
        template=_templates(templates, keeps=keeps),
    )


def _states(states: Sequence[CharterState], names: Names, pager: Pager) -> Table:
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("state", _("Charter")),
        Column("version", _("Version"), "number"),
        Column("signed", _("Signed"), "number", help=_("Households seated today that signed the newest version")),
        Column("seated", _("Households"), "number"),
        Column("since", _("In force since"), "date"),
    )
    rows = tuple(
        Row(
            (
                Link(wording.unit_label(s.name, s.hamlet, s.ordinal, names), charter_address(str(s.unit))),
                state_badge(s),
                s.version or "—",
                s.signed if s.version else "—",
                s.seated,
                s.since.isoformat() if s.since else "—",
            ),
            key=str(s.unit),
        )
        for s in states
    )
    empty = Empty(
        _("No units are in force here"),
        _("A charter belongs to a unit in force. Form units and adopt them first."),
        icon="units",
    )
    return Table(columns, rows, _("Charters by unit"), pager=pager, empty=empty, id="charters")


def state_badge(state: CharterState) -> Badge:
    """How far a unit is, in a word."""
    if not state.version:
        return Badge(_("none yet"), "plain")
    if state.force_version == state.version:
        return Badge(_("In force"), "pine", "check")
    if state.force_version:
        return Badge(_("in force, a new version being signed"), "ochre", "clock")
    return Badge(_("being signed"), "ochre", "clock")


def _templates(templates: Sequence[TemplateRow], *, keeps: bool) -> Table:
    columns = (
        Column("name", _("Template"), names_row=True),
        Column("version", _("Version"), "number"),
        Column("clauses", _("Clauses"), "number"),
        Column("state", _("State")),
        Column("since", _("Approved"), "date"),
        Column("who", _("Approved by")),
    )
    rows = tuple(
        Row(
            (
                Link(t.title, reverse("units_template", kwargs={"key": t.key})),
                t.version,
                len(t.clauses),
                template_badge(t),
                t.valid_from.isoformat() if t.valid_from else "—",
                t.approved_by or "—",
            )
        )
        for t in templates
    )
    sentence = _("The officer writes the clauses once; each unit fills the blanks and adds what is its own.")
    return Table(
        columns,
        rows,
        _("Templates of the township"),
        empty=Empty(_("No template is approved yet"), sentence if keeps else ""),
        id="templates",
    )


def template_badge(template: TemplateRow) -> Badge:
    """Draft or approved."""
    return Badge(_("Approved"), "pine", "check") if template.is_approved else Badge(_("Draft"), "ochre", "edit")


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One version of the template."""

    head: PageHead
    clauses: tuple[Clause, ...]
    changes: tuple[ClauseChange, ...]
    is_draft: bool
    approve_href: str
    compared: str


def template_page(template: TemplateRow, before: TemplateRow | None, *, keeps: bool) -> TemplatePage:
    """Build the page; what changed since ``before`` is marked."""
    acts: tuple[Action, ...] = ()
    if keeps:
        words = _("New version") if template.is_approved else _("Go on writing")
        acts = (Action(words, f"{reverse('units_template_new')}?place={template.place}"),)
    return TemplatePage(
        head=PageHead(
            _("%(title)s, template version %(version)s") % {"title": template.title, "version": template.version},
            _("Words in 【】 are filled by each unit."),
            acts,
            template_badge(template),
            Link(_("Charters"), f"{reverse('units_charters')}?place={template.place}"),
        ),
        clauses=template.clauses,
        changes=differences(before.clauses, template.clauses) if before else (),
        is_draft=not template.is_approved and keeps,
        approve_href=reverse("units_template_approve", kwargs={"key": template.key}),
        compared=_("Changed since version %(version)s") % {"version": before.version} if before else "",
    )
