"""The roster of heads: on the screen, as a workbook, on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.places.types import PlaceRow
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Choice,
    Column,
    Empty,
    Fact,
    Filter,
    Link,
    PageHead,
    Row,
    Stat,
    Tab,
    Table,
    asked_sort,
)
from shihu.services.units import policies
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries import words as unit_words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.queries.terms import DEFINITIONS
from shihu.services.units.types import HeadFigures, RosterRow, TermRow, VillageHeads
from shihu.services.units.web.pages.ways import ways


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Everything that the template shows."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    table: Table
    villages: Table | None
    ladder: tuple[Fact, ...]
    troubles: tuple[Link, ...]
    handovers: tuple[Link, ...]
    definitions: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A line of the printed roster. No phone number: the print hangs on the board."""

    unit: str
    households: int
    head: str
    deputies: str
    since: str
    due: str


def state_key(row: RosterRow, on: date) -> str:
    """What a row is filtered by."""
    if row.head is None:
        return "none"
    if row.head.trouble:
        return "gone"
    if row.head.is_interim:
        return "interim"
    return "overdue" if row.head.due <= on else "held"


def _states() -> dict[str, Badge]:
    return {
        "held": Badge(_("Holds office"), "pine", "check"),
        "overdue": Badge(_("Term is over"), "ochre", "clock"),
        "interim": Badge(_("Deputy stands in"), "ochre", "clock"),
        "gone": Badge(_("No longer in the unit"), "seal", "warn"),
        "none": Badge(_("No head"), "seal", "warn"),
    }


def columns(*, keeps_ladder: bool) -> tuple[Column, ...]:
    """The columns of the roster; the ladder only for those who keep it."""
    listed = (
        Column("unit", _("Unit"), sortable=True, names_row=True),
        Column("head", _("Unit head"), sortable=True),
        Column("state", _("State")),
        Column("since", _("In office since"), "date", sortable=True),
        Column("due", _("Term until"), "date", sortable=True),
        Column("deputies", _("Deputies")),
        Column("phone", _("Phone of the head")),
        Column("households", _("Number of households"), "number", sortable=True),
    )
    return (*listed, Column("step", _("Step to the Party"))) if keeps_ladder else listed


def narrowed(rows: Sequence[RosterRow], given: Mapping[str, str], on: date) -> list[RosterRow]:
    """Return the rows that pass the filters, in the order asked for."""
    text, state, hamlet = given.get("q", "").strip(), given.get("state", ""), given.get("hamlet", "")
    party = given.get("party", "")
    found = [
        r
        for r in rows
        if (not hamlet or r.hamlet == hamlet)
        and (not state or state_key(r, on) == state)
        and (not text or text in r.unit_name or (r.head is not None and text in r.head.name))
        and (not party or (r.head is not None and r.head.is_party_member == (party == "yes")))
    ]
    sort = asked_sort(given, columns(keeps_ladder=False), "unit")
    keys = {
        "unit": lambda r: (r.hamlet, r.ordinal),
        "head": lambda r: (r.head.name if r.head else "\uffff", r.hamlet, r.ordinal),
        "since": lambda r: (r.head.since if r.head else date.max, r.hamlet, r.ordinal),
        "due": lambda r: (r.head.due if r.head else date.max, r.hamlet, r.ordinal),
        "households": lambda r: (r.households, r.hamlet, r.ordinal),
    }
    return sorted(found, key=keys[sort.removeprefix("-")], reverse=sort.startswith("-"))


