"""Posting: the one way into the books, for one entry or for many that belong together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger import policies
from shihu.base.ledger.errors import BadPurpose, HalfBooked, KeepsNoBooks, KeyUsed, SamePerson, UnknownParty
from shihu.base.ledger.models import Entity, Entry, Line, Proposal, Purpose
from shihu.base.ledger.queries.charts import account_row, approval_rules, chart
from shihu.base.ledger.rules import bodies
from shihu.base.ledger.rules.entries import Setting, amount_of, faults, needs_second_person, rule_for, tidy
from shihu.base.ledger.types import (
    AccountRow,
    ApprovalRuleRow,
    EntityKind,
    EntryKind,
    NewEntry,
    ProposalState,
    Recorded,
)
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks
from shihu.kernel.refusals import NotAllowed, NotFound

_CHUNK = 500


def post(*, actor: Actor, now: datetime, entry: NewEntry, approver: Actor | None = None) -> Recorded:
    """Book one entry; see :func:`post_all`."""
    return post_all(actor=actor, now=now, entries=[entry], approver=approver)[0]


@transaction.atomic
def post_all(
    *, actor: Actor, now: datetime, entries: Sequence[NewEntry], approver: Actor | None = None
) -> list[Recorded]:
    """Book entries, all or none, in order; return what became of each.

    An entry above the amount that the rule of its day sets becomes a proposal and waits for a second person, unless
    ``approver`` is one: a service whose own procedure had two persons look passes the other one. A key that was used
    for the same body answers as it did then; for another body it is refused.
    """
    if any(entry.kind != EntryKind.ORDINARY for entry in entries):
        raise ValueError("opening, reversing, carrying and converting have commands of their own")
    return place(actor=actor, now=now, entries=entries, approver=approver)


def place(*, actor: Actor, now: datetime, entries: Sequence[NewEntry], approver: Actor | None = None) -> list[Recorded]:
    """Do what :func:`post_all` says, for entries of any kind. Call inside a transaction."""
    entries = [tidy(entry) for entry in entries]
    books = Books(actor, now, entries)
    books.check_actor(approver)
    known = _known(entries)
    done: list[Recorded] = []
    writer = Writer(actor, now, approver)
    for entry in entries:
        body = bodies.digest(entry)
        answer = known.get(entry.key)
        if answer is not None:
            if answer[0] != body:
                raise KeyUsed("key")
            done.append(answer[1])
            continue
        entity = books.entities[entry.entity]
        books.check(entry)
        if approver is None and needs_second_person(entry, books.rule(entry)):
            recorded = writer.propose(entry, body, entity)
        else:
            recorded = writer.book(entry, body, entity, books.chart(entry))
        known[entry.key] = (body, Recorded(recorded.entry, recorded.proposal, recorded.number, is_new=False))
        done.append(recorded)
    writer.write()
    return done


def _known(entries: Sequence[NewEntry]) -> dict[str, tuple[str, Recorded]]:
    """Return what the keys have done already: (body, answer) by key."""
    known: dict[str, tuple[str, Recorded]] = {}
    for chunk in chunks((entry.key for entry in entries), _CHUNK):
        for proposal in Proposal.objects.filter(key__in=chunk).select_related("entry"):
            number = proposal.entry.number if proposal.entry else 0
            known[proposal.key] = (proposal.body, Recorded(proposal.entry_id, proposal.pk, number, is_new=False))
        for pk, key, body, number in Entry.objects.filter(key__in=chunk).values_list("pk", "key", "body", "number"):
            known.setdefault(key, (body, Recorded(pk, None, number, is_new=False)))
    return known


class Books:
    """The books that a posting writes into, locked until its transaction ends, and what they are checked against."""

    def __init__(self, actor: Actor, now: datetime, entries: Sequence[NewEntry]) -> None:
        self.actor, self.today = actor, timezone.localdate(now)
        keys = {entry.entity for entry in entries}
        # In the order of their keys, so that two postings never wait for each other crosswise.
        found = Entity.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        self.entities = {entity.pk: entity for entity in found}
        if keys - set(self.entities):
            raise NotFound
        self._charts: dict[tuple[str, UUID, object], dict[str, AccountRow]] = {}
        self._rules: list[ApprovalRuleRow] | None = None
        self._purposes: dict[int, Purpose] | None = None
        self._entries = entries
        parties = {line.party for entry in entries for line in entry.lines if line.party}
        if parties and Entity.objects.filter(pk__in=parties).count() != len(parties):
            raise UnknownParty("party")

    def check_actor(self, approver: Actor | None) -> None:
        """Refuse who may not record here, and a second person who is not one."""
        for entity in self.entities.values():
            if entity.kind == EntityKind.HOUSEHOLD:
                raise KeepsNoBooks
            if not policies.may_record(self.actor, entity):
                raise NotAllowed if policies.sees(self.actor, entity) else NotFound
            if approver is not None:
                if approver.key == self.actor.key:
                    raise SamePerson
                if not policies.may_approve(approver, entity):
                    raise NotAllowed

    def chart(self, entry: NewEntry) -> dict[str, AccountRow]:
        """Return the accounts that the entry may name, by code; a reversal names those of what it takes back."""
        if entry.reverses is not None:
            lines = Line.objects.filter(entry=entry.reverses).select_related("account")
            return {line.account.code: account_row(line.account) for line in lines}
        entity = self.entities[entry.entity]
        key = (entity.kind, entity.pk, entry.date)
        if key not in self._charts:
            rows = chart(EntityKind(entity.kind), entity.pk, on=entry.date)
            self._charts[key] = {row.code: row for row in rows}
        if entry.kind == EntryKind.CONVERSION:
            before = chart(EntityKind(entity.kind), entity.pk, on=entry.date - timedelta(days=1))
            return self._charts[key] | {bodies.ended(row.code): row for row in before}
        return self._charts[key]

    def check(self, entry: NewEntry) -> None:
        """Refuse what the rules refuse, with the first reason."""
        entity = self.entities[entry.entity]
        setting = Setting(entity.opened_on, entity.closed_through, self.chart(entry), self.today)
        for fault in faults(entry, setting):
            raise fault
        if entry.purpose is not None:
            if self._purposes is None:
                asked = {one.purpose for one in self._entries if one.purpose is not None}
                self._purposes = Purpose.objects.in_bulk(asked)
            found = self._purposes.get(entry.purpose)
            holds = found and found.since <= entry.date and (found.until or entry.date) >= entry.date
            if not found or not holds or found.kind != entity.kind:
                raise BadPurpose("purpose", day=entry.date)

    def rule(self, entry: NewEntry) -> ApprovalRuleRow | None:
        """Return the rule on a second person for the entry."""
        if self._rules is None:
            self._rules = approval_rules()
        entity = self.entities[entry.entity]
        return rule_for(self._rules, EntityKind(entity.kind), entity.place_id, entry.date)


@dataclass(slots=True)
class Writer:
    """Gathers rows and writes them in few statements: lines first, then the entries that seal them.

    ``recorder`` and ``recorded_at`` are those of the proposal where a second person books what somebody else wrote.
    """

    actor: Actor
    now: datetime
    approver: Actor | None = None
    recorder: Actor | None = None
    recorded_at: datetime | None = None
    lines: list[Line] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    numbers: dict[tuple[UUID, int], int] = field(default_factory=dict)

    def book(self, entry: NewEntry, body: str, entity: Entity, chart: dict[str, AccountRow]) -> Recorded:
        """Put an entry that was checked among those to be written; the entity must be locked."""
        row = Entry(
            entity=entity,
            year=entry.date.year,
            number=self._number(entity.pk, entry.date.year),
            date=entry.date,
            kind=entry.kind.value,
            summary=entry.summary,
            amount=amount_of(entry),
            size=len(entry.lines),
            purpose_id=entry.purpose,
            document_kind=entry.document.kind.value,
            document_number=entry.document.number,
            document_date=entry.document.date,
            document_issuer=entry.document.issuer,
            document_digest=entry.document.digest,
            key=entry.key,
            body=body,
            reverses_id=entry.reverses,
            reason=entry.reason,
            source=entry.source,
            source_key=entry.source_key,
            recorded_by=(self.recorder or self.actor).key,
            recorded_by_name=(self.recorder or self.actor).name,
            recorded_at=self.recorded_at or self.now,
            approved_by=self.approver.key if self.approver else None,
            approved_by_name=self.approver.name if self.approver else "",
            approved_at=self.now if self.approver else None,
        )
        self.lines += [
            Line(
                entry_id=row.pk,
                position=position,
                entity=entity,
                account_id=chart[line.account].key,
                date=entry.date,
                amount=line.amount,
                party_id=line.party,
                note=line.note,
                tag=line.tag,
            )
            for position, line in enumerate(entry.lines)
        ]
        self.entries.append(row)
        self.changes.append(Change("ledger.post", "entry", str(row.pk), entity.place_id, None, _told(row, entry)))
        return Recorded(row.pk, None, row.number)

    def propose(self, entry: NewEntry, body: str, entity: Entity) -> Recorded:
        """Put an entry that needs a second person among the proposals to be written."""
        row = Proposal(
            entity=entity,
            state=ProposalState.WAITING.value,
            key=entry.key,
            body=body,
            asked=bodies.body(entry),
            amount=amount_of(entry),
            date=entry.date,
            proposed_by=self.actor.key,
            proposed_by_name=self.actor.name,
            proposed_at=self.now,
        )
        self.proposals.append(row)
        told = {"amount": row.amount, "date": row.date, "summary": entry.summary, "body": body}
        self.changes.append(Change("ledger.propose", "proposal", str(row.pk), entity.place_id, None, told))
        return Recorded(None, row.pk)

    def write(self) -> None:
        """Write everything that was gathered, look whether it arrived whole, and record it."""
        try:
            Line.objects.bulk_create(self.lines, batch_size=2_000)
            Entry.objects.bulk_create(self.entries, batch_size=1_000)
            Proposal.objects.bulk_create(self.proposals, batch_size=500)
        except IntegrityError as error:
            # The same key, sent for the books of two entities at the same moment: their locks differ. The error names
            # the column on SQLite and the constraint on PostgreSQL.
            if any(name in str(error) for name in ("ledger_entry.key", "ledger_entry_key", "ledger_proposal_key")):
                raise KeyUsed("key") from error
            raise
        _guard(self.entries)
        for row in self.entries:
            if row.kind == EntryKind.OPENING:
                Entity.objects.filter(pk=row.entity_id).update(opened_on=row.date)
        record(actor=self.actor, now=self.now, changes=self.changes)

    def _number(self, entity: UUID, year: int) -> int:
        """Return the next voucher number of the year. The entity is locked, so nobody else takes it meanwhile."""
        key = (entity, year)
        if key not in self.numbers:
            last = Entry.objects.filter(entity=entity, year=year).aggregate(last=Max("number"))["last"]
            self.numbers[key] = last or 0
        self.numbers[key] += 1
        return self.numbers[key]


def _guard(entries: Sequence[Entry]) -> None:
    """Look at what the database holds of these entries before it commits, and once more when it has committed.

    The triggers refuse what is half-booked; this refuses to go on where a database without them is behind us.
    """
    if not entries:
        return
    expected = {entry.pk: entry.size for entry in entries}
    _whole(expected)
    transaction.on_commit(lambda: _whole(expected))


def _whole(expected: dict[UUID, int]) -> None:
    for chunk in chunks(expected, _CHUNK):
        sums = Line.objects.filter(entry__in=chunk).order_by().values_list("entry")
        held = {pk: (count, total) for pk, count, total in sums.annotate(Count("pk"), Sum("amount"))}
        if any(held.get(pk) != (expected[pk], 0) for pk in chunk):
            raise HalfBooked


def _told(row: Entry, entry: NewEntry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": row.number,
        "date": row.date,
        "amount": row.amount,
        "summary": row.summary,
        "body": row.body,
        "lines": [[line.account, line.amount] for line in entry.lines[:20]],
    }
    if entry.kind != EntryKind.ORDINARY:
        told["kind"] = entry.kind.value
    if entry.reverses:
        told["reverses"] = str(entry.reverses)
    if row.approved_by_name:
        told["approved_by"] = row.approved_by_name
    return told
