"""The demonstration's mushrooms and poria: the cooperative holds both ends, as the page tells of 尚家沟村.

Everybody is of the demonstration's roster and every amount invented, of the size that the page publishes: a million
sticks made by the cooperative and supplied at cost, sheds of the village collective, paid off as the mushrooms are
sold; poria of twenty households, harvested and settled the year before. All through the commands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from shihu.base.ledger.commands import household_account, open_books, open_entity, post
from shihu.base.ledger.queries import book_of_enterprise
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity, NewEntry, NewLine
from shihu.base.registry.queries import enterprises, households
from shihu.base.registry.types.households import HouseholdFilter, HouseholdRow
from shihu.engines.apportionment import split
from shihu.kernel.actors import Actor
from shihu.kernel.money import fen
from shihu.services.industry import commands
from shihu.services.industry.rules import tags
from shihu.services.industry.types import (
    CapKind,
    Floor,
    Let,
    NewBatch,
    NewBudgetLine,
    NewCost,
    NewLot,
    NewProject,
    NewSale,
    NewSharingRule,
    NewSite,
    Price,
    SoldLot,
    Step,
    StepKind,
    Supplied,
)

COOPERATIVE = "康城镇尚家沟村食用菌种植专业合作社"
PORIA_COOPERATIVE = "康城镇尚家沟村茯苓种植专业合作社"
STICKS = 1_000_000
_CUT_OFF = date(2017, 12, 31)
_WINTER = datetime(2019, 1, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_OPENING = (("101", "3250.40"), ("102", "1286430.55"), ("151", "864000"), ("152", "-112400"), ("201", "-600000"))
_FIRST = ("姚福海", "赵二虎")
_RISK = {"members": 600, "owner": 300, "insurance": 100}
_STEPS = (
    Step(StepKind.ADVANCE, CapKind.SHARE, 700),
    Step(StepKind.RENTAL, CapKind.SHARE, 500),
    Step(StepKind.FUND, CapKind.PER_KG, 2),
    Step(StepKind.FEE, CapKind.SHARE, 20),
)
# Month, day, buyer, price of 一级 and of 二级, what the market gave for 一级, why below it.
_SALES = (
    (5, 12, "太原河西市场客商", "8.60", "7.30", "8.60", ""),
    (5, 28, "太原河西市场客商", "8.40", "7.20", "8.40", ""),
    (6, 12, "汾阳果蔬批发部", "8.20", "7.00", "8.10", ""),
    (6, 27, "太原河西市场客商", "7.80", "6.80", "8.00", "雨季含水高，客商包运费"),
    (7, 12, "孝义农贸市场", "8.10", "7.00", "8.10", ""),
    (7, 26, "汾阳果蔬批发部", "8.30", "7.10", "8.20", ""),
    (8, 8, "太原河西市场客商", "8.50", "7.20", "8.50", ""),
)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Who acts, whose books, which households."""

    cadre: Actor
    officer: Actor
    now: datetime
    village: str
    book: UUID
    collective: UUID | None
    mushroom: tuple[HouseholdRow, ...]
    poria: tuple[HouseholdRow, ...]


def grow(*, cadre: Actor, officer: Actor, now: datetime, village: str) -> None:
    """Open the cooperative's books and let both projects run to the day of the records."""
    book = cooperative_book(officer=officer, now=now, village=village)
    lines = [NewLine(code, fen(amount)) for code, amount in _OPENING]
    lines.append(NewLine("311", -sum(line.amount for line in lines)))
    paper = Document(DocumentKind.COUNT, "移交2017-1", _CUT_OFF, COOPERATIVE)
    open_books(
        actor=officer,
        now=now,
        entity=book,
        cut_off=_CUT_OFF,
        balances=lines,
        document=paper,
        key="demo:coop202:opening",
        approver=cadre,
    )
    homes = households(actor=cadre, on=now.date(), filters=HouseholdFilter(place=village), limit=None).rows
    known = [home for name in _FIRST for home in homes if home.householder == name][:2]
    rest = [home for home in homes if home not in known]
    found, _total = enterprises(actor=officer, place=village, kind="enterprise.collective", limit=None)
    collective = next((book_of_enterprise(one.key, actor=officer) for one in found), None)
    stage = _Stage(
        cadre,
        officer,
        now,
        village,
        book,
        collective.key if collective else None,
        (*known, *rest[:60]),
        tuple(rest[60:80]),
    )
    for home in (*stage.mushroom, *stage.poria):
        household_account(actor=cadre, now=now, code=home.code)
    # The director put his money into a cooperative of its own: his shares are none of the mushroom growers'.
    _poria(replace(stage, book=cooperative_book(officer=officer, now=now, village=village, name=PORIA_COOPERATIVE)))
    _mushroom(stage)


