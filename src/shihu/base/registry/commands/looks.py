"""Opening a personal record: the look is noted, a refused one is not."""

from datetime import datetime

from django.utils import timezone

from shihu.base.audit.commands import record_view
from shihu.base.registry.queries.households import household as read_household
from shihu.base.registry.types.households import HouseholdDetail
from shihu.kernel.actors import Actor


def open_household(*, actor: Actor, now: datetime, code: str) -> HouseholdDetail:
    """Return what the actor may know of the household and note that they looked."""
    # Read first: a look that is refused raises here and leaves nothing behind.
    found = read_household(code, actor=actor, on=timezone.localdate(now))
    record_view(actor=actor, now=now, subject_kind="household", subject=found.code, place=found.hamlet)
    return found
