"""services/industry, award funds: one that is under notice, one whose payment list waits."""

from datetime import date, datetime, timedelta
from uuid import UUID

from tests.permissions.table import MOVED, NO, OK, WRONG, Row, everyone
from tests.permissions.world import World
from tests.village.people import SHANGJIAGOU, Cast

from shihu.base.ledger.commands import post
from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
from shihu.services.industry import commands
from shihu.services.industry.types.awards import (
    AwardItem,
    AwardMode,
    CheckedCount,
    Measure,
    NewApplication,
    NewAwardRule,
    NewFund,
    Paper,
)

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_KEEPS = {"officer": OK, "cadre": OK, "auditor": NO}
_WRONG = {"officer": WRONG, "cadre": WRONG, "auditor": NO}
_DOES = {"officer": MOVED, "cadre": MOVED, "auditor": NO}
# The officer made it, so that the cadre is the second person.
_SECOND = {"officer": NO, "cadre": MOVED, "auditor": NO}
_VILLAGERS = {"head": OK, "villager": OK}
_PLACE = "?place=141130101202"

ROWS: tuple[Row, ...] = (
    Row("industry_awards", _SEES, query=_PLACE),
    everyone("industry_awards_mine"),
    Row("industry_awards_rules", _SEES, query=_PLACE),
    Row("industry_awards_rule_new", _KEEPS, query=_PLACE),
    Row("industry_awards_rule_new", _WRONG, query=_PLACE, method="post"),
    Row("industry_awards_rule", _SEES),
    Row("industry_awards_rule_approve", _SECOND, method="post", data={"number": "9", "on": "2019-08-14"}),
    Row("industry_awards_open", _KEEPS, query=_PLACE),
    Row("industry_awards_open", _WRONG, query=_PLACE, method="post"),
    Row("industry_awards_fund", _SEES),
    Row("industry_awards_aside", _KEEPS),
    Row("industry_awards_aside", _WRONG, method="post"),
    Row("industry_awards_poster", {**_SEES, **_VILLAGERS}),
    # Everybody found right stands in the round already.
    Row("industry_awards_draft", _WRONG, method="post"),
    Row("industry_awards_apply", _VILLAGERS, query="?kind=courtyard.pigs"),
    Row(
        "industry_awards_apply",
        dict.fromkeys(_VILLAGERS, MOVED),
        method="post",
        data={"kind": "courtyard.pigs", "quantity": "2", "key": "permission-apply", "step": "apply"},
    ),
    Row("industry_awards_enter", {**_KEEPS, "head": OK, "villager": NO}),
    Row("industry_awards_enter", {**_WRONG, "head": WRONG, "villager": NO}, method="post"),
    Row("industry_awards_list", _KEEPS),
    Row("industry_awards_list", _WRONG, method="post"),
    Row("industry_awards_list_sheet", _KEEPS),
    Row("industry_awards_checks", _KEEPS),
    Row("industry_awards_checks", _WRONG, method="post"),
    Row("industry_awards_checks_sheet", _KEEPS),
    Row("industry_awards_export", _SEES),
    Row("industry_awards_application", _SEES),
    Row("industry_awards_application", _SECOND, method="post", data={"counted": "30"}),
    Row("industry_awards_withdraw", _DOES, method="post"),
    Row("industry_awards_object", {**_KEEPS, "villager": OK}),
    Row("industry_awards_object", {**_WRONG, "villager": WRONG}, method="post"),
    Row("industry_awards_objection", _SEES),
    # The cadre counted, so that the officer answers.
    Row(
        "industry_awards_objection",
        {"officer": MOVED, "cadre": NO, "auditor": NO},
        method="post",
        data={"answer": "维持原数", "step": "turn_down"},
    ),
    Row("industry_awards_round", _SEES),
    Row("industry_awards_notice", {**_SEES, **_VILLAGERS}),
    Row("industry_awards_round_act", _SECOND, method="post"),
    Row("industry_awards_lay_aside", _KEEPS),
    Row("industry_awards_lay_aside", _WRONG, method="post"),
    Row("industry_awards_round_export", _SEES),
    Row("industry_awards_slip", {**_SEES, "villager": OK}),
    Row("industry_awards_prepare", _KEEPS),
    Row("industry_awards_prepare", _WRONG, method="post"),
    Row("industry_awards_payment", _SEES),
    Row("industry_awards_payment_act", _SECOND, method="post"),
    Row("industry_awards_payment_export", _SEES),
)

