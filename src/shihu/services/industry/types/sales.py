"""Sales, slips and payments as they pass in and out. Weights are grams, amounts fen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shihu.services.industry.types.sharing import Split


@dataclass(frozen=True, slots=True)
class Price:
    """Fen for a kilogram, and what the market gave that day if anybody knows."""

    price: int
    market: int | None = None


@dataclass(frozen=True, slots=True)
class SoldLot:
    """Grams of one delivery; None sells all that is left of it."""

    lot: UUID
    grams: int | None = None


@dataclass(frozen=True, slots=True)
class NewSale:
    """A sale to be booked. ``prices`` by grade. ``key`` is made by the form once for the act.

    ``total`` is what the buyer's own paper says where it differs from weight by price; it is split exactly.
    ``on_credit``: the buyer, an ``enterprise`` of the register with an account, owes it. ``market_source`` and
    ``market_on`` say where and when the market price was read; asked for where a price is below it.
    """

    buyer: str
    lots: tuple[SoldLot, ...]
    prices: Mapping[str, Price]
    day: date
    paper: str
    key: str
    enterprise: UUID | None = None
    on_credit: bool = False
    reason: str = ""
    total: int | None = None
    market_source: str = ""
    market_on: date | None = None
    due: date | None = None  # by when the buyer pays, where it owes


@dataclass(frozen=True, slots=True)
class Sold:
    """What became of a sale: booked as ``entry``, or waiting for a second person where that is None."""

    sale: UUID
    entry: UUID | None
    total: int
    is_new: bool = True

    @property
    def waits(self) -> bool:
        return self.entry is None


@dataclass(frozen=True, slots=True)
class LotRow:
    """A delivery, with what is left of it to sell."""

    key: UUID
    code: str
    household: UUID | None
    household_code: str
    householder: str
    product: str
    grade: str
    grams: int
    left: int
    weighed_on: date
    weighed_by: str


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale as lists show it. ``state``: waiting, booked, undone, turned_down."""

    key: UUID
    season: UUID
    buyer: str
    sold_on: date
    paper: str
    reason: str
    grams: int
    total: int
    households: int
    on_credit: bool
    state: str
    entry: UUID | None
    recorded_by: str
    undo_reason: str = ""
    undo_by: str = ""
    market_source: str = ""
    market_on: date | None = None


@dataclass(frozen=True, slots=True)
class GradeRow:
    """What was sold of one grade in a sale or to one household's credit."""

    grade: str
    grams: int
    price: int
    market: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One household in one sale: reckoned (not booked yet) or stored."""

    household: UUID
    code: str
    householder: str
    grams: int
    split: Split
    advance_left: int
    rental_left: int
    pieces_left: int


@dataclass(frozen=True, slots=True)
class SaleDetail:
    """A sale whole, as far as the actor may see it."""

    row: SaleRow
    project: UUID
    project_name: str
    season_name: str
    place: str
    owner: str
    grades: tuple[GradeRow, ...]
    slips: tuple[SlipRow, ...]
    own_amount: int  # of goods that were the owner's own
    may_run: bool
    may_decide: bool  # be the second person for what waits
    measure: str


@dataclass(frozen=True, slots=True)
class SlipDetail:
    """One slip, to be read, printed and read aloud."""

    sale: SaleRow
    slip: SlipRow
    grades: tuple[GradeRow, ...]
    project: UUID
    project_name: str
    season: UUID
    season_name: str
    owner: str
    place: str
    measure: str
    paid_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a sale would give, before it is booked."""

    total: int
    lines: tuple[tuple[UUID, int, int, int | None, int], ...]  # lot, grams, price, market, amount
    slips: tuple[SlipRow, ...]
    own_amount: int
    measure: str = ""


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A payment of proceeds. ``state``: waiting, booked, turned_down."""

    key: UUID
    season: UUID
    day: date
    paper: str
    total: int
    state: str
    entry: UUID | None
    recorded_by: str
    recorded_at: datetime
    lines: tuple[tuple[str, str, int], ...] = field(default=())  # code, householder, fen
    may_decide: bool = False
    ahead: bool = False  # the producer advances it before buyers paid
