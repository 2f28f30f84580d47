"""Entries, their lines, the documents behind them, and proposals that wait for a second person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shihu.base.ledger.types.books import EntityRow


class EntryKind(StrEnum):
    ORDINARY = "ordinary"
    OPENING = "opening"
    REVERSAL = "reversal"
    CARRYING = "carrying"
    CONVERSION = "conversion"


class DocumentKind(StrEnum):
    """What paper stands behind an entry."""

    RECEIPT = "receipt"
    INVOICE = "invoice"
    CONTRACT = "contract"
    PAYROLL = "payroll"
    BANK_SLIP = "bank_slip"
    GRANT = "grant"
    MINUTES = "minutes"
    SETTLEMENT = "settlement"
    COUNT = "count"
    INTERNAL = "internal"


class ProposalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Document:
    """The paper behind an entry. ``digest`` is the SHA-256 of its file where one is kept elsewhere (64 hex digits)."""

    kind: DocumentKind
    number: str
    date: date
    issuer: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line: account code in the entity's chart of that day, fen (debit positive), whom it is with.

    ``tag`` is a dimension of the service that posts, such as its project; the ledger keeps it and does not read it.
    """

    account: str
    amount: int
    party: UUID | None = None
    note: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be posted. ``key`` is made by the caller once for the act, and sent again on a repeat.

    ``source`` and ``source_key`` name the record of the service that posts (``industry.settlement``).
    """

    entity: UUID
    date: date
    summary: str
    lines: tuple[NewLine, ...]
    document: Document
    key: str
    kind: EntryKind = EntryKind.ORDINARY
    purpose: int | None = None
    reverses: UUID | None = None
    reason: str = ""
    source: str = ""
    source_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a posting: booked as ``entry``, or waiting as ``proposal`` for a second person.

    ``is_new`` is False when the same key had done it before.
    """

    entry: UUID | None
    proposal: UUID | None
    number: int = 0
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class LineRow:
    """One stored line."""

    account: int
    code: str
    name_zh: str
    name_en: str
    amount: int
    party: UUID | None
    party_name: str
    note: str
    tag: str

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_zh


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in the journal. ``amount`` is the sum of its debits."""

    key: UUID
    number: int
    date: date
    kind: EntryKind
    summary: str
    amount: int
    document: Document
    purpose_zh: str
    purpose_en: str
    recorded_by: str
    approved_by: str
    is_reversed: bool
    lines: tuple[LineRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """One entry whole: its book, its lines, who wrote and approved it, what it reverses or what reverses it."""

    entity: EntityRow
    row: EntryRow
    recorded_at: datetime
    approved_at: datetime | None
    reason: str
    reverses: UUID | None
    reverses_number: int
    reversed_by: UUID | None
    reversed_by_number: int
    source: str
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """An entry that waits, or what became of it."""

    key: UUID
    entity: EntityRow
    state: ProposalState
    entry: NewEntry
    amount: int
    lines: tuple[LineRow, ...]
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    booked: UUID | None
    is_own: bool
    may_decide: bool
