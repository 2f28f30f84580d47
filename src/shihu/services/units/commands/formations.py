"""Writing: asking for a formation, keeping its draft, adopting it, discarding it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.jobs.commands import enqueue
from shihu.base.jobs.queries import job_of
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, queries, rules
from shihu.services.units.errors import (
    AlreadyAsked,
    HouseholdGone,
    NoHouseholds,
    NotADraft,
    SharedUnits,
    StaleDraft,
    WrongLevel,
)
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.types import Adopted, Choices, Draft

JOB = "units.form"


@transaction.atomic
def ask_formation(*, actor: Actor, now: datetime, place: str, choices: Choices) -> UUID:
    """Ask for the units of a hamlet or a village to be formed; return the formation's key.

    The work is done by a job; the formation becomes a draft, or refused with the reasons.
    """
    policies.FORM_UNITS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if level_of(place) not in {Level.VILLAGE, Level.HAMLET}:
        raise WrongLevel(where="place")
    rules.checked(choices)
    for asked in Formation.objects.filter(place_id=place, state=Formation.State.ASKED):
        job = job_of(JOB, str(asked.pk))
        if job is not None and not job.is_over:
            raise AlreadyAsked
    if not queries.has_willing(place, on=timezone.localdate(now)):
        raise NoHouseholds(where="place")
    _refuse_shared(place, _open_units(place))
    formation = Formation.objects.create(
        place_id=place,
        seed=choices.seed,
        sizes={name: getattr(choices, name) for name in ("low", "high", "target", "join_small")},
        weights={name: value for name, value in asdict(choices).items() if name in _WEIGHTS},
        actor=actor.key,
        actor_name=actor.name,
        asked_at=now,
    )
    record(
        actor=actor,
        now=now,
        changes=[Change("units.ask", "formation", str(formation.pk), place, None, asdict(choices))],
    )
    formation.job = enqueue(actor=actor, now=now, kind=JOB, argument=str(formation.pk), place=place)
    formation.save(update_fields=["job"])
    return formation.pk


_WEIGHTS = ("distance", "wish", "skill", "preference", "balance", "complementary", "effort")


@transaction.atomic
def store_formation(*, actor: Actor, now: datetime, key: UUID | str, draft: Draft) -> bool:
    """Keep what the engine drew as the formation's draft. Returns False when it was kept already or called off."""
    formation = _locked(key)
    policies.FORM_UNITS.require(actor, formation.place_id)
    if formation.state != Formation.State.ASKED:
        return False
    units = [
        Unit(formation=formation, hamlet_id=u.hamlet, ordinal=u.ordinal, name=u.name, facts=dict(u.facts))
        for u in draft.units
    ]
    Unit.objects.bulk_create(units, batch_size=500)
    seats = [
        Seat(
            unit=unit,
            household_id=UUID(seat.household),
            can_lead=seat.can_lead,
            lon=seat.facts["at"][0],
            lat=seat.facts["at"][1],
            facts={name: told for name, told in seat.facts.items() if name != "at"},
        )
        for unit, drafted in zip(units, draft.units, strict=True)
        for seat in drafted.seats
    ]
    Seat.objects.bulk_create(seats, batch_size=500)
    formation.state = Formation.State.DRAFT if units else Formation.State.REFUSED
    formation.input_hash = draft.input_hash
    formation.outcome = {
        **draft.outcome,
        "units": len(units),
        "households": len(seats),
        "left_out": len(draft.left_out),
        "notes": [asdict(note) for note in draft.notes],
        "refused": [asdict(refused) for refused in draft.refused],
    }
    formation.left_out = [asdict(left) for left in draft.left_out]
    formation.made_at = now
    formation.save()
    told = {"state": formation.state, "units": len(units), "households": len(seats), "input_hash": draft.input_hash}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.draw", "formation", str(formation.pk), formation.place_id, None, told)],
    )
    return True


