"""The eight ones, the inbox and the burden meter."""

from datetime import date, datetime
from decimal import Decimal

from tests.permissions.table import MOVED, NO, OK, WRONG, Row, everyone
from tests.permissions.world import World
from tests.village.people import SHANGJIAGOU, Cast

from shihu.services.linkages.commands import ask_check, check_work, plan_goals, record_work
from shihu.services.linkages.types.goals import NewWork, Verdict, WorkKind

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_WRITES = {"officer": OK, "cadre": OK, "auditor": NO}
_OFFICER = {"officer": OK, "cadre": NO, "auditor": NO}
_VILLAGE = "?place=141130101202"
_LOOKED = {"verdict": "holds", "on": "2019-08-15", "note": "看过"}

_TOWN = "?place=141130101"

ROWS: tuple[Row, ...] = (
    everyone("desk_inbox"),
    everyone("desk_due"),
    everyone("desk_burden"),
    Row("desk_asked", {"officer": OK, "auditor": OK, "stranger": OK}),
    Row("desk_asked", {"officer": OK, "auditor": OK}, query=_VILLAGE),
    Row("desk_asked_export", {"officer": OK, "auditor": OK}, query=_VILLAGE),
    Row("linkages_goals", {"officer": OK, "auditor": OK}, query="?place=141130101"),
    Row("linkages_goals", _SEES, query=_VILLAGE),
    Row("linkages_goals_export", _SEES, query=_VILLAGE),
    Row("linkages_goals_print", _SEES, query=_VILLAGE),
    Row(
        "linkages_goals_roll",
        {"officer": WRONG, "auditor": NO},
        method="post",
        query="?place=141130101",
    ),
    Row("linkages_goals_targets", {"officer": OK, "auditor": OK}, query=_TOWN),
    Row("linkages_goals_target", {"officer": OK, "auditor": NO}, query=_TOWN),
    Row(
        "linkages_goals_target",
        {"officer": MOVED, "auditor": NO},
        method="post",
        query=_TOWN,
        data={"value": "60", "since": "2030-01-01", "paper": "康政发〔2029〕8号"},
    ),
    Row("linkages_goals_works", _SEES, query=_VILLAGE),
    Row("linkages_goals_works_export", _SEES, query=_VILLAGE),
    Row("linkages_goals_work_new", _WRITES, query=_VILLAGE),
    Row(
        "linkages_goals_work_new",
        {"officer": MOVED, "cadre": MOVED, "auditor": NO},
        method="post",
        query=_VILLAGE,
        data={
            "kind": "lamps",
            "name": "主街路灯",
            "quantity": "20",
            "finished_on": "2019-08-01",
            "paper": "验收单9",
        },
    ),
    Row("linkages_goals_work", _SEES),
    Row("linkages_goals_work", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post", data=_LOOKED),
    Row("linkages_goals_village", _SEES),
    Row("linkages_goals_plan", _OFFICER),
    Row(
        "linkages_goals_plan",
        {"officer": MOVED, "cadre": NO, "auditor": NO},
        method="post",
        data={"begins_cadres": "2019-05-01", "due_cadres": "2020-05-01"},
    ),
    # The village's figures hang on its wall: sums for everybody, nobody named.
    everyone("linkages_goals_poster", visitor=OK),
    everyone("linkages_goals_public", visitor=OK),
    Row("linkages_goals_goal", _SEES),
    Row("linkages_goals_goal", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post", data=_LOOKED),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """A village with every kind of work found as said, its goal to be looked at, and one work that waits."""
    goal = "goal.infrastructure"
    plan_goals(
        actor=cast.officer,
        now=now,
        village=SHANGJIAGOU,
        planned={goal: (date(2019, 4, 30), date(2020, 4, 30))},
    )
    for kind in WorkKind:
        done = NewWork(SHANGJIAGOU, kind, "主街", Decimal(10), f"验收单-{kind}", date(2019, 6, 1))
        key = record_work(actor=cast.cadre, now=now, work=done)
        if kind is not WorkKind.GREEN:
            check_work(actor=cast.officer, now=now, key=key, verdict=Verdict.HOLDS, on=now.date(), note="属实")
        else:
            world.keys["linkages_goals_work"] = {"key": key}
    ask_check(actor=cast.cadre, now=now, village=SHANGJIAGOU, goal=goal)
    for name in ("village", "plan", "poster", "public"):
        world.keys[f"linkages_goals_{name}"] = {"village": SHANGJIAGOU}
    world.keys["linkages_goals_target"] = {"figure": "heads"}
    world.keys["linkages_goals_goal"] = {"village": SHANGJIAGOU, "goal": "infrastructure"}
