"""Records as the audit keeps them."""

from typing import Any

from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person, Skill, Wish
from shihu.kernel.identity import mask


def image(home: Household) -> dict[str, Any]:
    """Return the household as the audit keeps it. Refusals and health stay out: auditors may not know them."""
    return {
        "hamlet": home.hamlet_id,
        "householder": home.householder.name,
        "street": home.street,
        "street_order": home.street_order,
        "lon": home.lon,
        "lat": home.lat,
        "phone": home.phone,
        "land_mu": None if home.land_mu is None else str(home.land_mu),
        "willing": home.willing,
        "until": home.until,
        "ended_by": home.ended_by,
        "members": [
            f"{m.person.name} {m.relation_id} {m.since}"
            for m in Membership.objects.filter(household=home, until=None).select_related("person").order_by("id")
        ],
        "statuses": [
            f"{s.term_id} {s.since} {s.until or ''}".strip()
            for s in HouseholdStatus.objects.filter(household=home).order_by("vocabulary", "since", "id")
        ],
        "wishes": list(Wish.objects.filter(household=home).order_by("rank").values_list("term_id", flat=True)),
        "prefers": list(
            Partner.objects.filter(household=home, kind=Partner.Kind.PREFERS)
            .order_by("other__code")
            .values_list("other__code", flat=True)
        ),
    }


def person_image(person: Person) -> dict[str, Any]:
    """Return the person as the audit keeps them: the number masked, health left out."""
    return {
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth,
        "id_number": mask(person.id_number) if person.id_number else "",
        "phone": person.phone,
        "is_party_member": person.is_party_member,
        "party_since": person.party_since,
        "labour": person.labour_id,
        "may_head": person.may_head,
        "skills": sorted(Skill.objects.filter(person=person).values_list("term_id", flat=True)),
        "died_on": person.died_on,
    }