def cooperative_book(*, officer: Actor, now: datetime, village: str, name: str = COOPERATIVE) -> UUID:
    """Return the books of one of the village's cooperatives; they are opened where there are none yet."""
    found, _total = enterprises(actor=officer, place=village, kind="enterprise.cooperative", limit=None)
    one = next(row for row in found if row.name == name)
    known = book_of_enterprise(one.key, actor=officer)
    if known is not None:
        return known.key
    new = NewEntity(EntityKind.COOPERATIVE, one.name, one.place, enterprise=one.key)
    return open_entity(actor=officer, now=now, new=new)


def _poria(stage: _Stage) -> None:
    """Poria of 2018: the director put 612,000 in, twenty households grew 62 mu and delivered 500 t."""
    new = NewProject(
        stage.book,
        "industry.poria",
        "茯苓种植",
        "村委会主任出资备种，20户在坡地种植，秋后统一收购销售。种料按成本赊给，卖出后再还。",
        _RISK,
        date(2018, 3, 1),
    )
    project = _opened(stage, new, stage.poria, date(2018, 3, 1), Step(StepKind.ADVANCE, CapKind.ALL))
    for number, home in enumerate(stage.poria, start=1):
        site = NewSite("field", f"茯苓地{number}", home.hamlet, date(2018, 3, 1), Decimal("3.10"))
        commands.keep_site(actor=stage.cadre, now=stage.now, project=project, new=site)
    budget = (
        NewBudgetLine("cost", "茯苓菌种、段木", Decimal(20_200), "窖", 3_000),
        NewBudgetLine("income", "鲜茯苓", Decimal(500_000), "公斤", 210),
    )
    season = _season(stage, project, "2018年", date(2018, 3, 5), date(2018, 12, 31), budget, now=_WINTER)
    director = household_account(actor=stage.cadre, now=stage.now, code=stage.poria[0].code)
    lines = (NewLine("102", fen("612000")), NewLine("301", -fen("612000"), director, "茯苓项目出资", _tag(season)))
    _post(stage, date(2018, 3, 10), "村委会主任出资茯苓项目", lines, "出资1", "invest")
    _cost(stage, season, date(2018, 3, 18), "materials", "486000", "茯苓菌种、段木")
    _cost(stage, season, date(2018, 4, 20), "wages", "120000", "接种下窖工资")
    made = NewBatch("茯苓种料", "窖", 20_200, date(2018, 4, 25), "盘点2018-1", "demo:poria:batch")
    batch = commands.make_batch(actor=stage.cadre, now=_WINTER, season=season, new=made)
    given = [Supplied(home.key, 1_010) for home in stage.poria]
    commands.supply(
        actor=stage.cadre,
        now=_WINTER,
        batch=batch,
        given=given,
        day=date(2018, 4, 28),
        paper="领料2018-1",
        key="demo:poria:supply",
    )
    for number, (month, grade, kilograms, price) in enumerate(
        ((10, "一级", 15_000, "2.35"), (11, "二级", 10_000, "2.05")), start=1
    ):
        day = date(2018, month, 20)
        lots = [
            NewLot(home.key, "鲜茯苓", grade, Decimal(kilograms), day, f"demo:poria:lot:{number}:{home.code}")
            for home in stage.poria
        ]
        keys = commands.weigh(actor=stage.cadre, now=_WINTER, season=season, lots=lots)
        sale = NewSale(
            "亳州药材客商",
            tuple(SoldLot(key) for key in keys),
            {grade: Price(fen(price))},
            date(2018, month, 24),
            f"售2018-{number}",
            f"demo:poria:sale:{number}",
        )
        commands.sell(actor=stage.cadre, now=_WINTER, season=season, new=sale)
    _pay(stage, season, date(2018, 12, 10), "代发2018-1", now=_WINTER)
    commands.close_season(actor=stage.cadre, now=_WINTER, season=season)
    _season(stage, project, "2019年", date(2019, 3, 5), date(2019, 12, 31), budget)


