"""The page of units as they stand on a day: map, who sits where, what no longer fits, when something changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Link,
    PageHead,
    Row,
    Stat,
    Swatch,
    Tab,
    Table,
    UnitMap,
)
from shihu.kernel.refusals import N_
from shihu.services.units import policies
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import LeftOut, Standing, UnitRow
from shihu.services.units.web.pages.ways import ways

_MISFITS = {
    "ended": N_("The household has ended"),
    "moved": N_("Moved to another hamlet"),
    "unwilling": N_("No longer willing"),
}


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Everything that the template shows; what is empty is not shown."""

    head: PageHead
    place: str
    on: str
    is_today: bool
    ways: tuple[Tab, ...]
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    map: UnitMap | None
    care: Table | None
    release: str
    units: Table | None
    empty: Empty | None
    days: tuple[Link, ...]


def page(
    stood: Standing,
    hamlets: Sequence[str],
    days: Sequence[date],
    *,
    names: Names,
    label: words.Label,
    actor: Actor,
    heads: Mapping[UUID, str] | None = None,
) -> StandingPage:
    """Build the page of a village or one of its hamlets."""
    on = stood.on.isoformat()
    may = policies.CHANGE_SEATS.allows(actor, stood.place)
    care = _care(stood, names, may=may) if stood.is_today and stood.unsettled.count else None
    gone = stood.is_today and may and any(m.kind != "unwilling" for m in stood.unsettled.misfits)
    return StandingPage(
        head=_head(stood, actor),
        place=stood.place,
        on=on,
        is_today=stood.is_today,
        ways=ways(stood.place, "standing"),
        tabs=_tabs(stood, hamlets, names),
        stats=drawing.stats_of(stood.units, len(stood.unsettled.unseated)) if stood.units else (),
        map=_map(stood, names, heads or {}) if stood.units else None,
        care=care,
        release=reverse("units_release") if gone else "",
        units=_units(stood, names, label) if stood.units else None,
        empty=None if stood.units else _empty(stood, actor),
        days=tuple(Link(_day(day), drawing.standing_address(stood.place, day.isoformat())) for day in days),
    )


def _name(stood: Standing) -> str:
    return stood.name_en if words.is_english() and stood.name_en else stood.name


def _day(day: date) -> str:
    return date_format(day, "Y-m-d")


def _head(stood: Standing, actor: Actor) -> PageHead:
    village = stood.place[: Level.VILLAGE]
    actions = []
    if stood.units:
        export = f"{reverse('units_standing_export')}?place={stood.place}&on={stood.on.isoformat()}"
        if policies.EXPORT_UNITS.allows(actor, stood.place):
            actions.append(Action(_("Export"), export, icon="download", downloads=True))
    if stood.is_today and stood.units and policies.FORM_UNITS.allows(actor, stood.place):
        asks = f"{reverse('units_repair')}?place={village}"
        actions.append(Action(_("Repair units"), asks, "primary" if stood.unsettled.count else "plain", "units"))
    title = _("Units in force in %(place)s") % {"place": _name(stood)}
    if not stood.is_today:
        title = _("Units of %(place)s on %(day)s") % {"place": _name(stood), "day": _day(stood.on)}
    back = Link(_("Ten-household units"), f"{reverse('units_formations')}?place={village}")
    return PageHead(title, _finding(stood), tuple(actions), back=back)


def _finding(stood: Standing) -> str:
    if not stood.units:
        return (
            _("No unit was in force here on this day.") if stood.first_day else _("No unit has been in force here yet.")
        )
    households = sum(len(unit.seats) for unit in stood.units)
    told = ngettext(
        "%(units)s unit holds %(households)s households.",
        "%(units)s units hold %(households)s households.",
        len(stood.units),
    ) % {"units": len(stood.units), "households": households}
    if not stood.is_today:
        return told
    if not stood.unsettled.count:
        return words.together(told, _("Everything fits the roster of today."))
    waits = ngettext("%(count)s thing waits for care.", "%(count)s things wait for care.", stood.unsettled.count)
    return words.together(told, waits % {"count": stood.unsettled.count})


def _tabs(stood: Standing, hamlets: Sequence[str], names: Names) -> tuple[Tab, ...]:
    if len(hamlets) < 2:
        return ()
    village, on = stood.place[: Level.VILLAGE], "" if stood.is_today else stood.on.isoformat()
    told = [Tab(_("All hamlets"), drawing.standing_address(village, on), level_of(stood.place) == Level.VILLAGE)]
    for code in hamlets:
        zh, en = names.get(code, (code, ""))
        shown = en if words.is_english() and en else zh
        told.append(Tab(shown, drawing.standing_address(code, on), code == stood.place))
    return tuple(told)


