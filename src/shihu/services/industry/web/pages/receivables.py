"""Pages of what buyers owe: since when, until when, what was paid of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.money import decimal, yuan
from shihu.kernel.presentation import (
    Badge,
    Choice,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
    asked_page,
)
from shihu.services.industry.types import ReceiptRow, ReceivableRow, SaleReceipts
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import entry_href, sale_href
from shihu.services.industry.web.pages.parts import Page, Section


def buckets() -> tuple[str, ...]:
    """How old a receivable is, in words, the youngest first."""
    return (_("up to 30 days"), _("31 to 60 days"), _("61 to 90 days"), _("over 90 days"))


def narrowed(rows: Sequence[ReceivableRow], asked: Mapping[str, str]) -> list[ReceivableRow]:
    """The rows that the filters keep."""
    text, age = asked.get("q", "").strip(), asked.get("age", "")
    return [
        row
        for row in rows
        if (not text or text in row.buyer or text in row.project_name)
        and (not age or (row.late > 0 if age == "late" else str(row.bucket) == age))
    ]


def list_page(
    rows: Sequence[ReceivableRow], asked: Mapping[str, str], *, place: str, title: str, may_export: bool
) -> Page:
    """Who owes the producers of a place, aged."""
    shown = narrowed(rows, asked)
    pager = asked_page(asked, len(shown))
    words = buckets()
    heads = (
        Column("buyer", pgettext("industry", "Buyer"), names_row=True),
        Column("owner", pgettext("receivables", "Owed to")),
        Column("sold", pgettext("industry", "Sold on"), "date"),
        Column("due", _("Pays by"), "date"),
        Column("total", pgettext("industry", "Sold for"), "number", _("yuan")),
        Column("paid", pgettext("receivables", "Paid"), "number", _("yuan")),
        Column("left", pgettext("receivables", "Still owed"), "number", _("yuan")),
        Column("age", pgettext("receivables", "Age")),
    )
    lines = tuple(
        Row(
            (
                Link(row.buyer, sale_href(row.sale), note=row.project_name),
                row.owner,
                row.sold_on.isoformat(),
                row.due_on.isoformat() if row.due_on else "—",
                yuan(row.total),
                yuan(row.paid) if row.paid else "—",
                yuan(row.left),
                (words[row.bucket], *((_late(row),) if row.late else ())),
            )
        )
        for row in shown[pager.offset : pager.offset + pager.size]
    )
    filters = (
        Filter("q", _("Search"), asked.get("q", ""), hint=_("Buyer or project")),
        Filter(
            "age",
            pgettext("receivables", "Age"),
            asked.get("age", ""),
            (
                Choice("late", pgettext("receivables", "late")),
                *(Choice(str(at), word) for at, word in enumerate(words)),
            ),
            _("All"),
        ),
    )
    empty = Empty(
        _("Nobody owes anything"), _("A sale on credit stands here until the buyer has paid it."), (), "check"
    )
    table = Table(
        heads,
        lines,
        _("Who owes"),
        filters=filters,
        pager=pager,
        export=f"{reverse('industry_sales_receivables_export')}?place={place}" if may_export and shown else "",
        empty=empty,
    )
    late = [row for row in rows if row.late]
    stats = [
        Stat(pgettext("receivables", "Still owed"), yuan(sum(row.left for row in rows)), _("yuan")),
        Stat(
            pgettext("receivables", "Late"),
            yuan(sum(row.left for row in late)),
            _("yuan"),
            tone="seal" if late else "plain",
        ),
    ]
    stats += [
        Stat(word, yuan(sum(row.left for row in rows if row.bucket == at)), _("yuan")) for at, word in enumerate(words)
    ]
    lead = _("What buyers owe the cooperatives, units and the collective of %(place)s for goods that left unpaid.")
    back = Link(_("Projects"), f"{reverse('industry_projects_list')}?place={place}")
    return Page(
        PageHead(_("Who owes"), lead % {"place": title}, back=back), (Section(table=table),), stats=tuple(stats)
    )


def _late(row: ReceivableRow) -> Badge:
    words = ngettext("%(days)s day late", "%(days)s days late", row.late)
    return Badge(words % {"days": row.late}, "seal", "clock")


def sheet(rows: Sequence[ReceivableRow]) -> SheetTable:
    """The list as a spreadsheet."""
    heads = (
        SheetColumn(pgettext("industry", "Buyer"), width=24),
        SheetColumn(pgettext("receivables", "Owed to"), width=24),
        SheetColumn(pgettext("industry", "Project")),
        SheetColumn(pgettext("industry", "Sold on"), "date"),
        SheetColumn(_("Pays by"), "date"),
        SheetColumn(pgettext("industry", "Sold for"), "money"),
        SheetColumn(pgettext("receivables", "Paid"), "money"),
        SheetColumn(pgettext("receivables", "Still owed"), "money"),
        SheetColumn(pgettext("receivables", "Age")),
        SheetColumn(_("Days late"), "number"),
    )
    words = buckets()
    lines: list[tuple[Written, ...]] = [
        (
            row.buyer,
            row.owner,
            row.project_name,
            row.sold_on,
            row.due_on or "",
            decimal(row.total),
            decimal(row.paid),
            decimal(row.left),
            words[row.bucket],
            row.late,
        )
        for row in rows
    ]
    return SheetTable(_("Who owes"), heads, lines)


def receipts_section(told: SaleReceipts, book: UUID, *, may_run: bool) -> Section:
    """What the buyer of a sale paid, on its page."""
    due = _("agreed by %(day)s") % {"day": wording.day(told.due_on)} if told.due_on else _("no day was agreed")
    if told.left:
        sentence = _("Of %(total)s yuan the buyer has paid %(paid)s and owes %(left)s, %(due)s.") % {
            "total": yuan(told.total),
            "paid": yuan(told.paid),
            "left": yuan(told.left),
            "due": due,
        }
    else:
        sentence = _("The buyer has paid all of it.")
    heads = (
        Column("day", pgettext("industry", "Paid on"), "date", names_row=True),
        Column("amount", _("Amount"), "number", _("yuan")),
        Column("paper", pgettext("industry", "Paper")),
        Column("who", _("Recorded by")),
        Column("entry", _("Entry"), "action"),
        *((Column("undo", pgettext("receivables", "Take back"), "action"),) if may_run else ()),
    )
    rows = tuple(_receipt(row, book, may_run=may_run) for row in told.rows)
    empty = Empty(_("The buyer has paid nothing yet"), _("Record what it pays, in full or in part, with its slip."))
    return Section(
        _("What the buyer paid"), (sentence,), table=Table(heads, rows, _("Payments"), empty=empty, id="receipts")
    )


def _receipt(row: ReceiptRow, book: UUID, *, may_run: bool) -> Row:
    day = Link(row.day.isoformat(), note=_("taken back: %(why)s") % {"why": row.undo_reason} if row.reversed_on else "")
    undo = Link(pgettext("receivables", "Take back"), reverse("industry_sales_receipt_undo", kwargs={"key": row.key}))
    return Row(
        (
            day,
            yuan(row.amount),
            row.paper,
            row.recorded_by,
            Link(_("Entry"), entry_href(book, row.entry)),
            *((None if row.reversed_on else undo,) if may_run else ()),
        )
    )
