"""Who is kin, as the register knows it."""

from uuid import UUID

from shihu.base.registry.models import Membership
from shihu.kernel.actors import Actor


def kin_households(*, actor: Actor) -> frozenset[UUID]:
    """Return the households in which the actor or their kin live today, whatever the actor may see.

    Kin: whoever ever belonged to one household with the actor, such as a daughter who married out or a brother who set
    up for himself. Kin that the register does not know is not found.
    """
    if not actor.is_known:
        return frozenset()
    own = Membership.objects.filter(person__account_id=actor.key).values("household")
    people = Membership.objects.filter(household__in=own).values("person")
    found = Membership.objects.filter(person__in=people, until=None, household__until=None)
    return frozenset(found.values_list("household_id", flat=True))