def _map(stood: Standing, names: Names, heads: Mapping[UUID, str]) -> UnitMap:
    left = [LeftOut("", row.code, row.householder, row.hamlet, "", row.at) for row in stood.unsettled.unseated]
    return drawing.map_of(
        _("Where the %(units)s units of %(place)s lie") % {"units": len(stood.units), "place": _name(stood)},
        stood.units,
        left,
        names,
        streets=stood.streets,
        note=words.together(_("Hollow dots are willing households that sit in no unit."), drawing.ring_note(heads)),
        heads=heads,
        names_houses=level_of(stood.place) == Level.HAMLET,
        leads_to=drawing.unit_address,
    )


def _care(stood: Standing, names: Names, *, may: bool) -> Table:
    found = stood.unsettled
    unit = {row.key: row for row in stood.units}
    rows: list[Row] = []

    def line(what: Badge, who: Link | str, where: Link | str, act: Link | str) -> None:
        rows.append(Row((what, who, where, act if may else "")))

    def of(row: UnitRow) -> Link:
        return Link(drawing.label_of(row, names), drawing.unit_address(row))

    for seat in found.misfits:
        leave = Link(_("Let it leave"), reverse("units_leave", kwargs={"code": seat.code}))
        act = leave if seat.kind == "unwilling" else ""
        line(
            Badge(_(_MISFITS[seat.kind]), "ochre", "warn"),
            _household(seat.code, seat.householder),
            of(unit[seat.unit]),
            act,
        )
    for key in found.small:
        size = Badge(_("Below its smallest size"), "ochre", "warn")
        line(size, _size(unit[key], stood), of(unit[key]), "")
    for key in found.large:
        line(Badge(_("Above its largest size"), "ochre", "warn"), _size(unit[key], stood), of(unit[key]), "")
    for key in found.leaderless:
        line(Badge(_("Nobody able to lead"), "seal", "warn"), _size(unit[key], stood), of(unit[key]), "")
    for newcomer in found.unseated:
        join = Link(_("Find a unit"), reverse("units_join", kwargs={"code": newcomer.code}))
        line(Badge(_("In no unit"), "indigo", "people"), _household(newcomer.code, newcomer.householder), "", join)
    columns = (
        Column("what", _("What"), names_row=True),
        Column("who", _("Household")),
        Column("unit", _("Unit")),
        Column("act", "", "action"),
    )
    return Table(columns, tuple(rows), _("What needs care"), id="care")


def _household(code: str, name: str) -> Link:
    return Link(name, drawing.address("desk_household", code=code))


def _size(unit: UnitRow, stood: Standing) -> str:
    low, high = stood.sizes[unit.key]
    return _("%(size)s households; %(low)s to %(high)s wanted") % {"size": len(unit.seats), "low": low, "high": high}


def _units(stood: Standing, names: Names, label: words.Label) -> Table:
    colour = drawing.colours_of(stood.units)
    columns = (
        Column("name", _("Unit"), names_row=True),
        Column("size", _("Number of households"), "number"),
        Column("who", _("Who sits in it")),
        Column("wish", _("Main wish")),
        Column("mix", _("Mix of wealth"), "picture"),
        Column("metres", _("Mean distance"), "number", unit=_("m")),
        Column("since", _("In force since"), "date"),
    )
    rows = tuple(
        Row(
            (
                Swatch(colour[str(unit.key)], drawing.label_of(unit, names), drawing.unit_address(unit)),
                len(unit.seats),
                words.listed([seat.householder for seat in unit.seats]),
                label(unit.facts["main_wish"]) if unit.facts["main_wish"] else "—",
                drawing.composition(unit.facts["wealth"], label, drawing.label_of(unit, names)),
                round(unit.facts["mean_distance"]),
                _day(unit.since) if unit.since else "—",
            ),
            key=str(unit.key),
            mark=str(unit.key),
        )
        for unit in stood.units
    )
    return Table(columns, rows, _("Units and who sits in them"), id="units")


def _empty(stood: Standing, actor: Actor) -> Empty:
    if stood.first_day:
        sentence = _("The first units here came into force on %(day)s.") % {"day": _day(stood.first_day)}
        act = Action(_("Show today"), drawing.standing_address(stood.place))
        return Empty(_("No unit on this day"), sentence, (act,), "units")
    acts: tuple[Action, ...] = ()
    if policies.FORM_UNITS.allows(actor, stood.place):
        acts = (Action(_("Form units"), f"{reverse('units_ask')}?place={stood.place}"),)
    sentence = _("Form the units, let the households decide, and they stand here from the day they come into force.")
    return Empty(_("No units yet"), sentence, acts, "units")
