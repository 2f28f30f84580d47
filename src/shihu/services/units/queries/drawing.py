"""What several pages draw of units: bars, maps, figures, names, addresses."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast, get_args
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shihu.kernel.colouring import colours
from shihu.kernel.presentation import Badge, Composition, House, MapUnit, Part, PartKind, Stat, Tone, UnitMap
from shihu.services.units import rules
from shihu.services.units.queries import words
from shihu.services.units.types import LeftOut, SeatRow, UnitRow

Names = Mapping[str, tuple[str, str]]
_TONES: dict[str, Tone] = {
    "draft": "ochre",
    "asked": "indigo",
    "proposed": "indigo",
    "current": "pine",
    "refused": "seal",
}
_KINDS: frozenset[str] = frozenset(get_args(PartKind))
WEALTH = ("wealth.well_off", "wealth.ordinary", "wealth.poor", "unknown")


def address(name: str, **values: object) -> str:
    """Return the address of a page, or nothing where this installation does not have it."""
    try:
        return reverse(name, kwargs=values or None)
    except NoReverseMatch:
        return ""


def formation_address(key: UUID, place: str = "", unit: UUID | None = None) -> str:
    """A formation, one of its hamlets, one of its units."""
    asked = {"place": place, "unit": str(unit) if unit else ""}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    return address("units_formation", key=key) + (f"?{query}" if query else "")


def unit_address(unit: UnitRow) -> str:
    """A unit's own page; the place in it keeps the path of places at the top right."""
    return f"{address('units_unit', key=unit.key)}?place={unit.hamlet}"


def standing_address(place: str, on: str = "") -> str:
    """The units of a place as they stand today, or stood on a day (ISO)."""
    return f"{address('units_standing')}?place={place}" + (f"&on={on}" if on else "")


def state_badge(state: str) -> Badge:
    """A formation's state in a word."""
    icon = {"current": "check", "proposed": "speaker", "draft": "edit", "asked": "clock", "refused": "warn"}.get(
        state, ""
    )
    return Badge(_(words.STATES[state]), _TONES.get(state, "plain"), icon)


def unit_badge(unit: UnitRow) -> Badge:
    """A unit's own state: units of one formation may end one by one."""
    if unit.until:
        return Badge(_("Ended"))
    return state_badge("current" if unit.since else "draft")


def composition(counts: Mapping[str, int], label: words.Label, title: str) -> Composition:
    """Wealth classes as a bar. Counts only: it names nobody."""
    keys = [*WEALTH, *sorted(set(counts) - set(WEALTH))]
    parts = tuple(
        Part(_kind(key), label(key), int(counts.get(key, 0))) for key in keys if key in counts or key in WEALTH[:3]
    )
    return Composition(parts, title, _("households"))


def _kind(key: str) -> PartKind:
    code = key.removeprefix("wealth.")
    return cast("PartKind", code) if code in get_args(PartKind) else "unknown"


def together(units: Iterable[Mapping[str, Any]], field: str) -> dict[str, int]:
    """Add up the counts of several units' facts."""
    total: Counter[str] = Counter()
    for facts in units:
        total.update(facts[field])
    return dict(total)


def stats_of(units: Sequence[UnitRow], left_out: int) -> tuple[Stat, ...]:
    """The figures of a hamlet's or a village's units; docs/services/units.md defines each."""
    facts = [unit.facts for unit in units]
    households = sum(f["size"] for f in facts)
    persons = sum(f["persons"] for f in facts)
    metres = sum(f["size"] * f["mean_distance"] for f in facts) / households if households else 0
    asked = sum(f["asked"] for f in facts)
    agreeing = sum(f["agreeing"] for f in facts)
    return (
        Stat(_("Units"), str(len(units))),
        Stat(_("Number of households"), str(households), _("hh"), _("%(persons)s persons") % {"persons": persons}),
        Stat(_("Not in a unit"), str(left_out), _("hh")),
        Stat(_("Mean distance"), f"{metres:.0f}", _("m")),
        Stat(_("Wishes agree"), f"{100 * agreeing / asked:.0f}" if asked else "—", "%"),
        Stat(_("Off the mix"), f"±{deviation_of(units):.1f}", _("hh")),
    )


