"""Taking an entry back: the stored lines with the other sign, never a new split."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger import policies
from shihu.base.ledger.commands.posting import place
from shihu.base.ledger.errors import AlreadyReversed, NotReversible, ReasonMissing, ReversalBefore
from shihu.base.ledger.models import Entity, Entry, Proposal
from shihu.base.ledger.queries.planned import reversal_of
from shihu.base.ledger.types import EntryKind, ProposalState, Recorded
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


@transaction.atomic
def reverse(
    *, actor: Actor, now: datetime, entry: UUID, on: date, reason: str, key: str, approver: Actor | None = None
) -> Recorded:
    """Book the negation of an entry's lines on the day ``on``; the entry itself stays as it is.

    The document behind a reversal is the entry that it takes back. A reversal above the amount of the rule waits for a
    second person like any entry. Raises AlreadyReversed, NotReversible, ReversalBefore, ReasonMissing and what
    posting raises.
    """
    original = Entry.objects.select_related("entity").filter(pk=entry).first()
    if original is None or not policies.sees(actor, original.entity):
        raise NotFound
    if not policies.may_record(actor, original.entity):
        raise NotAllowed
    Entity.objects.select_for_update().get(pk=original.entity_id)
    asked = reversal_of(original, on=on, reason=reason, key=key)
    if original.kind != EntryKind.ORDINARY:
        raise NotReversible
    if not reason.strip():
        raise ReasonMissing("reason")
    if on < original.date:
        raise ReversalBefore("date", day=original.date)
    waiting = Proposal.objects.filter(state=ProposalState.WAITING.value, asked__reverses=str(entry))
    taken = Entry.objects.filter(reverses=entry).exclude(key=key).exists() or waiting.exclude(key=key).exists()
    if taken:
        raise AlreadyReversed(number=original.number)
    return place(actor=actor, now=now, entries=[asked], approver=approver)[0]
