"""Full use and balances of a book: where all money came from, where all of it went, what is left. Nobody is named."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum

from shihu.base.ledger.models import Account, Line, Purpose
from shihu.base.ledger.queries.entities import public_entity
from shihu.base.ledger.types import AccountKind, EntityRow, EntryKind, UseItem, UseSheet

_Sums = dict[tuple[int, int | None], list[int]]


def use_sheet(entity: EntityRow, *, first: date, last: date) -> UseSheet:
    """Return the public sheet of a book between two days, both included.

    Received and used are read from the other side of every entry that touches money, so that nothing can be left out:
    ``before + received - used == after``. A reversal takes away from what it reverses instead of adding to the other
    side. Opening balances count as before.
    """
    public_entity(entity.key)
    lines = Line.objects.filter(entity=entity.key, date__lte=last)
    money = lines.filter(account__is_money=True)
    opening = Q(entry__kind=EntryKind.OPENING.value)
    before = money.filter(Q(date__lt=first) | opening).aggregate(sum=Sum("amount"))["sum"] or 0
    after = money.aggregate(sum=Sum("amount"))["sum"] or 0
    with_money = Exists(Line.objects.filter(entry=OuterRef("entry"), account__is_money=True))
    other = lines.filter(with_money, date__gte=first, account__is_money=False).exclude(opening)
    received: _Sums = defaultdict(lambda: [0, 0])
    used: _Sums = defaultdict(lambda: [0, 0])
    reversal = Q(entry__kind=EntryKind.REVERSAL.value)
    for is_reversal in (False, True):
        some = other.filter(reversal) if is_reversal else other.exclude(reversal)
        for is_debit in (False, True):
            side = some.filter(amount__gt=0) if is_debit else some.filter(amount__lt=0)
            into = used if is_debit != is_reversal else received
            sums = side.order_by().values_list("account", "entry__purpose").annotate(Sum("amount"), Count("entry"))
            for account, purpose, total, count in sums:
                into[account, purpose][0] += total if into is used else -total
                into[account, purpose][1] += count
    accounts = Account.objects.in_bulk({account for account, _ in (*received, *used)})
    purposes = Purpose.objects.in_bulk({purpose for _, purpose in (*received, *used) if purpose})
    parties = lines.filter(account__needs_party=True).order_by()
    owed = parties.values_list("account__element", "account", "party").annotate(sum=Sum("amount"))
    owed_by = sum(total for _element, _account, _party, total in owed if total > 0)
    owed_to = -sum(total for element, _a, _p, total in owed if total < 0 and element != AccountKind.EQUITY)
    entries = lines.filter(date__gte=first).exclude(opening).values("entry").distinct().count()
    return UseSheet(
        entity=entity,
        first=first,
        last=last,
        before=before,
        received=_items(received, accounts, purposes),
        used=_items(used, accounts, purposes),
        after=after,
        owed_to=owed_to,
        owed_by=owed_by,
        entries=entries,
    )


def _items(sums: _Sums, accounts: dict[int, Account], purposes: dict[int, Purpose]) -> tuple[UseItem, ...]:
    """Return one item an account with its purposes, the largest first."""
    grouped: dict[int, list[tuple[int | None, int, int]]] = defaultdict(list)
    for (account, purpose), (amount, count) in sums.items():
        grouped[account].append((purpose, amount, count))
    items = []
    for key, found in grouped.items():
        parts = tuple(
            UseItem(purposes[purpose].name_zh, purposes[purpose].name_en, amount, count)
            for purpose, amount, count in sorted(found, key=lambda one: -one[1])
            if purpose
        )
        amount, count = sum(one[1] for one in found), sum(one[2] for one in found)
        items.append(UseItem(accounts[key].name_zh, accounts[key].name_en, amount, count, parts))
    return tuple(sorted(items, key=lambda item: (-item.amount, item.name_zh)))
