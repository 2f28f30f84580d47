"""Day labour and tracing: the villager is the foreman and works; the head of the hamlet has nothing to do with it."""

from datetime import date, datetime
from decimal import Decimal

from tests.permissions.table import MOVED, NO, OK, WRONG, Row, everyone
from tests.permissions.world import World
from tests.services.industry.conftest import made_farm
from tests.services.industry.labour.conftest import made_gang
from tests.village.people import SHANGJIAGOU, Cast

from shihu.services.industry import commands
from shihu.services.industry.models import Foreman, Lot
from shihu.services.industry.types import NewLot

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_KEEPS = {"officer": OK, "cadre": OK, "auditor": NO, "villager": OK}
_WRITES = {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": WRONG}
_RUNS = {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}
_DOES = {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}
_MOVES = {"officer": MOVED, "cadre": MOVED, "auditor": NO, "villager": NO}
_PLACE = f"?place={SHANGJIAGOU}"
_WHY = {"reason": "x"}
_FLOOR = {"officer": OK, "administrator": OK, "cadre": NO, "auditor": NO}

ROWS: tuple[Row, ...] = (
    everyone("industry_labour_mine"),
    Row("industry_labour_season", {**_SEES, "villager": OK}),
    Row("industry_labour_export", {**_SEES, "villager": NO}),
    Row("industry_labour_person", {**_SEES, "villager": OK}),
    Row("industry_labour_day", {**_SEES, "villager": OK}),
    Row("industry_labour_payment", _SEES),
    Row("industry_labour_bank", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("industry_labour_slip", {**_SEES, "villager": OK}),
    *(Row(f"industry_labour_{act}", _KEEPS) for act in ("enter", "edit", "worker")),
    *(Row(f"industry_labour_{act}", _WRITES, method="post") for act in ("enter", "edit", "worker")),
    *(Row(f"industry_labour_{act}", _RUNS) for act in ("pay", "rate", "foreman")),
    *(Row(f"industry_labour_{act}", _DOES, method="post") for act in ("pay", "rate", "foreman")),
    Row("industry_labour_foreman_end", _MOVES, method="post"),
    Row("industry_labour_confirm", {**_MOVES, "villager": MOVED}, method="post"),
    Row("industry_labour_discard", {**_MOVES, "villager": MOVED}, method="post"),
    *(
        Row(
            f"industry_labour_{act}",
            {"officer": 409, "cadre": 409, "auditor": NO, "villager": NO},
            method="post",
            data=_WHY,
        )
        for act in ("approve", "return")
    ),
    Row("industry_labour_reverse", _MOVES, method="post", data=_WHY),
    Row(
        "industry_labour_payment_confirm",
        _MOVES,
        method="post",
        data={"paid_on": "2019-08-15", "paper": "回单"},
    ),
    Row("industry_labour_payment_withdraw", _MOVES, method="post"),
    Row("industry_labour_payment_reverse", _MOVES, method="post", data=_WHY),
    Row("industry_labour_floor", _FLOOR, query=_PLACE),
    Row("industry_labour_floor", {**_FLOOR, "officer": WRONG, "administrator": WRONG}, method="post", query=_PLACE),
    Row("industry_lots_trace", others=OK, visitor=OK),
    Row("industry_lots_lot", {**_SEES, "villager": OK}),
    Row("industry_lots_label", {**_SEES, "villager": OK}),
    Row("industry_lots_check", _RUNS),
    Row("industry_lots_check", _DOES, method="post"),
    Row("industry_lots_naming", _RUNS),
    Row("industry_lots_naming", _DOES, method="post"),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """A confirmed day on a list, a draft, a delivery."""
    farm = made_farm(cast, now)
    gang = made_gang(farm, now)
    done = gang.confirmed(gang.sheet())
    draft = gang.enter(gang.sheet("sheet-002", work="装箱", rate="hour"))
    paid = gang.listed()
    [lot] = commands.weigh(
        actor=cast.cadre,
        now=now,
        season=farm.season,
        lots=[NewLot(farm.households[0], "香菇", "一级", Decimal(12), date(2019, 8, 14), "perm-lot")],
    )
    season: dict[str, object] = {"season": farm.season}
    project: dict[str, object] = {"key": farm.project}
    for name in ("season", "export", "enter", "worker", "pay"):
        world.keys[f"industry_labour_{name}"] = season
    for name in ("rate", "foreman"):
        world.keys[f"industry_labour_{name}"] = project
    world.keys["industry_labour_foreman_end"] = project | {"number": Foreman.objects.get().pk}
    world.keys["industry_labour_person"] = season | {"worker": gang.workers[0]}
    for name in ("edit", "confirm", "discard", "approve", "return"):
        world.keys[f"industry_labour_{name}"] = {"key": draft}
    for name in ("day", "reverse"):
        world.keys[f"industry_labour_{name}"] = {"key": done}
    for name in ("payment", "bank", "payment_confirm", "payment_withdraw", "payment_reverse"):
        world.keys[f"industry_labour_{name}"] = {"key": paid}
    world.keys["industry_labour_slip"] = {"key": paid, "worker": gang.workers[0]}
    for name in ("lot", "label", "check"):
        world.keys[f"industry_lots_{name}"] = {"key": lot}
    world.keys["industry_lots_naming"] = project
    world.keys["industry_lots_trace"] = {"code": Lot.objects.get(pk=lot).code}
