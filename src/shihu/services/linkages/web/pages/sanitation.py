"""Pages of sanitation: the areas of a village, a unit's area, turns and rounds, the month, the sheets."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.colouring import colours
from shihu.kernel.numerals import chinese
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    House,
    Link,
    MapUnit,
    PageHead,
    Row,
    Stat,
    Swatch,
    Table,
    UnitMap,
)
from shihu.services.linkages.queries.sanitation import HamletAreas
from shihu.services.linkages.types import MonthRank, RoundRow
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    Names,
    Part,
    hundredths,
    label,
    place_label,
    six_tabs,
)


def unit_href(unit: UUID) -> str:
    """A unit's sanitation."""
    return reverse("linkages_sanitation_unit", kwargs={"key": unit})


def round_href(key: UUID) -> str:
    """A round."""
    return reverse("linkages_sanitation_round", kwargs={"key": key})


def found_href(round_: UUID, unit: UUID) -> str:
    """What a round found in a unit's area."""
    return reverse("linkages_sanitation_found", kwargs={"key": round_, "unit": unit})


def size_words(length: int, square: int) -> str:
    """An area's size in words."""
    if square:
        return _("%(square)s m² inside, %(length)s m around") % {"square": f"{square:,}", "length": f"{length:,}"}
    return _("%(length)s m of lanes") % {"length": f"{length:,}"}


def map_of(told: HamletAreas, names: Names, *, selected: UUID | None = None) -> UnitMap:
    """The hamlet with the areas of its units; what nobody keeps is dotted, what several keep is broad."""
    where = {
        str(unit.key): [(s.lon, s.lat) for s in unit.seats if s.lon is not None and s.lat is not None]
        for unit in told.units
    }
    own = colours(where)
    houses = tuple(
        House(seat.code, "", seat.lon, seat.lat, str(unit.key))
        for unit in told.units
        for seat in unit.seats
        if seat.lon is not None and seat.lat is not None
    )
    units = tuple(
        MapUnit(
            key=str(unit.key),
            mark=chinese(unit.ordinal),
            name=label(unit, names),
            href=unit_href(unit.key),
            is_selected=unit.key == selected,
            colour=own[str(unit.key)],
            area=told.areas[unit.key].outline.corners if unit.key in told.areas else (),
            is_line=unit.key in told.areas and told.areas[unit.key].outline.is_line,
        )
        for unit in told.units
    )
    return UnitMap(
        title=coverage_words(told),
        houses=houses,
        units=units,
        streets=told.streets,
        gaps=tuple(one.line for one in told.coverage.gaps),
        overlaps=tuple(one.line for one in told.coverage.overlaps),
    )


def coverage_words(told: HamletAreas) -> str:
    """How the lanes of a hamlet are shared, in words."""
    shared = told.coverage
    if not shared.total:
        return _("No lane of this hamlet is drawn: areas cannot be compared.")
    return _("Of %(total)s m of lanes %(once)s m have one unit, %(gap)s m none, %(overlap)s m several.") % {
        "total": f"{shared.total:,}",
        "once": f"{shared.once:,}",
        "gap": f"{shared.gap:,}",
        "overlap": f"{shared.overlap:,}",
    }


def village_page(
    place: str,
    hamlets: Sequence[HamletAreas],
    rounds: Sequence[RoundRow],
    ranks: Sequence[MonthRank],
    *,
    shown: HamletAreas | None,
    names: Names,
    may_inspect: bool,
    may_keep: bool,
) -> DutyPage:
    """Build the page of a village's (or hamlet's) areas and rounds."""
    title = _("Sanitation of %(place)s") % {"place": place_label(place, names)}
    units = [unit for told in hamlets for unit in told.units]
    drawn = sum(len(told.areas) for told in hamlets)
    acts = [
        Action(_("Score sheets"), f"{reverse('linkages_sanitation_sheets')}?place={place}", "quiet", "list"),
        Action(_("The month and its flag"), f"{reverse('linkages_sanitation_month')}?place={place}", icon="chart"),
    ]
    waits = sum(len(one.waits_again) for one in rounds)
    stats = (
        Stat(_("Units with an area"), f"{drawn}", f"/{len(units)}"),
        Stat(_("Lanes nobody keeps"), f"{sum(t.coverage.gap for t in hamlets):,}", _("m")),
        Stat(_("Lanes that several keep"), f"{sum(t.coverage.overlap for t in hamlets):,}", _("m")),
        Stat(_("Second looks to give"), str(waits)),
    )
    parts = [_hamlets(hamlets, rounds, names, shown, may_inspect=may_inspect)]
    if shown:
        parts.append(_areas(shown, ranks, names, may_keep=may_keep))
        parts.append(_rounds(rounds, names))
    empty = Part(
        "",
        table=Table(
            (),
            (),
            title,
            empty=Empty(
                _("No unit is in force here yet"), _("Areas are drawn for units. Form the units first."), icon="map"
            ),
        ),
    )
    return DutyPage(
        head=PageHead(title, _("Each unit keeps an area clean, by turns. A round looks at all of them."), tuple(acts)),
        tabs=six_tabs(place, "sanitation"),
        stats=stats if units else (),
        map=map_of(shown, names) if shown else None,
        parts=tuple(parts) if units else (empty,),
        place=place,
    )


