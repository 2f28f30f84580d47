"""The register as spreadsheets: who stands how, every line, the list for the bank."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import Payee
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.money import decimal
from shihu.services.industry.types import WagePaymentDetail, WorkerStanding, WorkLineRow
from shihu.services.industry.web import labour_words as words
from shihu.services.industry.web.pages.bank_lists import account_cells, account_heads


def standings_sheet(rows: Sequence[WorkerStanding], title: str) -> SheetTable:
    """What each earned, was paid and is owed."""
    heads = (
        SheetColumn(pgettext("labour", "Name")),
        SheetColumn(_("Household code"), width=22),
        SheetColumn(pgettext("labour", "Telephone"), width=16),
        SheetColumn(_("Which village"), width=18),
        SheetColumn(pgettext("labour", "Days"), "number"),
        SheetColumn(pgettext("labour", "Hours"), "number"),
        SheetColumn(pgettext("labour", "Earned"), "number"),
        SheetColumn(pgettext("labour", "Paid"), "number"),
        SheetColumn(pgettext("labour", "Not paid yet"), "number"),
        SheetColumn(_("First unpaid day"), "date"),
    )
    lines = [
        (
            one.worker.name,
            one.worker.code,
            one.worker.phone,
            one.worker.home,
            one.days,
            one.minutes / 60,
            decimal(one.earned),
            decimal(one.paid),
            decimal(one.unpaid),
            one.oldest,
        )
        for one in rows
    ]
    return SheetTable(_("Who is owed what"), heads, lines, title=title)


def lines_sheet(rows: Sequence[WorkLineRow], title: str) -> SheetTable:
    """Every line of confirmed days."""
    heads = (
        SheetColumn(pgettext("industry", "Day"), "date"),
        SheetColumn(pgettext("labour", "Work"), width=16),
        SheetColumn(pgettext("labour", "Name")),
        SheetColumn(pgettext("labour", "Hours"), "number"),
        SheetColumn(pgettext("labour", "Pieces"), "number"),
        SheetColumn(pgettext("labour", "Rate"), width=32),
        SheetColumn(pgettext("labour", "Wage"), "number"),
        SheetColumn(pgettext("labour", "Paid on"), "date"),
    )
    lines: list[Sequence[Written]] = [
        (
            row.day,
            row.work,
            row.worker.name,
            row.minutes / 60,
            row.pieces or None,
            f"{row.rate_words} {words.price_words(row.kind, row.price, row.measure, row.day_minutes)}",
            decimal(row.amount),
            row.paid_on,
        )
        for row in rows
    ]
    return SheetTable(_("Register of day labour"), heads, lines, title=title)


def bank_sheet(told: WagePaymentDetail, payees: Mapping[UUID, Payee]) -> SheetTable:
    """One line for each person."""
    heads = (
        SheetColumn(_("No."), "number"),
        SheetColumn(pgettext("labour", "Name")),
        SheetColumn(_("Household code"), width=22),
        SheetColumn(pgettext("labour", "Telephone"), width=16),
        *account_heads(),
        SheetColumn(pgettext("labour", "Days"), "number"),
        SheetColumn(_("Amount (yuan)"), "number"),
    )
    lines: list[Sequence[Written]] = [
        (
            number,
            one.worker.name,
            one.worker.code,
            one.worker.phone,
            *account_cells(payees.get(one.worker.person) if one.worker.person else None),
            one.days,
            decimal(one.amount),
        )
        for number, one in enumerate(told.parts, start=1)
    ]
    lines.append((None, pgettext("labour", "Together"), "", "", *account_cells(None), None, decimal(told.row.total)))
    title = f"{told.project_name} {told.season_name} {pgettext('labour', 'Wages')} {told.row.number}"
    return SheetTable(pgettext("labour", "Wages"), heads, lines, title=title)
