"""Points: who opens which address of the village's rule book, claims, ranking, shop and second looks."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from tests.permissions.table import GONE, MOVED, NO, OK, WRONG, Row
from tests.permissions.world import World
from tests.village.people import SHANGJIAGOU, Cast

from shihu.kernel.actors import Actor
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import BookSettings, PointLinkage, PointRule, PointVerdict, Vote

_AT = f"?place={SHANGJIAGOU}"
_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_KEEPS = {"officer": OK, "cadre": OK, "auditor": NO}
_LIVES = {**_SEES, "head": OK, "villager": OK}
_OFFICE = {"officer": MOVED, "cadre": MOVED, "auditor": NO}
_MISTAKE = {"officer": WRONG, "cadre": WRONG, "auditor": NO}
# The villager sits in another unit than the head, who therefore neither sees nor reviews what the villager claims; and
# the days for an appeal against a decision of 2019 are over.
_VILLAGERS = {"head": MOVED, "villager": MOVED}

ROWS: tuple[Row, ...] = (
    Row("linkages_points", {**_SEES, **_VILLAGERS, "colleague": OK, "stranger": OK}),
    Row("linkages_points", _SEES, query=_AT),
    Row("linkages_points_award", _KEEPS, query=_AT),
    Row("linkages_points_award", _MISTAKE, query=_AT, method="post"),
    Row("linkages_points_lapse", _OFFICE, query=_AT, method="post", data={"act": "tell"}),
    Row("linkages_points_reverse", {**_KEEPS, "villager": NO}),
    Row("linkages_points_reverse", {**_OFFICE, "villager": NO}, method="post", data={"reason": "记错"}),
    Row("linkages_points_rules", _LIVES, query=_AT),
    Row("linkages_points_rules_new", {**_KEEPS, "head": NO, "villager": NO}, query=_AT),
    Row("linkages_points_rules_new", {**_MISTAKE, "head": NO, "villager": NO}, query=_AT, method="post"),
    Row("linkages_points_book", _LIVES),
    Row("linkages_points_vote", {**_KEEPS, "auditor": GONE}),
    Row("linkages_points_vote", {**_MISTAKE, "auditor": GONE}, method="post"),
    Row("linkages_points_claim", {"head": OK, "villager": OK}),
    Row("linkages_points_claim", {"head": WRONG, "villager": WRONG}, method="post"),
    Row("linkages_points_queue", {**_SEES, "head": OK}, query=_AT),
    Row("linkages_points_claim_one", {**_SEES, "villager": OK}),
    Row("linkages_points_review", {**_KEEPS, "villager": NO}),
    Row("linkages_points_review", {**_OFFICE, "villager": NO}, method="post", data={"verdict": "accept"}),
    Row("linkages_points_appeal", {"officer": NO, "cadre": NO, "auditor": NO, "villager": OK}),
    Row(
        "linkages_points_appeal",
        {"officer": NO, "cadre": NO, "auditor": NO, "villager": WRONG},
        method="post",
        data={"words": "再看看"},
    ),
    Row("linkages_points_rescore", {"officer": OK, "cadre": OK, "head": OK}),
    Row(
        "linkages_points_rescore",
        {"officer": MOVED, "head": MOVED, "cadre": NO},
        method="post",
        data={"verdict": "accept"},
    ),
    Row("linkages_points_samples", {**_SEES, "head": OK}, query=_AT),
    Row(
        "linkages_points_samples", {"officer": WRONG, "cadre": NO, "auditor": NO, "head": NO}, query=_AT, method="post"
    ),
    Row("linkages_points_sample", {**_SEES, "head": OK}),
    Row("linkages_points_draw", {"officer": MOVED, "cadre": NO, "auditor": NO, "head": GONE}, method="post"),
    Row("linkages_points_ranking", _LIVES, query=_AT),
    Row("linkages_points_poster", _LIVES, query=_AT),
    Row("linkages_points_ranking_export", _SEES, query=_AT),
    Row("linkages_points_shop", _LIVES, query=_AT),
    Row("linkages_points_prize_new", _KEEPS, query=_AT),
    Row("linkages_points_prize_new", _MISTAKE, query=_AT, method="post"),
    Row("linkages_points_prize", {**_KEEPS, "head": NO, "villager": NO}),
    Row(
        "linkages_points_prize",
        {**_MISTAKE, "head": NO, "villager": NO},
        method="post",
        data={"act": "receive"},
    ),
    Row(
        "linkages_points_reserve",
        {"officer": GONE, "cadre": GONE, "auditor": GONE, "head": MOVED, "villager": MOVED},
        method="post",
        data={"key": str(UUID(int=77))},
    ),
    Row("linkages_points_counter", _KEEPS, query=_AT),
    Row("linkages_points_counter", _MISTAKE, query=_AT, method="post"),
    Row("linkages_points_undo", {**_KEEPS, "villager": OK}),
    Row("linkages_points_undo", {**_OFFICE, "villager": MOVED}, method="post", data={"reason": "不要了"}),
    Row("linkages_points_accounts", {**_SEES, "head": OK}, query=_AT),
    Row("linkages_points_export", _SEES, query=_AT),
    Row("linkages_points_account", {**_SEES, "villager": OK}),
    Row("linkages_points_slip", {**_SEES, "villager": OK}),
    Row("linkages_points_own", {"head": OK, "villager": OK}),
    Row("linkages_points_name", {"head": MOVED, "villager": MOVED}, method="post", data={"hides": "yes"}),
)

_RULES = (
    PointRule("yard", PointLinkage.SANITATION, "院落整洁", 5, "次", 0, "户长看一眼"),
    PointRule("labour", PointLinkage.WELFARE, "义务劳动", 10, "半天", 0, "签到表"),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """The village's rule book and a draft, claims of the villager in three states, a sample, a prize, a reservation."""
    spring = now - timedelta(days=120)
    book = _book(cast.officer, spring)
    vote = Vote(spring.date(), "纪要1", 40, 30)
    commands.approve_rule_book(actor=cast.officer, now=spring, key=book, vote=vote, valid_from=spring.date())
    code = cast.of("姚福海").code
    prize = _prize(cast.cadre, now)
    for key in ("a", "b", "c", "d"):
        commands.award_points(
            actor=cast.cadre,
            now=now,
            village=SHANGJIAGOU,
            item_code="labour",
            household=code,
            day=now.date(),
            source="tests",
            source_key=key,
        )
    account = queries.own_account(actor=cast.villager, on=now.date())
    waiting = _claim(cast.villager, now, now.date())
    refused = _claim(cast.villager, now, now.date())
    commands.review_claim(actor=cast.cadre, now=now, claim=refused, verdict=PointVerdict.REFUSE, reason="没看到")
    july = now - timedelta(days=20)
    drawn = _claim(cast.villager, july, july.date())
    commands.review_claim(actor=cast.cadre, now=july, claim=drawn, verdict=PointVerdict.ACCEPT)
    sample = _number(cast.officer, july)
    commands.draw_sample(actor=cast.officer, now=now, key=sample)
    june = now - timedelta(days=50)
    held = commands.reserve_prize(actor=cast.villager, now=now, key=uuid4(), prize=prize)
    world.keys |= {
        "linkages_points_book": {"key": book},
        "linkages_points_vote": {"key": _book(cast.officer, now)},
        "linkages_points_claim_one": {"key": waiting},
        "linkages_points_review": {"key": waiting},
        "linkages_points_appeal": {"key": refused},
        "linkages_points_rescore": {"key": drawn},
        "linkages_points_sample": {"key": sample},
        "linkages_points_draw": {"key": _number(cast.officer, june)},
        "linkages_points_prize": {"key": prize},
        "linkages_points_reserve": {"key": prize},
        "linkages_points_undo": {"key": held},
        "linkages_points_account": {"key": account.key},
        "linkages_points_slip": {"key": account.key},
        "linkages_points_reverse": {"key": account.entries[0].key},
    }


def _book(actor: Actor, now: datetime) -> UUID:
    return commands.draft_rule_book(
        actor=actor, now=now, village=SHANGJIAGOU, title="积分细则", items=_RULES, settings=BookSettings()
    )


def _claim(actor: Actor, now: datetime, day: date) -> UUID:
    item = queries.require_book(SHANGJIAGOU, on=day).items[0].key
    assert item is not None
    return commands.claim_points(actor=actor, now=now, key=uuid4(), item=item, day=day)


def _number(actor: Actor, now: datetime) -> UUID:
    return commands.publish_number(
        actor=actor, now=now, village=SHANGJIAGOU, month=now.date(), number="38291", where="公开栏"
    )


def _prize(actor: Actor, now: datetime) -> UUID:
    key = commands.keep_prize(actor=actor, now=now, village=SHANGJIAGOU, name="毛巾", measure="条", price=15)
    commands.receive_prize(
        actor=actor, now=now, key=uuid4(), prize=key, quantity=9, value=None, donor="供销社", paper="1", day=now.date()
    )
    return key
