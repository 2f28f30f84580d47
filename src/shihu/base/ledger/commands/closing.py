"""Closing months; carrying the year's result; taking balances over into the next chart."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q, Sum
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger import policies
from shihu.base.ledger.commands.posting import place
from shihu.base.ledger.errors import (
    KeepsNoBooks,
    NothingToClose,
    NotMonthEnd,
    NotNextPeriod,
    PeriodRunning,
    StillWaiting,
)
from shihu.base.ledger.models import Account, Closing, Entity, Entry, Line, Proposal
from shihu.base.ledger.rules import bodies
from shihu.base.ledger.rules.closing import carrying_lines
from shihu.base.ledger.rules.entries import month_end, next_to_close
from shihu.base.ledger.types import (
    AccountKind,
    Carried,
    Document,
    DocumentKind,
    EntityKind,
    EntryKind,
    NewEntry,
    NewLine,
    ProposalState,
)
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


@transaction.atomic
def close_period(*, actor: Actor, now: datetime, entity: UUID, through: date) -> Carried:
    """Close the next month of the books: nothing is written on or before its last day any more.

    Closing December first carries income and expenses of the year to the year's result, and that on to what is
    distributed. A closed month is not opened again; what is wrong in it is reversed in an open one.
    """
    row = _locked(actor, entity)
    if not policies.CLOSE_BOOKS.allows(actor, row.place_id):
        raise NotAllowed
    if month_end(through) != through:
        raise NotMonthEnd("through", day=through)
    first_entry = Entry.objects.filter(entity=row).aggregate(first=Min("date"))["first"]
    due = next_to_close(row.opened_on, row.closed_through, first_entry)
    if due is None:
        raise NothingToClose
    if through != due:
        raise NotNextPeriod("through", next=due)
    if through >= timezone.localdate(now):
        raise PeriodRunning("through", day=through + timedelta(days=1))
    waiting = Proposal.objects.filter(entity=row, state=ProposalState.WAITING.value, date__lte=through).count()
    if waiting:
        raise StillWaiting("through", count=waiting)
    carried, result = _carry(actor, now, row, through) if through.month == 12 else (None, 0)
    inside = Q(entity=row, date__lte=through)
    if row.closed_through:
        inside &= Q(date__gt=row.closed_through)
    count = Entry.objects.filter(inside).count()
    debit = Line.objects.filter(inside, amount__gt=0).aggregate(sum=Sum("amount"))["sum"] or 0
    Closing.objects.create(
        entity=row,
        through=through,
        entries=count,
        debit=debit,
        carried=carried,
        actor=actor.key,
        actor_name=actor.name,
        closed_at=now,
    )
    before, row.closed_through = row.closed_through, through
    row.save(update_fields=["closed_through"])
    change = Change(
        "ledger.close",
        "entity",
        str(row.pk),
        row.place_id,
        {"closed_through": before},
        {"closed_through": through, "entries": count, "debit": debit, "result": result},
    )
    record(actor=actor, now=now, changes=[change])
    return Carried(through, count, result, carried)


def _locked(actor: Actor, key: UUID) -> Entity:
    row = Entity.objects.select_for_update().filter(pk=key).first()
    if row is None or not policies.sees(actor, row):
        raise NotFound
    if row.kind == EntityKind.HOUSEHOLD:
        raise KeepsNoBooks
    return row


def _carry(actor: Actor, now: datetime, row: Entity, through: date) -> tuple[UUID | None, int]:
    """Carry the year's income and expenses to the result and the result to what is distributed; return the result."""
    moved = [AccountKind.INCOME.value, AccountKind.EXPENSE.value]
    balances = _balances(row, through, Q(account__element__in=moved))
    lines, result = carrying_lines(balances, EntityKind(row.kind))
    if not lines:
        return None, 0
    number = f"{through.year}-12"
    asked = NewEntry(
        entity=row.pk,
        date=through,
        summary=f"结转{through.year}年收益",
        lines=lines,
        document=Document(DocumentKind.INTERNAL, number, through, row.name),
        key=f"carry:{row.pk}:{through.year}",
        kind=EntryKind.CARRYING,
    )
    return place(actor=actor, now=now, entries=[asked])[0].entry, result


def _balances(row: Entity, through: date, which: Q) -> list[NewLine]:
    """Return what stands on the accounts ``which``, by account and party, as lines; nothing that is zero."""
    found = Line.objects.filter(which, entity=row, date__lte=through).order_by("account__code", "party", "tag")
    sums = found.values_list("account__code", "party", "tag").annotate(sum=Sum("amount"))
    return [NewLine(code, total, party, tag=tag) for code, party, tag, total in sums if total]


@transaction.atomic
def convert_chart(*, actor: Actor, now: datetime, entity: UUID) -> UUID | None:
    """Take the balances of accounts whose chart has ended over into their successors; None when there are none.

    The entry is dated the day after the old chart's last day, names both charts' accounts and moves nothing else.
    Charts are read by the day, so this is the one entry whose lines stand in two of them.
    """
    row = _locked(actor, entity)
    if not policies.CLOSE_BOOKS.allows(actor, row.place_id):
        raise NotAllowed
    today = timezone.localdate(now)
    ended = Account.objects.filter(kind=row.kind, until__lt=today).exclude(successor="")
    last = max((account.until for account in ended if account.until), default=None)
    if last is None:
        return None
    moved = _ended_balances(row, list(ended))
    if not moved:
        return None
    asked = NewEntry(
        entity=row.pk,
        date=last + timedelta(days=1),
        summary="新旧会计科目衔接",
        lines=tuple(line for pair in moved for line in pair),
        document=Document(DocumentKind.INTERNAL, f"{last.year + 1}-01", last, row.name),
        key=f"convert:{row.pk}:{last:%Y%m%d}",
        kind=EntryKind.CONVERSION,
    )
    return place(actor=actor, now=now, entries=[asked])[0].entry


def _ended_balances(row: Entity, ended: Sequence[Account]) -> list[tuple[NewLine, NewLine]]:
    """Return for each balance on an ended account its taking-off and its putting-on."""
    found = Line.objects.filter(entity=row, account__in=ended).order_by("account__code", "party", "tag")
    sums = found.values_list("account__code", "account__successor", "party", "tag").annotate(sum=Sum("amount"))
    return [
        (NewLine(bodies.ended(code), -total, party, tag=tag), NewLine(successor, total, party, tag=tag))
        for code, successor, party, tag, total in sums
        if total
    ]
