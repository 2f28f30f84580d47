"""Writing: asking for a formation, keeping its draft, adopting it, discarding it."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, queries, rules
from shihu.services.units.commands.asking import Asking
from shihu.services.units.commands.fitting import Drawn
from shihu.services.units.commands.seating import Seating
from shihu.services.units.errors import NoHouseholds, NotADraft, ProofNeeded
from shihu.services.units.models import Agreement, Formation, Seat, Unit
from shihu.services.units.queries.proposals import none_open
from shihu.services.units.types import Adopted, Agreed, Choices, Draft


@transaction.atomic
def ask_formation(*, actor: Actor, now: datetime, place: str, choices: Choices) -> UUID:
    """Ask for the units of a hamlet or a village to be formed; return the formation's key.

    The work is done by a job; the formation becomes a draft, or refused with the reasons.
    """
    asking = Asking(actor=actor, now=now, place=place)
    rules.checked(choices)
    if not queries.has_willing(place, on=timezone.localdate(now)):
        raise NoHouseholds(where="place")
    return asking.queue(Formation(place_id=place), choices)


@transaction.atomic
def store_formation(*, actor: Actor, now: datetime, key: UUID | str, draft: Draft) -> bool:
    """Keep what the engine drew as the formation's draft. Returns False when it was kept already or called off."""
    formation = _locked(key)
    policies.FORM_UNITS.require(actor, formation.place_id)
    if formation.state != Formation.State.ASKED:
        return False
    units = [
        Unit(
            formation=formation,
            continues_id=u.continues,
            hamlet_id=u.hamlet,
            ordinal=u.ordinal,
            name=u.name,
            facts=dict(u.facts),
        )
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
def adopt_formation(
    *, actor: Actor, now: datetime, key: UUID | str, agreed: Agreed, knowingly: bool = False
) -> Adopted:
    """Take over units that were agreed before this platform: they are in force from today, those they replace end.

    ``agreed`` is the evidence: the minutes or the signed list. Units that nobody agreed to yet are published instead
    (commands.proposals). Refuses a draft that no longer fits the roster, unless ``knowingly``; and in any case one
    that seats a household which has ended or moved away since.
    """
    formation = _locked(key)
    place, day = formation.place_id, timezone.localdate(now)
    policies.ADOPT_UNITS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if formation.state != Formation.State.DRAFT:
        raise NotADraft
    number = " ".join(agreed.number.split())
    if agreed.kind not in Agreement.Kind.values or not number or len(number) > 60 or agreed.on > day:
        raise ProofNeeded(where="number")
    none_open(place)
    drawn = Drawn(formation)
    drawn.fits(day, knowingly=knowingly)
    hamlets = drawn.hamlets
    drafted = list(Unit.objects.filter(formation=formation))
    kept = {unit.continues_id for unit in drafted}
    closing = queries.only_within(
        place, [u for u in queries.units_touching(place) if u.hamlet_id in hamlets and u.pk not in kept]
    )
    seating = Seating(now=now)
    seating.close(closing)
    seating.open(drafted)
    before = formation.state
    formation.state, formation.adopted_at = Formation.State.CURRENT, now
    formation.save(update_fields=["state", "adopted_at"])
    seating.retire(place, but=formation.pk)
    Agreement.objects.create(
        formation=formation,
        kind=agreed.kind,
        number=number,
        agreed_on=agreed.on,
        entered_by=actor.key,
        entered_name=actor.name,
        entered_at=now,
    )
    reason = "roster changed since the draft" if knowingly else ""
    told = {"state": formation.state, "units": len(drafted), "households": len(drawn.seats)}
    told |= {"agreed": agreed.kind, "number": number, "on": agreed.on.isoformat()}
    adopted = Change("units.adopt", "formation", str(formation.pk), place, {"state": before}, told, reason=reason)
    record(actor=actor, now=now, changes=[*seating.changes, adopted])
    return Adopted(len(drafted), len(drawn.seats), len(closing), hamlets)


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
