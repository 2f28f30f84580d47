"""Share books: the villager and the head are members, each with a household of their own in it."""

from datetime import date, datetime
from uuid import UUID

from tests.permissions.table import CLASH, GONE, MOVED, NO, OK, WRONG, Row, everyone
from tests.permissions.world import World
from tests.village.people import SHANGJIAGOU, Cast

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_MEMBERS = {**_SEES, "villager": OK, "head": OK}
_KEEPS = {"officer": OK, "cadre": OK, "auditor": NO}
_KEEPS_BOOK = {**_KEEPS, "villager": NO, "head": NO}
_KEPT_BOOK = {**_KEEPS_BOOK, "officer": WRONG, "cadre": WRONG}
# What concerns the villager's household alone: the head is a member, but it is none of theirs.
_HOME = {**_SEES, "villager": OK}
_KEEPS_HOME = {**_KEEPS, "villager": NO}
_KEPT_HOME = {**_KEEPS_HOME, "officer": WRONG, "cadre": WRONG}
_OWN_HOME = {**_KEEPS, "villager": OK}
_OWNED_HOME = {"officer": WRONG, "cadre": WRONG, "villager": WRONG, "auditor": NO}
_PLACE = f"?place={SHANGJIAGOU}"

ROWS: tuple[Row, ...] = (
    Row("industry_shares", _SEES, query=_PLACE),
    Row("industry_shares_own", {"head": OK, "villager": OK}),
    Row("industry_shares_new", _KEEPS, query=_PLACE),
    Row("industry_shares_new", {**_KEEPS, "officer": WRONG, "cadre": WRONG}, method="post", query=_PLACE),
    *(
        Row(f"industry_shares_{page}", _MEMBERS)
        for page in ("book", "contributions", "valuations", "transfers", "entries", "valuation", "transfer")
    ),
    Row("industry_shares_export", {**_SEES, "villager": NO, "head": NO}),
    *(Row(f"industry_shares_{page}", _KEEPS_BOOK) for page in ("contribute", "revalue", "valuation_papers")),
    *(
        Row(f"industry_shares_{page}", _KEPT_BOOK, method="post")
        for page in ("contribute", "revalue", "valuation_papers")
    ),
    Row(
        "industry_shares_issue",
        {**_KEEPS_BOOK, "officer": CLASH, "cadre": CLASH},
        method="post",
        data={"contribution": "00000000-0000-0000-0000-000000000001"},
    ),
    Row("industry_shares_admit", {**_KEEPS_BOOK, "officer": MOVED, "cadre": MOVED}, method="post", data={"code": "x"}),
    Row("industry_shares_valuation_new", {**_KEEPS_BOOK, "head": OK}),
    Row("industry_shares_valuation_new", {**_KEPT_BOOK, "head": WRONG}, method="post"),
    Row(
        "industry_shares_valuation",
        {"officer": NO, "cadre": NO, "auditor": NO, "villager": MOVED, "head": MOVED},
        method="post",
        data={"answer": "yes"},
    ),
    Row("industry_shares_valuation_close", {**_KEEPS_BOOK, "officer": CLASH, "cadre": CLASH}, method="post"),
    Row("industry_shares_household", _HOME),
    Row("industry_shares_simulator", _HOME),
    Row("industry_shares_certificate", _HOME),
    Row("industry_shares_certificate_pdf", _HOME),
    Row("industry_shares_certify", {**_KEEPS_HOME, "officer": MOVED, "cadre": MOVED}, method="post"),
    *(Row(f"industry_shares_{page}", _KEEPS_HOME) for page in ("freeze", "inherit")),
    *(Row(f"industry_shares_{page}", _KEPT_HOME, method="post") for page in ("freeze", "inherit")),
    *(Row(f"industry_shares_{page}", _OWN_HOME) for page in ("transfer_new", "leave")),
    *(Row(f"industry_shares_{page}", _OWNED_HOME, method="post") for page in ("transfer_new", "leave")),
    Row(
        "industry_shares_transfer",
        {"officer": NO, "cadre": NO, "auditor": NO, "villager": MOVED, "head": MOVED},
        method="post",
        data={"act": "agree"},
    ),
    # The head's household asks to leave; it is not paid before the end of the year, which the page itself says.
    Row("industry_shares_withdrawal", {**_SEES, "head": OK}),
    Row(
        "industry_shares_withdrawal",
        {"officer": MOVED, "cadre": MOVED, "auditor": NO, "head": NO, "villager": GONE},
        method="post",
        data={"act": "pay"},
    ),
    everyone("industry_shares_verify", visitor=OK),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """A cooperative's share book with money in it, a vote, a transfer, a request to leave, a certificate."""
    from shihu.base.ledger.commands import open_entity
    from shihu.base.ledger.types import EntityKind, NewEntity
    from shihu.services.industry import commands, queries
    from shihu.services.industry.types import Basis, Factor, NewContribution, NewPrice, NewShareBook

    enterprise = world.keys["registry_enterprise"]["key"]
    assert isinstance(enterprise, UUID)
    new = NewEntity(EntityKind.COOPERATIVE, "尚家沟食用菌专业合作社", SHANGJIAGOU, enterprise=enterprise)
    entity = open_entity(actor=cast.officer, now=now, new=new)
    own, heads = cast.of("姚福海").code, cast.of("赵二虎").code
    others = [home.code for home in cast.living_in(SHANGJIAGOU) if home.code not in {own, heads}][:2]
    book = commands.open_share_book(
        actor=cast.cadre, now=now, new=NewShareBook(entity, 10_000, "章程", codes=(own, heads, *others))
    )
    given = [
        commands.contribute(
            actor=cast.cadre,
            now=now,
            book=book,
            new=NewContribution(code, Factor.MONEY, "收1", f"world-share-{code}", amount=100_000),
        )
        for code in (own, heads)
    ]
    commands.issue_shares(actor=cast.cadre, now=now, book=book, keys=given)
    today = now.date()
    valuation = commands.propose_valuation(
        actor=cast.cadre,
        now=now,
        book=book,
        title="折价表",
        method="评议",
        prices=[NewPrice(Factor.LAND, "水浇地", Basis.MU_YEAR, 51_000)],
        vote_until=date(2099, 12, 31),
        valid_from=today,
    )
    transfer = commands.ask_transfer(
        actor=cast.cadre, now=now, book=book, giver=own, taker=heads, factor=Factor.MONEY, shares=1, price=0
    )
    leaving = commands.ask_withdrawal(actor=cast.cadre, now=now, book=book, code=heads, why="外出", paper="申1")
    certificate = commands.issue_certificate(actor=cast.cadre, now=now, book=book, code=own)
    told = queries.certificate(certificate, actor=cast.cadre)
    pages = "book export contributions contribute issue admit entries valuations valuation_new revalue transfers"
    for page in pages.split():
        world.keys[f"industry_shares_{page}"] = {"key": book}
    for page in ("valuation", "valuation_papers", "valuation_close"):
        world.keys[f"industry_shares_{page}"] = {"key": valuation}
    for page in ("household", "simulator", "certify", "freeze", "inherit", "transfer_new", "leave"):
        world.keys[f"industry_shares_{page}"] = {"key": book, "code": own}
    world.keys["industry_shares_transfer"] = {"key": transfer}
    world.keys["industry_shares_withdrawal"] = {"key": leaving}
    world.keys["industry_shares_certificate"] = world.keys["industry_shares_certificate_pdf"] = {"key": certificate}
    world.keys["industry_shares_verify"] = {"number": told.number, "code": told.code}
