"""services/industry: settlements. The villager takes part in the project; the head of the hamlet does not."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.permissions.table import MOVED, NO, OK, WRONG, Row, everyone
from tests.permissions.world import World
from tests.services.industry.conftest import made_farm
from tests.services.industry.settlement.conftest import made_ready, sold
from tests.village.people import Cast

from shihu.services.industry import commands

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_RUNS = {"officer": MOVED, "cadre": MOVED, "auditor": NO, "villager": NO}
_PLACE = "?place=141130101202"
_OTHERS_LED = dict.fromkeys(("administrator", "head", "villager", "banker"), MOVED)

ROWS: tuple[Row, ...] = (
    Row("industry_settlements", {**_SEES, **_OTHERS_LED}, query=_PLACE),
    everyone("industry_settlements_own"),
    Row("industry_settlements_export", _SEES, query=_PLACE),
    Row("industry_settlement", {**_SEES, "villager": OK}),
    Row("industry_settlement_notice", {**_SEES, "villager": OK}),
    Row("industry_settlement_statement", {**_SEES, "villager": OK}),
    Row("industry_settlement_export", _SEES),
    Row("industry_settlement_bank", _SEES),
    Row("industry_settlement_draft", _RUNS, method="post"),
    *(
        Row(f"industry_settlement_{act}", _RUNS, method="post", data={"days": "7", "reason": "x", "answer": "x"})
        for act in ("publish", "withdraw", "answer", "approve", "reverse", "order", "payout")
    ),
    Row("industry_settlement_object", {**_RUNS, "villager": MOVED}, method="post", data={"words": "少算一车菇"}),
    Row("industry_terms", _SEES),
    Row("industry_terms", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """One season booked with a payment ordered, one under notice with an objection."""
    spring = now - timedelta(days=9)
    ready = made_ready(made_farm(cast, spring), spring)
    farm, booked = ready.farm, ready.booked()
    payout = commands.order_payout(actor=cast.cadre, now=now, settlement=booked, key="world")
    season = commands.open_season(
        actor=cast.cadre, now=now, project=farm.project, name="秋", since=date(2019, 8, 1), due=date(2019, 12, 31)
    )
    sold(replace(farm, season=season), now, 0, "40")
    again = commands.draft_settlement(actor=cast.cadre, now=now, season=season)
    commands.publish_settlement(actor=cast.cadre, now=now, key=again, days=7)
    objection = commands.object_to_settlement(actor=cast.villager, now=now, key=again, words="少算一车菇")
    for act in ("", "_notice", "_export", "_publish", "_withdraw", "_object", "_approve"):
        world.keys[f"industry_settlement{act}"] = {"key": again}
    for act in ("_reverse", "_order"):
        world.keys[f"industry_settlement{act}"] = {"key": booked}
    world.keys["industry_settlement_answer"] = {"key": again, "objection": objection}
    world.keys["industry_settlement_statement"] = {"key": again, "code": farm.codes[0]}
    world.keys["industry_settlement_bank"] = {"key": booked, "payout": payout}
    world.keys["industry_settlement_payout"] = {"key": booked, "payout": payout, "act": "withdraw"}
    world.keys["industry_settlement_draft"] = {"key": season}
    world.keys["industry_terms"] = {"book": farm.book}
