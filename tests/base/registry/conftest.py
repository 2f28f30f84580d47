"""A corner of the township: two villages, three hamlets, and those who work there."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from shihu.base.accounts.models import RoleGrant, User
from shihu.base.places.commands import keep_places
from shihu.base.places.types import NewPlace
from shihu.base.registry.commands import add_household
from shihu.base.registry.types import HouseholdFacts, NewPerson, Outcome
from shihu.kernel.actors import SYSTEM, Actor, Grant, Role
from shihu.kernel.identity import check_character

TOWN = "141130101"
VILLAGE = "141130101201"
OTHER_VILLAGE = "141130101202"
HAMLET = "141130101201001"
NEXT_HAMLET = "141130101201002"
FAR_HAMLET = "141130101202001"
BEGAN = date(2015, 3, 1)

Adds = Callable[..., Outcome]
SignsIn = Callable[[Role, str], Client]


def number(birth: date, serial: int, *, male: bool) -> str:
    """Return a reserved ID number that checks."""
    first = f"990000{birth:%Y%m%d}{serial:02d}{1 if male else 2}"
    return first + check_character(first)


def somebody(role: Role, scope: str, key: int = 1) -> Actor:
    return Actor(UUID(int=key), role.value, (Grant(role, scope),))


@pytest.fixture
def places(db: None, now: datetime) -> None:
    rows = [
        NewPlace("14", "山西省", "Shanxi"),
        NewPlace("1411", "吕梁市", "Lüliang"),
        NewPlace("141130", "交口县", "Jiaokou"),
        NewPlace(TOWN, "康城镇", "Kangcheng"),
        NewPlace(VILLAGE, "尚家沟村", "Shangjiagou"),
        NewPlace(OTHER_VILLAGE, "田家洼村", "Tianjiawa"),
        NewPlace(HAMLET, "沟口", "Goukou"),
        NewPlace(NEXT_HAMLET, "后沟", "Hougou"),
        NewPlace(FAR_HAMLET, "田家洼", "Tianjiawa"),
    ]
    keep_places(actor=SYSTEM, now=now, places=rows)


@pytest.fixture
def officer(places: None) -> Actor:
    return somebody(Role.OFFICER, TOWN, 11)


@pytest.fixture
def cadre(places: None) -> Actor:
    return somebody(Role.CADRE, VILLAGE, 12)


@pytest.fixture
def colleague(places: None) -> Actor:
    """The cadre of the other village."""
    return somebody(Role.CADRE, OTHER_VILLAGE, 13)


@pytest.fixture
def auditor(places: None) -> Actor:
    return somebody(Role.AUDITOR, TOWN, 14)


@pytest.fixture
def add(officer: Actor, now: datetime) -> Adds:
    """Add a household of (name, relation) pairs; anything else by keyword."""

    def add_one(
        *people: tuple[str, str] | NewPerson,
        hamlet: str = HAMLET,
        since: date = BEGAN,
        about: HouseholdFacts | None = None,
        code: str = "",
    ) -> Outcome:
        members = [p if isinstance(p, NewPerson) else NewPerson(p[0], f"relation.{p[1]}") for p in people]
        return add_household(
            actor=officer, now=now, hamlet=hamlet, members=members, since=since, about=about, code=code
        )

    return add_one


@pytest.fixture
def signs_in(db: None) -> SignsIn:
    def sign_in(role: Role, scope: str) -> Client:
        name = f"{role.value}{scope}"
        user = User.objects.create(username=name, name=name, created_at=datetime(2019, 1, 1).astimezone())
        RoleGrant.objects.create(user=user, role=role.value, scope=scope, since=date(2019, 1, 1))
        client = Client()
        client.force_login(user, backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
        return client

    return sign_in
