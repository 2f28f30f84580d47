"""Trying a posting out: the same checks and the same writing, taken back at once."""

from datetime import datetime

from django.db import transaction

from shihu.base.ledger.commands.posting import place
from shihu.base.ledger.types import NewEntry, Recorded
from shihu.kernel.actors import Actor


def rehearse(*, actor: Actor, now: datetime, entry: NewEntry) -> Recorded:
    """Answer what posting the entry would, and leave nothing behind; raise what posting would."""
    with transaction.atomic():
        done = place(actor=actor, now=now, entries=[entry])[0]
        transaction.set_rollback(True)
    return done
