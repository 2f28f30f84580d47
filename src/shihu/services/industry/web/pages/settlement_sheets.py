"""Settlements as spreadsheets: the overview, all lines, the list for the bank; and what is posted on the wall."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import Payee
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.money import decimal, in_words, yuan
from shihu.services.industry.types import DividendPayoutRow, LineRow, SettlementDetail, SettlementRow
from shihu.services.industry.web.pages import settlement_words as words
from shihu.services.industry.web.pages.bank_lists import account_cells, account_heads

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GROUNDS = ("guaranteed", "patronage", "labour", "floating")


def answer(tables: Sequence[SheetTable], name: str) -> HttpResponse:
    """A workbook to be taken away."""
    response = HttpResponse(render_workbook(list(tables)), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def overview(rows: Sequence[SettlementRow]) -> SheetTable:
    """The settlements of a place."""
    columns = (
        SheetColumn(_("Project"), width=18),
        SheetColumn(_("Season"), width=14),
        SheetColumn(pgettext("settlement", "State"), width=12),
        SheetColumn(_("Surplus"), "money", 16),
        SheetColumn(_("To members"), "money", 16),
        SheetColumn(_("Households"), "number", 10),
    )
    lines = tuple(
        (
            row.project_name,
            row.season_name,
            words.state(row.state).text,
            decimal(row.surplus),
            decimal(row.distributable),
            row.households,
        )
        for row in rows
    )
    return SheetTable(_("Settlements"), columns, lines)


def whole(told: SettlementDetail, hamlets: Mapping[str, str]) -> list[SheetTable]:
    """Every line, with the sums below."""
    columns = (
        SheetColumn(_("Household code"), width=22),
        SheetColumn(_("Householder"), width=12),
        SheetColumn(_("Hamlet"), width=14),
        SheetColumn(_("Delivered (kg)"), "number", 14),
        SheetColumn(_("Sold (yuan)"), "money", 14),
        SheetColumn(_("Shares"), "number", 10),
        *(SheetColumn(words.ground(name), "money", 14) for name in _GROUNDS),
        SheetColumn(pgettext("settlement", "Together"), "money", 14),
        SheetColumn(_("Set off against inputs"), "money", 14),
        SheetColumn(_("To be paid"), "money", 14),
    )
    lines: list[tuple[Written, ...]] = [
        (
            line.code,
            line.householder or _("The village collective"),
            hamlets.get(line.hamlet, ""),
            decimal(line.grams // 10),
            decimal(line.traded),
            line.shares,
            *(decimal(getattr(line.portion, name)) for name in _GROUNDS),
            decimal(line.portion.total),
            decimal(line.set_off),
            decimal(line.to_pay),
        )
        for line in told.lines
    ]
    sums = (
        *(decimal(sum(getattr(line.portion, name) for line in told.lines)) for name in _GROUNDS),
        decimal(sum(line.portion.total for line in told.lines)),
        decimal(sum(line.set_off for line in told.lines)),
        decimal(sum(line.to_pay for line in told.lines)),
    )
    lines.append((_("Together"), "", "", None, None, None, *sums))
    return [SheetTable(_("Who gets what"), columns, tuple(lines))]


def for_bank(
    told: SettlementDetail, payout: DividendPayoutRow, hamlets: Mapping[str, str], payees: Mapping[str, Payee]
) -> SheetTable:
    """The list of one payment."""
    columns = (
        SheetColumn(_("No."), "number", 6),
        SheetColumn(_("Householder"), width=12),
        SheetColumn(_("Hamlet"), width=14),
        *account_heads(),
        SheetColumn(_("Amount (yuan)"), "money", 14),
        SheetColumn(_("Amount in words"), width=30),
        SheetColumn(_("Note"), width=24),
    )
    rows = [line for line in told.lines if line.payout == payout.number]
    note = f"{told.row.project_name}{told.row.season_name}分红"
    lines: list[tuple[Written, ...]] = [
        (
            number,
            _payee(line),
            hamlets.get(line.hamlet, ""),
            *account_cells(payees.get(line.code)),
            decimal(line.to_pay),
            in_words(line.to_pay),
            note,
        )
        for number, line in enumerate(rows, start=1)
    ]
    lines.append((None, _("Together"), "", *account_cells(None), decimal(payout.amount), in_words(payout.amount), ""))
    return SheetTable(_("List for the bank"), columns, tuple(lines))


def posted(told: SettlementDetail) -> tuple[tuple[str, str, str], ...]:
    """What stands on the wall: name, what it counts with, dividend. Debts and frozen shares are nobody's business."""
    return tuple((_payee(line), _counts_with(line), yuan(line.portion.total)) for line in told.lines)


def signed(amount: int) -> str:
    """An amount seen from the household, with its sign."""
    return f"{'+' if amount > 0 else '−'}{yuan(abs(amount))}"


def _payee(line: LineRow) -> str:
    return line.householder if line.code else _("The village collective")


def _counts_with(line: LineRow) -> str:
    told = []
    if line.grams:
        told.append(_("%(kg)s kg") % {"kg": f"{line.grams / 1000:,.1f}"})
    if line.shares:
        told.append(_("%(shares)s shares") % {"shares": line.shares})
    if line.minutes:
        told.append(_("%(hours)s hours") % {"hours": f"{line.minutes / 60:g}"})
    return " · ".join(told)
