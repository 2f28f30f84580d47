"""A hamlet with two units in force whose households stand along one street, and the people who look at them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.services.units.conftest import HAMLET, OTHER_VILLAGE, TOWN, VILLAGE, Village
from tests.services.units.settled import member_of, settled

from shihu.base.accounts.models import RoleGrant, User
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.linkages import commands
from shihu.services.linkages.types import SheetItem
from shihu.services.units.models import Formation, HeadTerm, Seat, Unit

SINCE = date(2019, 4, 18)
ITEMS = (
    SheetItem("rubbish", "路面无垃圾", 30),
    SheetItem("stacks", "柴草堆放整齐", 20),
    SheetItem("vines", "院前葡萄有人管护", 20, "beauty"),
)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2019, month, day, hour, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Duties:
    """Two units of one hamlet: ``homes`` of the first, ``others`` of the second."""

    unit: Unit
    other: Unit
    homes: list[Household]
    others: list[Household]
    member: Actor
    neighbour: Actor
    head: Actor
    officer: Actor
    cadre: Actor
    colleague: Actor
    auditor: Actor

    def corners(self, *numbers: int) -> list[tuple[float, float]]:
        return [(111.25 + 0.0002 * number, 36.85) for number in numbers]


@pytest.fixture
def duties(db: None, now: datetime) -> Duties:
    village = Village()
    homes, others = village.arrive(range(4)), village.arrive(range(4, 7))
    unit, other = settled(village, homes, now), settled(village, others, now, ordinal=2)
    for home in (*homes, *others):
        Seat.objects.filter(household=home).update(lon=home.lon, lat=home.lat)
    street = [[111.25 + 0.0002 * n, 36.85] for n in range(7)]
    Formation.objects.update(outcome={"streets": {HAMLET: [street]}})
    head = member_of(homes[1], now, Role.HEAD)
    HeadTerm.objects.create(
        unit=unit,
        person_id=homes[1].householder_id,
        household=homes[1],
        office="head",
        since=SINCE,
        due=date(2022, 4, 18),
    )
    return Duties(
        unit=unit,
        other=other,
        homes=homes,
        others=others,
        member=member_of(homes[0], now),
        neighbour=member_of(others[0], now),
        head=head,
        officer=Actor(UUID(int=1), "韩志强", (Grant(Role.OFFICER, TOWN),)),
        cadre=Actor(UUID(int=2), "李支书", (Grant(Role.CADRE, VILLAGE),)),
        colleague=Actor(UUID(int=3), "王支书", (Grant(Role.CADRE, OTHER_VILLAGE),)),
        auditor=Actor(UUID(int=4), "纪检", (Grant(Role.AUDITOR, "1411"),)),
    )


def with_areas(duties: Duties) -> None:
    """Both units keep a stretch of the street: metre by metre one after the other."""
    for unit, corners in ((duties.unit, duties.corners(0, 3)), (duties.other, duties.corners(4, 6))):
        commands.draw_area(actor=duties.cadre, now=at(6, 3), unit=unit.pk, words="主街", shape="line", corners=corners)


def with_sheet(duties: Duties, **changes: int) -> None:
    commands.write_sheet(
        actor=duties.officer, now=at(6, 3), place=TOWN, items=ITEMS, valid_from=date(2019, 6, 3), **changes
    )


def signed_in(actor: Actor, now: datetime) -> Client:
    """A browser in which this actor has signed in."""
    assert actor.key is not None
    user, _made = User.objects.get_or_create(
        pk=actor.key, defaults={"username": f"u{actor.key}", "name": actor.name, "created_at": now}
    )
    for grant in actor.grants:
        RoleGrant.objects.get_or_create(
            user=user, role=grant.role.value, scope=grant.scope, defaults={"since": date(2019, 1, 1)}
        )
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user, backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    return client


@pytest.fixture
def enter(now: datetime) -> Callable[[Actor], Client]:
    return lambda actor: signed_in(actor, now)


def as_well(actor: Actor, other: Actor) -> Actor:
    """An actor who holds the roles of another too."""
    return replace(actor, grants=(*actor.grants, *other.grants))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
