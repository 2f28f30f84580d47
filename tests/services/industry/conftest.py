"""A village with a cooperative that keeps books, and its mushroom project."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from tests.replay import staged
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.ledger.commands import household_account, open_entity
from shihu.base.ledger.types import EntityKind, NewEntity
from shihu.base.registry.commands import keep_enterprise
from shihu.base.registry.models import Household
from shihu.services.industry import commands
from shihu.services.industry.types import NewBudgetLine, NewLot, NewProject

SPRING = date(2019, 3, 1)
BUDGET = (
    NewBudgetLine("cost", "菌棒", Decimal(1000), "棒", 320),
    NewBudgetLine("income", "鲜菇", Decimal("900.5"), "公斤", 760),
)


@dataclass(frozen=True, slots=True)
class Farm:
    """A cooperative's book, its project, the open season, and households that take part."""

    cast: Cast
    book: UUID
    project: UUID
    season: UUID
    codes: tuple[str, ...]
    households: tuple[UUID, ...]  # keys of the roster, in the order of ``codes``
    parties: tuple[UUID, ...]  # member accounts, in the order of ``codes``

    def lot(self, at: int, kilograms: str, key: str, *, grade: str = "一级", day: date = date(2019, 8, 1)) -> NewLot:
        """A delivery of the household number ``at``."""
        return NewLot(self.households[at], "香菇", grade, Decimal(kilograms), day, key)


def cooperative(cast: Cast, now: datetime) -> UUID:
    """Open a cooperative with its books; return their key."""
    name = "尚家沟村食用菌种植专业合作社"
    kind = "enterprise.cooperative"
    enterprise = keep_enterprise(
        actor=cast.officer, now=now, name=name, kind=kind, place=SHANGJIAGOU, since=date(2017, 3, 20)
    )
    new = NewEntity(EntityKind.COOPERATIVE, name, SHANGJIAGOU, enterprise=enterprise)
    return open_entity(actor=cast.officer, now=now, new=new)


@pytest.fixture
@staged
def farm(cast: Cast, now: datetime) -> Farm:
    """The mushroom project with three households, 姚福海 among them."""
    return made_farm(cast, now)


def made_farm(cast: Cast, now: datetime, names: tuple[str, ...] = ("姚福海",)) -> Farm:
    """Open the project and its season; enrol the named households and two of their neighbours."""
    book = cooperative(cast, now)
    new = NewProject(
        book, "industry.mushroom", "香菇", "合作社制棒，农户出菇。", {"members": 700, "owner": 300}, SPRING
    )
    project = commands.open_project(actor=cast.cadre, now=now, new=new)
    named = [cast.of(name).code for name in names]
    others = {*named, cast.of("赵二虎").code}  # the head is to see nothing of it unless named
    near = [home.code for home in cast.living_in(SHANGJIAGOU_HAMLET) if home.code not in others]
    codes = (*named, *near[:2])
    keys = dict(Household.objects.filter(code__in=codes).values_list("code", "pk"))
    commands.enrol(actor=cast.cadre, now=now, project=project, codes=codes, since=SPRING)
    season = commands.open_season(
        actor=cast.cadre, now=now, project=project, name="2019年", since=SPRING, due=date(2019, 12, 31), budget=BUDGET
    )
    parties = tuple(household_account(actor=cast.cadre, now=now, code=code) for code in codes)
    return Farm(cast, book, project, season, codes, tuple(keys[code] for code in codes), parties)


@pytest.fixture
def weighed(farm: Farm, now: datetime) -> Callable[..., list[UUID]]:
    """Weigh in deliveries of the farm as the cadre."""

    def take(*lots: NewLot) -> list[UUID]:
        return commands.weigh(actor=farm.cast.cadre, now=now, season=farm.season, lots=lots)

    return take
