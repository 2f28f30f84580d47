"""Reading village work: plans with their parts, answers, hours, materials; totals by unit and household."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.queries import people_of
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import MaterialMove, VillageWork, WorkAnswer, WorkHours, WorkShare
from shihu.services.linkages.queries.duty_units import Opened, opened, require_village
from shihu.services.linkages.rules import welfare as rules
from shihu.services.linkages.types import (
    HoursRow,
    HouseholdHours,
    Material,
    MoveRow,
    NewWork,
    PartOfWork,
    ShareRow,
    WorkRow,
)
from shihu.services.units.queries import own_seat, unit_rows, units_on


def works(place: str, *, actor: Actor, limit: int = 60) -> list[WorkRow]:
    """Return the works of a village, newest first: six queries however many."""
    village = require_village(place, actor=actor)
    return work_rows(VillageWork.objects.filter(village=village).order_by("-first_day", "-planned_at")[:limit])


def work(key: UUID | str, *, actor: Actor) -> WorkRow:
    """Return a work to those who see the village by office."""
    found = VillageWork.objects.filter(pk=key)
    rows = work_rows(found)
    if not rows or not policies.SEE_DUTIES.allows(actor, rows[0].new.village):
        raise NotFound
    return rows[0]


def share(key: int, *, actor: Actor, on: date) -> tuple[Opened, WorkRow, ShareRow]:
    """Return one unit's part of a work, for its members and those who see it by office."""
    found = WorkShare.objects.filter(pk=key).values_list("work_id", "unit_id").first()
    if found is None:
        raise NotFound
    unit = opened(found[1], actor=actor, on=on)
    row = work_rows(VillageWork.objects.filter(pk=found[0]), units=[found[1]])[0]
    return unit, row, row.shares[0]


def works_of_unit(unit: UUID, *, actor: Actor, on: date) -> list[WorkRow]:
    """Return the works in which a unit has a part, newest first."""
    opened(unit, actor=actor, on=on)
    listed = VillageWork.objects.filter(shares__unit=unit).order_by("-first_day")
    return work_rows(listed, units=[unit])


def preview(new: NewWork, *, on: date) -> tuple[PartOfWork, ...]:
    """Return how a work would be split over the village's units, for those who have been checked."""
    units = units_on(new.village, on=on)
    if new.method == "households":
        weights = {unit.key: len(unit.seats) for unit in units}
    else:
        home = {seat.household: unit.key for unit in units for seat in unit.seats}
        weights = dict.fromkeys((unit.key for unit in units), 0)
        for person in people_of(list(home), actor=SYSTEM, on=on):
            weights[home[person.household]] += rules.is_able(person.birth, new.first_day)
    if not sum(weights.values()):
        return ()
    parts = rules.parts(new.quantity, weights)
    return tuple(PartOfWork(u.key, u.name, u.hamlet, u.ordinal, weights[u.key], parts[u.key]) for u in units)


def people_for(found: Opened, *, on: date) -> list[HouseholdPerson]:
    """Return the grown people of a unit's households: who may be noted as having worked."""
    people = people_of(list(found.homes), actor=SYSTEM, on=on)
    return [p for p in people if p.birth is not None and rules.age(p.birth, on) >= rules.LEAST_AGE]


def hours_by_household(place: str, *, actor: Actor, first: date, last: date) -> list[HouseholdHours]:
    """Return the hours of every household of a village that worked in the period, by unit and code."""
    village = require_village(place, actor=actor)
    found = WorkHours.objects.filter(within("share__work__village_id", [village]), on__range=(first, last))
    return _totals(found)


def household_hours(household: UUID, *, actor: Actor, first: date, last: date) -> HouseholdHours:
    """Return one household's hours: for itself, and for those who see the village by office."""
    found = WorkHours.objects.filter(household=household, on__range=(first, last))
    rows = _totals(found)
    if not rows:
        raise NotFound
    own = own_seat(actor)
    sees = policies.SEE_DUTIES.allows(actor, rows[0].hamlet)
    if not sees and (own is None or own.household != rows[0].household):
        raise NotFound
    return rows[0]