def _hamlets(
    hamlets: Sequence[HamletAreas],
    rounds: Sequence[RoundRow],
    names: Names,
    shown: HamletAreas | None,
    *,
    may_inspect: bool,
) -> Part:
    newest: dict[str, RoundRow] = {}
    for one in rounds:
        newest.setdefault(one.hamlet, one)
    rows = []
    for told in hamlets:
        last = newest.get(told.hamlet)
        act: Any = ""
        if last and not last.is_closed:
            act = Action(_("Go on with the round"), round_href(last.key), "primary")
        elif may_inspect and told.areas:
            fields = (("hamlet", told.hamlet),)
            act = Action(_("Begin a round"), reverse("linkages_sanitation_open"), posts=True, fields=fields)
        rows.append(
            Row(
                (
                    Link(
                        place_label(told.hamlet, names),
                        f"{reverse('linkages_sanitation_village')}?place={told.hamlet}",
                    ),
                    f"{len(told.areas)}/{len(told.units)}",
                    told.coverage.gap,
                    told.coverage.overlap,
                    last.on.isoformat() if last else "—",
                    act,
                ),
                is_marked=shown is told,
            )
        )
    columns = (
        Column("hamlet", _("Hamlet"), names_row=True),
        Column("drawn", _("Areas drawn"), "number"),
        Column("gap", _("Nobody's lanes"), "number", unit=_("m")),
        Column("overlap", _("Several units' lanes"), "number", unit=_("m")),
        Column("last", _("Last round"), "date"),
        Column("act", "", "action"),
    )
    return Part(_("Hamlets"), table=Table(columns, tuple(rows), _("Hamlets"), id="hamlets"))


def _areas(told: HamletAreas, ranks: Sequence[MonthRank], names: Names, *, may_keep: bool) -> Part:
    shades = {unit.key: unit.colour for unit in map_of(told, names).units}
    by_unit = {row.unit: row for row in ranks}
    rows = []
    for unit in told.units:
        area = told.areas.get(unit.key)
        month = by_unit.get(unit.key)
        draw = Action(
            pgettext("linkages", "Draw") if area is None else pgettext("linkages", "Draw anew"),
            reverse("linkages_sanitation_area", kwargs={"key": unit.key}),
            "primary" if area is None else "quiet",
        )
        rows.append(
            Row(
                (
                    Swatch(shades[str(unit.key)], label(unit, names), unit_href(unit.key)),
                    area.words if area else Badge(_("not drawn yet"), "ochre", "warn"),
                    size_words(area.length, area.square) if area else "—",
                    hundredths(month.mean) if month else "—",
                    draw if may_keep else "",
                )
            )
        )
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("words", _("Duty area")),
        Column("size", pgettext("linkages", "Size")),
        Column("mean", _("Mean this month"), "number"),
        Column("act", "", "action"),
    )
    return Part(
        _("Areas of %(hamlet)s") % {"hamlet": place_label(told.hamlet, names)},
        table=Table(columns, tuple(rows), _("Duty areas"), id="areas"),
    )


def _rounds(rounds: Sequence[RoundRow], names: Names) -> Part:
    rows = tuple(
        Row(
            (
                Link(one.on.isoformat(), round_href(one.key)),
                place_label(one.hamlet, names),
                one.opened_by,
                len({score.unit for score in one.scores}),
                _round_badge(one),
            )
        )
        for one in rounds[:12]
    )
    columns = (
        Column("on", _("Day"), "date", names_row=True),
        Column("hamlet", _("Hamlet")),
        Column("who", _("Inspector")),
        Column("scored", _("Areas scored"), "number"),
        Column("state", _("State")),
    )
    empty = Empty(_("No round yet"), _("Begin a round of a hamlet above: one tap for each clean area."), icon="list")
    return Part(
        pgettext("linkages", "Rounds"),
        table=Table(columns, rows, pgettext("linkages", "Rounds"), empty=empty, id="rounds"),
    )


def _round_badge(one: RoundRow) -> Badge:
    if not one.is_closed:
        return Badge(pgettext("linkages", "Under way"), "ochre", "clock")
    if one.waits_again:
        return Badge(_("Second look waits"), "ochre", "clock")
    return Badge(pgettext("linkages", "Closed"), "pine", "check")
