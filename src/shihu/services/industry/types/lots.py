"""Deliveries and what was traded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Traded:
    """What one household sold through a season: grams and fen, reversed sales left out."""

    household: UUID
    code: str
    grams: int
    amount: int


@dataclass(frozen=True, slots=True)
class NewLot:
    """A delivery to be weighed in. ``key`` is made by the form once for the act; no household: the owner's own."""

    household: UUID | None
    product: str
    grade: str
    kilograms: Decimal
    day: date
    key: str
    site: UUID | None = None
