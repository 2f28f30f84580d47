"""The demonstration's share books: 赵二虎's unit, and the mushroom cooperative of 尚家沟."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from shihu.base.ledger.commands import approve, open_entity
from shihu.base.ledger.queries import book_of_enterprise, book_of_reference, proposals
from shihu.base.ledger.types import EntityKind, NewEntity
from shihu.base.registry.commands import add_member, record_death
from shihu.base.registry.queries import enterprises, household, households
from shihu.base.registry.types import MemberStart, NewPerson
from shihu.base.registry.types.households import HouseholdFilter, HouseholdRow, MemberRow
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.money import fen
from shihu.services.industry import commands
from shihu.services.industry.types import Answer, Basis, Factor, NewContribution, NewPrice, NewShareBook
from shihu.services.units.queries import people_in, unit_of_household

VILLAGE, HAMLET = "141130101202", "141130101202001"
COOPERATIVE = "康城镇尚家沟村食用菌种植专业合作社"
SOURCE = "industry.contribution"
PAR = 10_000
PRICES = (
    NewPrice(Factor.LAND, "水浇地", Basis.MU_YEAR, fen("510")),
    NewPrice(Factor.LAND, "旱坡地", Basis.MU_YEAR, fen("260")),
    NewPrice(Factor.LABOUR, "制棒出菇工", Basis.DAY, fen("100")),
    NewPrice(Factor.SKILL, "制种接种技术", Basis.ITEM, fen("3000")),
    NewPrice(Factor.EQUIPMENT, "出菇棚", Basis.ITEM, fen("6800")),
)
METHOD = (
    "水浇地按近三年本村流转价510元一亩一年，旱坡地对半；出工按去年雇工价100元一天；会制种接种的按一季请师傅的价；"
    "出菇棚按去年建棚发票减一年折旧。碰头会上逐条念过。"
)
# By turns: mu and which land, money in yuan, days of work. What ten households of one hamlet can bring together.
_GIFTS = (
    ("3.35", "水浇地", "2000", 0),
    ("2", "水浇地", "1500", 20),
    ("", "", "3045.50", 10),
    ("1.6", "旱坡地", "", 40),
    ("2.8", "水浇地", "1000", 0),
    ("", "", "500", 60),
    ("4.1", "旱坡地", "2600", 0),
    ("1.2", "水浇地", "", 30),
)
_TERM = date(2019, 4, 20), date(2024, 4, 20)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration's share books."""

    officer: Actor
    cadre: Actor
    head: Actor
    member: Actor


def open_demo_shares(cast: Cast, *, spring: datetime, now: datetime) -> tuple[UUID, UUID]:
    """Open both books, value, vote, contribute, issue, certify, transfer, inherit; return their keys.

    The cooperative ends with a new valuation that is being voted, so that a member finds it on the phone.
    """
    unit = _unit_book(cast, spring)
    cooperative = _cooperative_book(cast, spring, now)
    return unit, cooperative


def _unit_book(cast: Cast, spring: datetime) -> UUID:
    home = _home("赵二虎")
    found = unit_of_household(home.code, actor=cast.officer)
    if found is None:
        raise LookupError("赵二虎 sits in no unit")
    held = book_of_reference(found.unit, actor=cast.officer)
    entity = (
        held.key
        if held
        else open_entity(
            actor=cast.officer,
            now=spring,
            new=NewEntity(EntityKind.UNIT, found.name, found.hamlet, reference=found.unit),
        )
    )
    new = NewShareBook(entity, PAR, "联体公约补充条款第2条", unit=found.unit, offer_days=7)
    book = commands.open_share_book(actor=cast.cadre, now=spring, new=new)
    people = people_in(found.unit, on=spring.date())
    codes = sorted({one.code for one in people})
    key = _proposed(cast.head, spring, book, "2019年要素折价表", spring.date() + timedelta(days=5))
    commands.vote_on_valuation(actor=cast.head, now=spring, key=key, answer=Answer.YES)
    houses = {one.code: one.household for one in people}
    tellers = [one.name for one in people if one.is_householder and one.code != home.code][:2]
    _papers(cast.cadre, spring, key, [houses[code] for code in codes if code != home.code], tellers)
    commands.close_valuation(actor=cast.cadre, now=spring, key=key)
    _contribute(cast, spring, book, codes, "甲")
    _certify(cast.cadre, spring, book, codes)
    return book


