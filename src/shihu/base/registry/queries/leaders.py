"""People of households as those who choose a unit's head need to know them: two queries for any number."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.registry.models import HouseholdStatus, Membership
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import Candidate, person_can_lead
from shihu.base.registry.types.leaders import HouseholdPerson
from shihu.kernel.actors import Actor

_OF_PERSON = ("name", "birth", "is_party_member", "labour_id", "may_head", "phone", "account__username")
_OF_HOUSEHOLD = ("code", "hamlet_id", "householder_id", "phone")
_COLUMNS = (
    "person_id",
    "household_id",
    *(f"person__{name}" for name in _OF_PERSON),
    *(f"household__{name}" for name in _OF_HOUSEHOLD),
)


def people_of(households: Collection[UUID], *, actor: Actor, on: date) -> list[HouseholdPerson]:
    """Return who belongs to these households on the day, householders first, where the actor sees households."""
    here = within("household__hamlet_id", SEE_HOUSEHOLDS.scopes(actor))
    wealth = dict(
        HouseholdStatus.objects.filter(holding(on), vocabulary="wealth", household__in=households).values_list(
            "household_id", "term_id"
        )
    )
    # Columns, not records: this is asked for unit after unit, and a record carries what nobody asks here.
    members = (
        Membership.objects.filter(here, holding(on), household__in=households)
        .order_by("household__code", "relation__order", "person__birth", "id")
        .values(*_COLUMNS)
    )
    return [_person(m, wealth.get(m["household_id"]), on) for m in members]


def _person(m: Mapping[str, Any], wealth: str | None, on: date) -> HouseholdPerson:
    is_householder = m["household__householder_id"] == m["person_id"]
    candidate = Candidate(
        m["person__birth"], m["person__labour_id"], m["person__is_party_member"], m["person__may_head"]
    )
    return HouseholdPerson(
        person=m["person_id"],
        name=m["person__name"],
        household=m["household_id"],
        code=m["household__code"],
        hamlet=m["household__hamlet_id"],
        is_householder=is_householder,
        birth=m["person__birth"],
        is_party_member=m["person__is_party_member"],
        is_able=person_can_lead(candidate, wealth=wealth, on=on),
        phone=m["person__phone"] or (m["household__phone"] if is_householder else ""),
        username=m["person__account__username"] or "",
    )
