"""A book as spreadsheets, in the layout that village accountants know: 科目余额表、明细账、收支明细."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from shihu.base.ledger import queries
from shihu.base.ledger.rules.entries import month_end
from shihu.base.ledger.types import EntityRow, Movement, Statement, StatementLine, TrialLine
from shihu.base.ledger.web import words
from shihu.base.ledger.web.pages.sheets import totals_of
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.actors import Actor
from shihu.kernel.money import decimal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Line = tuple[Written, ...]


def book(row: EntityRow, *, actor: Actor, first: date, last: date) -> list[SheetTable]:
    """Return the trial balance, the detailed ledger and the movement of money between two days."""
    lines = queries.trial(row.key, actor=actor, first=first, last=last)
    statements = [
        queries.statement(row.key, line.account.key, actor=actor, first=first, last=last, limit=None) for line in lines
    ]
    before, moved = queries.movements(row.key, actor=actor, first=first, last=last)
    return [
        _trial(row, lines, first, last),
        detail(row, statements, first, last),
        _moved(row, before, moved, first, last),
    ]


def _above(row: EntityRow, first: date, last: date) -> tuple[tuple[Written, ...], ...]:
    days = _("From %(first)s to %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}
    prepared = _("Prepared by %(name)s") % {"name": row.name}
    return ((f"{prepared}    {days}    " + _("Unit: yuan"),),)


def _trial(row: EntityRow, lines: list[TrialLine], first: date, last: date) -> SheetTable:
    columns = (
        SheetColumn(_("Account code"), width=12),
        SheetColumn(_("Account of the chart"), width=24),
        SheetColumn(_("Opening balance, debit"), "money", 16),
        SheetColumn(_("Opening balance, credit"), "money", 16),
        SheetColumn(_("Amount of the period, debit"), "money", 16),
        SheetColumn(_("Amount of the period, credit"), "money", 16),
        SheetColumn(_("Closing balance, debit"), "money", 16),
        SheetColumn(_("Closing balance, credit"), "money", 16),
    )
    rows: list[_Line] = [
        (line.account.code, words.named(line.account), *(_or_empty(total) for total in totals_of([line])))
        for line in lines
    ]
    rows.append(("", _("Together"), *(decimal(total) for total in totals_of(lines))))
    return SheetTable(_("Trial balance sheet"), columns, rows, row.name, _above(row, first, last))


def _or_empty(amount: int) -> Decimal | None:
    return decimal(amount) if amount else None


def detail(row: EntityRow, statements: list[Statement], first: date, last: date) -> SheetTable:
    """Return the lines of accounts one after the other, with the sums of each month and of the year so far."""
    columns = (
        SheetColumn(_("Account code"), width=12),
        SheetColumn(_("Account of the chart"), width=20),
        SheetColumn(_("Date"), "date", 12),
        SheetColumn(_("Voucher"), width=10),
        SheetColumn(_("Summary"), width=36),
        SheetColumn(_("With whom"), width=16),
        SheetColumn(_("Debit"), "money", 16),
        SheetColumn(_("Credit"), "money", 16),
        SheetColumn(_("Side"), width=6),
        SheetColumn(_("Balance"), "money", 16),
    )
    rows = (line for statement in statements for line in _detail(statement))
    return SheetTable(_("Detailed ledger"), columns, rows, row.name, _above(row, first, last))


def _detail(found: Statement) -> Iterator[_Line]:
    code, name = found.account.code, words.named(found.account)
    yield (code, name, found.first, "", _("Opening balance"), "", None, None, *_side(found.before))
    year = {True: 0, False: 0}
    month = {True: 0, False: 0}
    for at, line in enumerate(found.lines):
        debit = line.amount > 0
        for sums in (month, year):
            sums[debit] += abs(line.amount)
        sides = (_or_empty(max(line.amount, 0)), _or_empty(max(-line.amount, 0)))
        yield (
            code,
            name,
            line.date,
            words.voucher(line.number),
            line.summary,
            line.party_name,
            *sides,
            *_side(line.after),
        )
        follows = found.lines[at + 1] if at + 1 < len(found.lines) else None
        if follows is None or _month(follows) != _month(line):
            end = month_end(line.date)
            yield (
                code,
                name,
                end,
                "",
                _("Sum of the month"),
                "",
                decimal(month[True]),
                decimal(month[False]),
                "",
                None,
            )
            yield (code, name, end, "", _("Sum of the year so far"), "", *_both(year), *_side(line.after))
            month = {True: 0, False: 0}
            if follows is None or follows.date.year != line.date.year:
                year = {True: 0, False: 0}


def _both(sums: dict[bool, int]) -> tuple[Decimal, Decimal]:
    return decimal(sums[True]), decimal(sums[False])


def _month(line: StatementLine) -> tuple[int, int]:
    return line.date.year, line.date.month


def _side(amount: int) -> tuple[str, Decimal]:
    side = _("Nil") if not amount else _("Dr") if amount > 0 else _("Cr")
    return side, decimal(abs(amount))


def _moved(row: EntityRow, before: int, moved: list[Movement], first: date, last: date) -> SheetTable:
    columns = (
        SheetColumn(_("Date"), "date", 12),
        SheetColumn(_("Voucher"), width=10),
        SheetColumn(_("Summary"), width=36),
        SheetColumn(_("What for"), width=22),
        SheetColumn(_("Document"), width=22),
        SheetColumn(_("Received"), "money", 16),
        SheetColumn(_("Paid"), "money", 16),
        SheetColumn(_("Money left"), "money", 16),
        SheetColumn(_("Recorded by"), width=12),
        SheetColumn(_("Approved by"), width=12),
    )
    rows: list[_Line] = [(first, "", _("Money before"), "", "", None, None, decimal(before), "", "")]
    for one in moved:
        entry = one.entry
        rows.append(
            (
                entry.date,
                words.voucher(entry.number),
                entry.summary,
                entry.purpose_en if words.is_english() else entry.purpose_zh,
                f"{_(words.DOCUMENTS[entry.document.kind])} {entry.document.number}",
                _or_empty(one.received),
                _or_empty(one.paid),
                decimal(one.after),
                entry.recorded_by,
                entry.approved_by,
            )
        )
    received, paid = sum(one.received for one in moved), sum(one.paid for one in moved)
    after = before + received - paid
    rows.append((last, "", _("Together"), "", "", decimal(received), decimal(paid), decimal(after), "", ""))
    return SheetTable(_("Money received and paid"), columns, rows, row.name, _above(row, first, last))


def answer(tables: list[SheetTable], *, name: str) -> HttpResponse:
    """Answer with an xlsx of that name."""
    found = HttpResponse(render_workbook(tables), content_type=XLSX)
    found.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return found
