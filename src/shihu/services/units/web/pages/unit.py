"""The page of one unit: who sits in it, what it is made of, and why each household is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Composition,
    Fact,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
    UnitMap,
)
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import SeatRow, UnitDetail, UnitRow

# A swap touches two whole units; those at the end of the list by a tenth of a point.
MOST_TOUCHED = 10


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Why one household sits here, and what its best other place would do to everybody it touches."""

    title: str
    why: str
    terms: tuple[Fact, ...]
    changes: Table | None


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A part of the page that another noun of this app fills: its template finds ``page`` as ``part``."""

    template: str
    page: object


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything that the template shows."""

    head: PageHead
    stats: tuple[Stat, ...]
    map: UnitMap
    bars: tuple[Composition, ...]
    members: Table
    why: WhyPage | None
    is_draft: bool
    is_past: bool
    parts: tuple[UnitPart, ...] = ()


def page(
    detail: UnitDetail,
    *,
    names: Names,
    label: words.Label,
    household: str,
    parts: Sequence[UnitPart] = (),
    heads: Mapping[UUID, str] | None = None,
) -> UnitPage:
    """Build the page; ``household`` is the code of the one whose reasons are opened."""
    unit = detail.row
    title = drawing.label_of(unit, names)
    # A member sees reasons for its own household only, and everybody's names as neighbours do.
    asked = household if detail.sees_all else detail.own_household
    seat = next((s for s in unit.seats if s.code == asked), None)
    back = None
    if detail.sees_all:
        place = names.get(detail.row.hamlet, ("", ""))
        named = place[1] if words.is_english() and place[1] else place[0]
        back = Link(
            _("Units of %(place)s") % {"place": named},
            drawing.formation_address(unit.formation, unit.hamlet, unit.key),
        )
    facts = unit.facts
    lead = _("%(households)s households, %(persons)s persons") % {"households": unit.size, "persons": facts["persons"]}
    if unit.since and unit.until:
        lead += " · " + _("from %(since)s to %(until)s") % {"since": unit.since, "until": unit.until}
    elif unit.since:
        lead += " · " + _("since %(since)s") % {"since": unit.since}
    return UnitPage(
        head=PageHead(title, lead, _together(unit), badge=drawing.unit_badge(unit), back=back),
        stats=_stats(detail, label),
        map=drawing.map_of(
            _("The houses of %(unit)s") % {"unit": title},
            [unit],
            (),
            names,
            streets=detail.streets,
            selected=unit.key,
            marked=asked,
            note=drawing.ring_note(heads or {}),
            links=False,
            heads=heads,
        ),
        bars=(
            drawing.composition(facts["wealth"], label, _("This unit")),
            drawing.composition(drawing.together(detail.hamlet_facts, "wealth"), label, _("The whole hamlet")),
        ),
        members=_members(detail, label, asked),
        why=_why(detail, seat, label, names) if seat else None,
        is_draft=unit.since is None,
        is_past=unit.until is not None,
        parts=tuple(parts),
    )


def _together(unit: UnitRow) -> tuple[Action, ...]:
    """The way to what a unit in force does together; the page gathers what the services know of it."""
    if unit.since is None or unit.until is not None:
        return ()
    return (Action(_("What it does together"), drawing.address("desk_unit", key=unit.key), icon="units"),)


def _stats(detail: UnitDetail, label: words.Label) -> tuple[Stat, ...]:
    facts = detail.row.facts
    main = facts["main_wish"]
    agree = _("%(count)s of %(size)s households") % {"count": facts["agreeing"], "size": facts["size"]}
    return (
        Stat(_("Main wish"), label(main) if main else "—", note=agree if main else ""),
        Stat(_("Able to lead"), str(len(facts["heads"])), _("hh")),
        Stat(_("Party households"), str(facts["party"]), _("hh")),
        Stat(_("Mean distance"), f"{facts['mean_distance']:.0f}", _("m")),
    )


def _members(detail: UnitDetail, label: words.Label, asked: str) -> Table:
    unit = detail.row
    named = {seat.code: seat.householder for seat in unit.seats}
    columns = [
        Column("who", _("Householder"), names_row=True),
        Column("persons", _("Persons"), "number"),
        Column("lead", _("Able to lead")),
    ]
    if detail.sees_all:
        columns += [Column("why", _("Why here")), Column("open", "", "action")]
    rows = []
    for seat in unit.seats:
        href = drawing.address("desk_household", code=seat.code) if detail.sees_all else ""
        cells: list[Any] = [
            Link(seat.householder, href),
            seat.members,
            Badge(_("Able to lead"), "pine", "check") if seat.can_lead else "",
        ]
        if detail.sees_all:
            more = f"{drawing.unit_address(unit)}&household={seat.code}#why"
            cells += [words.why_text(seat.facts, unit.size, named, label), Link(_("If it moved"), more)]
        rows.append(Row(tuple(cells), key=seat.code, is_marked=seat.code == asked, mark=seat.code))
    return Table(tuple(columns), tuple(rows), _("Members of the unit"), id="members")


def _why(detail: UnitDetail, seat: SeatRow, label: words.Label, names: Names) -> WhyPage:
    unit = detail.row
    named = {**detail.all_names, **{s.code: s.householder for s in unit.seats}}
    private = detail.sees_private
    shares = seat.facts.get("terms")
    terms = tuple(Fact(_(text), words.points(float(shares[name]))) for name, text in words.TERMS.items() if shares)
    return WhyPage(
        title=_("Why %(name)s is here") % {"name": seat.householder},
        why=words.together(
            words.why_text(seat.facts, unit.size, named, label),
            _other(seat.facts, detail, named, names, private=private) if detail.sees_all else "",
        ),
        terms=terms if detail.sees_all else (),
        changes=_changes(seat.facts, named) if detail.sees_all and "other" in seat.facts else None,
    )


def _other(
    facts: Mapping[str, Any], detail: UnitDetail, named: Mapping[str, str], names: Names, *, private: bool
) -> str:
    other = facts.get("other") or {}
    unit = detail.unit_names.get(other.get("unit", ""))
    label = words.unit_label(unit[0], names.get(unit[1], ("", ""))[1], unit[2]) if unit else other.get("unit", "")
    partner = named.get(other["with"], other["with"]) if other.get("with") else ""
    return words.other_text(facts, label, partner, private=private)


def _changes(facts: Mapping[str, Any], named: Mapping[str, str]) -> Table:
    """Who would gain and who would lose by the best other place, the most touched first."""
    columns = (Column("who", _("Householder"), names_row=True), Column("change", _("Change in points")))
    rows = []
    for code, change in sorted(facts["other"]["changes"], key=lambda pair: -abs(pair[1]))[:MOST_TOUCHED]:
        if abs(change) < 0.05:
            break
        better = _("%(points)s better") % {"points": words.points(-change)}
        worse = _("%(points)s worse") % {"points": words.points(change)}
        rows.append(Row((named.get(code, code), Badge(better, "pine") if change < 0 else Badge(worse, "ochre"))))
    return Table(columns, tuple(rows), _("Who would gain and who would lose"), id="changes")