def deviation_of(units: Sequence[UnitRow]) -> float:
    """How far units differ from their hamlet's mix of wealth classes, in households; hamlet by hamlet."""
    by_hamlet: dict[str, list[Mapping[str, int]]] = {}
    for unit in units:
        by_hamlet.setdefault(unit.hamlet, []).append(unit.facts["wealth"])
    weighed = total = 0.0
    for counts in by_hamlet.values():
        classes = sorted({key for row in counts for key in row})
        rows = [rules.counts_by(row, classes) for row in counts]
        weighed += len(rows) * rules.deviation(rows)
        total += len(rows)
    return weighed / total if total else 0.0


def map_of(
    title: str,
    units: Sequence[UnitRow],
    left_out: Sequence[LeftOut],
    names: Names,
    *,
    streets: Sequence[Sequence[Sequence[float]]] = (),
    selected: UUID | None = None,
    marked: str = "",
    note: str = "",
    links: bool = True,
    names_houses: bool = True,
    heads: Mapping[UUID, str] | None = None,
    leads_to: Callable[[UnitRow], str] | None = None,
) -> UnitMap:
    """Units as colours, their houses as dots; the head (``heads``: code by unit) is ringed. The left out are hollow."""
    houses = [
        House(
            key=seat.code,
            name=seat.householder if names_houses else "",
            lon=seat.lon,
            lat=seat.lat,
            unit=str(unit.key),
            is_head=seat.code == head_of(unit, heads or {}),
            is_marked=seat.code == marked,
        )
        for unit in units
        for seat in unit.seats
        if seat.lon is not None and seat.lat is not None
    ]
    houses += [
        House(left.code, left.householder if names_houses else "", left.at[0], left.at[1])
        for left in left_out
        if left.at is not None
    ]
    own = colours_of(units)
    leads = leads_to or (lambda unit: formation_address(unit.formation, unit.hamlet, unit.key))
    return UnitMap(
        title=title,
        houses=tuple(houses),
        units=tuple(
            MapUnit(
                key=str(unit.key),
                mark=words.unit_mark(unit.ordinal),
                name=label_of(unit, names),
                href=leads(unit) if links else "",
                is_selected=unit.key == selected,
                colour=own[str(unit.key)],
            )
            for unit in units
        ),
        streets=tuple(tuple((float(p[0]), float(p[1])) for p in line) for line in streets),
        note=note,
    )


def colours_of(units: Sequence[UnitRow]) -> dict[str, int]:
    """The colour of each unit by key: on the map and in the table the same, neighbours apart."""
    return colours(
        {str(u.key): [(s.lon, s.lat) for s in u.seats if s.lon is not None and s.lat is not None] for u in units}
    )


def head_of(unit: UnitRow, heads: Mapping[UUID, str]) -> str:
    """The household that the map rings: the head's; until one is elected, the first able to lead."""
    return heads.get(unit.key) or next((seat.code for seat in unit.seats if seat.can_lead), "")


def ring_note(heads: Mapping[UUID, str]) -> str:
    """What the rings of a map mean."""
    if heads:
        return _("Rings mark the heads; where none is in office, a household able to lead.")
    return _("Rings mark a household able to lead until the unit elects its head.")


def label_of(unit: UnitRow, names: Names) -> str:
    """The unit's name in the reader's language."""
    return words.unit_label(unit.name, names.get(unit.hamlet, ("", ""))[1], unit.ordinal)


def candidates(seats: Sequence[SeatRow], most: int = 3) -> str:
    """Who could lead, and how many more."""
    able = [seat.householder for seat in seats if seat.can_lead]
    told = words.listed(able[:most])
    return _("%(names)s and %(more)s more") % {"names": told, "more": len(able) - most} if len(able) > most else told


def each_pair_once(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two who named each other and sit apart are one wish, not two."""
    told: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row["kind"] == "preference":
            if (row["other"], row["code"]) in seen:
                continue
            seen.add((row["code"], row["other"]))
        told.append(row)
    return told
