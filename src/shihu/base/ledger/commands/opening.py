"""Opening balances: what stood in the old books on the cut-off day (建账截止日)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger import policies
from shihu.base.ledger.commands.posting import place
from shihu.base.ledger.errors import AlreadyBegun
from shihu.base.ledger.models import Entity, Entry, Proposal
from shihu.base.ledger.types import Document, EntryKind, NewEntry, NewLine, ProposalState, Recorded
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


@transaction.atomic
def open_books(
    *,
    actor: Actor,
    now: datetime,
    entity: UUID,
    cut_off: date,
    balances: Sequence[NewLine],
    document: Document,
    key: str,
    approver: Actor | None = None,
) -> Recorded:
    """Book the balances of the old books as one entry on the cut-off day; entries begin on the day after.

    The balances must sum to zero, as those of any books do, and come before everything else.
    """
    found = Entity.objects.select_for_update().filter(pk=entity).first()
    if found is None or not policies.sees(actor, found):
        raise NotFound
    if not policies.KEEP_BOOKS.allows(actor, found.place_id):
        raise NotAllowed
    begun = Entry.objects.filter(entity=entity).exclude(key=key).exists()
    waiting = Proposal.objects.filter(entity=entity, state=ProposalState.WAITING.value).exclude(key=key).exists()
    if begun or waiting or (found.opened_on is not None and not Entry.objects.filter(key=key).exists()):
        raise AlreadyBegun
    asked = NewEntry(
        entity=entity,
        date=cut_off,
        summary="期初余额",
        lines=tuple(balances),
        document=document,
        key=key,
        kind=EntryKind.OPENING,
    )
    return place(actor=actor, now=now, entries=[asked], approver=approver)[0]
