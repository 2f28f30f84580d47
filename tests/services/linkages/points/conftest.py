"""A village of two units with a rule book and a prize stock, and the people who claim, review and hand out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.units.conftest import (
    HAMLET,
    OTHER_VILLAGE,
    VILLAGE,
    Village,
    auditor,
    cadre,
    colleague,
    english,
    member,
    officer,
    signed_in,
    village,
)

from shihu.base.registry.models import Household, Membership, Person
from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.models.points import PointAccount, PointEntry
from shihu.services.linkages.queries.points import books_of
from shihu.services.linkages.types.points import (
    BookSettings,
    CoverRule,
    Earner,
    PointLinkage,
    PointRule,
    Vote,
)
from shihu.services.units.models import Formation, Seat, Unit

__all__ = ["auditor", "cadre", "colleague", "english", "member", "officer", "signed_in", "village"]

RULES = (
    PointRule("yard", PointLinkage.SANITATION, "院落整洁", 5, "次", 4, "户长看一眼"),
    PointRule("labour", PointLinkage.WELFARE, "参加义务劳动", 10, "半天", 0, "当天签到表"),
    PointRule("model", PointLinkage.CIVILITY, "评上好媳妇", 30, "次", 1, "评选结果", may_claim=False),
    PointRule("lane", PointLinkage.SANITATION, "片区全月无脏点", 20, "月", 1, "巡查记录", earner=Earner.UNIT),
    PointRule("litter", PointLinkage.SANITATION, "乱倒垃圾", -5, "次", 0, "巡查记录", clause="村规民约第六条"),
)


@dataclass
class Stage:
    """What the stories need to hand."""

    village: Village
    homes: list[Household]
    units: list[Unit]
    officer: Actor
    cadre: Actor
    now: datetime
    member: Callable[[Household], Actor]

    def rule(self, code: str) -> UUID:
        """Key of an item in the book in force."""
        book = books_of(VILLAGE)[0]
        item = book.item(code)
        assert item is not None
        assert item.key is not None
        return item.key

    def claim(self, actor: Actor, code: str = "yard", **more: Any) -> UUID:
        told: dict[str, Any] = {"key": uuid4(), "item": self.rule(code), "day": self.now.date(), **more}
        return commands.claim_points(actor=actor, now=told.pop("now", self.now), **told)

    def award(self, home: Household, code: str = "labour", times: int = 1, **more: Any) -> Any:
        told: dict[str, Any] = {
            "actor": self.cadre,
            "now": self.now,
            "day": self.now.date(),
            "source": "test",
            "source_key": str(uuid4()),
            **more,
        }
        return commands.award_points(village=VILLAGE, item_code=code, household=home.code, times=times, **told)

    def prize(self, name: str = "洗衣液", price: int = 20, stock: int = 5) -> UUID:
        key = commands.keep_prize(actor=self.cadre, now=self.now, village=VILLAGE, name=name, measure="瓶", price=price)
        if stock:
            commands.receive_prize(
                actor=self.cadre,
                now=self.now,
                key=uuid4(),
                prize=key,
                quantity=stock,
                value=None,
                donor="爱心超市",
                paper="收-1",
                day=self.now.date(),
            )
        return key

    def balance(self, home: Household) -> int:
        return sum(PointEntry.objects.filter(account__household=home).values_list("points", flat=True))

    def account(self, home: Household) -> PointAccount:
        return PointAccount.objects.get(household=home)


def adopt(officer: Actor, now: datetime, village: str = VILLAGE, **settings: Any) -> UUID:
    """A rule book voted long enough ago to hold for every day of the tests."""
    then = now - timedelta(days=200)
    key = commands.draft_rule_book(
        actor=officer, now=then, village=village, title="积分细则", items=RULES, settings=BookSettings(**settings)
    )
    vote = Vote(then.date(), "会议纪要1", 40, 31)
    commands.approve_rule_book(actor=officer, now=then, key=key, vote=vote, valid_from=then.date())
    return key


def seat(homes: list[Household], ordinal: int) -> Unit:
    """A unit in force in which these households sit."""
    formation = Formation.objects.create(
        place_id=HAMLET, state="current", actor_name="韩晓峰", asked_at=datetime(2019, 4, 1).astimezone()
    )
    unit = Unit.objects.create(
        formation=formation, hamlet_id=HAMLET, ordinal=ordinal, name=f"尚家沟{ordinal}单元", since=date(2019, 4, 1)
    )
    for home in homes:
        Seat.objects.create(unit=unit, household=home, since=date(2019, 4, 1))
    return unit


@pytest.fixture
def stage(village: Village, officer: Actor, cadre: Actor, now: datetime, member: Callable[[Household], Actor]) -> Stage:
    """Twelve households in two units, the rule book in force, nothing claimed yet."""
    homes = village.settle(12)
    units = [seat(homes[:6], 1), seat(homes[6:], 2)]
    adopt(officer, now)
    return Stage(village, homes, units, officer, cadre, now, member)


@pytest.fixture
def strict(
    village: Village, officer: Actor, cadre: Actor, now: datetime, member: Callable[[Household], Actor]
) -> Stage:
    """The same village, whose rule book refuses what the prize stock does not cover."""
    homes = village.settle(12)
    units = [seat(homes[:6], 1), seat(homes[6:], 2)]
    adopt(officer, now, cover_rule=CoverRule.REFUSE)
    return Stage(village, homes, units, officer, cadre, now, member)


@pytest.fixture
def head(stage: Stage) -> Actor:
    """The head of the first unit: the householder of its first household."""
    actor = stage.member(stage.homes[0])
    return Actor(actor.key, actor.name, (Grant(Role.HEAD, HAMLET),))


@pytest.fixture
def second() -> Actor:
    """A second cadre of the village."""
    return Actor(UUID(int=22), "尚副支书", (Grant(Role.CADRE, VILLAGE),))


def related(one: Household, other: Household) -> None:
    """Somebody of ``one`` grew up in ``other``: kin, as the register knows it."""
    born = Membership.objects.filter(household=one, until=None).exclude(person=one.householder_id).first()
    assert born is not None
    Membership.objects.create(
        household=other,
        person_id=born.person_id,
        relation_id="relation.other",
        since=date(2000, 1, 1),
        until=date(2010, 1, 1),
        ended_by="married_out",
    )
    assert Person.objects.filter(pk=born.person_id).exists()


NEIGHBOUR = OTHER_VILLAGE