def page(
    rows: Sequence[RosterRow],
    figures: HeadFigures,
    villages: Sequence[VillageHeads],
    strays: Sequence[TermRow],
    handovers: Sequence[Link],
    *,
    place: PlaceRow,
    names: Names,
    actor: Actor,
    on: date,
    given: Mapping[str, str],
) -> RosterPage:
    """Build the roster of a place."""
    english = unit_words.is_english()
    name = place.name_en if english and place.name_en else place.name
    keeps = policies.KEEP_LADDER.allows(actor, place.code)
    title = _("Unit heads of %(place)s") % {"place": name}
    asked = f"?place={place.code}"
    actions = [
        Action(_("Rules of election"), f"{reverse('units_head_rules')}{asked}", "quiet"),
        Action(_("Print the roster"), f"{reverse('units_heads_print')}{asked}", icon="print"),
    ]
    complete = [v for v in villages if v.is_complete]
    formed = [v for v in villages if v.units]
    party = f"{100 * figures.party / figures.headed:.0f}" if figures.headed else "—"
    return RosterPage(
        head=PageHead(title, _finding(figures), tuple(actions)),
        tabs=ways(place.code, "heads"),
        stats=(
            Stat(
                _("Units with a head"),
                str(figures.headed),
                _("of %(units)s") % {"units": figures.units},
                tone="pine" if figures.units and figures.headed == figures.units else "plain",
            ),
            Stat(
                _("Villages in which every unit has its head"),
                str(len(complete)),
                _("of %(villages)s") % {"villages": len(formed)},
            ),
            Stat(_("Heads who are Party members"), party, "%", _("%(count)s heads") % {"count": figures.party}),
            Stat(_("Terms that are over"), str(figures.overdue), tone="ochre" if figures.overdue else "plain"),
            Stat(_("Deputies standing in"), str(figures.interim)),
        ),
        table=_table(narrowed(rows, given, on), rows, names, place, given, keeps=keeps, on=on),
        villages=_villages(villages, english=english) if len(villages) > 1 else None,
        ladder=tuple(Fact(words.step_text(step), count) for step, count in figures.steps) if keeps else (),
        troubles=tuple(
            Link(
                _("%(name)s (%(unit)s): %(trouble)s")
                % {"name": t.name, "unit": t.unit_name, "trouble": _(words.TROUBLES[t.trouble])},
                reverse("units_term_act", kwargs={"key": t.key, "act": "end"})
                if policies.INSTALL_HEADS.allows(actor, t.hamlet)
                else "",
            )
            for t in strays
        ),
        handovers=tuple(handovers),
        definitions=(
            Fact(_("Villages in which every unit has its head"), _(DEFINITIONS["units.every_village_has_heads"])),
            Fact(_("Units with a head"), _(DEFINITIONS["units.heads_in_office"])),
            Fact(_("Heads who are Party members"), _(DEFINITIONS["units.party_heads"])),
        ),
    )


def _finding(figures: HeadFigures) -> str:
    if not figures.units:
        return _("No units are in force here yet; heads are chosen for units in force.")
    return _("%(headed)s of %(units)s units have an elected head in office.") % {
        "headed": figures.headed,
        "units": figures.units,
    }


def _table(
    shown: Sequence[RosterRow],
    rows: Sequence[RosterRow],
    names: Names,
    place: PlaceRow,
    given: Mapping[str, str],
    *,
    keeps: bool,
    on: date,
) -> Table:
    states = _states()
    hamlets = sorted({r.hamlet for r in rows})
    filters = [Filter("q", _("Unit or head"), given.get("q", ""))]
    if len(hamlets) > 1:
        choices = tuple(Choice(code, _place(names, code)) for code in hamlets)
        filters.append(Filter("hamlet", _("Hamlet"), given.get("hamlet", ""), choices))
    kept = tuple(Choice(key, badge.text) for key, badge in states.items())
    filters.append(Filter("state", _("State"), given.get("state", ""), kept))
    party = (Choice("yes", _("Party member")), Choice("no", _("Not in the Party")))
    filters.append(Filter("party", _("Party"), given.get("party", ""), party))
    return Table(
        columns(keeps_ladder=keeps),
        tuple(_row(r, names, states, keeps=keeps, on=on) for r in shown),
        _("Roster of unit heads"),
        sort=asked_sort(given, columns(keeps_ladder=False), "unit"),
        filters=tuple(filters),
        export=f"{reverse('units_heads_export')}?place={place.code}",
        empty=Empty(
            _("No unit in force here"),
            _("Form and adopt units first; then each unit chooses its head."),
            (Action(_("Units"), f"{reverse('units_formations')}?place={place.code}"),),
            "units",
        ),
        id="heads",
    )


