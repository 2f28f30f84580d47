"""A farm with sticks supplied on credit, sheds let and goods weighed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest
from tests.replay import staged
from tests.services.industry.conftest import SPRING, Farm

from shihu.base.ledger.commands import open_books
from shihu.base.ledger.queries import by_party
from shihu.base.ledger.types import Document, DocumentKind, NewLine
from shihu.services.industry import commands
from shihu.services.industry.rules import tags
from shihu.services.industry.types import (
    CapKind,
    Floor,
    Let,
    NewBatch,
    NewCost,
    NewSale,
    NewSharingRule,
    Price,
    SoldLot,
    Step,
    StepKind,
    Supplied,
)

STEPS = (
    Step(StepKind.ADVANCE, CapKind.SHARE, 700),
    Step(StepKind.RENTAL, CapKind.SHARE, 500),
    Step(StepKind.FUND, CapKind.PER_KG, 2),
    Step(StepKind.FEE, CapKind.SHARE, 20),
)
FLOOR = Floor(per_sale=50_000, share=200)
SUPPLIED, LET, SOLD = date(2019, 3, 20), date(2019, 4, 3), date(2019, 8, 2)


@dataclass(frozen=True, slots=True)
class Supplied3:
    """The farm after spring: a batch, three households with sticks and a shed each, two of them with goods."""

    farm: Farm
    batch: UUID
    lots: tuple[UUID, ...]  # 1,004.21 kg and 500 kg of 一级, 7 kg of 二级

    def owed(self, tag: Callable[[UUID], str] = tags.advance_tag) -> dict[str, int]:
        """What the ledger says that households owe, by code."""
        held = by_party(
            self.farm.book, "114", actor=self.farm.cast.officer, on=date(2019, 8, 15), tag=tag(self.farm.season)
        )
        codes = dict(zip(self.farm.parties, self.farm.codes, strict=True))
        return {codes[party]: amount for party, amount in held.items()}

    def sale(
        self, key: str = "sale-0001", *, lots: tuple[int, ...] = (0, 1), price: int = 760, **more: object
    ) -> NewSale:
        """A sale of some of the lots at a price for every grade."""
        given = {
            "buyer": "太原客商",
            "lots": tuple(SoldLot(self.lots[at]) for at in lots),
            "prices": {"一级": Price(price), "二级": Price(price)},
            "day": SOLD,
            "paper": "售-1",
            "key": key,
        }
        return NewSale(**(given | more))  # type: ignore[arg-type]  # whatever a test wants otherwise


def rule(**more: object) -> NewSharingRule:
    """The rule of the tests, voted by all three."""
    given = {"since": SPRING, "floor": FLOOR, "steps": STEPS, "paper": "纪要 1", "votes": 3, "voters": 3}
    return NewSharingRule(**(given | {"advance_limit": 1_000_000} | more))  # type: ignore[arg-type]  # as above


def opened_books(farm: Farm, now: datetime) -> None:
    """Give the cooperative something in the bank."""
    lines = (NewLine("102", 50_000_000), NewLine("311", -50_000_000))
    paper = Document(DocumentKind.COUNT, "移交 1", date(2018, 12, 31), "合作社")
    open_books(
        actor=farm.cast.officer,
        now=now,
        entity=farm.book,
        cut_off=date(2018, 12, 31),
        balances=lines,
        document=paper,
        key=f"opening-{farm.book}",
    )


def made_supplied(farm: Farm, now: datetime) -> Supplied3:
    """Make 10,000 sticks for 32,430.50 yuan, supply 2,000 to each household, let a shed to each, weigh in."""
    cadre, season = farm.cast.cadre, farm.season
    opened_books(farm, now)
    commands.keep_sharing_rule(actor=cadre, now=now, project=farm.project, new=rule())
    for what, amount, key in (("materials", 2_000_000, "cost-mat"), ("wages", 1_243_050, "cost-wag")):
        cost = NewCost(what, amount, "bank", "", date(2019, 3, 5), "票 1", "孝义农资公司", key)
        commands.book_cost(actor=cadre, now=now, season=season, new=cost)
    new = NewBatch("一号菌棒", "棒", 10_000, date(2019, 3, 15), "盘点 1", "batch-001")
    batch = commands.make_batch(actor=cadre, now=now, season=season, new=new)
    given = [Supplied(home, 2_000) for home in farm.households]
    commands.supply(actor=cadre, now=now, batch=batch, given=given, day=SUPPLIED, paper="领 1", key="supply-01")
    lets = [Let(home, 100_000) for home in farm.households]
    commands.let_sheds(
        actor=cadre, now=now, season=season, lets=lets, lessor=None, day=LET, paper="租 1", key="let-0001"
    )
    lots = commands.weigh(
        actor=cadre,
        now=now,
        season=season,
        lots=[
            farm.lot(0, "1004.21", "lot-0", day=date(2019, 8, 1)),
            farm.lot(1, "500", "lot-1", day=date(2019, 8, 1)),
            farm.lot(1, "7", "lot-2", grade="二级", day=date(2019, 8, 1)),
        ],
    )
    return Supplied3(farm, batch, tuple(lots))


@pytest.fixture
@staged
def supplied(farm: Farm, now: datetime) -> Supplied3:
    return made_supplied(farm, now)
