"""The prize fund, its stock, and what was given for points."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.services.linkages.types.points.kinds import CoverRule, RedemptionState, StockKind
from shihu.services.linkages.types.points.ledger import Cover


@dataclass(frozen=True, slots=True)
class PrizeRow:
    """A prize of the catalogue with what is there of it."""

    key: UUID
    village: str
    name: str
    measure: str
    price: int
    is_offered: bool
    stock: int
    reserved: int
    received: int
    handed: int


@dataclass(frozen=True, slots=True)
class StockRow:
    """One movement of the prize stock. ``value`` is fen, for information."""

    key: UUID
    prize: str
    measure: str
    kind: StockKind
    quantity: int
    value: int | None
    donor: str
    paper: str
    day: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class RedemptionRow:
    """Points given for a prize."""

    key: UUID
    account: UUID
    name: str
    household: str
    prize: str
    measure: str
    quantity: int
    points: int
    state: RedemptionState
    code: str
    consent: str
    asked_on: date
    hold_until: date | None
    done_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Shop:
    """A village's prizes, its stock movements, what is reserved, and how far the stock covers the points out."""

    village: str
    cover: Cover
    prizes: tuple[PrizeRow, ...]
    moves: tuple[StockRow, ...]
    redemptions: tuple[RedemptionRow, ...]
    balance: int | None  # of the actor's own household
    account: UUID | None
    may_keep: bool
    rule: CoverRule | None
