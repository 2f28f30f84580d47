"""What is derived from the lines: balances, statements, trial balance, the public sheet."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shihu.base.ledger.types.books import AccountRow, EntityRow
from shihu.base.ledger.types.entries import EntryRow


@dataclass(frozen=True, slots=True)
class Balance:
    """The sum of an account's lines up to a day, in fen: debit positive."""

    account: AccountRow
    amount: int

    @property
    def shown(self) -> int:
        """The balance on the account's own side: positive when it stands where it should."""
        return self.amount if self.account.is_debit else -self.amount


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a statement with the balance after it."""

    entry: UUID
    number: int
    date: date
    summary: str
    party_name: str
    note: str
    amount: int
    after: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An account between two days: what stood before, what came and went, what stands after; one page of lines."""

    entity: EntityRow
    account: AccountRow
    first: date | None
    last: date
    before: int
    debit: int
    credit: int
    total: int
    lines: tuple[StatementLine, ...]

    @property
    def after(self) -> int:
        return self.before + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One account of a trial balance: before, moved (both sides), after. The outer two: debit positive."""

    account: AccountRow
    before: int
    debit: int
    credit: int

    @property
    def after(self) -> int:
        return self.before + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that came in or went out, entry by entry, as the journal of income and expenditure lists it."""

    entry: EntryRow
    received: int
    paid: int
    after: int


@dataclass(frozen=True, slots=True)
class UseItem:
    """One item of the public sheet: an account, how much, in how many entries, and its parts by purpose."""

    name_zh: str
    name_en: str
    amount: int
    entries: int
    parts: tuple["UseItem", ...] = ()

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_zh


@dataclass(frozen=True, slots=True)
class UseSheet:
    """Full use and balances of a book between two days: money before, every source, every use, money after.

    Nobody is named: what is owed stands as one sum. ``before + received - used == after`` holds to the fen.
    """

    entity: EntityRow
    first: date
    last: date
    before: int
    received: tuple[UseItem, ...]
    used: tuple[UseItem, ...]
    after: int
    owed_to: int
    owed_by: int
    entries: int

    @property
    def received_sum(self) -> int:
        return sum(item.amount for item in self.received)

    @property
    def used_sum(self) -> int:
        return sum(item.amount for item in self.used)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One line of a household's member account, seen from the household: positive is owed to it."""

    date: date
    book: str
    account_zh: str
    account_en: str
    summary: str
    document: str
    amount: int
    after: int
    tag: str = ""

    def account(self, language: str) -> str:
        return self.account_en if language.startswith("en") and self.account_en else self.account_zh


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A closed period."""

    through: date
    closed_at: datetime
    closed_by: str
    entries: int
    debit: int
    carried: UUID | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What a closing did: the entry that carried the year's result, if there was one."""

    through: date
    entries: int
    result: int
    entry: UUID | None


@dataclass(frozen=True, slots=True)
class Breach:
    """Something in the ledger that must not be: found by the checks, never by a command."""

    check: str
    subject: str
    sentence: str
    values: tuple[tuple[str, object], ...] = ()