def minutes_of(units: Collection[UUID], *, first: date, last: date) -> dict[UUID, int]:
    """Return minutes worked by unit in a period, for those who have been checked."""
    told: dict[UUID, int] = defaultdict(int)
    found = WorkHours.objects.filter(share__unit__in=units, on__range=(first, last))
    for unit, minutes in found.values_list("share__unit_id", "minutes"):
        told[unit] += minutes
    return dict(told)


def work_rows(found: QuerySet[VillageWork], *, units: Iterable[UUID] | None = None) -> list[WorkRow]:
    """Return works with the parts of all units, or of some."""
    listed = list(found)
    shares = WorkShare.objects.filter(work__in=[row.pk for row in listed]).select_related("unit")
    if units is not None:
        shares = shares.filter(unit__in=list(units))
    by_work: dict[UUID, list[ShareRow]] = defaultdict(list)
    rows = list(shares)
    keys = [row.pk for row in rows]
    answers: dict[int, dict[UUID, bool]] = defaultdict(dict)
    for key, household, comes in WorkAnswer.objects.filter(share__in=keys).values_list(
        "share_id", "household_id", "comes"
    ):
        answers[key][household] = comes
    hours: dict[int, list[HoursRow]] = defaultdict(list)
    for one in _hours(WorkHours.objects.filter(share__in=keys)):
        hours[one[0]].append(one[1])
    moves: dict[int, list[MoveRow]] = defaultdict(list)
    for move in MaterialMove.objects.filter(share__in=keys):
        moves[move.share_id].append(MoveRow(move.material, move.kind, move.quantity, move.on, move.noted_by))
    for row in rows:
        unit = row.unit
        by_work[row.work_id].append(
            ShareRow(
                key=row.pk,
                part=PartOfWork(unit.pk, unit.name, unit.hamlet_id, unit.ordinal, row.weight, row.quantity),
                answers=answers[row.pk],
                hours=tuple(hours[row.pk]),
                moves=tuple(moves[row.pk]),
                measured=row.measured,
                accepted_by=row.accepted_by,
                accepted_words=row.accepted_words,
                accepted_at=row.accepted_at,
            )
        )
    return [
        WorkRow(
            key=row.pk,
            new=NewWork(
                row.village_id,
                row.kind,
                row.title,
                row.where,
                row.quantity,
                row.measure,
                row.first_day,
                row.last_day,
                tuple(Material(m["words"], m["quantity"]) for m in row.materials),
                row.is_paid,
                row.method,
            ),
            planner=row.planner,
            planned_by=row.planned_by,
            planned_at=row.planned_at,
            fixed_at=row.fixed_at,
            shares=tuple(by_work[row.pk]),
        )
        for row in listed
    ]


def _hours(found: QuerySet[WorkHours]) -> list[tuple[int, HoursRow]]:
    columns = ("share_id", "share__unit_id", "household_id", "household__householder__name", "person_id")
    more = ("person__name", "on", "minutes", "noted_by")
    rows = found.order_by("on", "household__code", "person__name").values_list(*columns, *more)
    return [(row[0], HoursRow(*row[1:])) for row in rows]


def _totals(found: QuerySet[WorkHours]) -> list[HouseholdHours]:
    columns = ("household_id", "household__code", "household__householder__name", "share__unit_id")
    more = ("share__work__title", "on", "person__name", "minutes", "share__work__is_paid")
    gathered: dict[tuple[UUID, UUID], tuple[str, str, list[tuple[str, date, str, int, bool]]]] = {}
    for household, code, name, unit, *rest in found.order_by("household__code", "on").values_list(*columns, *more):
        _code, _name, rows = gathered.setdefault((unit, household), (code, name, []))
        rows.append((rest[0], rest[1], rest[2], rest[3], rest[4]))
    units = unit_rows({unit for unit, _household in gathered})
    told = [
        HouseholdHours(
            household, code, name, unit, units[unit].name, units[unit].hamlet, units[unit].ordinal, tuple(rows)
        )
        for (unit, household), (code, name, rows) in gathered.items()
    ]
    return sorted(told, key=lambda row: (row.hamlet, row.ordinal, row.code))


def split_by(new: NewWork, method: str, *, on: date) -> tuple[PartOfWork, ...]:
    """Return how a work would be split by another method than planned."""
    return preview(replace(new, method=method), on=on)
