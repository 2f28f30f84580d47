"""The demonstration's tomato base of 王营庄村: forty to fifty people a day, as the page tells of it.

Everybody is invented, of a roster of their own or from villages nearby by name and telephone. Outside buyers take the
harvest at the base below the market, and the reason stands by each sale. All through the commands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from shihu.base.ledger.commands import open_books, open_entity, set_approval_rule
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity, NewLine
from shihu.base.registry.commands import keep_enterprise
from shihu.base.registry.types import RosterHousehold
from shihu.kernel.actors import Actor
from shihu.kernel.money import fen
from shihu.kernel.places import Level
from shihu.services.industry import commands
from shihu.services.industry.types import (
    CheckKind,
    NewBudgetLine,
    NewCheck,
    NewCost,
    NewFloor,
    NewLot,
    NewProject,
    NewRate,
    NewSale,
    NewSite,
    NewWorkday,
    NewWorker,
    NewWorkLine,
    Price,
    RateKind,
    SoldLot,
)

COLLECTIVE = "吴城镇王营庄村股份经济合作社"
PROJECT, SEASON = "西红柿产业基地", "2019年夏茬"
FIRST, LAST = date(2019, 7, 10), date(2019, 8, 14)
_RAIN = {date(2019, 7, 22), date(2019, 7, 29), date(2019, 8, 9)}
# How many come, day after day: the page says forty to fifty.
_CAME = (44, 47, 42, 50, 45, 43, 48, 40, 46, 41, 49)
_WORK = {RateKind.DAY: "采摘装筐", RateKind.PIECE: "装箱装车"}
_OPENING = (("101", "2860.00"), ("102", "412300.00"), ("151", "356000.00"), ("152", "-48000.00"))
_FLOOR = "晋政办发〔2017〕120号，二类地区"
_MARKET = "离石区果蔬批发市场"
_WHY = "客商到基地整车收购，自带筐、自付运费，当天结清；不愁销路，价比市场低"
# Buyer, price of 一级 and 二级, the market's that day.
_BUYERS = (
    ("太原河西市场客商", "2.00", "1.40", "2.40", "1.70"),
    ("柳林蔬菜商行", "1.90", "1.35", "2.30", "1.60"),
    ("离石果蔬批发部", "2.10", "1.50", "2.40", "1.70"),
)


@dataclass(frozen=True, slots=True)
class Crew:
    """Who acts, and who is asked to come."""

    cadre: Actor
    officer: Actor
    foreman: Actor
    foreman_person: UUID
    village: str
    hamlet: str
    homes: Sequence[RosterHousehold]
    nearby: Sequence[tuple[str, str, str]]


def run_base(crew: Crew, *, now: datetime) -> None:
    """Open the base and let it run from planting to the day of the records."""
    spring = _at(date(2019, 4, 12), 9)
    book = _book(crew, spring)
    project = _project(crew, book, spring)
    season = commands.open_season(
        actor=crew.cadre,
        now=spring,
        project=project,
        name=SEASON,
        since=date(2019, 4, 12),
        due=date(2019, 10, 31),
        budget=(
            NewBudgetLine("cost", "番茄苗", Decimal(96_000), "株", 35),
            NewBudgetLine("cost", "用工", Decimal(3_600), "工日", fen("100")),
            NewBudgetLine("income", "西红柿", Decimal(380_000), "公斤", 190),
        ),
    )
    _costs(crew, season)
    rates = _rates(crew, project)
    workers = _workers(crew, season, _at(FIRST - timedelta(days=1), 18))
    person = crew.foreman_person
    commands.name_foreman(actor=crew.cadre, now=_at(FIRST, 6), project=project, person=person, since=FIRST)
    days = [
        FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1) if FIRST + timedelta(days=at) not in _RAIN
    ]
    for at, day in enumerate(days):
        _picked(crew, season, workers, rates, day, at)
    _paid(crew, season, workers, now)
    _sold(crew, season, days)


def trace_mushrooms(*, cadre: Actor, now: datetime, project: UUID, lots: Sequence[UUID], code: str) -> None:
    """One family agrees to be named; some of the mushrooms that wait to be sold were looked at."""
    commands.agree_naming(actor=cadre, now=now, project=project, code=code, paper="同意书2019-1", agrees=True)
    for at, lot in enumerate(lots):
        _check(cadre, now, lot, now.date(), f"demo:check:mushroom:{at}", found="抑制率9%，限量50%")


def _book(crew: Crew, now: datetime) -> UUID:
    township = crew.village[: Level.TOWNSHIP]
    set_approval_rule(
        actor=crew.officer,
        now=now,
        kind=EntityKind.COLLECTIVE,
        place=township,
        above=fen("20000"),
        since=date(2019, 1, 1),
    )
    enterprise = keep_enterprise(
        actor=crew.officer,
        now=now,
        name=COLLECTIVE,
        kind="enterprise.collective",
        place=crew.village,
        since=date(2018, 6, 1),
    )
    new = NewEntity(EntityKind.COLLECTIVE, COLLECTIVE, crew.village, enterprise=enterprise)
    book = open_entity(actor=crew.officer, now=now, new=new)
    lines = [NewLine(code, fen(amount)) for code, amount in _OPENING]
    lines.append(NewLine("311", -sum(line.amount for line in lines)))
    cut_off = date(2018, 12, 31)
    open_books(
        actor=crew.officer,
        now=now,
        entity=book,
        cut_off=cut_off,
        balances=lines,
        document=Document(DocumentKind.COUNT, "移交2018-1", cut_off, COLLECTIVE),
        key="demo:base210:opening",
        approver=crew.cadre,
    )
    # The decree names the district; the officer of the township records it for the township.
    floor = NewFloor(township, date(2017, 10, 1), 920, 1740, _FLOOR)
    commands.set_wage_floor(actor=crew.officer, now=now, new=floor)
    return book


def _project(crew: Crew, book: UUID, now: datetime) -> UUID:
    new = NewProject(
        book,
        "industry.tomato",
        PROJECT,
        "村集体流转土地建基地，村民按天打工、按天计酬；西红柿由客商到地头收购，集体收入归全村。",
        {"owner": 1000},
        date(2019, 4, 1),
    )
    project = commands.open_project(actor=crew.cadre, now=now, new=new)
    for number in range(1, 9):
        site = NewSite("shed", f"{number}号棚", crew.hamlet, date(2019, 4, 12), Decimal("2.4"))
        commands.keep_site(actor=crew.cadre, now=now, project=project, new=site)
    field = NewSite("field", "河滩露地", crew.hamlet, date(2019, 4, 12), Decimal(46))
    commands.keep_site(actor=crew.cadre, now=now, project=project, new=field)
    return project


def _costs(crew: Crew, season: UUID) -> None:
    for month, day, what, amount, words in (
        (4, 16, "materials", "33600.00", "番茄苗96000株"),
        (4, 22, "materials", "18450.50", "有机肥、滴灌带"),
        (6, 3, "other", "6120.00", "吊蔓绳、竹竿"),
    ):
        on = date(2019, month, day)
        second = crew.officer if fen(amount) > fen("20000") else None
        new = NewCost(what, fen(amount), "bank", words, on, f"票{on:%m%d}", COLLECTIVE, f"demo:base:{on:%m%d}")
        commands.book_cost(actor=crew.cadre, now=_at(on, 16), season=season, new=new, approver=second)


def _rates(crew: Crew, project: UUID) -> dict[str, UUID]:
    """Picking by the day, driving by the day, packing by the box, and by the hour what is left to do."""
    agreed = date(2019, 7, 5)
    given = {
        "pick": NewRate(RateKind.DAY, "采摘", fen("100"), FIRST, agreed, "用工议价2019-1"),
        "drive": NewRate(RateKind.DAY, "开三轮车", fen("130"), FIRST, agreed, "用工议价2019-1"),
        "pack": NewRate(RateKind.PIECE, "装箱", fen("0.6"), FIRST, agreed, "用工议价2019-1", "箱"),
        "hour": NewRate(RateKind.HOUR, "零工", fen("18"), FIRST, agreed, "用工议价2019-1"),
    }
    return {
        name: commands.agree_rate(actor=crew.cadre, now=_at(agreed, 20), project=project, new=new)
        for name, new in given.items()
    }


def _workers(crew: Crew, season: UUID, now: datetime) -> list[UUID]:
    """Everybody of the village who can work, the foreman's and the pickers' story first; then those from nearby."""
    able = [
        (member.name, home.code)
        for home in crew.homes
        for member in home.members
        if member.labour not in {None, "labour.none"} and member.birth and 1950 <= member.birth.year <= 2000
    ]
    known = sorted(able, key=lambda pair: (pair[0] not in {"李秀英", "王保田"}, pair[1]))[:52]
    added = [
        commands.add_worker(actor=crew.cadre, now=now, season=season, new=NewWorker(name, code=code))
        for name, code in known
    ]
    added += [
        commands.add_worker(
            actor=crew.cadre, now=now, season=season, new=NewWorker(name, phone, village, is_outside=True)
        )
        for name, phone, village in crew.nearby
    ]
    return list(dict.fromkeys(added))


def _picked(crew: Crew, season: UUID, workers: Sequence[UUID], rates: dict[str, UUID], day: date, at: int) -> None:
    """One day: the sheet of all who came, every fourth day also one of the packers, confirmed by the foreman."""
    came = _who(workers, _CAME[at % len(_CAME)], at)
    lines = []
    for number, worker in enumerate(came):
        minutes = 240 if (number + at) % 17 == 5 else 480
        rate = rates["drive"] if number in {7, 8} else rates["pick"]
        lines.append(NewWorkLine(worker, rate, minutes))
    sheet = NewWorkday(day, _WORK[RateKind.DAY], tuple(lines), f"demo:work:{day:%m%d}")
    key = commands.enter_workday(actor=crew.foreman, now=_at(day, 18), season=season, new=sheet)
    commands.confirm_workday(actor=crew.foreman, now=_at(day, 19), workday=key)
    if at % 4 == 3 or day == LAST:
        packed = tuple(
            NewWorkLine(worker, rates["pack"], 120, 42 + (number * 5 + at) % 23)
            for number, worker in enumerate(came[2:11])
        )
        sheet = NewWorkday(day, _WORK[RateKind.PIECE], packed, f"demo:pack:{day:%m%d}")
        key = commands.enter_workday(actor=crew.foreman, now=_at(day, 20), season=season, new=sheet)
        if day != LAST:  # last evening's still waits to be confirmed
            commands.confirm_workday(actor=crew.foreman, now=_at(day, 21), workday=key)


def _who(workers: Sequence[UUID], many: int, at: int) -> list[UUID]:
    """The first ten always come, of the others each stays away in turn; two from nearby came in the first days."""
    always, others = list(workers[:10]), list(workers[10:-2])
    start = at * 7 % len(others)
    turned = others[start:] + others[:start]
    late = list(workers[-2:]) if at < 8 else []
    return (always + late + turned)[:many]


def _paid(crew: Crew, season: UUID, workers: Sequence[UUID], now: datetime) -> None:
    """July is paid in two lists, but for two from nearby without an account; a list of August waits."""
    rest = workers[:-2]
    for number, (through, made, paid) in enumerate(
        (
            (date(2019, 7, 20), date(2019, 7, 24), date(2019, 7, 25)),
            (date(2019, 7, 31), date(2019, 8, 4), date(2019, 8, 5)),
        ),
        start=1,
    ):
        key = commands.prepare_wages(
            actor=crew.cadre,
            now=_at(made, 10),
            season=season,
            through=through,
            key=f"demo:wages:{number}",
            workers=rest,
        )
        commands.confirm_wages(
            actor=crew.officer, now=_at(paid, 15), payment=key, paid_on=paid, paper=f"代发回单2019-{number}"
        )
    commands.prepare_wages(
        actor=crew.cadre,
        now=now - timedelta(hours=15),
        season=season,
        through=date(2019, 8, 10),
        key="demo:wages:3",
        workers=rest,
    )


def _sold(crew: Crew, season: UUID, days: Sequence[date]) -> None:
    """Every third day a lorry: weighed, tested, sold below the market with its reason. One delivery did not pass."""
    for at, day in enumerate(days[2::3]):
        kilograms = {"一级": Decimal(2_600 + at % 4 * 150), "二级": Decimal(980 + at % 3 * 60)}
        lots = [
            NewLot(None, "西红柿", grade, many, day, f"demo:base:lot:{day:%m%d}:{grade}")
            for grade, many in kilograms.items()
        ]
        keys = commands.weigh(actor=crew.cadre, now=_at(day, 8), season=season, lots=lots)
        for number, lot in enumerate(keys):
            found = f"抑制率{9 + (at * 3 + number) % 14}%，限量50%"
            _check(crew.cadre, _at(day, 9), lot, day, f"demo:base:check:{day:%m%d}:{number}", found=found)
        buyer, first, second, market, other = _BUYERS[at % len(_BUYERS)]
        sale = NewSale(
            buyer,
            tuple(SoldLot(key) for key in keys),
            {"一级": Price(fen(first), fen(market)), "二级": Price(fen(second), fen(other))},
            day,
            f"基地售{day:%m%d}",
            f"demo:base:sale:{day:%m%d}",
            reason=_WHY,
            market_source=_MARKET,
            market_on=day,
        )
        commands.sell(actor=crew.cadre, now=_at(day, 17), season=season, new=sale)
    waits = [
        NewLot(None, "西红柿", "一级", Decimal("1240.5"), LAST, "demo:base:lot:last:1"),
        NewLot(None, "西红柿", "二级", Decimal(386), LAST, "demo:base:lot:last:2"),
    ]
    good, bad = commands.weigh(actor=crew.cadre, now=_at(LAST, 17), season=season, lots=waits)
    _check(crew.cadre, _at(LAST, 18), good, LAST, "demo:base:check:last:1", found="抑制率11%，限量50%")
    _check(crew.cadre, _at(LAST, 18), bad, LAST, "demo:base:check:last:2", found="抑制率63%，限量50%", has_passed=False)


def _check(actor: Actor, now: datetime, lot: UUID, day: date, key: str, *, found: str, has_passed: bool = True) -> None:
    new = NewCheck(CheckKind.RESIDUE, has_passed, found, day, "农产品质量监管员", key)
    commands.check_lot(actor=actor, now=now, lot=lot, new=new)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))
