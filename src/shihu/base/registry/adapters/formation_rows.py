"""Households of a roster file as the formation of units needs them. No database."""

from collections.abc import Sequence
from datetime import date

from shihu.base.registry.rules.people import Candidate, can_lead
from shihu.base.registry.types import FormationHousehold, RosterHousehold

_REGISTERED = "poverty.registered"
_HOUSEHOLDER = "relation.householder"


def formation_rows(households: Sequence[RosterHousehold], *, on: date) -> list[FormationHousehold]:
    """Return the households as they stand on the day; ``key`` is the row that each comes from."""
    return [_row(household, on) for household in households]


def _row(household: RosterHousehold, on: date) -> FormationHousehold:
    held = [term for term, since, until, _ in household.statuses if since <= on and (until is None or until > on)]
    wealth = next((term for term in held if term.startswith("wealth.")), None)
    people = [Candidate(p.birth, p.labour, p.is_party_member, p.may_head) for p in household.members]
    skills = {skill for person in household.members for skill in person.skills}
    return FormationHousehold(
        key=household.where or household.code,
        code=household.code,
        hamlet=household.hamlet,
        householder=next((p.name for p in household.members if p.relation == _HOUSEHOLDER), ""),
        members=len(household.members),
        lon=household.lon,
        lat=household.lat,
        street=household.street,
        street_order=household.street_order,
        wishes=household.wishes,
        skills=tuple(sorted(skills)),
        wealth=wealth,
        registered_poor=_REGISTERED in held,
        has_party_member=any(person.is_party_member for person in household.members),
        can_lead=can_lead(people, wealth=wealth, on=on),
        willing=household.willing,
        prefers=household.prefers,
        refuses=household.refuses,
    )
