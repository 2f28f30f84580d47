"""The demonstration's award fund: 田家洼村 gives 50,000 yuan of its collective income to 185 courtyards in 2019.

Through the commands, as the village would: rules approved by the meeting, the money set aside in the collective's
books, signed paper lists of the hamlets, counts by a second person, a notice of seven days, approval, one payment
list. Who keeps what follows from what the household said it wishes; counts follow from its code.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from shihu.base.registry.queries import households
from shihu.base.registry.types import HouseholdFilter, HouseholdRow
from shihu.kernel.actors import Actor
from shihu.kernel.money import fen
from shihu.services.industry import commands
from shihu.services.industry.queries import applications
from shihu.services.industry.types.awards import (
    ApplicationRow,
    AwardItem,
    AwardMode,
    CheckedCount,
    Measure,
    NewApplication,
    NewAwardRule,
    NewFund,
    Paper,
)

VILLAGE = "141130101201"
AMOUNT = fen("50000")
AWARDED, REFUSED = 185, 6
MEETING = Paper("田家洼村民会议纪要2019-03", date(2019, 5, 12))
HENS, RABBITS, CATTLE = "courtyard.hens", "courtyard.rabbits", "courtyard.cattle"
SHEEP, PIGS, GRAPES = "courtyard.sheep", "courtyard.pigs", "courtyard.grapes"
RULE = NewAwardRule(
    title="田家洼村2019年激励农户自主发展产业奖补办法",
    mode=AwardMode.YUAN,
    items=(
        AwardItem(HENS, Measure.PIECE, 20, fen("6"), fen("480"), "看鸡舍，现场点数"),
        AwardItem(RABBITS, Measure.PIECE, 10, fen("12"), fen("480"), "看兔笼，现场点数"),
        AwardItem(CATTLE, Measure.HEAD, 1, fen("200"), fen("800"), "看耳标和圈舍"),
        AwardItem(SHEEP, Measure.PIECE, 5, fen("40"), fen("800"), "看圈舍，现场点数"),
        AwardItem(PIGS, Measure.HEAD, 1, fen("100"), fen("600"), "看圈舍，现场点数"),
    ),
    household_cap=fen("1000"),
)
_REASONS = (
    "现场查看未养",
    "鸡苗尚未进栏，下一批再报",
    "圈舍在邻村，不在本村院内",
    "已随子女外住，院内无养殖",
    "数量不到起点，未补齐",
    "与邻户同一圈舍重复申报",
)


# A second village takes applications these weeks, so that a phone can be tried: grapes along the lanes, bees.
OPEN_VILLAGE = "141130101202"
OPEN_PAPER = Paper("尚家沟村民会议纪要2019-06", date(2019, 7, 20))
OPEN_RULE = NewAwardRule(
    title="尚家沟村庭院经济奖补办法",
    mode=AwardMode.YUAN,
    items=(
        AwardItem(HENS, Measure.PIECE, 20, fen("5"), fen("300"), "看鸡舍，现场点数"),
        AwardItem(PIGS, Measure.HEAD, 1, fen("80"), fen("400"), "看圈舍，现场点数"),
        AwardItem(GRAPES, Measure.PLANT, 4, fen("15"), fen("240"), "看已成活的株数"),
        AwardItem("courtyard.bees", Measure.HIVE, 2, fen("60"), fen("360"), "看蜂箱"),
    ),
    household_cap=fen("600"),
)


@dataclass(frozen=True, slots=True)
class _Days:
    """When what happened."""

    ruled: datetime
    entered: datetime
    counted: datetime
    drafted: datetime
    approved: datetime
    paid: datetime


def award_courtyards(*, cadre: Actor, officer: Actor) -> int:
    """Build the fund of 田家洼村 from its meeting to the payment; return how many households were awarded."""
    days = _Days(
        ruled=_at(date(2019, 5, 13)),
        entered=_at(date(2019, 6, 24)),
        counted=_at(date(2019, 7, 16)),
        drafted=_at(date(2019, 7, 22)),
        approved=_at(date(2019, 7, 31)),
        paid=_at(date(2019, 8, 2)),
    )
    fund = _fund(cadre, officer, days.ruled)
    codes = _applied(cadre, fund, days.entered)
    _counted(officer, fund, days.counted)
    made = commands.draft_awards(actor=cadre, now=days.drafted, fund=fund)
    commands.publish_awards(actor=cadre, now=days.drafted, key=made)
    commands.approve_awards(actor=officer, now=days.approved, key=made)
    payment = commands.prepare_award_payment(
        actor=cadre, now=days.paid, key=made, day=days.paid.date(), document="田奖补发放2019-1"
    )
    commands.pay_awards(actor=officer, now=days.paid + timedelta(hours=2), key=payment)
    return len(codes) - REFUSED


def open_second_fund(*, cadre: Actor, officer: Actor, head: Actor) -> None:
    """Open the fund of 尚家沟村 for August: some households have applied, some of those were counted."""
    now = _at(date(2019, 7, 22))
    rule = commands.draft_award_rule(actor=cadre, now=now, village=OPEN_VILLAGE, rule=OPEN_RULE)
    commands.approve_award_rule(actor=officer, now=now, key=rule, paper=OPEN_PAPER)
    new = NewFund(OPEN_VILLAGE, "尚家沟村2019年庭院经济奖补", rule, date(2019, 8, 1), date(2019, 8, 31), 7, OPEN_PAPER)
    fund = commands.open_award_fund(actor=cadre, now=now, new=new)
    commands.set_award_money_aside(
        actor=cadre,
        now=now,
        fund=fund,
        amount=fen("8000"),
        day=now.date(),
        paper=OPEN_PAPER,
        key="demo:shangjiagou:award-fund",
        approver=officer,
    )
    applied = _at(date(2019, 8, 6))
    homes = households(actor=cadre, on=applied.date(), filters=HouseholdFilter(place=OPEN_VILLAGE), limit=None).rows
    named = {head.name, "姚福海"}
    chosen = [home for home in homes if home.householder not in named][4:60:4]
    kinds = (HENS, GRAPES, PIGS, GRAPES)
    rows = [
        NewApplication(home.code, kinds[at % 4], (28, 6, 2, 10)[at % 4] + at % 3, home.householder)
        for at, home in enumerate(chosen)
    ]
    commands.enter_award_applications(actor=cadre, now=applied, fund=fund, rows=rows, key="demo:award-list:open")
    found, _total = applications(fund, actor=officer, limit=None)
    counted = [CheckedCount(row.key, row.quantity) for row in found[:6]]
    commands.enter_award_checks(actor=officer, now=_at(date(2019, 8, 12)), fund=fund, rows=counted)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()).replace(hour=9))


def _fund(cadre: Actor, officer: Actor, now: datetime) -> UUID:
    rule = commands.draft_award_rule(actor=cadre, now=now, village=VILLAGE, rule=RULE)
    commands.approve_award_rule(actor=officer, now=now, key=rule, paper=MEETING)
    new = NewFund(VILLAGE, "田家洼村2019年庭院经济奖补", rule, date(2019, 6, 1), date(2019, 7, 15), 7, MEETING)
    fund = commands.open_award_fund(actor=cadre, now=now, new=new)
    commands.set_award_money_aside(
        actor=cadre,
        now=now,
        fund=fund,
        amount=AMOUNT,
        day=now.date(),
        paper=MEETING,
        key="demo:tianjiawa:award-fund",
        approver=officer,
    )
    return fund


def _number(code: str, most: int, salt: int = 0) -> int:
    """A number below ``most`` that follows from a household's code."""
    return (int(code[-4:]) * 37 + int(code[-5]) * 11 + salt * 17) % most if code[-5:].isdigit() else len(code) % most


