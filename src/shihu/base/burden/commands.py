"""Noting that a form was sent. No audit: nothing of the village changes, and the table itself is append-only."""

from datetime import datetime

from shihu.base.burden.models import BurdenEntry
from shihu.base.burden.rules import acts_as
from shihu.base.burden.types import Sending
from shihu.kernel.actors import Actor


def note_sending(*, actor: Actor, now: datetime, sending: Sending) -> bool:
    """Note one sending of somebody who has a role. Returns whether it was noted."""
    role = acts_as(actor)
    if actor.key is None or role is None:
        return False
    BurdenEntry.objects.create(
        at=now,
        actor=actor.key,
        place=role[1],
        role=role[0].value,
        form=sending.form[:60],
        fields=min(sending.fields, 32_767),
        seconds=sending.seconds,
        is_kept=sending.is_kept,
    )
    return True
