"""Motions of recall: opened, signed by households, put to a vote."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies
from shihu.services.units.commands.elections import open_election
from shihu.services.units.errors import MotionOpen, SignedAlready, TermOver, TextMissing, TooFewSignatures
from shihu.services.units.models import HeadTerm, RecallMotion, RecallSignature
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import Kind, Way


@transaction.atomic
def open_motion(*, actor: Actor, now: datetime, term: UUID, grounds: str) -> UUID:
    """Open a motion to recall somebody. A member's household has signed with it; return the motion's key."""
    found = HeadTerm.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=term).first()
    if found is None:
        raise NotFound
    hamlet, today = found.unit.hamlet_id, timezone.localdate(now)
    mine = electors.require_seen(found.unit, actor=actor)
    if mine is None:
        policies.RUN_ELECTIONS.require(actor, hamlet, seen=True)
    if found.until is not None:
        raise TermOver
    if not grounds.strip():
        raise TextMissing(where="grounds")
    if RecallMotion.objects.filter(term=found, election=None).exists():
        raise MotionOpen
    motion = RecallMotion.objects.create(term=found, grounds=grounds.strip()[:500], opened_on=today)
    told = {"term": str(found.pk), "grounds": motion.grounds}
    change = Change("units.recall_open", "motion", str(motion.pk), hamlet, None, told)
    record(actor=actor, now=now, changes=[change])
    if mine is not None:
        sign_motion(actor=actor, now=now, motion=motion.pk)
    return motion.pk


@transaction.atomic
def sign_motion(*, actor: Actor, now: datetime, motion: UUID, household: UUID | None = None) -> int:
    """Sign for the own household; cadre and officer for one that signed on paper. Return how many have signed."""
    found, mine = _opened(actor, motion)
    unit = found.term.unit
    if household is not None and (mine is None or mine[0] != household):
        policies.RUN_ELECTIONS.require(actor, unit.hamlet_id, seen=True)
    home = household or (mine[0] if mine else None)
    if home is None:
        raise NotAllowed
    if home not in electors.seated(unit.pk):
        raise NotFound
    _signature, is_new = RecallSignature.objects.get_or_create(
        motion=found, household_id=home, defaults={"signed_on": timezone.localdate(now)}
    )
    if not is_new:
        raise SignedAlready
    told = {"household": str(home)}
    change = Change("units.recall_sign", "motion", str(found.pk), unit.hamlet_id, None, told)
    record(actor=actor, now=now, changes=[change])
    return found.signatures.count()


@transaction.atomic
def open_recall_vote(*, actor: Actor, now: datetime, motion: UUID, way: Way, vote_from: date, vote_until: date) -> UUID:
    """Put a motion to the vote once enough households that sit in the unit today have signed it."""
    found, _mine = _opened(actor, motion)
    unit, today = found.term.unit, timezone.localdate(now)
    policies.RUN_ELECTIONS.require(actor, unit.hamlet_id, seen=True)
    homes = electors.seated(unit.pk)
    signed = found.signatures.filter(household__in=homes).count()
    share = electors.head_rules(unit.hamlet_id, on=found.opened_on).recall
    needs = rules.signatures_needed(len(homes), share)
    if signed < needs:
        raise TooFewSignatures(signed=signed, needs=needs)
    found.election_id = open_election(
        actor=actor,
        now=now,
        unit=unit.pk,
        kind=Kind.RECALL,
        way=way,
        nominate_until=today,
        vote_from=vote_from,
        vote_until=vote_until,
    )
    found.save(update_fields=["election"])
    return found.election_id


def _opened(actor: Actor, motion: UUID) -> tuple[RecallMotion, tuple[UUID, UUID] | None]:
    found = RecallMotion.objects.select_for_update(of=("self",)).select_related("term__unit").filter(pk=motion).first()
    if found is None:
        raise NotFound
    mine = electors.require_seen(found.term.unit, actor=actor)
    if found.term.until is not None or found.election_id is not None:
        raise TermOver
    return found, mine