def _applied(cadre: Actor, fund: UUID, now: datetime) -> set[str]:
    """Enter the signed lists, hamlet by hamlet: first those who wished to keep animals, then others, to the number."""
    found = households(actor=cadre, on=now.date(), filters=HouseholdFilter(place=VILLAGE), limit=None).rows
    wishes = {"wish.poultry", "wish.rabbits", "wish.pigs", "wish.cattle_sheep"}
    ranked = sorted(found, key=lambda home: (not wishes & set(home.wishes), home.code))
    chosen = ranked[: AWARDED + REFUSED]
    by_hamlet: dict[str, list[NewApplication]] = {}
    for at, home in enumerate(chosen):
        by_hamlet.setdefault(home.hamlet, []).extend(_kept(home, at))
    for hamlet, rows in sorted(by_hamlet.items()):
        commands.enter_award_applications(actor=cadre, now=now, fund=fund, rows=rows, key=f"demo:award-list:{hamlet}")
    return {home.code for home in chosen}


def _kept(home: HouseholdRow, at: int) -> list[NewApplication]:
    """What a household keeps: by its first wish to do with animals, and now and then a second kind."""
    wish = next((w for w in home.wishes if w in {"wish.poultry", "wish.rabbits", "wish.pigs", "wish.cattle_sheep"}), "")
    code, signer = home.code, home.householder
    luck = _number(code, 10)
    if wish == "wish.rabbits":
        kept = [NewApplication(code, RABBITS, 10 + _number(code, 31), signer)]
    elif wish == "wish.pigs":
        kept = [NewApplication(code, PIGS, 1 + _number(code, 5), signer)]
    elif wish == "wish.cattle_sheep" and luck < 4:
        kept = [NewApplication(code, CATTLE, 1 + _number(code, 3), signer)]
    elif wish == "wish.cattle_sheep":
        kept = [NewApplication(code, SHEEP, 5 + _number(code, 13), signer)]
    else:
        kept = [NewApplication(code, HENS, 20 + _number(code, 51), signer)]
    if at % 8 == 5 and kept[0].kind != HENS:
        kept.append(NewApplication(code, HENS, 20 + _number(code, 21, salt=3), signer))
    return kept


def _counted(officer: Actor, fund: UUID, now: datetime) -> None:
    """Put down what was counted: most as said, some a little less or more, six households refused."""
    rows, _total = applications(fund, actor=officer, limit=None)
    codes = sorted({row.code for row in rows})
    step = len(codes) // REFUSED
    refused = {code: _REASONS[at] for at, code in enumerate(codes[step // 2 :: step][:REFUSED])}
    commands.enter_award_checks(actor=officer, now=now, fund=fund, rows=[_count(row, refused) for row in rows])


def _count(row: ApplicationRow, refused: dict[str, str]) -> CheckedCount:
    if row.code in refused:
        return CheckedCount(row.key, 0, refused=True, reason=refused[row.code])
    luck = _number(row.code, 14, salt=5)
    least = next(item.least for item in RULE.items if item.kind == row.kind)
    if luck == 3 and row.quantity - 2 >= least:
        return CheckedCount(row.key, row.quantity - 2, reason="现场清点少2只（头），雨后损失")
    if luck == 9:
        return CheckedCount(row.key, row.quantity + 1, reason="现场清点多1只（头），新近补栏")
    return CheckedCount(row.key, row.quantity)
