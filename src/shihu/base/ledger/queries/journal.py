"""The journal: entries with their lines, and the movement of money entry by entry."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, Prefetch, Q, Sum

from shihu.base.ledger.models import Closing, Entity, Entry, Line
from shihu.base.ledger.policies import may_record, sees
from shihu.base.ledger.queries.entities import entity_row
from shihu.base.ledger.types import (
    ClosingRow,
    Document,
    DocumentKind,
    EntryDetail,
    EntryKind,
    EntryRow,
    LineRow,
    Movement,
)
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks
from shihu.kernel.refusals import NotFound

_LINES = Prefetch("lines", Line.objects.select_related("account", "party").order_by("position"))


def journal(
    entity: UUID,
    *,
    actor: Actor,
    first: date | None = None,
    last: date | None = None,
    text: str = "",
    purpose: int | None = None,
    offset: int = 0,
    limit: int | None = 50,
) -> tuple[list[EntryRow], int]:
    """Return one page of a book's entries, newest first, and how many there are."""
    _seen(entity, actor)
    found = Entry.objects.filter(entity=entity)
    if first:
        found = found.filter(date__gte=first)
    if last:
        found = found.filter(date__lte=last)
    if purpose:
        found = found.filter(purpose=purpose)
    if text := text.replace("\x00", "").strip():
        match = Q(summary__contains=text) | Q(document_number__contains=text) | Q(document_issuer__contains=text)
        if text.isascii() and text.isdigit() and len(text) < 9:
            match |= Q(number=int(text))
        found = found.filter(match)
    total = found.count()
    page = found.order_by("-date", "-year", "-number")[offset : None if limit is None else offset + limit]
    return entry_rows(page.select_related("purpose", "reversed_by").prefetch_related(_LINES)), total


def entry(key: UUID, *, actor: Actor) -> EntryDetail:
    """Return one entry with its lines; NotFound where the actor may not see its book."""
    related = ("entity__place", "entity__household", "purpose", "reverses", "reversed_by")
    found = Entry.objects.select_related(*related).prefetch_related(_LINES).filter(pk=key).first()
    if found is None or not sees(actor, found.entity):
        raise NotFound
    taken = getattr(found, "reversed_by", None)
    is_plain = found.kind == EntryKind.ORDINARY
    return EntryDetail(
        entity=entity_row(found.entity, actor),
        row=entry_rows([found])[0],
        recorded_at=found.recorded_at,
        approved_at=found.approved_at,
        reason=found.reason,
        reverses=found.reverses_id,
        reverses_number=found.reverses.number if found.reverses else 0,
        reversed_by=taken.pk if taken else None,
        reversed_by_number=taken.number if taken else 0,
        source=found.source,
        may_reverse=is_plain and taken is None and may_record(actor, found.entity),
    )


def entry_of_key(key: str, *, actor: Actor) -> EntryDetail | None:
    """Return what an idempotency key booked; None when it booked nothing that the actor may see."""
    found = Entry.objects.filter(key=key).values_list("pk", flat=True).first()
    return entry(found, actor=actor) if found else None


def reversed_among(keys: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these entries that a later one takes back. For services that booked them themselves."""
    return frozenset(key for key in Entry.objects.filter(reverses__in=keys).values_list("reverses", flat=True) if key)


def booked_among(keys: Collection[str]) -> dict[str, tuple[UUID, int, date]]:
    """Return entry, voucher number and day by idempotency key, of those that are booked. For who made the keys."""
    found = Entry.objects.filter(key__in=keys).values_list("key", "pk", "number", "date")
    return {key: (pk, number, day) for key, pk, number, day in found}


def movements(entity: UUID, *, actor: Actor, first: date, last: date) -> tuple[int, list[Movement]]:
    """Return the money before ``first`` and every entry that changed it through ``last``, with the money after it.

    Opening balances are what was before. Money that only moved between cash and bank is no movement.
    """
    _seen(entity, actor)
    money = Line.objects.filter(entity=entity, account__is_money=True, date__lte=last)
    opening = Q(entry__kind=EntryKind.OPENING.value)
    before = money.filter(Q(date__lt=first) | opening).aggregate(sum=Sum("amount"))["sum"] or 0
    inside = money.filter(date__gte=first).exclude(opening).order_by()
    nets = dict(inside.values_list("entry").annotate(Sum("amount")))
    moved = {key: net for key, net in nets.items() if net}
    rows: list[EntryRow] = []
    for chunk in chunks(moved, 500):
        found = Entry.objects.filter(pk__in=chunk).select_related("purpose", "reversed_by")
        rows += entry_rows(found.prefetch_related(_LINES))
    after, told = before, []
    for row in sorted(rows, key=lambda one: (one.date, one.number)):
        net = moved[row.key]
        after += net
        told.append(Movement(row, max(net, 0), max(-net, 0), after))
    return before, told


def first_day(entity: UUID, *, actor: Actor) -> date | None:
    """Return the day of the first entry of a book; None for an empty one."""
    _seen(entity, actor)
    first: date | None = Entry.objects.filter(entity=entity).aggregate(first=Min("date"))["first"]
    return first


def last_day(entity: UUID) -> date | None:
    """Return the day of the last entry of a book, which says nothing of what is in it; None for an empty one."""
    last: date | None = Entry.objects.filter(entity=entity).aggregate(last=Max("date"))["last"]
    return last


def closings(entity: UUID, *, actor: Actor) -> list[ClosingRow]:
    """Return the closed periods of a book, the last first."""
    _seen(entity, actor)
    return [
        ClosingRow(c.through, c.closed_at, c.actor_name, c.entries, c.debit, c.carried)
        for c in Closing.objects.filter(entity=entity).order_by("-through")
    ]


def entry_rows(found: Iterable[Entry]) -> list[EntryRow]:
    """Return entries whose lines, purpose and reversal were fetched with them."""
    return [
        EntryRow(
            key=one.pk,
            number=one.number,
            date=one.date,
            kind=EntryKind(one.kind),
            summary=one.summary,
            amount=one.amount,
            document=Document(
                DocumentKind(one.document_kind),
                one.document_number,
                one.document_date,
                one.document_issuer,
                one.document_digest,
            ),
            purpose_zh=one.purpose.name_zh if one.purpose else "",
            purpose_en=one.purpose.name_en if one.purpose else "",
            recorded_by=one.recorded_by_name,
            approved_by=one.approved_by_name,
            is_reversed=getattr(one, "reversed_by", None) is not None,
            lines=line_rows(one.lines.all()),
        )
        for one in found
    ]


def line_rows(lines: Iterable[Line]) -> tuple[LineRow, ...]:
    """Return lines whose account and party were fetched with them."""
    return tuple(
        LineRow(
            line.account_id,
            line.account.code,
            line.account.name_zh,
            line.account.name_en,
            line.amount,
            line.party_id,
            line.party.name if line.party else "",
            line.note,
            line.tag,
        )
        for line in lines
    )


def _seen(key: UUID, actor: Actor) -> Entity:
    found = Entity.objects.filter(pk=key).first()
    if found is None or not sees(actor, found):
        raise NotFound
    return found
