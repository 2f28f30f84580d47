"""Trying a command: what it would do, in words, without doing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from shihu.base.registry.types.households import Outcome
from shihu.kernel.actors import Actor


def rehearse(*, actor: Actor, now: datetime, command: Callable[..., Outcome], **facts: Any) -> Outcome:
    """Run ``command`` and take everything back: its refusals and its outcome are the real ones."""
    with transaction.atomic():
        outcome = command(actor=actor, now=now, **facts)
        transaction.set_rollback(True)
    return outcome
