"""The demonstration's money: opening balances of two village collectives and a few months of what came and went.

Everything is invented; amounts are of the size that a village of some hundred households has. Written through the
commands, by the cadre of the village and, above 5,000 yuan, with the officer as the second person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shihu.base.ledger.commands import household_account, open_books, post
from shihu.base.ledger.queries import purposes
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntry, NewLine, PurposeRow, Way
from shihu.kernel.actors import Actor
from shihu.kernel.money import fen

CUT_OFF = date(2018, 12, 31)
# Above this an entry of a village collective needs a second person, in the demonstration.
ABOVE = fen("5000")
_R, _P = Way.RECEIVED, Way.PAID


@dataclass(frozen=True, slots=True)
class Demo:
    """One village's books: who records, who approves, whose books, and a household that was advanced something."""

    village: str
    book: UUID
    recorder: Actor
    approver: Actor
    households: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Act:
    """One line of the old exercise book: month, day, received or paid, what for, how much, in which words."""

    month: int
    day: int
    way: Way
    purpose: str
    yuan: str
    summary: str
    kind: DocumentKind
    issuer: str
    money: str = "102"
    household: int | None = None


_OPENING = {
    "田家洼村": (("101", "1863.40"), ("102", "38216.75"), ("131", "12600"), ("151", "286000"), ("152", "-41300")),
    "尚家沟村": (("101", "2410.20"), ("102", "64385.10"), ("121", "9850"), ("151", "523000"), ("152", "-68400")),
}
_RECEIPT, _INVOICE, _PAY = DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.PAYROLL
_SLIP, _GRANT, _CONTRACT = DocumentKind.BANK_SLIP, DocumentKind.GRANT, DocumentKind.CONTRACT
_ACTS = {
    "田家洼村": (
        _Act(1, 8, _R, "contract", "12600", "北梁荒坡承包费2019年", _CONTRACT, "田家洼村委会"),
        _Act(1, 15, _P, "office", "486.30", "村委会12月电费", _INVOICE, "交口县供电公司"),
        _Act(1, 25, _P, "welfare", "2400", "春节慰问老党员和困难户12户", _PAY, "田家洼村委会", "101"),
        _Act(2, 18, _R, "solar", "6832.55", "村级光伏电站1月电费收入", _SLIP, "交口县供电公司"),
        _Act(2, 26, _P, "stipend", "3600", "村组干部一季度补贴预发", _PAY, "田家洼村委会"),
        _Act(3, 12, _R, "grant", "20000", "村级运转经费补助", _GRANT, "康城镇财政所"),
        _Act(3, 20, _R, "solar", "7155.80", "村级光伏电站2月电费收入", _SLIP, "交口县供电公司"),
        _Act(3, 29, _P, "cleaning", "1860", "主街清淤工钱6人", _PAY, "田家洼村委会", "101"),
        _Act(4, 11, _P, "business", "3280", "葡萄苗800株，沿街栽植", _INVOICE, "孝义苗木市场"),
        _Act(4, 19, _R, "solar", "8904.15", "村级光伏电站3月电费收入", _SLIP, "交口县供电公司"),
        _Act(5, 9, _P, "member_advance", "1500", "替户垫付鸡苗款", _RECEIPT, "田家洼养殖专业合作社", household=0),
        _Act(5, 21, _R, "solar", "9467.90", "村级光伏电站4月电费收入", _SLIP, "交口县供电公司"),
        _Act(5, 30, _P, "office", "742.60", "办公用纸、墨盒", _INVOICE, "康城镇文具店", "101"),
        _Act(6, 14, _R, "rent", "4800", "旧校舍出租半年租金", _CONTRACT, "田家洼村委会"),
        _Act(6, 20, _R, "solar", "9812.35", "村级光伏电站5月电费收入", _SLIP, "交口县供电公司"),
        _Act(7, 5, _P, "stipend", "3600", "村组干部二季度补贴", _PAY, "田家洼村委会"),
        _Act(7, 18, _R, "solar", "10140.20", "村级光伏电站6月电费收入", _SLIP, "交口县供电公司"),
        _Act(7, 26, _P, "cleaning", "2150", "绿化浇水、除草工钱7人", _PAY, "田家洼村委会", "101"),
        _Act(8, 2, _R, "member_back", "1000", "鸡苗垫款还回一部分", _RECEIPT, "田家洼村委会", "101", household=0),
        _Act(8, 12, _R, "interest", "38.72", "存款利息", _SLIP, "康城信用社"),
    ),
    "尚家沟村": (
        _Act(1, 10, _R, "contract", "18400", "后沟林地承包费2019年", _CONTRACT, "尚家沟村委会"),
        _Act(1, 22, _P, "welfare", "3000", "春节慰问老人15户", _PAY, "尚家沟村委会", "101"),
        _Act(2, 20, _P, "stipend", "4200", "村组干部一季度补贴预发", _PAY, "尚家沟村委会"),
        _Act(3, 6, _R, "grant", "20000", "村级运转经费补助", _GRANT, "康城镇财政所"),
        _Act(3, 14, _P, "equipment", "26800", "食用菌基地水泵、喷灌设备", _INVOICE, "交口县农机公司"),
        _Act(4, 3, _R, "rent", "32000", "出菇棚租金上半年，32座", _CONTRACT, "尚家沟村委会"),
        _Act(4, 17, _P, "business", "4960", "出菇棚塑料膜、草帘", _INVOICE, "孝义农资公司"),
        _Act(5, 8, _P, "office", "618.90", "村委会一季度水电费", _INVOICE, "交口县供电公司"),
        _Act(5, 24, _P, "cleaning", "2730", "河道清理工钱9人", _PAY, "尚家沟村委会", "101"),
        _Act(6, 5, _R, "rent", "28500", "出菇棚租金，扩建30座", _CONTRACT, "尚家沟村委会"),
        _Act(6, 18, _P, "member_advance", "2400", "替户垫付菌棒运费", _RECEIPT, "康城镇运输队", household=0),
        _Act(7, 2, _P, "stipend", "4200", "村组干部二季度补贴", _PAY, "尚家沟村委会"),
        _Act(7, 15, _R, "sales", "9640", "基地自留菌棒鲜菇销售", _SLIP, "太原客商"),
        _Act(7, 30, _P, "business", "1385.50", "基地用电7月", _INVOICE, "交口县供电公司"),
        _Act(8, 6, _R, "member_back", "2400", "菌棒运费垫款还清", _RECEIPT, "尚家沟村委会", "101", household=0),
        _Act(8, 13, _R, "interest", "61.08", "存款利息", _SLIP, "康城信用社"),
    ),
}

