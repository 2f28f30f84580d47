"""Households as the formation of units needs them: six queries for any number of households."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Skill, Wish
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import Candidate, can_lead
from shihu.base.registry.types.formation import FormationHousehold
from shihu.kernel.actors import Actor

_REGISTERED = "poverty.registered"


def formation_households(*, place: str, actor: Actor, on: date) -> list[FormationHousehold]:
    """Return the households that stand in ``place`` on the day, by code.

    The rows carry refusals, which the engine needs and no page may show.
    """
    SEE_HOUSEHOLDS.require(actor, place)
    # Everything is gathered by code: turning 40,000 keys into UUIDs would take longer than all the queries.
    here = within("household__hamlet_id", [place]) & holding(on, "household__")
    members = _members(here, on)
    skills = _grouped(
        Skill.objects.filter(
            within("person__memberships__household__hamlet_id", [place]),
            holding(on, "person__memberships__"),
            holding(on, "person__memberships__household__"),
        )
        .order_by("term_id")
        .distinct()
        .values_list("person__memberships__household__code", "term_id")
    )
    wishes = _grouped(Wish.objects.filter(here).order_by("rank", "id").values_list("household__code", "term_id"))
    wealth: dict[str, str] = {}
    registered = set()
    held = HouseholdStatus.objects.filter(here, holding(on), Q(vocabulary="wealth") | Q(term_id=_REGISTERED))
    for household, term in held.values_list("household__code", "term_id"):
        if term == _REGISTERED:
            registered.add(household)
        else:
            wealth[household] = term
    partners: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    named = Partner.objects.filter(here).order_by("other__code").values_list("household__code", "kind", "other__code")
    for household, kind, other in named:
        partners[household][kind].append(other)

    columns = ("id", "code", "hamlet_id", "householder__name", "lon", "lat", "street", "street_order", "willing")
    rows = []
    for found in _standing(place, on).order_by("code").values_list(*columns):
        key, code, hamlet, householder, lon, lat, street, order, willing = found
        people = members.get(code, [])
        rows.append(
            FormationHousehold(
                key=str(key),
                code=code,
                hamlet=hamlet,
                householder=householder,
                members=len(people),
                lon=lon,
                lat=lat,
                street=street,
                street_order=order,
                wishes=tuple(wishes.get(code, ())),
                skills=tuple(skills.get(code, ())),
                wealth=wealth.get(code),
                registered_poor=code in registered,
                has_party_member=any(person.is_party_member for person in people),
                can_lead=can_lead(people, wealth=wealth.get(code), on=on),
                willing=willing,
                prefers=tuple(partners[code][Partner.Kind.PREFERS]) if code in partners else (),
                refuses=tuple(partners[code][Partner.Kind.REFUSES]) if code in partners else (),
            )
        )
    return rows


def _standing(place: str, on: date) -> Any:
    return Household.objects.filter(within("hamlet_id", [place]), holding(on))


def _members(here: Q, on: date) -> dict[str, list[Candidate]]:
    columns = (
        "household__code",
        "person__birth",
        "person__labour_id",
        "person__is_party_member",
        "person__may_head",
    )
    found: dict[str, list[Candidate]] = defaultdict(list)
    for household, *facts in Membership.objects.filter(here, holding(on)).values_list(*columns):
        found[household].append(Candidate(*facts))
    return found


def _grouped(pairs: Any) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for household, term in pairs:
        grouped[household].append(term)
    return grouped
