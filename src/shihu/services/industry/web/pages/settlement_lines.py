"""Who gets what of a settlement, payments, objections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import Payee
from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Column,
    Empty,
    Link,
    Pager,
    Row,
    Table,
)
from shihu.services.industry.types import (
    LineRow,
    SettlementDetail,
    SettlementObjectionRow,
    SettlementState,
)
from shihu.services.industry.web.pages import settlement_words as words
from shihu.services.industry.web.pages.bank_lists import accounts_fact
from shihu.services.industry.web.pages.settlement_words import address

GROUNDS = ("guaranteed", "patronage", "labour", "floating")


@dataclass(frozen=True, slots=True)
class Doubt:
    """An objection as it is shown; ``answers_at`` is where it is answered, empty when it is or may not be."""

    who: str
    words: str
    day: date
    answer: str
    verdict: str
    answers_at: str


def lines_table(told: SettlementDetail, hamlets: Mapping[str, str], pager: Pager) -> Table:
    """Who gets what. Columns without anything in them are left out."""
    grounds = [name for name in GROUNDS if any(getattr(line.portion, name) for line in told.lines)]
    has_shares, has_goods = any(line.shares for line in told.lines), any(line.grams for line in told.lines)
    sets_off = any(line.set_off for line in told.lines)
    money = pgettext("unit", "yuan")
    columns = [
        Column("household", _("Household"), names_row=True),
        *((Column("grams", _("Delivered"), "number", _("kg")),) if has_goods else ()),
        *((Column("shares", _("Shares"), "number"),) if has_shares else ()),
        *(Column(name, words.ground(name), "number", money) for name in grounds),
        Column("total", pgettext("settlement", "Together"), "number", money),
        *((Column("set_off", _("Set off against inputs"), "number", money),) if sets_off else ()),
        Column("to_pay", _("To be paid"), "number", money),
    ]
    if told.sees_all and told.row.state == SettlementState.BOOKED:
        columns.append(Column("paid", pgettext("settlement", "Paid"), "date"))
    shown = told.lines[pager.offset : pager.offset + pager.size]
    return Table(
        tuple(columns),
        tuple(_line(line, told, columns, hamlets) for line in shown),
        _("Who gets what"),
        pager=pager,
        layout="cards",
        empty=Empty(_("Nobody gets anything"), _("The season brought no surplus to distribute.")),
    )


def _line(line: LineRow, told: SettlementDetail, columns: Sequence[Column], hamlets: Mapping[str, str]) -> Row:
    href = address("_statement", told.row.key, code=line.code) if line.code and told.sees_all else ""
    name = line.householder if line.code else _("The village collective")
    cells = {
        "household": Link(name, href, hamlets.get(line.hamlet, "")),
        "grams": f"{line.grams / 1000:,.1f}" if line.grams else None,
        "shares": line.shares or None,
        "total": yuan(line.portion.total),
        "set_off": yuan(line.set_off) if line.set_off else None,
        "to_pay": yuan(line.to_pay),
        "paid": _paid(line),
        **{name: yuan(getattr(line.portion, name)) for name in GROUNDS},
    }
    return Row(tuple(cells[column.key] for column in columns), line.code)


def _paid(line: LineRow) -> str:
    if line.paid_on:
        return date_format(line.paid_on, "Y-m-d")
    if line.is_held:
        return _("held: shares frozen")
    return _("ordered") if line.payout else ""


def payouts_table(told: SettlementDetail, payees: Mapping[str, Payee]) -> Table:
    codes: dict[int, list[str]] = {}
    for line in told.lines:
        if line.payout and line.code:
            codes.setdefault(line.payout, []).append(line.code)
    return Table(
        (
            Column("number", _("Payment"), names_row=True),
            Column("state", pgettext("settlement", "State")),
            Column("households", _("Households"), "number"),
            Column("amount", _("Amount"), "number", pgettext("unit", "yuan")),
            Column("who", _("Ordered and confirmed by")),
            Column("accounts", _("Bank accounts")),
            Column("list", _("List for the bank"), "action"),
        ),
        tuple(
            Row(
                (
                    f"№ {one.number}",
                    words.payout_state(one.state),
                    one.households,
                    yuan(one.amount),
                    " · ".join(name for name in (one.ordered_by, one.confirmed_by) if name),
                    accounts_fact(payees, codes.get(one.number, ()), told.place, may_record=told.may_run).value,
                    Action(
                        _("List for the bank"),
                        reverse("industry_settlement_bank", kwargs={"key": told.row.key, "payout": one.key}),
                        "quiet",
                        "download",
                        downloads=True,
                    ),
                )
            )
            for one in told.payouts
        ),
        _("Payments through the bank"),
    )


def doubt(one: SettlementObjectionRow, told: SettlementDetail) -> Doubt:
    verdict = ""
    if one.answered_on is not None:
        verdict = _("upheld: the settlement was taken back") if one.is_upheld else _("answered")
    answers = told.may_run and one.answered_on is None and told.row.state == SettlementState.NOTICE
    return Doubt(
        one.householder or one.code,
        one.words,
        one.raised_on,
        one.answer,
        verdict,
        reverse("industry_settlement_answer", kwargs={"key": told.row.key, "objection": one.key}) if answers else "",
    )
