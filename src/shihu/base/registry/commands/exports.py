"""Taking a list away: it names people, so it is noted like an opened record."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.policies import EXPORT_ROSTER
from shihu.base.registry.queries.households import households
from shihu.base.registry.types.households import HouseholdFilter, HouseholdPage
from shihu.kernel.actors import Actor


@transaction.atomic
def export_households(*, actor: Actor, now: datetime, filters: HouseholdFilter, sort: str = "code") -> HouseholdPage:
    """Return every household that fits, and put the taking away into the audit."""
    EXPORT_ROSTER.require(actor, filters.place)
    found = households(actor=actor, on=timezone.localdate(now), filters=filters, sort=sort, limit=None)
    given = {name: getattr(filters, name) for name in HouseholdFilter.__dataclass_fields__ if getattr(filters, name)}
    change = Change(
        "registry.export", "place", filters.place, filters.place, None, {"households": found.total, "filters": given}
    )
    record(actor=actor, now=now, changes=[change])
    return found
