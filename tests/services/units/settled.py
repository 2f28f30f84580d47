"""Units in force without the engine, and people who sit in them."""

from datetime import date, datetime
from uuid import UUID

from tests.services.units.conftest import HAMLET, Village

from shihu.base.accounts.models import User
from shihu.base.registry.models import Household, Membership, Person
from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.units.models import Formation, Seat, Unit

SINCE = date(2019, 4, 18)


def settled(
    village: Village, households: list[Household], now: datetime, *, ordinal: int = 1, since: date = SINCE
) -> Unit:
    """A unit in force with these households."""
    formation = Formation.objects.create(
        place_id=households[0].hamlet_id, state=Formation.State.CURRENT, actor_name="韩志强", asked_at=now, made_at=now
    )
    unit = Unit.objects.create(
        formation=formation,
        hamlet_id=households[0].hamlet_id,
        ordinal=ordinal,
        name=f"尚家沟{'一二三四'[ordinal - 1]}单元",
        since=since,
    )
    Seat.objects.bulk_create(Seat(unit=unit, household=home, since=since) for home in households)
    return unit


def member_of(home: Household, now: datetime, role: Role = Role.VILLAGER, *, person: Person | None = None) -> Actor:
    """The householder (or another person) of a household, signed in with a role there."""
    who = person or home.householder
    user = User.objects.create(username=f"{who.pk}", name=who.name, created_at=now)
    Person.objects.filter(pk=who.pk).update(account=user)
    return Actor(user.pk, who.name, (Grant(role, home.hamlet_id),))


def child_of(home: Household, birth: date) -> Person:
    """One more person of the household."""
    child = Person.objects.create(name="赵小", pinyin="zhao", initials="z", birth=birth)
    Membership.objects.create(household=home, person=child, relation_id="relation.other", since=birth)
    return child


def keys(homes: list[Household]) -> list[UUID]:
    """Their keys."""
    return [home.pk for home in homes]


__all__ = ["HAMLET", "SINCE", "child_of", "keys", "member_of", "settled"]
