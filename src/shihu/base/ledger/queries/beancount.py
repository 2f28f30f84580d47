"""A book as a beancount file: whoever does not trust the platform's arithmetic checks it with another's."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min, Prefetch, Sum

from shihu.base.ledger import policies
from shihu.base.ledger.models import Account, Entry, Line
from shihu.base.ledger.queries.entities import entity as entity_of
from shihu.base.ledger.types import AccountKind, EntityRow
from shihu.kernel.actors import Actor
from shihu.kernel.money import decimal
from shihu.kernel.refusals import NotAllowed

_ROOTS = {
    AccountKind.ASSET: "Assets",
    AccountKind.COST: "Assets",
    AccountKind.LIABILITY: "Liabilities",
    AccountKind.EQUITY: "Equity",
    AccountKind.INCOME: "Income",
    AccountKind.EXPENSE: "Expenses",
}


def beancount(entity: UUID, *, actor: Actor, last: date) -> str:
    """Return everything booked through ``last``: accounts, entries, and an assertion of every balance at the end."""
    row = entity_of(entity, actor=actor)
    if not policies.EXPORT_BOOKS.allows(actor, row.place):
        raise NotAllowed
    return "\n".join(_lines(row, last)) + "\n"


def _lines(row: EntityRow, last: date) -> Iterator[str]:
    yield f'option "title" {_quoted(row.name)}'
    yield 'option "operating_currency" "CNY"'
    yield ""
    used = Line.objects.filter(entity=row.key, date__lte=last).order_by()
    begins = dict(used.values_list("account").annotate(Min("date")))
    accounts = Account.objects.in_bulk(begins)
    names = {key: _name(account) for key, account in accounts.items()}
    opened: dict[str, date] = {}
    for key, day in begins.items():
        opened[names[key]] = min(day, opened.get(names[key], day))
    for name in sorted(opened):
        yield f"{opened[name].isoformat()} open {name} CNY"
    yield ""
    lines = Prefetch("lines", Line.objects.select_related("party").order_by("position"))
    entries = Entry.objects.filter(entity=row.key, date__lte=last).order_by("date", "number").prefetch_related(lines)
    for entry in entries.iterator(chunk_size=2_000):
        yield f"{entry.date.isoformat()} * {_quoted(entry.document_issuer)} {_quoted(entry.summary)}"
        yield f"  voucher: {_quoted(f'{entry.year}-{entry.number}')}"
        yield f"  document: {_quoted(entry.document_number)}"
        yield f"  recorded-by: {_quoted(entry.recorded_by_name)}"
        if entry.approved_by_name:
            yield f"  approved-by: {_quoted(entry.approved_by_name)}"
        for line in entry.lines.all():
            yield f"  {names[line.account_id]}  {decimal(line.amount)} CNY"
            if line.party:
                yield f"    party: {_quoted(line.party.name)}"
        yield ""
    totals: dict[str, int] = {}
    for key, total in used.values_list("account").annotate(Sum("amount")):
        totals[names[key]] = totals.get(names[key], 0) + total
    # An assertion holds at the beginning of its day.
    end = last + timedelta(days=1)
    for name in sorted(totals):
        yield f"{end.isoformat()} balance {name}  {decimal(totals[name])} CNY"


def _name(account: Account) -> str:
    """Return the account's name there: a part begins with a letter and has no brackets or spaces."""
    plain = "".join(sign if sign.isalnum() else "-" for sign in account.name_zh).strip("-")
    return f"{_ROOTS[AccountKind(account.element)]}:C{account.code}-{plain}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