# Above the amount of the rule, recorded by the cadre, not yet looked at by anybody else.
_WAITING = {
    "尚家沟村": _Act(8, 14, _P, "business", "6820", "出菇棚维修工料，8座", _INVOICE, "孝义农资公司"),
}


def post_demo(given: Demo, *, now: datetime) -> int:
    """Open the books of one village and post what came and went; return how many entries were booked.

    Cash is drawn from the bank at the beginning of each month in which it would run out.
    """
    open_books(
        actor=given.approver,
        now=now,
        entity=given.book,
        cut_off=CUT_OFF,
        balances=_opening(given.village),
        document=Document(DocumentKind.COUNT, "移交2018-1", CUT_OFF, f"{given.village}村民委员会"),
        key=f"demo:{given.village}:opening",
        approver=given.recorder,
    )
    parties = [household_account(actor=given.recorder, now=now, code=code) for code in given.households]
    words = {(row.way, row.code): row for row in purposes(EntityKind.COLLECTIVE, on=now.date())}
    entries = list(_entries(given, words, parties))
    for entry in entries:
        approver = given.approver if _amount(entry) > ABOVE else None
        post(actor=given.recorder, now=now, entry=entry, approver=approver)
    if given.village in _WAITING:
        [waiting] = _entries(given, words, parties, acts=(_WAITING[given.village],), first=90)
        post(actor=given.recorder, now=now, entry=waiting)
    return len(entries) + 1


def _opening(village: str) -> tuple[NewLine, ...]:
    lines = [NewLine(code, fen(amount)) for code, amount in _OPENING[village]]
    return (*lines, NewLine("311", -sum(line.amount for line in lines)))


def _amount(entry: NewEntry) -> int:
    return sum(line.amount for line in entry.lines if line.amount > 0)


def _entries(
    given: Demo,
    words: dict[tuple[Way, str], PurposeRow],
    parties: Sequence[UUID],
    *,
    acts: Sequence[_Act] = (),
    first: int = 1,
) -> list[NewEntry]:
    """Return the entries in the order of their days, so that vouchers are numbered as a bookkeeper would."""
    cash = next(fen(amount) for code, amount in _OPENING[given.village] if code == "101")
    made = []
    for number, act in enumerate(acts or _ACTS[given.village], start=first):
        day, amount = date(2019, act.month, act.day), fen(act.yuan)
        sign = 1 if act.way == _R else -1
        if act.money == "101":
            if cash + sign * amount < 0:
                drawn = fen("4000")
                made.append(_drawn(given, day, drawn, number))
                cash += drawn
            cash += sign * amount
        purpose = words[act.way, act.purpose]
        party = parties[act.household] if act.household is not None and parties else None
        money, other = NewLine(act.money, sign * amount), NewLine(purpose.account, -sign * amount, party)
        made.append(
            NewEntry(
                entity=given.book,
                date=day,
                summary=act.summary,
                lines=(money, other) if sign > 0 else (other, money),
                document=Document(act.kind, f"2019-{number:03d}", day, act.issuer),
                key=f"demo:{given.village}:{number}",
                purpose=purpose.key,
            )
        )
    return made


def _drawn(given: Demo, day: date, amount: int, number: int) -> NewEntry:
    return NewEntry(
        entity=given.book,
        date=day,
        summary="从信用社提取备用金",
        lines=(NewLine("101", amount), NewLine("102", -amount)),
        document=Document(DocumentKind.BANK_SLIP, f"现支{number:03d}", day, "康城信用社"),
        key=f"demo:{given.village}:cash:{number}",
    )
