"""Units as they stand on a day: who sat where, and what no longer fits the roster."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.places.queries import place as place_of
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.services.units import policies
from shihu.services.units.models import IN_FORCE, Seat, Unit
from shihu.services.units.rules.composition import mean_distance, unit_facts
from shihu.services.units.rules.standing import misfit
from shihu.services.units.types import Misfit, SeatRow, Standing, UnitRow, Unseated, Unsettled

_SIZES = (8, 12)


def held_on(day: date) -> Q:
    """Return the filter for seats or units that held on the day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def standing(place: str, *, actor: Actor, on: date, today: date) -> Standing:
    """Return the units of a hamlet or a village as they stood on ``on``, with who sat in each.

    On a day other than today the composition is reckoned from the roster of that day. What no longer fits is told for
    today only.
    """
    policies.SEE_UNITS.require(actor, place)
    row = place_of(place, actor=actor)
    here = Unit.objects.filter(within("hamlet_id", [place]))
    units = list(here.filter(held_on(on)).select_related("formation").order_by("hamlet", "ordinal"))
    seats = _seats_on(units, on)
    roster = {h.code: h for h in formation_households(place=place[: Level.VILLAGE], actor=SYSTEM, on=on)}
    rows = []
    for unit in units:
        facts = unit.facts
        if on != today:
            places = [(s.lon, s.lat) for s in seats[unit.pk] if s.lon is not None and s.lat is not None]
            members = [roster[s.code] for s in seats[unit.pk] if s.code in roster]
            facts = unit_facts(members, mean_distance(places))
        rows.append(
            UnitRow(
                unit.pk,
                unit.formation_id,
                unit.hamlet_id,
                unit.ordinal,
                unit.name,
                facts,
                unit.since,
                unit.until,
                tuple(seats[unit.pk]),
            )
        )
    sizes = {u.pk: (u.formation.sizes.get("low", _SIZES[0]), u.formation.sizes.get("high", _SIZES[1])) for u in units}
    streets: dict[str, Any] = {}
    for formation in {u.formation_id: u.formation for u in units}.values():
        streets |= formation.outcome.get("streets", {})
    return Standing(
        place=place,
        name=row.name,
        name_en=row.name_en,
        on=on,
        is_today=on == today,
        units=tuple(rows),
        streets=tuple(
            tuple((p[0], p[1]) for p in line)
            for hamlet, lines in sorted(streets.items())
            if hamlet.startswith(place)
            for line in lines
        ),
        sizes=sizes,
        unsettled=unsettled(place, actor=actor, on=today) if on == today else Unsettled(),
        first_day=here.filter(since__isnull=False).aggregate(first=Min("since"))["first"],
        sees_private=policies.SEE_REFUSALS.allows(actor, place),
    )


def unsettled(place: str, *, actor: Actor, on: date) -> Unsettled:
    """Return what the roster and the units in force of a hamlet or a village disagree about today."""
    policies.SEE_UNITS.require(actor, place)
    units = list(
        Unit.objects.filter(IN_FORCE, within("hamlet_id", [place]))
        .select_related("formation")
        .order_by("hamlet", "ordinal")
    )
    seats = _sitting(units)
    taken = {seat["household__code"] for seat in seats}
    covered = {hamlet for unit in units for hamlet in (unit.hamlet_id, *unit.facts.get("hamlets", ()))}
    unseated = tuple(
        Unseated(h.code, h.householder, h.hamlet, (h.lon, h.lat) if h.lon is not None and h.lat is not None else None)
        for h in formation_households(place=place, actor=SYSTEM, on=on)
        if h.willing and h.code not in taken and h.hamlet in covered
    )
    of_unit = {unit.pk: unit for unit in units}
    misfits = []
    count: dict[UUID, int] = defaultdict(int)
    able: dict[UUID, int] = defaultdict(int)
    for seat in seats:
        unit = of_unit[seat["unit_id"]]
        kind = misfit(
            has_ended=seat["household__until"] is not None,
            hamlet=seat["household__hamlet_id"],
            hamlets={unit.hamlet_id, *unit.facts.get("hamlets", ())},
            village=unit.hamlet_id[: Level.VILLAGE],
            willing=seat["household__willing"],
        )
        if kind:
            misfits.append(Misfit(seat["household__code"], seat["household__householder__name"], unit.pk, kind))
        if kind != "ended":
            count[unit.pk] += 1
            able[unit.pk] += seat["can_lead"]
    low = {u.pk: u.formation.sizes.get("low", _SIZES[0]) for u in units}
    high = {u.pk: u.formation.sizes.get("high", _SIZES[1]) for u in units}
    return Unsettled(
        unseated=unseated,
        misfits=tuple(misfits),
        small=tuple(u.pk for u in units if count[u.pk] < low[u.pk]),
        large=tuple(u.pk for u in units if count[u.pk] > high[u.pk]),
        leaderless=tuple(u.pk for u in units if count[u.pk] and not able[u.pk]),
    )


def days_of_change(place: str, *, actor: Actor, limit: int = 12) -> list[date]:
    """Return the newest days on which seats opened or ended in a place, newest first."""
    policies.SEE_UNITS.require(actor, place)
    seats = Seat.objects.filter(within("unit__hamlet_id", [place]), since__isnull=False)
    days = set(seats.order_by("-since").values_list("since", flat=True).distinct()[:limit])
    ended = seats.filter(until__isnull=False).order_by("-until")
    days |= set(ended.values_list("until", flat=True).distinct()[:limit])
    return sorted((day for day in days if day is not None), reverse=True)[:limit]


def _seats_on(units: list[Unit], on: date) -> dict[UUID, list[SeatRow]]:
    found: dict[UUID, list[SeatRow]] = defaultdict(list)
    columns = ("unit_id", "household_id", "household__code", "household__householder__name", "household__hamlet_id")
    more = ("lon", "lat", "can_lead", "since", "until")
    for unit, key, code, name, hamlet, lon, lat, can_lead, since, until in (
        Seat.objects.filter(held_on(on), unit__in=units).order_by("pk").values_list(*columns, *more)
    ):
        found[unit].append(SeatRow(key, code, name, hamlet, 0, lon, lat, can_lead, {}, since, until))
    return found


def _sitting(units: list[Unit]) -> list[Any]:
    seats: QuerySet[Seat] = Seat.objects.filter(IN_FORCE, unit__in=units).order_by("unit", "pk")
    return list(
        seats.values(
            "unit_id",
            "can_lead",
            "household__code",
            "household__until",
            "household__hamlet_id",
            "household__willing",
            "household__householder__name",
        )
    )
