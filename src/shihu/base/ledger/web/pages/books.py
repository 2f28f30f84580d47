"""The list of books, and one book: its accounts, its months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.ledger.rules.entries import month_end, next_to_close
from shihu.base.ledger.types import Balance, BookRow, ClosingRow, EntityKind, EntityRow, Movement
from shihu.base.ledger.web import words
from shihu.base.places.types import PlaceRow
from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Chart,
    Column,
    Empty,
    Link,
    PageHead,
    Row,
    Series,
    Stat,
    Tab,
    Table,
)


@dataclass(frozen=True, slots=True)
class BooksPage:
    """The books of a place."""

    head: PageHead
    stats: tuple[Stat, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class BookPage:
    """One book: what stands on its accounts, and the year in a picture."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    chart: Chart | None
    table: Table


@dataclass(frozen=True, slots=True)
class MonthsPage:
    """Closed months, and the next one to close."""

    head: PageHead
    tabs: tuple[Tab, ...]
    table: Table
    due: str
    sentence: str
    may_close: bool
    why_not: str
    may_convert: bool


def address(name: str, row: EntityRow, **more: object) -> str:
    """Return the address of a page of a book."""
    return reverse(name, kwargs={"key": row.key, **more})


def books_page(rows: list[BookRow], *, place: PlaceRow, year: int, waiting: int, may_open: bool) -> BooksPage:
    """Return the list of the books of a place."""
    name = place.label(words.language())
    actions = []
    if waiting:
        label = _("Waiting for a second person (%(count)s)") % {"count": waiting}
        actions.append(Action(label, f"{reverse('ledger_waiting')}?place={place.code}", icon="clock"))
    if may_open:
        actions.append(Action(_("Second person"), f"{reverse('ledger_rules')}?place={place.code}", icon="shield"))
        actions.append(Action(_("Open books"), f"{reverse('ledger_new')}?place={place.code}", "primary", "plus"))
    lead = ngettext("%(count)s set of books.", "%(count)s sets of books.", len(rows)) % {"count": len(rows)}
    columns = (
        Column("name", _("Whose books"), names_row=True),
        Column("kind", _("Kind of books")),
        Column("place", _("Place")),
        Column("money", _("Money there"), "number", _("yuan")),
        Column("received", _("In %(year)s") % {"year": year}, "number", _("yuan")),
        Column("paid", _("Out in %(year)s") % {"year": year}, "number", _("yuan")),
        Column("last", _("Last entry"), "date"),
        Column("waiting", _("To approve"), "number"),
    )
    table = Table(
        columns,
        tuple(_book(row) for row in rows),
        _("Books of %(place)s") % {"place": name},
        empty=Empty(
            _("No books are kept here yet"),
            _("Open the books of a village collective: its organisation stands in the registry already."),
            (Action(_("Open books"), f"{reverse('ledger_new')}?place={place.code}", "primary"),) if may_open else (),
            "book",
        ),
    )
    stats = (
        Stat(_("Money there"), yuan(sum(row.money for row in rows)), _("yuan")),
        Stat(_("In %(year)s") % {"year": year}, yuan(sum(row.received for row in rows)), _("yuan"), tone="pine"),
        Stat(_("Out in %(year)s") % {"year": year}, yuan(sum(row.paid for row in rows)), _("yuan")),
    )
    return BooksPage(PageHead(_("Money and books of %(place)s") % {"place": name}, lead, tuple(actions)), stats, table)


def _book(row: BookRow) -> Row:
    cells: tuple[Cell, ...] = (
        Link(row.entity.name, address("ledger_book", row.entity)),
        _(words.KINDS[row.entity.kind]),
        words.place_name(row.entity),
        yuan(row.money),
        yuan(row.received),
        yuan(row.paid),
        row.last.isoformat() if row.last else "",
        Badge(str(row.waiting), "ochre", "clock") if row.waiting else "",
    )
    return Row(cells, str(row.entity.key))


def tabs(row: EntityRow, current: str) -> tuple[Tab, ...]:
    """Return the views of a book."""
    given = [
        ("ledger_book", _("Account balances")),
        ("ledger_journal", _("Journal")),
        ("ledger_trial", _("Trial balance")),
        ("ledger_months", _("Months")),
    ]
    return tuple(Tab(label, address(name, row), name == current) for name, label in given)


def head_of(row: EntityRow, lead: str, *, acts: Sequence[Action] = ()) -> PageHead:
    """Return the head that all views of a book share: who, what can be done, the way back."""
    actions = [*acts]
    if row.is_public:
        actions.append(Action(_("Public sheet"), address("ledger_use", row), icon="print"))
    if row.may_keep:
        actions.append(Action(_("Whose own"), address("ledger_keeper", row), icon="person"))
    if row.may_record:
        actions.append(Action(_("Record money"), address("ledger_record", row), "primary", "plus"))
    back = Link(_("Money and books"), f"{reverse('ledger_books')}?place={row.place}")
    return PageHead(row.name, lead, tuple(actions), Badge(_(words.KINDS[row.kind])), back)


