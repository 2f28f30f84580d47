"""Pages of payments: what waits, what was paid, one list for the bank."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import Payee
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.money import decimal, in_words, yuan
from shihu.kernel.presentation import Action, Column, Empty, Fact, Link, PageHead, Row, Stat, Table
from shihu.services.industry.types import Payable, PayoutRow, ProjectDetail, SeasonRow, Standing
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.bank_lists import account_cells, account_heads, accounts_fact
from shihu.services.industry.web.pages.links import entry_href, household_href, project_href, season_tabs
from shihu.services.industry.web.pages.parts import Page, Section
from shihu.services.industry.web.pages.sales import SalePage


def payouts_page(
    season: SeasonRow,
    told: ProjectDetail,
    rows: Sequence[PayoutRow],
    standings: Sequence[Standing],
    payables: Sequence[Payable],
) -> Page:
    """Payments of a season and what waits."""
    waiting = [row for row in standings if row.waiting > 0]
    unpaid = {one.code: one.waiting - one.payable for one in payables}
    total = sum(row.waiting for row in waiting)
    acts: tuple[Action, ...] = ()
    if told.row.may_run and waiting and not any(row.state == "waiting" for row in rows):
        acts = (
            Action(
                _("Pay what waits"), reverse("industry_sales_pay", kwargs={"season": season.key}), "primary", "check"
            ),
        )
    heads = (
        Column("day", pgettext("industry", "Paid on"), "date", names_row=True),
        Column("paper", pgettext("industry", "Paper")),
        Column("homes", _("Households"), "number"),
        Column("total", _("Amount"), "number", _("yuan")),
        Column("state", _("State")),
    )
    lines = tuple(
        Row(
            (
                Link(row.day.isoformat(), reverse("industry_sales_payout", kwargs={"key": row.key})),
                row.paper,
                len(row.lines),
                yuan(row.total),
                wording.sale_badge(row.state),
            )
        )
        for row in rows
    )
    table = Table(
        heads,
        lines,
        _("Payments"),
        empty=Empty(
            _("Nothing was paid yet"), _("After a sale, pay every household its part by one list for the bank.")
        ),
    )
    wait_heads = (
        Column("who", _("Household of"), names_row=True),
        Column("code", _("Code")),
        Column("amount", _("Waiting to be paid"), "number", _("yuan")),
        Column("unpaid", _("of it, buyers still owe"), "number", _("yuan")),
    )
    wait_rows = tuple(
        Row(
            (
                Link(row.householder or row.code, household_href(season.key, row.code)),
                row.code,
                yuan(row.waiting),
                yuan(unpaid[row.code]) if unpaid.get(row.code) else "—",
            )
        )
        for row in waiting
    )
    wait = Table(
        wait_heads,
        wait_rows,
        pgettext("industry", "Waiting"),
        empty=Empty(_("Everything is paid"), icon="check"),
        id="waiting",
    )
    return Page(
        head=PageHead(
            f"{told.row.name} · {season.name}",
            _("What stands for households of what their goods brought, and the lists by which it was paid."),
            acts,
            back=Link(told.row.name, project_href(told.row.key)),
        ),
        tabs=season_tabs(season.key, "payouts"),
        stats=(
            Stat(_("Waiting to be paid"), yuan(total), _("yuan"), in_words(total)),
            Stat(_("Households"), str(len(waiting))),
        ),
        sections=(Section(_("Payments"), table=table), Section(_("Who waits"), (pay_rule(),), table=wait)),
    )


def pay_rule() -> str:
    """The rule on goods that buyers have not paid for yet."""
    return _(
        "A household is paid at most what buyers have paid for its goods. What they still owe waits, unless the "
        "producer advances it."
    )


def pay_told(payables: Sequence[Payable]) -> tuple[str, ...]:
    """Say what a payment of everybody would pay, and what of it has not come in."""
    ready = [one for one in payables if one.payable]
    why = _("%(yuan)s yuan to %(count)s households, each what stands for it. Pressed twice, it pays once.")
    told = [why % {"yuan": yuan(sum(one.payable for one in ready)), "count": len(ready)}]
    unpaid = sum(one.waiting - one.payable for one in payables)
    if unpaid:
        more = _("Another %(yuan)s yuan wait for goods that buyers have not paid for yet.") % {"yuan": yuan(unpaid)}
        told += [pay_rule(), more]
    return tuple(told)


def payout_page(row: PayoutRow, told: ProjectDetail, season: SeasonRow, payees: Mapping[str, Payee]) -> SalePage:
    """One payment with its list."""
    heads = (
        Column("who", _("Household of"), names_row=True),
        Column("code", _("Code")),
        Column("amount", _("Amount"), "number", _("yuan")),
    )
    lines = tuple(Row((name or code, code, yuan(amount))) for code, name, amount in row.lines)
    export = reverse("industry_sales_bank_list", kwargs={"key": row.key})
    table = Table(heads, lines, _("List for the bank"), export=export if told.row.may_run else "")
    facts = [
        Fact(pgettext("industry", "Paper"), row.paper),
        Fact(_("Recorded by"), row.recorded_by),
        Fact(_("In capital numerals"), in_words(row.total)),
        accounts_fact(
            payees, [code for code, _name, _amount in row.lines], told.row.place, may_record=told.row.may_run
        ),
    ]
    if row.ahead:
        facts.append(Fact(_("Before buyers paid"), _("advanced by the producer from its own money")))
    if row.entry:
        facts.append(Fact(_("In the books"), Link(_("Entry"), entry_href(told.row.book, row.entry))))
    page = Page(
        head=PageHead(
            _("Payment of %(day)s") % {"day": wording.day(row.day)},
            f"{told.row.name} · {season.name}",
            badge=wording.sale_badge(row.state),
            back=Link(_("Payments to households"), reverse("industry_sales_payouts", kwargs={"season": season.key})),
        ),
        stats=(Stat(_("Together"), yuan(row.total), _("yuan")), Stat(_("Households"), str(len(row.lines)))),
        sections=(Section(_("List for the bank"), table=table),),
        aside=(Section(_("The payment"), facts=tuple(facts)),),
        notice=_("Above what one person may book: it waits for a second person.") if row.state == "waiting" else "",
        tone="ochre",
    )
    key = {"key": row.key}
    return SalePage(
        page,
        reverse("industry_sales_payout_approve", kwargs=key) if row.may_decide else "",
        reverse("industry_sales_payout_turn_down", kwargs=key) if row.may_decide else "",
        "",
        is_undo=False,
    )


def bank_sheet(row: PayoutRow, title: str, payees: Mapping[str, Payee]) -> SheetTable:
    """The list as the bank takes it."""
    heads = (
        SheetColumn(_("No."), "number"),
        SheetColumn(_("Code"), width=18),
        SheetColumn(_("Household of")),
        *account_heads(),
        SheetColumn(_("Amount (yuan)"), "money"),
        SheetColumn(_("For what"), width=24),
    )
    lines: list[tuple[Written, ...]] = [
        (number, code, name, *account_cells(payees.get(code)), decimal(amount), title)
        for number, (code, name, amount) in enumerate(row.lines, start=1)
    ]
    lines.append((len(lines) + 1, "", _("Together"), *account_cells(None), decimal(row.total), in_words(row.total)))
    return SheetTable(_("List for the bank"), heads, lines, title=title)
