"""The second person: approving, refusing, and taking one's own proposal back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger import policies
from shihu.base.ledger.commands.posting import Books, Writer
from shihu.base.ledger.errors import AlreadyReversed, NotWaiting, ReasonMissing, SamePerson
from shihu.base.ledger.models import Entity, Entry, Proposal
from shihu.base.ledger.rules import bodies
from shihu.base.ledger.types import ProposalState, Recorded
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


@transaction.atomic
def approve(*, actor: Actor, now: datetime, proposal: UUID) -> Recorded:
    """Book what somebody else proposed; the same checks hold as on the day it was proposed.

    Approving twice answers as the first time.
    """
    row = _locked(actor, proposal)
    _second_person(actor, row)
    if row.state == ProposalState.APPROVED and row.entry is not None:
        return Recorded(row.entry_id, row.pk, row.entry.number, is_new=False)
    if row.state != ProposalState.WAITING:
        raise NotWaiting
    entry = bodies.entry_of(row.asked, key=row.key)
    recorder = Actor(row.proposed_by, row.proposed_by_name)
    books = Books(actor, now, [entry])
    books.check(entry)
    if entry.reverses and Entry.objects.filter(reverses=entry.reverses).exists():
        original = Entry.objects.get(pk=entry.reverses)
        raise AlreadyReversed(number=original.number)
    writer = Writer(actor, now, approver=actor, recorder=recorder, recorded_at=row.proposed_at)
    booked = writer.book(entry, row.body, row.entity, books.chart(entry))
    writer.write()
    _decide(actor, now, row, ProposalState.APPROVED, entry=booked.entry)
    return Recorded(booked.entry, row.pk, booked.number)


@transaction.atomic
def refuse(*, actor: Actor, now: datetime, proposal: UUID, reason: str) -> None:
    """Turn a proposal down, with a reason that its recorder reads."""
    row = _locked(actor, proposal)
    _second_person(actor, row)
    if row.state != ProposalState.WAITING:
        raise NotWaiting
    if not reason.strip():
        raise ReasonMissing("reason")
    _decide(actor, now, row, ProposalState.REFUSED, reason=reason)


@transaction.atomic
def withdraw(*, actor: Actor, now: datetime, proposal: UUID) -> None:
    """Take one's own proposal back before anybody has decided on it."""
    row = _locked(actor, proposal)
    if actor.key is None or row.proposed_by != actor.key:
        raise NotAllowed
    if row.state != ProposalState.WAITING:
        raise NotWaiting
    _decide(actor, now, row, ProposalState.WITHDRAWN)


def _locked(actor: Actor, key: UUID) -> Proposal:
    """Return the proposal, locked after its entity as a posting does, if the actor may see it."""
    found = Proposal.objects.filter(pk=key).values_list("entity_id", flat=True).first()
    entity = Entity.objects.select_for_update().filter(pk=found).first() if found else None
    if entity is None or not policies.sees(actor, entity):
        raise NotFound
    # Only the proposal's own row: PostgreSQL cannot lock the side of a join that may be missing.
    row = Proposal.objects.select_for_update(of=("self",)).select_related("entry").get(pk=key)
    row.entity = entity
    return row


def _second_person(actor: Actor, row: Proposal) -> None:
    if not policies.may_approve(actor, row.entity):
        raise NotAllowed
    if actor.key == row.proposed_by:
        raise SamePerson


def _decide(
    actor: Actor, now: datetime, row: Proposal, state: ProposalState, *, reason: str = "", entry: UUID | None = None
) -> None:
    before = row.state
    row.state, row.reason, row.entry_id = state.value, " ".join(reason.split())[:200], entry
    row.decided_by, row.decided_by_name, row.decided_at = actor.key, actor.name, now
    row.save(update_fields=["state", "reason", "entry", "decided_by", "decided_by_name", "decided_at"])
    change = Change(
        f"ledger.proposal_{state.value}",
        "proposal",
        str(row.pk),
        row.entity.place_id,
        {"state": before},
        {"state": state.value, "entry": str(entry) if entry else None},
        row.reason,
    )
    record(actor=actor, now=now, changes=[change])
