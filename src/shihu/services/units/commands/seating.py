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
from shihu.base.registry.types import FormationHousehold
from shihu.kernel.actors import SYSTEM
from shihu.kernel.places import Level
from shihu.services.units.models import IN_FORCE, Formation, Seat, Unit
from shihu.services.units.rules.composition import mean_distance, seat_facts, unit_facts


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
            wanted = drafted[unit.pk]
            if unit.continues_id is None:
                touched |= self._begin(unit, wanted)
            else:
                touched |= self._amend(unit, unit.continues_id, wanted, waiting)
        self.settle(touched - {unit.pk for unit in units})
        for unit in units:
            if unit.continues_id is not None:
                _keep_reasons(unit.continues_id, drafted[unit.pk])

    def _begin(self, unit: Unit, seats: Sequence[Seat]) -> set[UUID]:
        """A new unit: its drafted seats become real. Returns the units that its households left."""
        left = _end(Seat.objects.filter(IN_FORCE, household__in=[seat.household_id for seat in seats]), self.day)
        Unit.objects.filter(pk=unit.pk).update(since=self.day)
        Seat.objects.filter(unit=unit).update(since=self.day)
        told = {"since": self.day, "households": sorted(seat.household.code for seat in seats)}
        self.changes.append(Change("units.open", "unit", str(unit.pk), unit.hamlet_id, None, told))
        return left

    def _amend(self, unit: Unit, target: UUID, seats: Sequence[Seat], waiting: Collection[UUID]) -> set[UUID]:
        """A unit in force: who comes is seated, who is drafted nowhere else leaves. Returns the units that changed."""
        wanted = {seat.household_id for seat in seats}
        held = dict(Seat.objects.filter(IN_FORCE, unit=target).values_list("household_id", "household__code"))
        arriving = [seat for seat in seats if seat.household_id not in held]
        leaving = [key for key in held if key not in wanted and key not in waiting]
        if not arriving and not leaving:
            return set()
        changed = _end(Seat.objects.filter(IN_FORCE, household__in=[seat.household_id for seat in arriving]), self.day)
        _end(Seat.objects.filter(IN_FORCE, unit=target, household__in=leaving), self.day)
        Seat.objects.bulk_create(
            Seat(
                unit_id=target,
                household_id=seat.household_id,
                can_lead=seat.can_lead,
                lon=seat.lon,
                lat=seat.lat,
                since=self.day,
            )
            for seat in arriving
        )
        told = {"came": sorted(s.household.code for s in arriving), "left": sorted(held[key] for key in leaving)}
        before = {"households": sorted(held.values())}
        self.changes.append(Change("units.change", "unit", str(target), unit.hamlet_id, before, told))
        return {*changed, target}

    def close(self, units: Sequence[Unit]) -> None:
        """End units and every seat in them."""
        keys = [unit.pk for unit in units]
        Seat.objects.filter(IN_FORCE, unit__in=keys).update(until=self.day)
        Unit.objects.filter(pk__in=keys).update(until=self.day)
        self.changes += [
            Change("units.close", "unit", str(u.pk), u.hamlet_id, {"until": None}, {"until": self.day, "name": u.name})
            for u in units
        ]

    def end(self, seats: Collection[int]) -> None:
        """End single seats, and the units that they leave empty."""
        self.settle(_end(Seat.objects.filter(IN_FORCE, pk__in=seats), self.day))

    def add(self, unit: Unit, newcomer: FormationHousehold) -> None:
        """Open one seat in a unit in force."""
        Seat.objects.create(
            unit=unit,
            household_id=UUID(newcomer.key),
            can_lead=newcomer.can_lead,
            lon=newcomer.lon,
            lat=newcomer.lat,
            since=self.day,
        )
        self.settle({unit.pk})

    def settle(self, keys: Collection[UUID]) -> None:
        """Reckon anew what units in force are made of, and why each sits there; end those that nobody sits in."""
        for unit in Unit.objects.filter(IN_FORCE, pk__in=keys):
            seats = list(Seat.objects.filter(IN_FORCE, unit=unit).select_related("household").order_by("pk"))
            if not seats:
                self.close([unit])
                continue
            village = unit.hamlet_id[: Level.VILLAGE]
            roster = {h.code: h for h in formation_households(place=village, actor=SYSTEM, on=self.day)}
            sitting = [seat for seat in seats if seat.household.code in roster]
            members = [roster[seat.household.code] for seat in sitting]
            places = [
                (seat.lon, seat.lat) if seat.lon is not None and seat.lat is not None else None for seat in sitting
            ]
            unit.facts = unit_facts(members, mean_distance([place for place in places if place is not None]))
            unit.save(update_fields=["facts"])
            for seat, facts in zip(sitting, seat_facts(members, places), strict=True):
                seat.facts = facts | {"changed": self.day.isoformat()}
            Seat.objects.bulk_update(sitting, ["facts"])

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


def _keep_reasons(target: UUID, drafted: Sequence[Seat]) -> None:
    """Where exactly those sit in a unit whom the draft seats there, the engine's reasons for them hold."""
    reasons = {seat.household_id: seat for seat in drafted}
    seats = list(Seat.objects.filter(IN_FORCE, unit=target))
    if {seat.household_id for seat in seats} != set(reasons):
        return
    for seat in seats:
        seat.facts, seat.can_lead = reasons[seat.household_id].facts, reasons[seat.household_id].can_lead
    Seat.objects.bulk_update(seats, ["facts", "can_lead"])
