"""People as those who look in on them need to know them: one query for a place or for some households."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.registry.models import Membership
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import age
from shihu.base.registry.types.care import CaredFor
from shihu.kernel.actors import Actor

_FRAIL = frozenset({"health.severe", "health.disabled"})


def people_for_care(
    *, place: str, actor: Actor, on: date, households: Collection[UUID] | None = None
) -> list[CaredFor]:
    """Return everybody of the households that stand in ``place`` on the day, with the ages of their household.

    The rows tell who is frail, which no page may show to those who may not know anybody's health.
    """
    SEE_HOUSEHOLDS.require(actor, place)
    found = Membership.objects.filter(
        within("household__hamlet_id", [place]), holding(on), holding(on, "household__")
    ).order_by("household__code", "relation__order", "id")
    if households is not None:
        found = found.filter(household__in=households)
    rows = list(
        found.values_list(
            "person_id",
            "person__name",
            "person__birth",
            "person__health_id",
            "household_id",
            "household__code",
            "household__hamlet_id",
        )
    )
    ages: dict[UUID, list[int | None]] = defaultdict(list)
    for _person, _name, birth, _health, household, _code, _hamlet in rows:
        ages[household].append(age(birth, on) if birth else None)
    return [
        CaredFor(
            person=person,
            name=name,
            age=age(birth, on) if birth else None,
            is_frail=health in _FRAIL,
            household=household,
            code=code,
            hamlet=hamlet,
            ages_at_home=tuple(ages[household]),
        )
        for person, name, birth, health, household, code, hamlet in rows
    ]
