"""Asking households what they wish: who they are, who their neighbours are, whose household is the actor's own."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household, Membership, Partner, Wish
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS, may_answer, sees
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import ADULT, masked_phone, years_before
from shihu.base.registry.types.answers import HouseholdNow, Neighbour, OwnHousehold
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound


def own_household(*, actor: Actor, on: date) -> OwnHousehold | None:
    """Return the standing household that the actor belongs to; None for those who belong to none."""
    if actor.key is None:
        return None
    found = (
        Membership.objects.filter(until=None, person__account_id=actor.key, household__until=None)
        .select_related("person", "household__householder")
        .first()
    )
    if found is None:
        return None
    birth, home = found.person.birth, found.household
    return OwnHousehold(
        key=home.pk,
        code=home.code,
        hamlet=home.hamlet_id,
        householder=home.householder.name,
        version=home.version,
        person=found.person_id,
        name=found.person.name,
        is_adult=birth is None or birth <= years_before(on, ADULT),
    )


def is_answering(code: str, *, actor: Actor, on: date) -> bool:
    """Tell whether the actor may put down what the household wishes; NotFound where they may not see it."""
    found = Household.objects.filter(code=code).first()
    if found is None or not sees(actor, found):
        raise NotFound
    return found.until is None and may_answer(actor, found, on)


def keeps(place: str, *, actor: Actor) -> bool:
    """Tell whether the actor keeps the households of a place."""
    return KEEP_HOUSEHOLDS.allows(actor, place)


def scopes_kept(*, actor: Actor) -> tuple[str, ...]:
    """Return the places whose households the actor keeps, outermost only."""
    return KEEP_HOUSEHOLDS.scopes(actor)


def neighbours(code: str, *, actor: Actor) -> list[Neighbour]:
    """Return the other standing households of the household's village, its own hamlet's first.

    For who may see the household. Names only: a village knows who lives in it.
    """
    home = Household.objects.filter(code=code).first()
    if home is None or not sees(actor, home):
        raise NotFound
    village = home.hamlet_id[: Level.VILLAGE]
    rows = Household.objects.filter(within("hamlet_id", [village]), until=None).exclude(pk=home.pk)
    found = [
        Neighbour(key, other, hamlet, name)
        for key, other, hamlet, name in rows.order_by("householder__pinyin", "code").values_list(
            "id", "code", "hamlet_id", "householder__name"
        )
    ]
    return sorted(found, key=lambda neighbour: neighbour.hamlet != home.hamlet_id)


def households_now(place: str, *, actor: Actor, on: date, codes: tuple[str, ...] = ()) -> list[HouseholdNow]:
    """Return the standing households of a place (of these ``codes`` only, if given) by code. Four queries."""
    SEE_HOUSEHOLDS.require(actor, place)
    return _now(Household.objects.filter(within("hamlet_id", [place]), holding(on)), codes, on)


def phones_of(keys: list[UUID], *, actor: Actor) -> dict[UUID, str]:
    """Return household -> masked phone of those that the actor may see by role and that have one."""
    found = Household.objects.filter(within("hamlet_id", SEE_HOUSEHOLDS.scopes(actor)), pk__in=keys)
    rows = found.values_list("pk", "phone", "householder__phone")
    return {key: masked_phone(phone or own) for key, phone, own in rows if phone or own}


def _now(found: Any, codes: tuple[str, ...], on: date) -> list[HouseholdNow]:
    if codes:
        found = found.filter(code__in=codes)
    chosen = Q(household__in=found.order_by().values("pk"))
    people = dict(
        Membership.objects.filter(chosen, holding(on)).order_by().values_list("household_id").annotate(n=Count("id"))
    )
    wishes: dict[UUID, list[str]] = defaultdict(list)
    for key, term in Wish.objects.filter(chosen).order_by("rank", "id").values_list("household_id", "term_id"):
        wishes[key].append(term)
    prefers: dict[UUID, list[str]] = defaultdict(list)
    named = Partner.objects.filter(chosen, kind=Partner.Kind.PREFERS).order_by("id")
    for key, name in named.values_list("household_id", "other__householder__name"):
        prefers[key].append(name)
    columns = ("id", "code", "hamlet_id", "householder__name", "street", "street_order", "phone", "own", "willing")
    rows = found.annotate(own=F("householder__phone")).order_by("hamlet_id", "street", "street_order", "code")
    return [
        HouseholdNow(
            key=key,
            code=code,
            hamlet=hamlet,
            householder=name,
            street=street,
            street_order=order,
            members=people.get(key, 0),
            phone=masked_phone(phone or own) if phone or own else "",
            wishes=tuple(wishes.get(key, ())),
            prefers=tuple(prefers.get(key, ())),
            willing=willing,
            version=version,
        )
        for key, code, hamlet, name, street, order, phone, own, willing, version in rows.values_list(
            *columns, "version"
        )
    ]
