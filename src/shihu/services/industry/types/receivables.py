"""What buyers owe for goods that left unpaid. Amounts are fen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

# Days since the sale after which a receivable is older than the bucket before.
AGES = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class ReceivableRow:
    """One sale on credit that is not wholly paid. ``age`` in days since the sale; ``late`` since the agreed day."""

    sale: UUID
    buyer: str
    owner: str  # the producer that is owed
    project_name: str
    season: UUID
    sold_on: date
    due_on: date | None
    total: int
    paid: int
    age: int
    late: int

    @property
    def left(self) -> int:
        return self.total - self.paid

    @property
    def bucket(self) -> int:
        """0 up to 30 days, 1 up to 60, 2 up to 90, 3 older."""
        return sum(self.age > days for days in AGES)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Money that a buyer paid on a sale."""

    key: UUID
    day: date
    amount: int
    paid_into: str
    paper: str
    recorded_by: str
    entry: UUID
    reversed_on: date | None
    undo_reason: str


@dataclass(frozen=True, slots=True)
class SaleReceipts:
    """What a buyer paid of one sale, and what is left."""

    sale: UUID
    total: int
    paid: int
    due_on: date | None
    rows: tuple[ReceiptRow, ...]

    @property
    def left(self) -> int:
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class Payable:
    """What waits for a household of a season, and how much of it buyers have not paid for yet."""

    code: str
    waiting: int
    unpaid: int

    @property
    def payable(self) -> int:
        """What may be paid without the producer advancing it."""
        return max(0, self.waiting - self.unpaid)
