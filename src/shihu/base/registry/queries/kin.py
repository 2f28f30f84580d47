"""Who stands close to whom, as the register knows it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from shihu.base.registry.models import Membership
from shihu.base.registry.queries.periods import holding


def close_to(persons: Collection[UUID], households: Collection[UUID], *, on: date) -> dict[UUID, str]:
    """Return who is close to these persons and households on the day: person -> party, household or kin.

    Party: the persons themselves. Household: who lives in one of the households, or with one of the persons. Kin: who
    ever belonged to one household with any of these, such as a daughter who married out or a brother who set up for
    himself. Two queries. A service that uses this has checked that its actor may see the matter.
    """
    if not persons and not households:
        return {}
    homes = set(households) | set(
        Membership.objects.filter(holding(on), person__in=persons).values_list("household_id", flat=True)
    )
    members = set(Membership.objects.filter(holding(on), household__in=homes).values_list("person_id", flat=True))
    shared = Membership.objects.filter(person__in=members | set(persons)).values("household_id")
    kin = Membership.objects.filter(household__in=shared).values_list("person_id", flat=True)
    found = dict.fromkeys(kin, "kin") | dict.fromkeys(members, "household")
    return found | dict.fromkeys(persons, "party")
