"""People of households as those who choose a unit's head need to know them: two queries for any number."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.registry.models import HouseholdStatus, Membership
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import Candidate, person_can_lead
from shihu.base.registry.types.leaders import HouseholdPerson
from shihu.kernel.actors import Actor


def people_of(households: Collection[UUID], *, actor: Actor, on: date) -> list[HouseholdPerson]:
    """Return who belongs to these households on the day, householders first, where the actor sees households."""
    here = within("household__hamlet_id", SEE_HOUSEHOLDS.scopes(actor))
    wealth = dict(
        HouseholdStatus.objects.filter(holding(on), vocabulary="wealth", household__in=households).values_list(
            "household_id", "term_id"
        )
    )
    members = (
        Membership.objects.filter(here, holding(on), household__in=households)
        .select_related("person__account", "household", "relation")
        .order_by("household__code", "relation__order", "person__birth", "id")
    )
    return [
        HouseholdPerson(
            person=m.person_id,
            name=m.person.name,
            household=m.household_id,
            code=m.household.code,
            hamlet=m.household.hamlet_id,
            is_householder=m.household.householder_id == m.person_id,
            birth=m.person.birth,
            is_party_member=m.person.is_party_member,
            is_able=person_can_lead(
                Candidate(m.person.birth, m.person.labour_id, m.person.is_party_member, m.person.may_head),
                wealth=wealth.get(m.household_id),
                on=on,
            ),
            phone=m.person.phone or (m.household.phone if m.household.householder_id == m.person_id else ""),
            username=m.person.account.username if m.person.account else "",
        )
        for m in members
    ]
