"""How drafted units come into force, and how seats and units end.

A unit's row outlives its repairs: where a drafted unit ``continues`` one in force, the seats of that one change and
the drafted row stays behind as the record of what was proposed. Whoever moves between two units keeps the old seat
until the new one opens, so that nobody is without a unit because another household has not decided yet.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from shihu.base.audit.types import Change
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM
from shihu.kernel.places import Level
from shihu.services.units.models import IN_FORCE, Formation, Seat, Unit
from shihu.services.units.rules.composition import mean_distance, unit_facts


class Seating:
    """One act on seats, inside a command's transaction: what it opens, ends and changes, and what the audit is told."""

    def __init__(self, *, now: datetime) -> None:
        self.day = timezone.localdate(now)
        self.changes: list[Change] = []

    def open(self, units: Sequence[Unit]) -> None:
        """Bring drafted units into force.

        Seats that their households hold elsewhere end on the day. A household that a continued unit loses keeps its
        seat there while another unit of the same formation waits to take it. Units left empty end.
        """
        drafted = {unit.pk: list(Seat.objects.filter(unit=unit).select_related("household")) for unit in units}
        waiting = set(
            Seat.objects.filter(unit__formation__in={u.formation_id for u in units}, unit__since=None)
            .exclude(unit__in=drafted)
            .values_list("household_id", flat=True)
        )
        touched: set[UUID] = set()
        for unit in units:
            target = unit.continues_id or unit.pk
            wanted = {seat.household_id: seat for seat in drafted[unit.pk]}
            held = dict(Seat.objects.filter(IN_FORCE, unit=target).values_list("household_id", "household__code"))
            arriving = [seat for key, seat in wanted.items() if key not in held]
            leaving = [key for key in held if key not in wanted and key not in waiting]
            touched |= _end(Seat.objects.filter(IN_FORCE, household__in=[s.household_id for s in arriving]), self.day)
            touched |= _end(Seat.objects.filter(IN_FORCE, unit=target, household__in=leaving), self.day)
            if unit.continues_id is None:
                Unit.objects.filter(pk=target).update(since=self.day)
                Seat.objects.filter(unit=target).update(since=self.day)
                codes = sorted(seat.household.code for seat in arriving)
                told = {"since": self.day, "households": codes}
                self.changes.append(Change("units.open", "unit", str(target), unit.hamlet_id, None, told))
            elif arriving or leaving:
                Seat.objects.bulk_create(
                    Seat(
                        unit_id=target,
                        household_id=seat.household_id,
                        can_lead=seat.can_lead,
                        lon=seat.lon,
                        lat=seat.lat,
                        facts=seat.facts,
                        since=self.day,
                    )
                    for seat in arriving
                )
                _keep_reasons(target, wanted)
                self.changes.append(
                    Change(
                        "units.change",
                        "unit",
                        str(target),
                        unit.hamlet_id,
                        {"households": sorted(held.values())},
                        {"came": sorted(s.household.code for s in arriving), "left": sorted(held[k] for k in leaving)},
                    )
                )
                touched.add(target)
        opened = {unit.pk for unit in units if unit.continues_id is None}
        self.settle(touched - opened)

    def close(self, units: Sequence[Unit]) -> None:
        """End units and every seat in them."""
        keys = [unit.pk for unit in units]
        Seat.objects.filter(IN_FORCE, unit__in=keys).update(until=self.day)
        Unit.objects.filter(pk__in=keys).update(until=self.day)
        self.changes += [
            Change("units.close", "unit", str(u.pk), u.hamlet_id, {"until": None}, {"until": self.day, "name": u.name})
            for u in units
        ]

    def settle(self, keys: Collection[UUID]) -> None:
        """Reckon anew what units in force are made of after their seats changed; end those that nobody sits in."""
        for unit in Unit.objects.filter(IN_FORCE, pk__in=keys):
            seats = list(Seat.objects.filter(IN_FORCE, unit=unit).select_related("household"))
            if not seats:
                self.close([unit])
                continue
            codes = {seat.household.code for seat in seats}
            village = unit.hamlet_id[: Level.VILLAGE]
            members = [h for h in formation_households(place=village, actor=SYSTEM, on=self.day) if h.code in codes]
            places = [(seat.lon, seat.lat) for seat in seats if seat.lon is not None and seat.lat is not None]
            unit.facts = unit_facts(members, mean_distance(places))
            unit.save(update_fields=["facts"])

    def retire(self, place: str, *, but: UUID) -> None:
        """Formations whose last unit has ended are replaced; so are earlier changes of units at the same place."""
        alive = Unit.objects.filter(IN_FORCE).values("formation")
        continuing = Unit.objects.filter(continues__isnull=False).values("formation")
        over = Formation.objects.filter(state=Formation.State.CURRENT).exclude(pk=but).exclude(pk__in=alive)
        gone = over.filter(Q(place=place) | ~Q(pk__in=continuing)).values_list("pk", flat=True)
        Formation.objects.filter(pk__in=list(gone)).update(state=Formation.State.REPLACED)


def _end(seats: QuerySet[Seat], day: date) -> set[UUID]:
    """End seats on the day; return the units that they were in."""
    units = set(seats.order_by().values_list("unit_id", flat=True))
    seats.update(until=day)
    return units


def _keep_reasons(target: UUID, wanted: dict[UUID, Seat]) -> None:
    """Who stays in a unit that others join sits there for the newest reasons."""
    for seat in Seat.objects.filter(IN_FORCE, unit=target, household__in=wanted):
        seat.facts = wanted[seat.household_id].facts
        seat.can_lead = wanted[seat.household_id].can_lead
        seat.save(update_fields=["facts", "can_lead"])
