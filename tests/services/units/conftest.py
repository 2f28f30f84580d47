"""Two villages with hamlets, households by rule, and the people who look at them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.test import Client

from shihu.base.accounts.models import RoleGrant, User
from shihu.base.places.models import Place
from shihu.base.registry.models import (
    Household,
    HouseholdStatus,
    Membership,
    Partner,
    Person,
    Wish,
)
from shihu.base.registry.types import FormationHousehold
from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.units.types import Agreed

TOWN = "141130101"
VILLAGE = f"{TOWN}202"
OTHER_VILLAGE = f"{TOWN}203"
HAMLET = f"{VILLAGE}001"
SMALL = f"{VILLAGE}002"
_SPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
# The paper that proves an agreement older than the platform.
AGREED = Agreed("minutes", "村民会议纪要 3", date(2019, 8, 1))
PAPER = {"agreed": AGREED.kind, "number": AGREED.number, "agreed_on": AGREED.on.isoformat()}
WISHES = ("wish.mushroom", "wish.poria", "wish.poultry")
WEALTH = ("wealth.well_off", "wealth.ordinary", "wealth.poor", "wealth.ordinary")


def row(number: int, hamlet: str = HAMLET, **changes: Any) -> FormationHousehold:
    """One household of a made-up street: its facts follow from its number."""
    made = FormationHousehold(
        key=str(uuid5(_SPACE, f"{hamlet} {number}")),
        code=f"{hamlet}{number:04d}",
        hamlet=hamlet,
        householder=f"赵{number}",
        members=2 + number % 3,
        lon=111.25 + 0.0002 * number,
        lat=36.85 + 0.0001 * (number % 2),
        street="主街",
        street_order=number,
        wishes=(WISHES[number % 3],),
        skills=("skill.cultivation",) if number % 2 else (),
        wealth=WEALTH[number % 4],
        registered_poor=False,
        has_party_member=number % 7 == 0,
        can_lead=number % 4 == 0,
        willing=True,
        prefers=(),
        refuses=(),
    )
    return replace(made, **changes)


@pytest.fixture
def rows() -> Callable[..., list[FormationHousehold]]:
    """Rows for a hamlet, without a database."""

    def make(count: int, hamlet: str = HAMLET, **changes: Any) -> list[FormationHousehold]:
        return [row(number, hamlet, **changes) for number in range(count)]

    return make


class Village:
    """A village in the database; ``settle`` adds households, ``refuse`` and ``prefer`` name partners."""

    def __init__(self) -> None:
        for code, name, english in (
            ("14", "山西省", "Shanxi"),
            ("1411", "吕梁市", "Lüliang"),
            ("141130", "交口县", "Jiaokou"),
            (TOWN, "康城镇", "Kangcheng"),
            (VILLAGE, "尚家沟村", "Shangjiagou Village"),
            (HAMLET, "尚家沟自然村", "Shangjiagou"),
            (SMALL, "上沟", "Shanggou"),
            (OTHER_VILLAGE, "支进村", "Zhijin Village"),
            (f"{OTHER_VILLAGE}001", "支进", "Zhijin"),
        ):
            Place.objects.create(code=code, name=name, name_en=english, lon=111.25, lat=36.85)
        self.households: dict[str, Household] = {}

    def settle(self, count: int, hamlet: str = HAMLET, **changes: Any) -> list[Household]:
        """Add the first ``count`` households of a hamlet's street."""
        return self.arrive(range(count), hamlet, **changes)

    def arrive(self, numbers: Iterable[int], hamlet: str = HAMLET, **changes: Any) -> list[Household]:
        """Add the households with these numbers."""
        made = []
        for number in numbers:
            facts = row(number, hamlet, **changes)
            people = [
                Person.objects.create(
                    name=facts.householder if k == 0 else f"{facts.householder}家{k}",
                    pinyin="zhao",
                    initials="z",
                    birth=date(1975, 1, 1),
                    labour_id="labour.full",
                    is_party_member=facts.has_party_member and k == 0,
                    may_head=facts.can_lead if k == 0 else False,
                )
                for k in range(facts.members)
            ]
            household = Household.objects.create(
                code=facts.code,
                hamlet_id=hamlet,
                householder=people[0],
                street=facts.street,
                street_order=facts.street_order,
                lon=facts.lon,
                lat=facts.lat,
                willing=facts.willing,
                since=date(2014, 1, 1),
            )
            for k, person in enumerate(people):
                relation = "relation.householder" if k == 0 else "relation.other"
                Membership.objects.create(
                    household=household, person=person, relation_id=relation, since=date(2014, 1, 1)
                )
            HouseholdStatus.objects.create(
                household=household, term_id=facts.wealth, vocabulary="wealth", since=date(2019, 1, 1)
            )
            Wish.objects.create(household=household, term_id=facts.wishes[0], rank=1)
            self.households[household.code] = household
            made.append(household)
        return made

    def refuse(self, who: Household, whom: Household) -> None:
        Partner.objects.create(household=who, other=whom, kind="refuses")


@pytest.fixture
def village(db: None) -> Village:
    """The village, empty."""
    return Village()


@pytest.fixture
def officer() -> Actor:
    return Actor(UUID(int=1), "韩志强", (Grant(Role.OFFICER, TOWN),))


@pytest.fixture
def cadre() -> Actor:
    return Actor(UUID(int=2), "李支书", (Grant(Role.CADRE, VILLAGE),))


@pytest.fixture
def colleague() -> Actor:
    return Actor(UUID(int=3), "王支书", (Grant(Role.CADRE, OTHER_VILLAGE),))


@pytest.fixture
def auditor() -> Actor:
    return Actor(UUID(int=4), "纪检", (Grant(Role.AUDITOR, "1411"),))


@pytest.fixture
def member(db: None, now: datetime) -> Callable[[Household], Actor]:
    """The householder of a household, with an account that is known to be theirs."""

    def of(household: Household) -> Actor:
        user = User.objects.create(username=f"member{User.objects.count()}", name="户主", created_at=now)
        Person.objects.filter(pk=household.householder_id).update(account=user.pk)
        return Actor(user.pk, user.name, (Grant(Role.VILLAGER, household.hamlet_id),))

    return of


@pytest.fixture
def signed_in(db: None, now: datetime) -> Callable[..., Client]:
    """A browser in which somebody with a role has signed in; without a role, a stranger."""

    def sign_in(role: Role | None, scope: str = "", name: str = "") -> Client:
        user = User.objects.create(username=name or f"{role}{scope}{User.objects.count()}", name="某人", created_at=now)
        if role is not None:
            RoleGrant.objects.create(user=user, role=role.value, scope=scope, since=date(2019, 1, 1))
        client = Client()
        client.force_login(user, backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
        client.user = user  # type: ignore[attr-defined]
        return client

    return sign_in


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are tested in the language of the code; tests of Chinese say so."""
    from django.utils import translation

    with translation.override("en"):
        yield