def _cooperative_book(cast: Cast, spring: datetime, now: datetime) -> UUID:
    found, _total = enterprises(actor=cast.officer, place=VILLAGE, kind="enterprise.cooperative", limit=None)
    enterprise = next(one for one in found if one.name == COOPERATIVE)
    held = book_of_enterprise(enterprise.key, actor=cast.officer)
    entity = (
        held.key
        if held
        else open_entity(
            actor=cast.officer,
            now=spring,
            new=NewEntity(EntityKind.COOPERATIVE, COOPERATIVE, VILLAGE, enterprise=enterprise.key),
        )
    )
    members = [_home(name) for name in ("姚福海", "赵二虎", "赵春生", "赵秋生", "赵冬生", "尚保平", "任爱莲")]
    elder = _with_an_elder([home.code for home in members])
    codes = [*(home.code for home in members), elder[0].code]
    new = NewShareBook(entity, PAR, "合作社章程第八条", codes=tuple(codes))
    book = commands.open_share_book(actor=cast.cadre, now=spring, new=new)
    key = _proposed(cast.cadre, spring, book, "2019年入股折价表", spring.date() + timedelta(days=5))
    houses = {home.code: home.key for home in (*members, elder[0])}
    commands.vote_on_valuation(actor=cast.head, now=spring, key=key, answer=Answer.YES)
    commands.vote_on_valuation(actor=cast.member, now=spring, key=key, answer=Answer.YES)
    tellers = ["赵春生", "任爱莲"]
    _papers(cast.cadre, spring, key, [houses[code] for code in codes[2:]], tellers)
    commands.close_valuation(actor=cast.cadre, now=spring, key=key)
    _contribute(cast, spring, book, codes, "乙", village_sheds=6)
    _certify(cast.cadre, spring, book, codes)
    _transfer(cast, spring + timedelta(days=60), book, "赵秋生", "赵春生", 8)
    _inherit(cast, spring + timedelta(days=80), book, elder, ("赵春生", "赵冬生"))
    _proposed(
        cast.cadre, now - timedelta(days=2), book, "2020年折价调整", (now + timedelta(days=5)).date(), raised=True
    )
    return book


def _home(name: str) -> HouseholdRow:
    found = households(actor=SYSTEM, on=_TERM[0], filters=HouseholdFilter(place=VILLAGE, text=name))
    return next(row for row in found.rows if row.householder == name)


def _with_an_elder(but: Sequence[str]) -> tuple[HouseholdRow, MemberRow]:
    """A household of the hamlet in which an old person lives who is not the householder."""
    rows = households(actor=SYSTEM, on=_TERM[0], filters=HouseholdFilter(place=HAMLET), limit=None).rows
    for row in rows:
        if row.code in but or row.members < 4:
            continue
        for one in household(row.code, actor=SYSTEM, on=_TERM[0]).members:
            if not one.is_householder and not one.is_party_member and one.birth and one.birth < date(1949, 1, 1):
                return row, one
    raise LookupError("no household with an elder")


def _proposed(actor: Actor, at: datetime, book: UUID, title: str, until: date, *, raised: bool = False) -> UUID:
    prices = PRICES
    if raised:
        land = NewPrice(Factor.LAND, "水浇地", Basis.MU_YEAR, fen("560"))
        prices = (land, *PRICES[1:])
    return commands.propose_valuation(
        actor=actor,
        now=at,
        book=book,
        title=title,
        method="水浇地流转价今年涨到560元，其余不变。" if raised else METHOD,
        prices=prices,
        vote_until=until,
        valid_from=until if raised else at.date(),
    )


def _papers(cadre: Actor, at: datetime, key: UUID, voters: Sequence[UUID], tellers: Sequence[str]) -> None:
    """All say yes but the last, who abstains."""
    answers = dict.fromkeys(voters, Answer.YES) | {voters[-1]: Answer.ABSTAIN}
    commands.enter_valuation_papers(actor=cadre, now=at, key=key, sheet="票2019-1", tellers=tellers, answers=answers)


