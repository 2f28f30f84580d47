"""A food factory that took goods unpaid and is late, and a cost that waits for its second person."""

from datetime import date, datetime
from decimal import Decimal

from shihu.base.ledger.commands import open_entity, set_approval_rule
from shihu.base.ledger.types import EntityKind, NewEntity
from shihu.base.registry.commands import keep_enterprise
from shihu.kernel.actors import Actor
from shihu.kernel.money import fen
from shihu.kernel.places import Level
from shihu.services.industry import commands, queries
from shihu.services.industry.types import CostAct, NewCost, NewLot, NewSale, Price, SoldLot

_BUYER = "永宁食品加工厂"
_WEIGHED, _SOLD, _DUE, _PAID = date(2019, 6, 5), date(2019, 6, 6), date(2019, 7, 6), date(2019, 7, 12)


def lend(*, cadre: Actor, officer: Actor, now: datetime, village: str) -> None:
    """Sell goods of six households on credit, half of it paid; ask for a cost above what one person may book."""
    township = village[: Level.TOWNSHIP]
    enterprise = keep_enterprise(
        actor=officer, now=now, name=_BUYER, kind="enterprise.company", place=township, since=date(2015, 4, 1)
    )
    open_entity(actor=officer, now=now, new=NewEntity(EntityKind.ENTERPRISE, _BUYER, township, enterprise=enterprise))
    rows = queries.projects(village, actor=cadre, on=now.date())
    found = max((row for row in rows if row.kind == "industry.mushroom"), key=lambda row: row.households)
    season = found.season
    if season is None:
        return
    homes = queries.project(found.key, actor=cadre, on=now.date()).participants[20:26]
    lots = [
        NewLot(one.household, "香菇", "一级", Decimal(310 + 7 * at), _WEIGHED, f"demo:credit:lot:{one.code}")
        for at, one in enumerate(homes)
    ]
    keys = commands.weigh(actor=cadre, now=now, season=season.key, lots=lots)
    sale = NewSale(
        _BUYER,
        tuple(SoldLot(key) for key in keys),
        {"一级": Price(fen("7.8"))},
        _SOLD,
        "赊2019-1",
        "demo:credit:sale",
        enterprise=enterprise,
        on_credit=True,
        due=_DUE,
    )
    done = commands.sell(actor=cadre, now=now, season=season.key, new=sale)
    commands.receive(
        actor=cadre,
        now=now,
        sale=done.sale,
        amount=fen("8000"),
        paid_into="bank",
        day=_PAID,
        paper="回单20190712",
        key="demo:credit:receipt",
    )
    since = date(2019, 8, 10)
    set_approval_rule(
        actor=officer, now=now, kind=EntityKind.COOPERATIVE, place=township, above=fen("500000"), since=since
    )
    cost = NewCost(
        "materials",
        fen("586400"),
        "bank",
        "秋季菌棒木屑麸皮",
        date(2019, 8, 14),
        "票20190814",
        "孝义农资公司",
        "demo:cost:autumn",
    )
    commands.do_or_ask(actor=cadre, now=now, act=CostAct(season.key, cost))