def _mushroom(stage: _Stage) -> None:
    """Mushrooms of 2019: a million sticks at cost, 62 sheds, seven sales from May to August."""
    new = NewProject(
        stage.book,
        "industry.mushroom",
        "百万棒食用菌基地",
        "合作社抓两头：一头连市场，统一销售；一头连农户，统一制棒、技术服务。农户租棚出菇，卖菇后再付棒款和棚租。",
        _RISK,
        date(2019, 1, 5),
    )
    project = _opened(stage, new, stage.mushroom, date(2019, 1, 5), *_STEPS)
    hamlet = stage.mushroom[0].hamlet
    sheds = [
        commands.keep_site(
            actor=stage.cadre,
            now=stage.now,
            project=project,
            new=NewSite("shed", f"{number}号棚", hamlet, date(2019, 3, 1), Decimal("0.8")),
        )
        for number in range(1, len(stage.mushroom) + 1)
    ]
    budget = (
        NewBudgetLine("cost", "菌棒原料", Decimal(STICKS), "棒", 247),
        NewBudgetLine("cost", "制棒工资、电费", Decimal(STICKS), "棒", 77),
        NewBudgetLine("income", "鲜菇", Decimal(800_000), "公斤", 780),
    )
    season = _season(stage, project, "2019年", date(2019, 1, 10), date(2019, 12, 31), budget)
    loan = (NewLine("102", fen("2400000")), NewLine("201", -fen("2400000")))
    _post(stage, date(2019, 1, 12), "制棒流动资金贷款", loan, "借据2019-1", "loan")
    for month, day, what, amount, words in (
        (1, 20, "materials", "1486300.00", "木屑、麸皮、菌袋"),
        (2, 18, "materials", "982450.60", "菌种、石膏、菌袋"),
        (3, 10, "wages", "526000.00", "制棒工资"),
        (3, 20, "other", "248467.00", "灭菌煤、电费"),
    ):
        _cost(stage, season, date(2019, month, day), what, amount, words)
    made = NewBatch("2019年菌棒", "棒", STICKS, date(2019, 3, 24), "盘点2019-1", "demo:sticks:batch")
    batch = commands.make_batch(actor=stage.cadre, now=stage.now, season=season, new=made)
    pieces = split(STICKS, [95 + number * 7 % 11 for number in range(len(stage.mushroom))])
    given = [Supplied(home.key, count) for home, count in zip(stage.mushroom, pieces, strict=True)]
    commands.supply(
        actor=stage.cadre,
        now=stage.now,
        batch=batch,
        given=given,
        day=date(2019, 3, 28),
        paper="领棒2019-1",
        key="demo:sticks:supply",
    )
    for number in (5, 23, 41):
        commands.take_back(
            actor=stage.cadre,
            now=stage.now,
            batch=batch,
            household=stage.mushroom[number].key,
            pieces=40 + number,
            is_broken=True,
            day=date(2019, 4, 8),
            paper=f"退{number}",
            key=f"demo:sticks:back:{number}",
        )
    _sheds(stage, season, sheds)
    _sold(stage, season, pieces)


def _sheds(stage: _Stage, season: UUID, sheds: Sequence[UUID]) -> None:
    """The collective's sheds: the cooperative pays the rent to it and lets them to the households at the same."""
    rounds = ((0, 32, date(2019, 4, 3), "1000"), (32, 62, date(2019, 6, 5), "950"))
    for number, (first, last, day, rent) in enumerate(rounds, start=1):
        homes = stage.mushroom[first:last]
        lets = [Let(home.key, fen(rent), sheds[first + at]) for at, home in enumerate(homes)]
        commands.let_sheds(
            actor=stage.cadre,
            now=stage.now,
            season=season,
            lets=lets,
            lessor=stage.collective,
            day=day,
            paper=f"租棚合同{number}",
            key=f"demo:sheds:let:{number}",
        )
        if stage.collective is not None:
            total = sum(one.amount for one in lets)
            lines = (NewLine("211", total, stage.collective, "棚租", _tag(season)), NewLine("102", -total))
            words = f"付村集体出菇棚租金，{len(lets)}座"
            _post(stage, day, words, lines, f"租棚合同{number}", f"rent:{number}")


