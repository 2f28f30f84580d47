"""The journal, the statement of an account and the trial balance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.ledger.types import EntityRow, EntryRow, PurposeRow, Statement, TrialLine
from shihu.base.ledger.web import words
from shihu.base.ledger.web.pages.books import address, head_of, tabs
from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Choice,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Stat,
    Tab,
    Table,
)


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A view of a book that is a table."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    table: Table
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which a sheet looks, as the address asks for them."""

    first: date | None
    last: date | None


def asked_span(given: Mapping[str, str]) -> Span:
    """Return the days that the address asks for; what is no day is left open."""
    return Span(_day(given.get("from", "")), _day(given.get("to", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def days(first: date | None, last: date | None) -> tuple[Filter, Filter]:
    """Return the two controls that narrow a sheet to days."""
    hint = "2019-01-01"
    return (
        Filter("from", _("From day"), first.isoformat() if first else "", hint=hint),
        Filter("to", _("To day"), last.isoformat() if last else "", hint=hint),
    )


def badges(row: EntryRow) -> tuple[Badge, ...]:
    """Return what is special about an entry."""
    told = []
    if row.kind != "ordinary":
        told.append(Badge(_(words.ENTRIES[row.kind]), "indigo"))
    if row.is_reversed:
        told.append(Badge(_("Reversed"), "ochre", "undo"))
    return tuple(told)


def journal_page(
    row: EntityRow,
    rows: list[EntryRow],
    *,
    span: Span,
    text: str,
    purpose: str,
    purposes: list[PurposeRow],
    pager: Pager,
    today: date,
) -> SheetPage:
    """Return the entries of a book."""
    lead = ngettext("%(count)s entry.", "%(count)s entries.", pager.total) % {"count": f"{pager.total:,}"}
    columns = (
        Column("summary", _("Summary"), names_row=True),
        Column("number", _("Voucher"), "date"),
        Column("date", _("Date"), "date"),
        Column("purpose", _("What for")),
        Column("accounts", _("Debit and credit")),
        Column("amount", _("Amount"), "number", _("yuan")),
        Column("document", _("Document")),
        Column("who", _("Recorded, approved")),
    )
    choices = tuple(Choice(str(p.key), p.name(words.language())) for p in purposes)
    table = Table(
        columns,
        tuple(_entry(row, one) for one in rows),
        _("Journal of %(name)s") % {"name": row.name},
        filters=(
            Filter("q", _("Summary, paper, number"), text),
            Filter("purpose", _("What for"), purpose, choices, _("Anything")),
            *days(span.first, span.last),
        ),
        pager=pager,
        export=f"{address('ledger_export', row)}?{urlencode({'through': today.isoformat()})}",
        empty=Empty(
            _("No entry yet"),
            _("Every amount that comes or goes stands here, with the paper behind it."),
            (Action(_("Record money"), address("ledger_record", row), "primary"),) if row.may_record else (),
            "book",
        ),
    )
    return SheetPage(head_of(row, lead), tabs(row, "ledger_journal"), (), table)


def _entry(book: EntityRow, one: EntryRow) -> Row:
    href = reverse("ledger_entry", kwargs={"key": book.key, "entry": one.key})
    debit = [line.name(words.language()) for line in one.lines if line.amount > 0]
    credit = [line.name(words.language()) for line in one.lines if line.amount < 0]
    purpose = one.purpose_en if words.is_english() else one.purpose_zh
    people = " · ".join(part for part in (one.recorded_by, one.approved_by) if part)
    cells: tuple[Cell, ...] = (
        (Link(one.summary, href), *badges(one)),
        words.voucher(one.number),
        one.date.isoformat(),
        purpose,
        Link(_short(debit), note=_short(credit)),
        yuan(one.amount),
        Link(one.document.number, note=_(words.DOCUMENTS[one.document.kind])),
        people,
    )
    return Row(cells, str(one.key))


def _short(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return "、".join(unique[:2]) + ("…" if len(unique) > 2 else "")


def statement_page(found: Statement, *, pager: Pager, today: date) -> SheetPage:
    """Return the statement of an account."""
    row, account = found.entity, found.account
    name = f"{account.code} {words.named(account)}"
    sign = 1 if account.is_debit else -1
    stats = (
        Stat(_("Stood before"), yuan(sign * found.before), _("yuan")),
        Stat(_("Debits"), yuan(found.debit), _("yuan")),
        Stat(_("Credits"), yuan(found.credit), _("yuan")),
        Stat(_("Stands after"), yuan(sign * found.after), _("yuan"), tone="indigo"),
    )
    columns = (
        Column("summary", _("Summary"), names_row=True),
        Column("date", _("Date"), "date"),
        Column("number", _("Voucher"), "date"),
        Column("party", _("With whom")),
        Column("debit", _("Debit"), "number", _("yuan")),
        Column("credit", _("Credit"), "number", _("yuan")),
        Column("after", _("Balance"), "number", _("yuan")),
    )
    rows = tuple(
        Row(
            (
                Link(line.summary, reverse("ledger_entry", kwargs={"key": row.key, "entry": line.entry})),
                line.date.isoformat(),
                words.voucher(line.number),
                line.party_name,
                *words.sides(line.amount),
                yuan(sign * line.after),
            )
        )
        for line in found.lines
    )
    table = Table(
        columns,
        rows,
        _("Statement of %(account)s") % {"account": name},
        filters=days(found.first, found.last if found.last != today else None),
        pager=pager,
        export=f"{address('ledger_account', row, account=account.key)}?as=xlsx",
        empty=Empty(_("No line yet"), _("Nothing was booked on this account in these days."), icon="list"),
    )
    lead = _("%(element)s; its balance normally stands in %(side)s.") % {
        "element": _(words.ELEMENTS[account.element]),
        "side": _("debit") if account.is_debit else _("credit"),
    }
    back = Link(row.name, address("ledger_book", row))
    return SheetPage(PageHead(name, lead, back=back), (), stats, table)


def trial_page(row: EntityRow, lines: list[TrialLine], *, first: date, last: date) -> SheetPage:
    """Return the trial balance in the columns of 科目余额表."""
    columns = (
        Column("code", _("Account code")),
        Column("name", _("Account of the chart"), names_row=True),
        Column("before_debit", _("Before, debit"), "number"),
        Column("before_credit", _("Before, credit"), "number"),
        Column("debit", _("Moved, debit"), "number"),
        Column("credit", _("Moved, credit"), "number"),
        Column("after_debit", _("After, debit"), "number"),
        Column("after_credit", _("After, credit"), "number"),
    )
    days_of = urlencode({"from": first.isoformat(), "to": last.isoformat()})
    rows = [_trial(row, line, days_of) for line in lines]
    totals = totals_of(lines)
    rows.append(Row(("", _("Together"), *(yuan(total) for total in totals)), is_marked=True))
    balanced = totals[0] == totals[1] and totals[2] == totals[3] and totals[4] == totals[5]
    stats = (
        Stat(_("Debits in these days"), yuan(totals[2]), _("yuan")),
        Stat(
            _("Both sides"),
            _("equal") if balanced else _("not equal"),
            tone="pine" if balanced else "seal",
            note=_("before, moved and after"),
        ),
    )
    table = Table(
        columns,
        tuple(rows) if lines else (),
        _("Trial balance, %(first)s to %(last)s (yuan)") % {"first": first.isoformat(), "last": last.isoformat()},
        filters=days(first, last),
        export=f"{address('ledger_export', row)}?{days_of}",
        empty=Empty(
            _("Nothing stands in these books yet"), _("Choose other days, or record money first."), icon="list"
        ),
        layout="scroll",
        shows_caption=True,
    )
    lead = _("Every account before, within and after the days; each pair of columns adds up to the same.")
    return SheetPage(head_of(row, lead), tabs(row, "ledger_trial"), stats if lines else (), table)


def totals_of(lines: list[TrialLine]) -> tuple[int, int, int, int, int, int]:
    """Return the sums of the six columns, fen."""
    return (
        sum(max(line.before, 0) for line in lines),
        sum(max(-line.before, 0) for line in lines),
        sum(line.debit for line in lines),
        sum(line.credit for line in lines),
        sum(max(line.after, 0) for line in lines),
        sum(max(-line.after, 0) for line in lines),
    )


def _trial(row: EntityRow, line: TrialLine, days_of: str) -> Row:
    def side(amount: int) -> str:
        return yuan(amount) if amount > 0 else ""

    href = f"{address('ledger_account', row, account=line.account.key)}?{days_of}"
    cells: tuple[Cell, ...] = (
        line.account.code,
        Link(words.named(line.account), href),
        side(line.before),
        side(-line.before),
        side(line.debit),
        side(line.credit),
        side(line.after),
        side(-line.after),
    )
    return Row(cells, line.account.code)