_RULE = NewAwardRule(
    "庭院经济奖补办法",
    AwardMode.YUAN,
    (
        AwardItem("courtyard.hens", Measure.PIECE, 20, 100),
        AwardItem("courtyard.pigs", Measure.HEAD, 1, 1_000),
        AwardItem("courtyard.bees", Measure.HIVE, 1, 1_000),
    ),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """Make the funds: the officer drafts, the cadre is the second person, the villager applies."""
    paper = Paper("纪要1", now.date())
    book: object = world.keys["ledger_book"]["key"]
    if not isinstance(book, UUID):
        raise TypeError(book)
    receipt = Document(DocumentKind.RECEIPT, "2", now.date(), "尚家沟村委会")
    lines = (NewLine("102", 400_000), NewLine("501", -400_000))
    post(actor=cast.cadre, now=now, entry=NewEntry(book, now.date(), "租金", lines, receipt, "awards-money"))
    rule = commands.draft_award_rule(actor=cast.officer, now=now, village=SHANGJIAGOU, rule=_RULE)
    commands.approve_award_rule(actor=cast.cadre, now=now, key=rule, paper=paper)
    funds = [_fund(cast, now, rule, paper, number) for number in (1, 2)]
    home, other = cast.of("姚福海").code, cast.living_in(SHANGJIAGOU)[9].code
    shown, paid = (_round(cast, now, fund, home) for fund in funds)
    late = now + timedelta(days=8)
    objected = commands.object_to_award(
        actor=cast.villager, now=now, application=_application(cast, now, funds[1], home), words="少数了"
    )
    commands.answer_award_objection(actor=cast.officer, now=now, key=objected, upheld=False, answer="维持")
    commands.approve_awards(actor=cast.cadre, now=late, key=paid)
    payment = commands.prepare_award_payment(actor=cast.officer, now=late, key=paid, day=late.date(), document="1")
    waiting = commands.apply_for_award(
        actor=cast.officer,
        now=now,
        fund=funds[1],
        new=NewApplication(other, "courtyard.hens", 30, "户主"),
        key="permission-waiting",
    )
    asked = _application(cast, now, funds[1], home)
    open_objection = commands.object_to_award(actor=cast.villager, now=now, application=asked, words="数错了")
    draft = commands.draft_award_rule(actor=cast.officer, now=now, village=SHANGJIAGOU, rule=_RULE)
    shown_fund: dict[str, object] = {"key": funds[1]}
    for name in ("fund", "aside", "poster", "draft", "apply", "enter", "list", "list_sheet", "checks", "checks_sheet"):
        world.keys[f"industry_awards_{name}"] = shown_fund
    world.keys["industry_awards_export"] = shown_fund
    for name in ("rule", "rule_approve"):
        world.keys[f"industry_awards_{name}"] = {"key": draft}
    for name in ("application", "withdraw"):
        world.keys[f"industry_awards_{name}"] = {"key": waiting}
    world.keys["industry_awards_object"] = {"key": asked}
    world.keys["industry_awards_objection"] = {"key": open_objection}
    for name in ("round", "notice", "round_export"):
        world.keys[f"industry_awards_{name}"] = {"key": shown}
    world.keys["industry_awards_round_act"] = {"key": shown, "act": "approve"}
    world.keys["industry_awards_lay_aside"] = {"key": shown, "act": "discard"}
    world.keys["industry_awards_slip"] = {"key": paid, "code": home}
    world.keys["industry_awards_prepare"] = {"key": paid}
    for name in ("payment", "payment_export"):
        world.keys[f"industry_awards_{name}"] = {"key": payment}
    world.keys["industry_awards_payment_act"] = {"key": payment, "act": "pay"}


def _fund(cast: Cast, now: datetime, rule: UUID, paper: Paper, number: int) -> UUID:
    new = NewFund(SHANGJIAGOU, f"庭院奖补{number}", rule, date(2019, 8, 1), date(2039, 12, 31), 7, paper)
    fund = commands.open_award_fund(actor=cast.officer, now=now, new=new)
    commands.set_award_money_aside(
        actor=cast.cadre, now=now, fund=fund, amount=100_000, day=now.date(), paper=paper, key=f"awards-aside-{number}"
    )
    return fund


def _application(cast: Cast, now: datetime, fund: UUID, home: str) -> UUID:
    """The villager's own application; asked for again, it is the same one."""
    new = NewApplication(home, "courtyard.hens", 40)
    return commands.apply_for_award(actor=cast.villager, now=now, fund=fund, new=new, key=f"permission-{fund}")


def _round(cast: Cast, now: datetime, fund: UUID, home: str) -> UUID:
    """The villager's hens, counted by the cadre, under notice by the officer."""
    application = _application(cast, now, fund, home)
    commands.check_application(actor=cast.cadre, now=now, found=CheckedCount(application, 40))
    made = commands.draft_awards(actor=cast.officer, now=now, fund=fund)
    commands.publish_awards(actor=cast.officer, now=now, key=made)
    return made
