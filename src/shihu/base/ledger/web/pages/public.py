"""The public sheet of use and balances, and a household's own account."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.ledger.queries import MemberAccount
from shihu.base.ledger.types import EntityKind, EntityRow, UseItem, UseSheet
from shihu.base.ledger.web import words
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Column, Empty, Link, PageHead, Row, Stat, Table


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet; parts are its purposes. ``width`` is its share of the largest, 0 to 100."""

    name: str
    amount: str
    note: str
    width: int
    parts: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class UsePage:
    """The poster: money before, every source, every use, money after."""

    title: str
    lead: str
    first: str
    last: str
    before: str
    received: tuple[Item, ...]
    received_sum: str
    used: tuple[Item, ...]
    used_sum: str
    after: str
    sum_line: str
    owed_to: str
    owed_by: str
    notes: tuple[str, ...]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class MemberPage:
    """What the books of others say of a household."""

    head: PageHead
    stats: tuple[Stat, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The accounts that are the reader's own, when there are several."""

    head: PageHead
    table: Table


def use_page(sheet: UseSheet) -> UsePage:
    """Return the poster of a book."""
    most = max((abs(item.amount) for item in (*sheet.received, *sheet.used)), default=0)
    days = {"first": words.day(sheet.first), "last": words.day(sheet.last)}
    sum_line = _("%(before)s + %(received)s − %(used)s = %(after)s yuan") % {
        "before": yuan(sheet.before),
        "received": yuan(sheet.received_sum),
        "used": yuan(sheet.used_sum),
        "after": yuan(sheet.after),
    }
    count = ngettext(
        "Summed from %(count)s entry, with a paper behind it, which the village's supervisors may look at.",
        "Summed from %(count)s entries, each with a paper behind it, which the village's supervisors may look at.",
        sheet.entries,
    )
    notes = [
        count % {"count": f"{sheet.entries:,}"},
        _("Money that only moved between cash and bank is neither received nor used."),
        _("Households and people are not named; whoever wants to know more about the own account asks the village."),
    ]
    return UsePage(
        title=_("Use and balance of collective money: %(name)s") % {"name": sheet.entity.name},
        lead=_("%(first)s to %(last)s, in yuan") % days,
        first=sheet.first.isoformat(),
        last=sheet.last.isoformat(),
        before=yuan(sheet.before),
        received=tuple(_item(item, most) for item in sheet.received),
        received_sum=yuan(sheet.received_sum),
        used=tuple(_item(item, most) for item in sheet.used),
        used_sum=yuan(sheet.used_sum),
        after=yuan(sheet.after),
        sum_line=sum_line,
        owed_to=yuan(sheet.owed_to) if sheet.owed_to else "",
        owed_by=yuan(sheet.owed_by) if sheet.owed_by else "",
        notes=tuple(notes),
        is_empty=not (sheet.received or sheet.used or sheet.before),
    )


def _item(item: UseItem, most: int) -> Item:
    entries = ngettext("%(count)s entry", "%(count)s entries", item.entries) % {"count": item.entries}
    parts = tuple(_item(part, 0) for part in item.parts)
    width = max(abs(item.amount) * 100 // most, 1) if most else 0
    return Item(item.name(words.language()), yuan(item.amount), entries, width, parts)


def member_page(found: MemberAccount, *, on: date, is_own: bool) -> MemberPage:
    """Return a member account."""
    row = found.entity
    stats = (
        Stat(_("Owed to the household"), yuan(found.owed_to), _("yuan"), tone="pine"),
        Stat(_("Owed by the household"), yuan(found.owes), _("yuan"), tone="ochre" if found.owes else "plain"),
        Stat(_("Shares held"), yuan(found.shares), _("yuan")),
    )
    columns = (
        Column("summary", _("Summary"), names_row=True),
        Column("date", _("Date"), "date"),
        Column("document", _("Document")),
        Column("book", _("In whose books")),
        Column("account", _("Account of the chart")),
        Column("amount", _("For the household"), "number", _("yuan")),
        Column("after", _("Balance"), "number", _("yuan")),
    )
    rows = tuple(
        Row(
            (
                line.summary,
                line.date.isoformat(),
                line.document,
                line.book,
                line.account(words.language()),
                ("+" if line.amount > 0 else "") + yuan(line.amount),
                yuan(line.after),
            )
        )
        for line in found.lines
    )
    empty = Empty(
        _("Nothing was booked for this household yet"),
        _("Advances, settlements and dividends will stand here with their papers."),
        icon="house",
    )
    title = _("My member account") if is_own else _("Member account of %(name)s") % {"name": row.name}
    lead = _("%(household)s · as of %(day)s. Plus is owed to the household, minus is owed by it.") % {
        "household": row.household_code,
        "day": words.day(on),
    }
    back = None if is_own else Link(_("Money and books"), f"{reverse('ledger_books')}?place={row.place}")
    return MemberPage(PageHead(title, lead, back=back), stats, Table(columns, rows, title, empty=empty))


def own_page(rows: list[EntityRow]) -> OwnPage:
    """Return the list of the reader's own accounts."""
    columns = (Column("name", _("Whose account"), names_row=True), Column("kind", _("Kind of books")))
    told = tuple(Row((Link(row.name, own_address(row)), _(words.KINDS[row.kind])), str(row.key)) for row in rows)
    title = _("My money accounts")
    empty = Empty(
        _("Nothing was booked for this household yet"),
        _("Advances, settlements and dividends will stand here with their papers."),
        icon="house",
    )
    return OwnPage(
        PageHead(title, _("Your household's member account and the books that you keep.")),
        Table(columns, told, title, empty=empty),
    )


def own_address(row: EntityRow) -> str:
    """Return where one's own account is opened."""
    name = "ledger_member" if row.kind == EntityKind.HOUSEHOLD else "ledger_book"
    return reverse(name, kwargs={"key": row.key})
