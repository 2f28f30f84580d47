"""What would be booked: the lines of an entry that is not there yet, and the entry that would take another one back."""

from datetime import date
from uuid import UUID

from shihu.base.ledger.models import Entity, Entry, Line
from shihu.base.ledger.policies import sees
from shihu.base.ledger.queries.charts import account_row, chart
from shihu.base.ledger.rules.entries import negated
from shihu.base.ledger.types import (
    AccountRow,
    Document,
    DocumentKind,
    EntityKind,
    EntryKind,
    LineRow,
    NewEntry,
    NewLine,
)
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def planned(entry: NewEntry) -> tuple[LineRow, ...]:
    """Return the lines of an entry that is not booked, with the names of its accounts and parties."""
    entity = Entity.objects.filter(pk=entry.entity).first()
    if entity is None:
        return ()
    if entry.reverses:
        stored = Line.objects.filter(entry=entry.reverses).select_related("account")
        names = {line.account.code: (line.account_id, line.account.name_zh, line.account.name_en) for line in stored}
    else:
        rows = chart(EntityKind(entity.kind), entity.pk, on=entry.date)
        names = {row.code: (row.key, row.name_zh, row.name_en) for row in rows}
    parties = Entity.objects.in_bulk({line.party for line in entry.lines if line.party})
    told = []
    for line in entry.lines:
        key, zh, en = names.get(line.account, (0, line.account, line.account))
        party = parties.get(line.party) if line.party else None
        told.append(
            LineRow(
                key, line.account, zh, en, line.amount, line.party, party.name if party else "", line.note, line.tag
            )
        )
    return tuple(told)


def accounts_of(entry: UUID, *, actor: Actor) -> dict[str, AccountRow]:
    """Return the accounts on which an entry stands, by code."""
    found = Entry.objects.select_related("entity").filter(pk=entry).first()
    if found is None or not sees(actor, found.entity):
        raise NotFound
    lines = Line.objects.filter(entry=entry).select_related("account")
    return {line.account.code: account_row(line.account) for line in lines}


def reversal_planned(entry: UUID, *, on: date, actor: Actor) -> NewEntry:
    """Return the entry that would take ``entry`` back on that day, to be shown before it is asked for."""
    found = Entry.objects.select_related("entity").filter(pk=entry).first()
    if found is None or not sees(actor, found.entity):
        raise NotFound
    return reversal_of(found, on=on, reason="", key="")


def reversal_of(original: Entry, *, on: date, reason: str, key: str) -> NewEntry:
    """Return the entry that takes ``original`` back."""
    lines = original.lines.select_related("account").order_by("position")
    stored = tuple(NewLine(line.account.code, line.amount, line.party_id, line.note, line.tag) for line in lines)
    number = f"{original.year}-{original.number}"
    return NewEntry(
        entity=original.entity_id,
        date=on,
        # The books speak Chinese, as the summaries that people write do.
        summary=f"冲销 {number} {original.summary}"[:200],
        lines=negated(stored),
        document=Document(DocumentKind.INTERNAL, number, original.date, original.entity.name),
        key=key,
        kind=EntryKind.REVERSAL,
        purpose=original.purpose_id,
        reverses=original.pk,
        reason=reason,
        source=original.source,
        source_key=original.source_key,
    )