def _sold(stage: _Stage, season: UUID, pieces: Sequence[int]) -> None:
    """Weigh in before each sale, sell all of it, pay at the end of each month; some of August is not sold yet."""
    for number, (month, day, buyer, first, second, market, why) in enumerate(_SALES, start=1):
        weighed = date(2019, month, day - 1)
        lots = [
            NewLot(
                home.key,
                "香菇",
                "一级" if (at + number) % 5 < 3 else "二级",
                # Near 93 g of each stick and round, a little different from house to house.
                (Decimal(pieces[at] * (90 + (at * 3 + number) % 7)) / 1000).quantize(Decimal("0.1")),
                weighed,
                f"demo:sticks:lot:{number}:{home.code}",
            )
            for at, home in enumerate(stage.mushroom)
        ]
        keys = commands.weigh(actor=stage.cadre, now=stage.now, season=season, lots=lots)
        sale = NewSale(
            buyer,
            tuple(SoldLot(key) for key in keys),
            {"一级": Price(fen(first), fen(market)), "二级": Price(fen(second))},
            date(2019, month, day),
            f"售2019-{number}",
            f"demo:sticks:sale:{number}",
            reason=why,
            market_source="太原河西农产品市场行情" if why else "",
            market_on=weighed if why else None,
        )
        commands.sell(actor=stage.cadre, now=stage.now, season=season, new=sale)
        if number in {2, 4, 6}:
            _pay(stage, season, date(2019, month, 30), f"代发2019-{number // 2}")
    waiting = [
        NewLot(home.key, "香菇", "一级", Decimal("186.4"), date(2019, 8, 14), f"demo:sticks:last:{home.code}")
        for home in stage.mushroom[:8]
    ]
    commands.weigh(actor=stage.cadre, now=stage.now, season=season, lots=waiting)


def _opened(stage: _Stage, new: NewProject, homes: Sequence[HouseholdRow], since: date, *steps: Step) -> UUID:
    """Open a project with its households and its rule."""
    project = commands.open_project(actor=stage.cadre, now=stage.now, new=new)
    codes = [home.code for home in homes]
    commands.enrol(actor=stage.cadre, now=stage.now, project=project, codes=codes, since=since)
    rule = NewSharingRule(
        since=since,
        floor=Floor(per_sale=fen("500"), share=200),
        steps=steps,
        paper=f"成员大会纪要{since:%Y}-1",
        votes=len(homes) - 3,
        voters=len(homes),
        advance_limit=fen("70000"),
    )
    commands.keep_sharing_rule(actor=stage.cadre, now=stage.now, project=project, new=rule)
    return project


def _season(
    stage: _Stage,
    project: UUID,
    name: str,
    since: date,
    due: date,
    budget: Sequence[NewBudgetLine],
    *,
    now: datetime | None = None,
) -> UUID:
    return commands.open_season(
        actor=stage.cadre, now=now or stage.now, project=project, name=name, since=since, due=due, budget=budget
    )


def _cost(stage: _Stage, season: UUID, day: date, what: str, amount: str, words: str) -> None:
    new = NewCost(what, fen(amount), "bank", words, day, f"票{day:%Y%m%d}", COOPERATIVE, f"demo:cost:{day:%Y%m%d}")
    commands.book_cost(actor=stage.cadre, now=stage.now, season=season, new=new)


def _pay(stage: _Stage, season: UUID, day: date, paper: str, *, now: datetime | None = None) -> None:
    key = f"demo:pay:{day:%Y%m%d}"
    commands.pay_proceeds(actor=stage.cadre, now=now or stage.now, season=season, day=day, paper=paper, key=key)


def _post(stage: _Stage, day: date, words: str, lines: tuple[NewLine, ...], paper: str, key: str) -> None:
    entry = NewEntry(
        entity=stage.book,
        date=day,
        summary=words,
        lines=lines,
        document=Document(DocumentKind.CONTRACT, paper, day, COOPERATIVE),
        key=f"demo:coop202:{key}",
    )
    post(actor=stage.cadre, now=stage.now, entry=entry)


def _tag(season: UUID) -> str:
    return tags.season_tag(season)
