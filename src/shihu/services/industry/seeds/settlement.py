"""The demonstration's settlements: a winter season booked and paid, a spring season under notice with an objection.

Oyster mushrooms that the cooperative of 尚家沟村 sells for its members, keeping a part of the price for its work; what
is left of that part is distributed by the members' vote. All through the commands, each on its own day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from shihu.base.registry.queries import households
from shihu.base.registry.types.households import HouseholdFilter, HouseholdRow
from shihu.kernel.actors import Actor
from shihu.kernel.money import fen
from shihu.services.industry import commands
from shihu.services.industry.seeds.advances import COOPERATIVE, cooperative_book
from shihu.services.industry.types import (
    CapKind,
    Floor,
    NewBudgetLine,
    NewCost,
    NewLot,
    NewProject,
    NewSale,
    NewSharingRule,
    Price,
    SoldLot,
    Step,
    StepKind,
    Terms,
    Variant,
)

_ZONE = ZoneInfo("Asia/Shanghai")
_HOMES = 18
_TERMS = Terms(Variant.COOPERATIVE, reserve=100, welfare=50, patronage=650, guaranteed=fen("2"))
_KEPT = 280  # thousandths of the price that the cooperative keeps for sorting, cold store and the way to town


@dataclass(frozen=True, slots=True)
class _Season:
    """One season: its name, its days, costs (day, what, yuan, words), sales (day, yuan a kilogram)."""

    name: str
    since: date
    due: date
    costs: tuple[tuple[date, str, str, str], ...]
    sales: tuple[tuple[date, str], ...]
    each: int  # kilograms of a household and sale, about


_SEASONS = (
    _Season(
        "2018年冬季",
        date(2018, 9, 20),
        date(2019, 3, 31),
        (
            (date(2018, 10, 12), "materials", "1864.00", "周转筐、保鲜袋"),
            (date(2019, 1, 18), "wages", "3135.00", "分拣、装车工资"),
            (date(2019, 3, 20), "other", "872.40", "冷库电费"),
        ),
        ((date(2018, 11, 24), "5.20"), (date(2018, 12, 28), "6.40"), (date(2019, 2, 1), "7.10")),
        310,
    ),
    _Season(
        "2019年春季",
        date(2019, 4, 2),
        date(2019, 7, 31),
        (
            (date(2019, 4, 28), "materials", "942.00", "周转筐、保鲜袋"),
            (date(2019, 7, 12), "wages", "1948.00", "分拣、装车工资"),
        ),
        ((date(2019, 5, 18), "5.60"), (date(2019, 6, 22), "5.30"), (date(2019, 7, 20), "5.80")),
        240,
    ),
)


def settle(*, cadre: Actor, officer: Actor, member: Actor, now: datetime, village: str) -> None:
    """Let both seasons run; settle the first wholly, put the second under notice."""
    book = cooperative_book(officer=officer, now=now, village=village)
    homes = households(actor=cadre, on=now.date(), filters=HouseholdFilter(place=village), limit=None).rows
    own = [home for home in homes if home.householder == "姚福海"]
    some = [*own[:1], *[home for home in homes if home not in own[:1]][30 : 30 + _HOMES - 1]]
    voted = date(2018, 9, 10)
    commands.vote_terms(
        actor=cadre, now=now, book=book, terms=_TERMS, paper="成员大会纪要2018-3", voted_on=voted, since=voted
    )
    project = _project(cadre, now, book, some)
    winter, spring = (_run(cadre, now, project, season, some) for season in _SEASONS)
    _booked(cadre, officer, winter)
    _under_notice(cadre, member, now, spring)


def _project(cadre: Actor, now: datetime, book: UUID, homes: Sequence[HouseholdRow]) -> UUID:
    began = date(2018, 9, 12)
    new = NewProject(
        book,
        "industry.mushroom",
        "平菇统销",
        "农户自种平菇，合作社统一分拣、冷藏、销售，留下售价的28%作费用，结余按表决办法分给成员。",
        {"members": 700, "owner": 300},
        began,
    )
    project = commands.open_project(actor=cadre, now=now, new=new)
    codes = [home.code for home in homes]
    commands.enrol(actor=cadre, now=now, project=project, codes=codes, since=began)
    rule = NewSharingRule(
        since=began,
        floor=Floor(per_sale=fen("100"), share=500),
        steps=(Step(StepKind.FEE, CapKind.SHARE, _KEPT),),
        paper="成员大会纪要2018-4",
        votes=len(homes) - 1,
        voters=len(homes),
        advance_limit=fen("5000"),
    )
    commands.keep_sharing_rule(actor=cadre, now=now, project=project, new=rule)
    return project


def _run(cadre: Actor, now: datetime, project: UUID, told: _Season, homes: Sequence[HouseholdRow]) -> UUID:
    """Open a season, book its costs, weigh in and sell, pay the proceeds."""
    kilograms = told.each * len(homes) * len(told.sales)
    budget = (
        NewBudgetLine("income", "统销留成", Decimal(kilograms), "公斤", 165),
        NewBudgetLine("cost", "分拣、冷藏、运输", Decimal(kilograms), "公斤", 95),
    )
    season = commands.open_season(
        actor=cadre, now=now, project=project, name=told.name, since=told.since, due=told.due, budget=budget
    )
    for day, what, amount, words in told.costs:
        key = f"demo:settled:{day:%Y%m%d}"
        new = NewCost(what, fen(amount), "bank", words, day, f"票{day:%Y%m%d}", COOPERATIVE, key)
        commands.book_cost(actor=cadre, now=now, season=season, new=new)
    for number, (day, price) in enumerate(told.sales, start=1):
        lots = [
            NewLot(
                home.key,
                "平菇",
                "统货",
                Decimal(told.each * (80 + (at * 7 + number * 3) % 45)) / 100,
                day,
                f"demo:settled:{day:%Y%m%d}:{home.code}",
            )
            for at, home in enumerate(homes)
        ]
        keys = commands.weigh(actor=cadre, now=now, season=season, lots=lots)
        sale = NewSale(
            "太原河西市场客商",
            tuple(SoldLot(key) for key in keys),
            {"统货": Price(fen(price))},
            day,
            f"统销{day:%Y%m%d}",
            f"demo:settled:sale:{day:%Y%m%d}",
        )
        commands.sell(actor=cadre, now=now, season=season, new=sale)
    last = told.sales[-1][0]
    commands.pay_proceeds(
        actor=cadre, now=now, season=season, day=last, paper=f"代发{last:%Y%m%d}", key=f"demo:settled:{last:%Y%m}"
    )
    return season


def _booked(cadre: Actor, officer: Actor, season: UUID) -> None:
    drafted, approved = _at(2019, 4, 8), _at(2019, 4, 17)
    key = commands.draft_settlement(actor=cadre, now=drafted, season=season)
    commands.publish_settlement(actor=cadre, now=drafted, key=key, days=7)
    commands.approve_settlement(actor=officer, now=approved, key=key)
    payout = commands.order_payout(actor=cadre, now=approved, settlement=key, key="demo:settled:payout")
    paid = _at(2019, 4, 19)
    commands.confirm_payout(actor=officer, now=paid, key=payout, paid_on=paid.date(), paper="信用社代发190419")


def _under_notice(cadre: Actor, member: Actor, now: datetime, season: UUID) -> None:
    drafted = _at(2019, 8, 12)
    key = commands.draft_settlement(actor=cadre, now=drafted, season=season)
    commands.publish_settlement(actor=cadre, now=drafted, key=key, days=7)
    words = "6月22日那批我家交了两筐单另过的磅，请核一下有没有记上。"
    commands.object_to_settlement(actor=member, now=now, key=key, words=words)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 0, tzinfo=_ZONE)