@transaction.atomic
def adopt_formation(*, actor: Actor, now: datetime, key: UUID | str, knowingly: bool = False) -> Adopted:
    """Make a draft the units of its hamlets from today; the units it replaces end today.

    Refuses a draft that no longer fits the roster, unless ``knowingly``; and in any case one that seats a household
    which has ended or moved away since.
    """
    formation = _locked(key)
    place, day = formation.place_id, timezone.localdate(now)
    policies.ADOPT_UNITS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if formation.state != Formation.State.DRAFT:
        raise NotADraft
    if not knowingly and formation.input_hash != queries.roster_hash(place, on=day):
        raise StaleDraft
    drawn = list(Seat.objects.filter(unit__formation=formation).select_related("household"))
    hamlets = _drawn_hamlets(formation)
    gone = [s.household.code for s in drawn if s.household.until or s.household.hamlet_id not in hamlets]
    if gone:
        raise HouseholdGone(codes="、".join(sorted(gone)))
    closing = [unit for unit in _open_units(place) if unit.hamlet_id in hamlets]
    _refuse_shared(place, closing)
    changes = _close(closing, [seat.household_id for seat in drawn], day)
    opened = list(Unit.objects.filter(formation=formation))
    Unit.objects.filter(formation=formation).update(since=day)
    Seat.objects.filter(unit__formation=formation).update(since=day)
    codes: dict[UUID, list[str]] = {unit.pk: [] for unit in opened}
    for seat in drawn:
        codes[seat.unit_id].append(seat.household.code)
    changes += [
        Change("units.open", "unit", str(u.pk), u.hamlet_id, None, {"since": day, "households": sorted(codes[u.pk])})
        for u in opened
    ]
    before = formation.state
    formation.state, formation.adopted_at = Formation.State.CURRENT, now
    formation.save(update_fields=["state", "adopted_at"])
    Formation.objects.filter(state=Formation.State.CURRENT).exclude(units__until=None).update(
        state=Formation.State.REPLACED
    )
    reason = "roster changed since the draft" if knowingly else ""
    told = {"state": formation.state, "units": len(opened), "households": len(drawn)}
    changes.append(Change("units.adopt", "formation", str(formation.pk), place, {"state": before}, told, reason=reason))
    record(actor=actor, now=now, changes=changes)
    return Adopted(len(opened), len(drawn), len(closing), hamlets)


@transaction.atomic
def discard_formation(*, actor: Actor, now: datetime, key: UUID | str) -> None:
    """Throw away a formation that is not adopted. Its drawn units go; that it was asked for stays in the audit."""
    formation = _locked(key)
    place = formation.place_id
    policies.DISCARD_UNITS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if formation.state not in {Formation.State.ASKED, Formation.State.DRAFT, Formation.State.REFUSED}:
        raise NotADraft
    before = formation.state
    Unit.objects.filter(formation=formation).delete()
    formation.state = Formation.State.DISCARDED
    formation.save(update_fields=["state"])
    told = {"state": formation.state}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.discard", "formation", str(formation.pk), place, {"state": before}, told)],
    )


def _locked(key: UUID | str) -> Formation:
    found = Formation.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def _drawn_hamlets(formation: Formation) -> tuple[str, ...]:
    """The hamlets that the draft covers; those that were refused keep the units that they have."""
    refused = {hamlet for told in formation.outcome["refused"] for hamlet in told["hamlets"]}
    return tuple(sorted(set(formation.outcome["hamlets"]) - refused))


def _open_units(place: str) -> list[Unit]:
    """Current units that touch ``place``: all of its village, for a unit may hold households of two hamlets."""
    village = place[: Level.VILLAGE]
    units = Unit.objects.filter(hamlet__code__startswith=village, since__isnull=False, until=None)
    return [u for u in units if any(lies_in(hamlet, place) for hamlet in (u.hamlet_id, *u.facts.get("hamlets", ())))]


def _refuse_shared(place: str, units: Sequence[Unit]) -> None:
    for unit in units:
        if not all(lies_in(hamlet, place) for hamlet in (unit.hamlet_id, *unit.facts.get("hamlets", ()))):
            raise SharedUnits(place=unit.name)


def _close(units: Sequence[Unit], households: Sequence[UUID], day: date) -> list[Change]:
    """End the units, and every seat that a household of the draft still holds elsewhere."""
    keys = [unit.pk for unit in units]
    Seat.objects.filter(unit__in=keys, since__isnull=False, until=None).update(until=day)
    for start in range(0, len(households), 500):
        chunk = households[start : start + 500]
        Seat.objects.filter(household__in=chunk, since__isnull=False, until=None).update(until=day)
    Unit.objects.filter(pk__in=keys).update(until=day)
    return [
        Change("units.close", "unit", str(u.pk), u.hamlet_id, {"until": None}, {"until": day, "name": u.name})
        for u in units
    ]
