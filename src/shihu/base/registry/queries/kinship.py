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
    # Three lists of a few keys each, every one by its index: one statement of all three is at the mercy of a plan that
    # takes the tables for empty, and then reads them once for each of their rows.
    every = Membership.objects.order_by()
    own = set(every.filter(person__account_id=actor.key).values_list("household_id", flat=True))
    people = set(every.filter(household__in=own).values_list("person_id", flat=True))
    found = every.filter(person__in=people, until=None, household__until=None)
    return frozenset(found.values_list("household_id", flat=True))
