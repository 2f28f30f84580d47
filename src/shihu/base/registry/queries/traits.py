"""Kinds of households, counted from their members: two queries for any number of households."""

from collections import defaultdict
from datetime import date

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household, Membership, Person
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import age
from shihu.base.registry.types.traits import HouseholdTraits
from shihu.kernel.actors import Actor

ELDERLY = 60


def household_traits(*, place: str, actor: Actor, on: date) -> dict[str, HouseholdTraits]:
    """Return the traits of the households that stand in ``place`` on the day, by code.

    A household in which anybody's birth is unknown does not count as elderly alone.
    """
    SEE_HOUSEHOLDS.require(actor, place)
    ages: dict[str, list[int | None]] = defaultdict(list)
    here = within("household__hamlet_id", [place]) & holding(on, "household__") & holding(on)
    for code, birth in Membership.objects.filter(here).values_list("household__code", "person__birth"):
        ages[code].append(age(birth, on) if birth else None)
    standing = Household.objects.filter(within("hamlet_id", [place]), holding(on))
    return {
        code: HouseholdTraits(
            is_led_by_woman=sex == Person.Sex.FEMALE,
            is_elderly_alone=bool(ages[code]) and all(years is not None and years >= ELDERLY for years in ages[code]),
            is_single=len(ages[code]) == 1,
        )
        for code, sex in standing.values_list("code", "householder__sex")
    }
