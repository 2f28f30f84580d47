"""Single households that leave, join, or whose seat has lost its household."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, queries
from shihu.services.units.commands.seating import Seating
from shihu.services.units.errors import (
    AgreementNeeded,
    CannotJoin,
    NothingToRelease,
    NotSeated,
    ReasonNeeded,
    SeatedAlready,
    UnitNotInForce,
)
from shihu.services.units.models import IN_FORCE, Seat, Unit
from shihu.services.units.rules.standing import ENDED, MOVED, joining_faults


@transaction.atomic
def leave_unit(*, actor: Actor, now: datetime, household: str, reason: str) -> UUID:
    """Let a household leave its unit today, at its own wish. Return the unit that it leaves.

    Officer, cadre, or an adult of the household itself: joining is voluntary, and so is leaving.
    """
    seats = Seat.objects.filter(household__code=household, since__isnull=False).select_related("unit", "household")
    newest = seats.order_by("-since", "-pk").first()
    if newest is None:
        raise NotFound
    if not queries.sits_in_own(household, actor=actor):
        place = newest.household.hamlet_id
        policies.CHANGE_SEATS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if not reason.strip():
        raise ReasonNeeded(where="reason")
    seat = seats.select_for_update(of=("self",)).filter(IN_FORCE).first()
    if seat is None:
        raise NotSeated
    seating = Seating(now=now)
    seating.end([seat.pk])
    change = Change(
        "units.leave",
        "unit",
        str(seat.unit_id),
        seat.unit.hamlet_id,
        {"household": household},
        None,
        reason=reason.strip(),
    )
    record(actor=actor, now=now, changes=[change, *seating.changes])
    return seat.unit_id


@transaction.atomic
def join_unit(*, actor: Actor, now: datetime, household: str, unit: UUID, agreed: str) -> UUID:
    """Seat a household that sits in no unit in one that has room, nobody else moving.

    ``agreed`` says who agreed and when; it stays with the audit.
    """
    joined = Unit.objects.select_for_update(of=("self",)).filter(pk=unit).select_related("formation").first()
    if joined is None:
        raise NotFound
    policies.CHANGE_SEATS.require(actor, joined.hamlet_id, seen=policies.SEE_UNITS.allows(actor, joined.hamlet_id))
    if joined.since is None or joined.until is not None:
        raise UnitNotInForce
    if not agreed.strip():
        raise AgreementNeeded(where="agreed")
    day = timezone.localdate(now)
    village = joined.hamlet_id[: Level.VILLAGE]
    roster = {h.code: h for h in formation_households(place=village, actor=SYSTEM, on=day)}
    members = set(Seat.objects.filter(IN_FORCE, unit=joined).values_list("household__code", flat=True))
    newcomer = roster.get(household)
    if newcomer is None:
        raise NotFound
    seat = Seat.objects.filter(IN_FORCE, household__code=household).select_related("unit").first()
    if seat is not None:
        raise SeatedAlready(unit=seat.unit.name)
    refused = set(newcomer.refuses) & members or any(household in roster[c].refuses for c in members if c in roster)
    faults = joining_faults(
        size=len(members),
        high=joined.formation.sizes.get("high", 12),
        is_refused=bool(refused),
        is_neighbour=newcomer.hamlet in {joined.hamlet_id, *joined.facts.get("hamlets", ())},
        willing=newcomer.willing,
    )
    if faults:
        private = policies.SEE_REFUSALS.allows(actor, joined.hamlet_id)
        raise CannotJoin(where="unit", unit=joined.name, rules=queries.joining_rules(faults, private=private))
    seating = Seating(now=now)
    seating.add(joined, newcomer)
    told = {"household": household, "agreed": agreed.strip()}
    change = Change("units.join", "unit", str(joined.pk), joined.hamlet_id, None, told)
    record(actor=actor, now=now, changes=[change, *seating.changes])
    return joined.pk


@transaction.atomic
def release_seats(*, actor: Actor, now: datetime, place: str) -> int:
    """End the seats of households that have ended or moved away; return how many. No other household moves."""
    policies.CHANGE_SEATS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    found = queries.unsettled(place, actor=actor, on=timezone.localdate(now))
    gone = {m.code: m.kind for m in found.misfits if m.kind in {ENDED, MOVED}}
    seats = list(
        Seat.objects.select_for_update()
        .filter(IN_FORCE, household__code__in=gone)
        .values_list("pk", "household__code", "unit_id", "unit__hamlet_id")
    )
    if not seats:
        raise NothingToRelease
    seating = Seating(now=now)
    seating.end([key for key, *_ in seats])
    changes = [
        Change("units.release", "unit", str(unit), hamlet, {"household": code}, None, reason=gone[code])
        for _key, code, unit, hamlet in seats
    ]
    record(actor=actor, now=now, changes=[*changes, *seating.changes])
    return len(seats)