def _row(row: RosterRow, names: Names, states: Mapping[str, Badge], *, keeps: bool, on: date) -> Row:
    head = row.head
    who: list[Cell] = []
    if head is not None:
        who.append(head.name)
        if head.is_party_member:
            who.append(Badge(_("Party member"), "seal"))
    if row.election is not None:
        href = reverse("units_election", kwargs={"key": row.election})
        who.append(Link(_("Election under way"), href))
    cells: list[Cell] = [
        Link(unit_label(row, names), reverse("units_unit", kwargs={"key": row.unit})),
        tuple(who) or "—",
        states[state_key(row, on)],
        head.since.isoformat() if head else "—",
        head.due.isoformat() if head else "—",
        unit_words.listed([d.name for d in row.deputies]) or "—",
        head.phone if head and head.phone else "—",
        row.households,
    ]
    if keeps:
        cells.append(
            Link(_step(head), reverse("units_ladder", kwargs={"person": head.person})) if head is not None else "—"
        )
    return Row(tuple(cells), key=str(row.unit))


def _step(head: TermRow) -> str:
    if head.step:
        return words.step_text(head.step)
    return words.step_text("member") if head.is_party_member else words.step_text("")


def _villages(villages: Sequence[VillageHeads], *, english: bool) -> Table:
    cols = (
        Column("name", _("Village"), names_row=True),
        Column("units", _("Units in force"), "number"),
        Column("headed", _("Units with a head"), "number"),
        Column("state", _("Every unit has its head")),
    )
    rows = tuple(
        Row(
            (
                Link(v.name_en if english and v.name_en else v.name, f"{reverse('units_heads')}?place={v.place}"),
                v.units,
                v.headed,
                Badge(_("All of them"), "pine", "check")
                if v.is_complete
                else _("no units yet")
                if not v.units
                else _("Not yet all"),
            ),
            key=v.place,
        )
        for v in villages
    )
    return Table(cols, rows, _("Heads by village"), id="villages")


def _complete(village: VillageHeads) -> Cell:
    if not village.units:
        return _("no units yet")
    return Badge(_("All of them"), "pine", "check") if village.is_complete else _("Not yet all")


def unit_label(row: RosterRow, names: Names) -> str:
    """The unit's name in the reader's language."""
    return unit_words.unit_label(row.unit_name, names.get(row.hamlet, ("", ""))[1], row.ordinal)


def printed(rows: Sequence[RosterRow], names: Names) -> tuple[PrintedRow, ...]:
    """The lines of the print."""
    return tuple(
        PrintedRow(
            unit_label(r, names),
            r.households,
            r.head.name if r.head else "",
            "、".join(d.name for d in r.deputies),
            r.head.since.isoformat() if r.head else "",
            r.head.due.isoformat() if r.head else "",
        )
        for r in rows
    )


def sheet(rows: Sequence[RosterRow], names: Names, *, place: str, on: date) -> SheetTable:
    """The roster as a sheet; phone numbers stay masked."""
    states = _states()
    heads = [
        SheetColumn(_("Unit")),
        SheetColumn(_("Hamlet")),
        SheetColumn(_("Unit head")),
        SheetColumn(_("Party member")),
        SheetColumn(_("State")),
        SheetColumn(_("In office since")),
        SheetColumn(_("Term until")),
        SheetColumn(_("Deputies")),
        SheetColumn(_("Phone of the head")),
        SheetColumn(_("Number of households"), "whole"),
    ]
    lines = [
        (
            unit_label(r, names),
            _place(names, r.hamlet),
            r.head.name if r.head else "",
            _("Party member") if r.head and r.head.is_party_member else "",
            states[state_key(r, on)].text,
            r.head.since.isoformat() if r.head else "",
            r.head.due.isoformat() if r.head else "",
            "、".join(d.name for d in r.deputies),
            r.head.phone if r.head else "",
            r.households,
        )
        for r in rows
    ]
    return SheetTable(_("Roster of unit heads"), heads, lines, title=_("Unit heads of %(place)s") % {"place": place})


def _place(names: Names, code: str) -> str:
    zh, en = names.get(code, (code, ""))
    return en if unit_words.is_english() and en else zh
