"""Whose books, with which accounts, for which purposes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class EntityKind(StrEnum):
    """Who keeps books. A household keeps none: its member account is what the books of others say of it."""

    TOWNSHIP_FUND = "township_fund"
    COLLECTIVE = "collective"
    COOPERATIVE = "cooperative"
    UNIT = "unit"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"


class AccountKind(StrEnum):
    """The element that an account belongs to (会计要素)."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    COST = "cost"
    INCOME = "income"
    EXPENSE = "expense"


class Way(StrEnum):
    """What a village cadre says happened to the money."""

    RECEIVED = "received"
    PAID = "paid"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity to be opened, with exactly the reference that its kind has.

    ``household`` (its code) for a member account, ``enterprise`` (registry) for a collective, cooperative or company,
    ``reference`` (a record of a service above) for a unit; a fund has none.
    """

    kind: EntityKind
    name: str
    place: str
    enterprise: UUID | None = None
    household: str = ""
    reference: UUID | None = None
    keeper: UUID | None = None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with what the actor may do to its books."""

    key: UUID
    kind: EntityKind
    name: str
    place: str
    place_name: str
    place_name_en: str
    opened_on: date | None
    closed_through: date | None
    may_record: bool = False
    may_approve: bool = False
    may_close: bool = False
    may_keep: bool = False
    is_public: bool = False
    household_code: str = ""


@dataclass(frozen=True, slots=True)
class BookRow:
    """One line of the list of books: whose, how much money there is, when anything was last written."""

    entity: EntityRow
    money: int
    received: int
    paid: int
    last: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account of a chart. ``system`` is the decree that defines it: in the next, a code may mean another thing.

    ``is_debit``: the side on which its balance normally stands. ``successor`` is the code that takes its balance over
    when its chart ends. ``needs_party``: every line names whom it is with.
    """

    kind: EntityKind
    system: str
    code: str
    name_zh: str
    name_en: str
    element: AccountKind
    is_debit: bool
    since: date
    until: date | None = None
    is_money: bool = False
    needs_party: bool = False
    successor: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as other parts see it."""

    key: int
    kind: EntityKind
    system: str
    code: str
    name_zh: str
    name_en: str
    element: AccountKind
    is_debit: bool
    is_money: bool
    needs_party: bool
    since: date
    until: date | None
    successor: str = ""
    is_own: bool = False

    def name(self, language: str) -> str:
        """The name in ``language`` (Django's code); Chinese unless English is asked for."""
        return self.name_en if language.startswith("en") and self.name_en else self.name_zh

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class NewPurpose:
    """What money is received or paid for, in the village's words, and the account that it goes to."""

    kind: EntityKind
    way: Way
    code: str
    name_zh: str
    name_en: str
    account: str
    order: int
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """A purpose in force."""

    key: int
    way: Way
    code: str
    name_zh: str
    name_en: str
    account: str
    needs_party: bool

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_zh


@dataclass(frozen=True, slots=True)
class ApprovalRuleRow:
    """Above ``above`` fen an entry of such a book needs a second person. ``place`` is a prefix; empty is everywhere."""

    kind: EntityKind
    place: str
    above: int
    since: date
    until: date | None = None
