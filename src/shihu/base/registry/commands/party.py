"""Party membership as the Party branch decides it: the one fact of a person that another service may bring."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.models import Membership, Person
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.base.registry.rules import facts
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


@transaction.atomic
def record_party_membership(
    *, actor: Actor, now: datetime, person: UUID, is_member: bool, since: date | None = None, reason: str = ""
) -> bool:
    """Record that a person is a Party member since a day, or no longer; return whether anything changed.

    The fact alone changes, so that whoever brings it need not hold a picture of the person's other facts.
    """
    home = Membership.objects.select_related("household").filter(person_id=person, until=None).first()
    if home is None:
        raise NotFound
    hamlet = home.household.hamlet_id
    KEEP_HOUSEHOLDS.require(actor, hamlet, seen=SEE_HOUSEHOLDS.allows(actor, hamlet))
    found = Person.objects.select_for_update().get(pk=person)
    joined = since if is_member else None
    if joined is not None:
        facts.day(joined, first=found.birth or facts.EARLIEST, last=timezone.localdate(now), where="party_since")
    if (found.is_party_member, found.party_since) == (is_member, joined):
        return False
    old = {"is_party_member": found.is_party_member, "party_since": found.party_since}
    found.is_party_member, found.party_since = is_member, joined
    found.version += 1
    found.save(update_fields=["is_party_member", "party_since", "version"])
    new = {"is_party_member": is_member, "party_since": joined}
    change = Change("registry.party", "person", str(found.pk), hamlet, old, new, reason=reason[:200])
    record(actor=actor, now=now, changes=[change])
    return True