def book_page(
    row: EntityRow,
    held: list[Balance],
    moved: list[Movement],
    *,
    on: date,
    ends: date,
    waiting: int,
) -> BookPage:
    """Return the page of a book on a day; ``moved`` are the movements of the twelve months until ``ends``."""
    money = sum(balance.amount for balance in held if balance.account.is_money)
    month = ends.replace(day=1)
    named = {"month": f"{month:%Y-%m}"}
    received = sum(one.received for one in moved if one.entry.date >= month)
    paid = sum(one.paid for one in moved if one.entry.date >= month)
    stats = [
        Stat(_("Money there"), yuan(money), _("yuan"), href=address("ledger_journal", row)),
        Stat(_("In the month %(month)s") % named, yuan(received), _("yuan"), tone="pine"),
        Stat(_("Out in the month %(month)s") % named, yuan(paid), _("yuan")),
    ]
    if waiting:
        href = f"{reverse('ledger_waiting')}?place={row.place}"
        stats.append(Stat(_("Waiting for a second person"), str(waiting), href=href, tone="ochre"))
    columns = (
        Column("name", _("Account of the chart"), names_row=True),
        Column("element", _("Element")),
        Column("balance", _("Balance"), "number", _("yuan")),
        Column("side", _("Side")),
    )
    used = [balance for balance in held if balance.amount]
    export = Action(_("Export"), f"{address('ledger_export', row)}?through={on.isoformat()}", icon="download")
    table = Table(
        columns,
        tuple(_balance(row, balance) for balance in used),
        _("Accounts on %(day)s") % {"day": on.isoformat()},
        empty=_empty(row),
    )
    lead = _("%(place)s · as of %(day)s") % {"place": words.place_name(row), "day": words.day(on)}
    return BookPage(
        head_of(row, lead, acts=(export,) if used else ()),
        tabs(row, "ledger_book"),
        tuple(stats) if used else (),
        _chart(moved, ends) if moved else None,
        table,
    )


def _balance(row: EntityRow, balance: Balance) -> Row:
    account = balance.account
    cells: tuple[Cell, ...] = (
        Link(f"{account.code} {words.named(account)}", address("ledger_account", row, account=account.key)),
        _(words.ELEMENTS[account.element]),
        yuan(abs(balance.amount)),
        _("Debit") if balance.amount > 0 else _("Credit"),
    )
    return Row(cells, account.code)


def _empty(row: EntityRow) -> Empty:
    acts = []
    if row.may_keep and row.opened_on is None:
        acts.append(Action(_("Take over the old balances"), address("ledger_opening", row), "primary"))
    if row.may_record:
        acts.append(Action(_("Record money"), address("ledger_record", row)))
    sentence = _(
        "First take over what stood in the old books on the last day of a month; then record what comes and goes."
    )
    return Empty(_("Nothing stands in these books yet"), sentence, tuple(acts), "book")


def _chart(moved: list[Movement], on: date) -> Chart | None:
    """Return received and paid by month, the last twelve."""
    months: list[date] = []
    first = on.replace(day=1)
    for _number in range(12):
        months.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    months.reverse()
    received, paid = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
    for one in moved:
        key = one.entry.date.replace(day=1)
        if key in received:
            received[key] += one.received
            paid[key] += one.paid
    used = [month for month in months if received[month] or paid[month]]
    if not used:
        return None
    shown = months[months.index(used[0]) :]
    total, spent = sum(received.values()), sum(paid.values())
    title = _("In twelve months %(received)s yuan came in and %(paid)s yuan went out") % {
        "received": yuan(total),
        "paid": yuan(spent),
    }
    return Chart(
        title,
        tuple(f"{month:%Y-%m}" for month in shown),
        (
            Series(_("Received"), tuple(received[month] / 100 for month in shown)),
            Series(_("Paid"), tuple(paid[month] / 100 for month in shown)),
        ),
        unit=_("yuan"),
        x_label=_("Month"),
        kind="bar",
    )


def months_page(
    row: EntityRow, closed: list[ClosingRow], *, first_entry: date | None, today: date, has_ended: bool
) -> MonthsPage:
    """Return the closed months of a book and the next one that can be closed."""
    due = next_to_close(row.opened_on, row.closed_through, first_entry)
    why = ""
    if due is None:
        why = _("Nothing stands in these books yet, so that there is no month to close.")
    elif due >= today:
        why = _("The month is not over: it can be closed from %(day)s on.") % {"day": due + timedelta(days=1)}
    sentence = ""
    if due is not None:
        sentence = _(
            "After that nothing can be written on or before %(day)s, and the month is not opened again. What turns out "
            "wrong later is reversed in an open month."
        ) % {"day": words.day(due)}
        if due.month == 12:
            sentence += " " + _("Income and expenses of the year are carried to the result of the year.")
    columns = (
        Column("through", _("Closed through"), "date", names_row=True),
        Column("entries", _("Entries"), "number"),
        Column("debit", _("Sum of debits"), "number", _("yuan")),
        Column("who", _("Closed by")),
        Column("when", _("Closed on"), "date"),
    )
    rows = tuple(
        Row(
            (
                one.through.isoformat(),
                one.entries,
                yuan(one.debit),
                one.closed_by,
                timezone.localtime(one.closed_at).strftime("%Y-%m-%d %H:%M"),
            )
        )
        for one in closed
    )
    empty = Empty(_("No month is closed yet"), _("Closing a month makes its figures final."), icon="clock")
    return MonthsPage(
        head_of(row, _("A closed month stays as it is.")),
        tabs(row, "ledger_months"),
        Table(columns, rows, _("Closed months"), empty=empty),
        month_end(due).isoformat() if due else "",
        sentence,
        row.may_close and not why and row.kind != EntityKind.HOUSEHOLD,
        why,
        row.may_close and has_ended,
    )
