"""Who sits in which unit, for services that stand on the units.

Not limited to an actor: a service that uses these has checked that its actor may see the matter.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shihu.base.audit.queries import within
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.queries.standing import held_on
from shihu.services.units.types import SeatRow, UnitRow

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class SeatPeriod:
    """A household sat in a unit from ``since`` until before ``until``."""

    unit: UUID
    household: UUID
    code: str
    householder: str
    since: date
    until: date | None


def units_on(place: str, *, on: date) -> list[UnitRow]:
    """Return the units of a place in force on a day with those who sat in each: two queries."""
    return _rows(Unit.objects.filter(held_on(on), within("hamlet_id", [place])).order_by("hamlet", "ordinal"), on)


def unit_on(key: UUID, *, on: date) -> UnitRow | None:
    """Return one unit that was ever in force with those who sat in it on a day; None where there is none."""
    rows = _rows(Unit.objects.filter(pk=key, since__isnull=False), on)
    return rows[0] if rows else None


def unit_rows(keys: Collection[UUID]) -> dict[UUID, UnitRow]:
    """Return units by key without their seats: one query."""
    return {unit.pk: _row(unit, ()) for unit in Unit.objects.filter(pk__in=keys)}


def seat_periods(units: Collection[UUID]) -> list[SeatPeriod]:
    """Return every period in which a household sat in one of the units, by household code: one query."""
    seats = Seat.objects.filter(unit__in=units, since__isnull=False).order_by("household__code", "since")
    columns = ("unit_id", "household_id", "household__code", "household__householder__name", "since", "until")
    return [
        SeatPeriod(unit, household, code, name, since, until)
        for unit, household, code, name, since, until in seats.values_list(*columns)
        if since is not None and since != until
    ]


def streets_of(units: Collection[UnitRow]) -> dict[str, tuple[Line, ...]]:
    """Return the streets of the units' hamlets by hamlet, as the formations that drew them know them: one query."""
    hamlets = {unit.hamlet for unit in units}
    found: dict[str, tuple[Line, ...]] = {}
    for outcome in Formation.objects.filter(pk__in={u.formation for u in units}).values_list("outcome", flat=True):
        for hamlet, lines in (outcome.get("streets") or {}).items():
            if hamlet in hamlets:
                found[hamlet] = tuple(tuple((float(p[0]), float(p[1])) for p in line) for line in lines)
    return found


def _rows(units: QuerySet[Unit], on: date) -> list[UnitRow]:
    listed = list(units)
    seats: dict[UUID, list[SeatRow]] = defaultdict(list)
    columns = ("unit_id", "household_id", "household__code", "household__householder__name", "household__hamlet_id")
    more = ("lon", "lat", "can_lead", "since", "until")
    sat = Seat.objects.filter(held_on(on), unit__in=[unit.pk for unit in listed]).order_by("household__code")
    for unit, key, code, name, hamlet, lon, lat, can_lead, since, until in sat.values_list(*columns, *more):
        seats[unit].append(SeatRow(key, code, name, hamlet, 0, lon, lat, can_lead, {}, since, until))
    return [_row(unit, tuple(seats[unit.pk])) for unit in listed]


def _row(unit: Unit, seats: tuple[SeatRow, ...]) -> UnitRow:
    return UnitRow(
        unit.pk,
        unit.formation_id,
        unit.hamlet_id,
        unit.ordinal,
        unit.name,
        unit.facts,
        unit.since,
        unit.until,
        seats,
    )
