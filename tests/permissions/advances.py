"""Projects, advances, sales and slips in the village of the cadre; the villager and the head take part."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from tests.permissions.table import MOVED, NO, OK, WRONG, Row
from tests.permissions.world import World
from tests.services.industry.advances.conftest import Supplied3, made_supplied
from tests.services.industry.conftest import Farm, made_farm
from tests.village.people import SHANGJIAGOU, Cast

from shihu.base.ledger.commands import open_entity, set_approval_rule
from shihu.base.ledger.types import EntityKind, NewEntity
from shihu.base.registry.commands import keep_enterprise
from shihu.services.industry import commands, queries
from shihu.services.industry.types import CostAct, NewCost, SoldLot

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_PART = {**_SEES, "villager": OK}  # what is the villager's own
_MEMBERS = {**_PART, "head": OK}
_RUNS = {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO, "head": NO}
_DOES = {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO, "head": NO}
_DESK = {"officer": OK, "cadre": OK, "auditor": OK, "villager": NO, "head": NO}
_PLACE = f"?place={SHANGJIAGOU}"
_LED = dict.fromkeys(("administrator", "head", "villager", "banker"), MOVED)
# What a second person decides: a sale that is booked and asked for by nobody is no more theirs than a member's.
_DECIDES = {"officer": 409, "cadre": 409, "auditor": NO}
_FORMS = (
    "industry_projects_enrol",
    "industry_projects_site",
    "industry_projects_season",
    "industry_projects_rule",
    "industry_projects_close",
    "industry_projects_wind_up",
    "industry_projects_budget",
    "industry_projects_close_season",
    "industry_advances_cost",
    "industry_advances_batch",
    "industry_advances_supply",
    "industry_advances_let",
    "industry_advances_back",
    "industry_advances_repay",
    "industry_sales_weigh",
    "industry_sales_sell",
    "industry_sales_pay",
)

ROWS: tuple[Row, ...] = (
    Row("industry_projects_list", {**_SEES, **_LED}, query=_PLACE),
    Row("industry_projects_export", _SEES, query=_PLACE),
    Row("industry_projects_new", {"officer": OK, "cadre": OK, "auditor": NO}, query=_PLACE),
    Row("industry_projects_new", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, query=_PLACE, method="post"),
    Row("industry_projects_own", others=OK),
    Row("industry_projects_project", _MEMBERS),
    Row("industry_advances_book", _MEMBERS),
    Row("industry_advances_export", _DESK),
    Row("industry_advances_household", _PART),
    Row("industry_sales_season", _MEMBERS),
    Row("industry_sales_export", _DESK),
    Row("industry_sales_sale", _PART),
    Row("industry_sales_slip", _PART),
    Row("industry_sales_payouts", _MEMBERS),
    Row("industry_sales_payout", _SEES),
    Row("industry_sales_bank_list", {"officer": OK, "cadre": OK, "auditor": NO}),
    *(Row(url, _RUNS) for url in _FORMS),
    *(Row(url, _DOES, method="post") for url in _FORMS),
    Row("industry_sales_receivables", _SEES, query=_PLACE),
    Row("industry_sales_receivables_export", _SEES, query=_PLACE),
    Row(
        "industry_sales_receive",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO},
        method="post",
    ),
    Row("industry_sales_receive", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("industry_sales_receipt_undo", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("industry_sales_receipt_undo", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("industry_pictures_own", dict.fromkeys(("head", "villager"), MOVED)),
    Row("industry_pictures_year", _PART),
    Row("industry_pictures_place", _MEMBERS),
    Row("industry_pictures_export", _DESK),
    Row("industry_asked_acts", _SEES),
    Row("industry_asked_act", _SEES),
    Row("industry_asked_approve", _DECIDES, method="post"),
    Row("industry_asked_turn_down", _DECIDES, method="post", data={"reason": "不办"}),
    Row("industry_sales_approve", _DECIDES, method="post"),
    Row("industry_sales_turn_down", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("industry_sales_undo", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("industry_sales_payout_approve", _DECIDES, method="post"),
    Row("industry_sales_payout_turn_down", _DECIDES, method="post"),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """Make a farm with a sale and a payment, and put its keys where the addresses look for them."""
    farm = made_farm(cast, now, ("姚福海", "赵二虎"))
    supplied = made_supplied(farm, now)
    first = commands.sell(actor=cast.cadre, now=now, season=farm.season, new=supplied.sale("perm-sale-1", lots=(0,)))
    paid = commands.pay_proceeds(
        actor=cast.cadre, now=now, season=farm.season, day=now.date(), paper="代发 1", key="perm-pay-1"
    )
    asked = _asked(farm, cast, now)
    project: dict[str, object] = {"key": farm.project}
    season: dict[str, object] = {"season": farm.season}
    member: dict[str, object] = {"season": farm.season, "code": farm.codes[0]}
    for name in ("project", "enrol", "site", "season", "rule", "close", "wind_up"):
        world.keys[f"industry_projects_{name}"] = project
    for name in ("projects_budget", "projects_close_season", "advances_book", "advances_export", "advances_cost"):
        world.keys[f"industry_{name}"] = season
    for name in ("advances_batch", "advances_supply", "advances_let", "sales_season", "sales_export", "sales_weigh"):
        world.keys[f"industry_{name}"] = season
    for name in ("sales_sell", "sales_payouts", "sales_pay"):
        world.keys[f"industry_{name}"] = season
    for name in ("advances_household", "advances_back", "advances_repay"):
        world.keys[f"industry_{name}"] = member
    owed = _owed(supplied, cast, now)
    world.keys["industry_sales_receive"] = {"key": owed}
    world.keys["industry_sales_receipt_undo"] = {"key": _received(owed, cast, now)}
    world.keys["industry_pictures_year"] = {"code": farm.codes[0]}
    for name in ("place", "export"):
        world.keys[f"industry_pictures_{name}"] = {"place": SHANGJIAGOU}
    world.keys["industry_asked_acts"] = project
    for name in ("act", "approve", "turn_down"):
        world.keys[f"industry_asked_{name}"] = {"key": asked}
    for name in ("sale", "approve", "turn_down", "undo"):
        world.keys[f"industry_sales_{name}"] = {"key": first.sale}
    world.keys["industry_sales_slip"] = {"key": first.sale, "code": farm.codes[0]}
    for name in ("payout", "bank_list", "payout_approve", "payout_turn_down"):
        world.keys[f"industry_sales_{name}"] = {"key": paid}


def _asked(farm: Farm, cast: Cast, now: datetime) -> UUID:
    """An act of above a million yuan that was asked for and turned down."""
    above, since = 100_000_000, now.date()
    kind = EntityKind.COOPERATIVE
    set_approval_rule(actor=cast.officer, now=now, kind=kind, place="141130101", above=above, since=since)
    new = NewCost("materials", above + 1, "bank", "麸皮", since, "票 9", "孝义农资公司", "perm-asked-1")
    asked = commands.do_or_ask(actor=cast.cadre, now=now, act=CostAct(farm.season, new)).asked
    assert asked is not None
    commands.turn_down_act(actor=cast.officer, now=now, asked=asked, reason="金额有误")
    return asked


def _owed(supplied: Supplied3, cast: Cast, now: datetime) -> UUID:
    """A sale that the buyer owes, of which the villager's household has a part."""
    name, place = "永宁食品厂", "141130101"
    enterprise = keep_enterprise(
        actor=cast.officer, now=now, name=name, kind="enterprise.company", place=place, since=date(2015, 1, 1)
    )
    open_entity(actor=cast.officer, now=now, new=NewEntity(EntityKind.ENTERPRISE, name, place, enterprise=enterprise))
    [lot] = commands.weigh(
        actor=cast.cadre, now=now, season=supplied.farm.season, lots=[supplied.farm.lot(0, "10", "perm-lot-9")]
    )
    asked = supplied.sale("perm-sale-9", on_credit=True, due=now.date(), enterprise=enterprise, buyer=name)
    new = replace(asked, lots=(SoldLot(lot),))
    return commands.sell(actor=cast.cadre, now=now, season=supplied.farm.season, new=new).sale


def _received(sale: UUID, cast: Cast, now: datetime) -> UUID:
    given = {"amount": 1_000, "paid_into": "bank", "day": now.date(), "paper": "回单 1", "key": "perm-receipt-1"}
    commands.receive(actor=cast.cadre, now=now, sale=sale, **given)  # type: ignore[arg-type]  # one dict of all
    told = queries.sale_receipts(sale, actor=cast.cadre)
    assert told is not None
    return told.rows[0].key