def _contribute(
    cast: Cast, at: datetime, book: UUID, codes: Sequence[str], mark: str, *, village_sheds: int = 0
) -> None:
    officer, cadre = cast.officer, cast.cadre
    keys = []

    def give(new: NewContribution) -> None:
        keys.append(commands.contribute(actor=cadre, now=at, book=book, new=new))

    for number, code in enumerate(codes):
        mu, land, money, days = _GIFTS[number % len(_GIFTS)]
        paper, key = f"入股{mark}{number + 1:02d}", f"demo-share:{book.hex[:12]}:{number}"
        if mu:
            parcel = f"沟口第{number + 1}块，东至水渠"
            give(
                NewContribution(
                    code,
                    Factor.LAND,
                    paper,
                    f"{key}:l",
                    land,
                    Decimal(mu),
                    parcel=f"{parcel}（{mark}）",
                    since=_TERM[0],
                    until=_TERM[1],
                )
            )
        if money:
            give(NewContribution(code, Factor.MONEY, paper, f"{key}:m", amount=fen(money)))
        if days:
            give(NewContribution(code, Factor.LABOUR, paper, f"{key}:w", "制棒出菇工", Decimal(days)))
    if village_sheds:
        key = f"demo-share:{book.hex[:12]}:village"
        give(NewContribution("", Factor.EQUIPMENT, "村民代表会2019-6", key, "出菇棚", Decimal(village_sheds)))
    commands.issue_shares(actor=cadre, now=at, book=book, keys=keys)
    # Where the township asks for a second person, the officer looks at what was paid in, and the rest is issued.
    held = [one for one in proposals(VILLAGE, actor=officer, state="waiting") if one.entry.source == SOURCE]
    for one in held:
        approve(actor=officer, now=at, proposal=one.key)
    if held:
        commands.issue_shares(actor=cadre, now=at, book=book, keys=keys)


def _certify(cadre: Actor, at: datetime, book: UUID, codes: Sequence[str]) -> None:
    for code in codes:
        commands.issue_certificate(actor=cadre, now=at, book=book, code=code)


def _transfer(cast: Cast, at: datetime, book: UUID, giver: str, taker: str, shares: int) -> None:
    key = commands.ask_transfer(
        actor=cast.cadre,
        now=at,
        book=book,
        giver=_home(giver).code,
        taker=_home(taker).code,
        factor=Factor.LAND,
        shares=shares,
        price=fen("800"),
    )
    commands.agree_on_paper(actor=cast.cadre, now=at, key=key, side="giver", paper="转让协议2019-1")
    commands.agree_on_paper(actor=cast.cadre, now=at, key=key, side="taker", paper="转让协议2019-1")
    commands.members_agree(actor=cast.cadre, now=at, key=key, minutes="社员会2019-3")
    commands.complete_transfer(actor=cast.cadre, now=at, key=key)


def _inherit(
    cast: Cast, at: datetime, book: UUID, elder: tuple[HouseholdRow, MemberRow], heirs: tuple[str, str]
) -> None:
    """An old member of a household dies, as a grandchild is born there; the family hands the shares to two others."""
    row, one = elder
    day = at.date() - timedelta(days=20)
    home = household(row.code, actor=cast.cadre, on=day)
    record_death(actor=cast.cadre, now=at, household=row.code, version=home.version, person=one.person, day=day)
    home = household(row.code, actor=cast.cadre, on=at.date())
    child = NewPerson(name=f"{row.householder[0]}小宝", sex="male", birth=day, relation="relation.grandson")
    add_member(
        actor=cast.cadre,
        now=at,
        household=row.code,
        version=home.version,
        person=child,
        how=MemberStart.BORN,
        day=day,
    )
    commands.inherit_shares(
        actor=cast.cadre,
        now=at,
        book=book,
        code=row.code,
        heirs={_home(name).code: part for name, part in zip(heirs, (2, 1), strict=True)},
        paper="继承协议2019-1",
    )
