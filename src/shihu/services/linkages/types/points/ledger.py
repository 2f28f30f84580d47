"""The points ledger: lines, what is left, where it came from."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shihu.services.linkages.types.points.kinds import Earner, PointKind


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An entry as the rules of the ledger see it. ``reverses`` is the number that it takes back."""

    number: int
    points: int
    kind: PointKind
    expires_on: date | None = None
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """Points of one award that are still there, and when they lapse."""

    number: int
    points: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Flow:
    """Where a balance came from: earned - lost - spent - lapsed = left, reversals netted out."""

    earned: int
    lost: int
    spent: int
    lapsed: int

    @property
    def left(self) -> int:
        """The balance."""
        return self.earned - self.lost - self.spent - self.lapsed


@dataclass(frozen=True, slots=True)
class Cover:
    """A village's points in households' hands against what its prize stock would buy."""

    outstanding: int
    stock: int

    @property
    def is_short(self) -> bool:
        """Tell whether more points are out than the stock can answer for."""
        return self.outstanding > self.stock

    @property
    def percent(self) -> int | None:
        """Whole per cent covered, rounded down; None while nobody holds points."""
        return self.stock * 100 // self.outstanding if self.outstanding > 0 else None


@dataclass(frozen=True, slots=True)
class AwardedPoints:
    """The answer of an award. ``is_new`` is False where the same source posted it before."""

    entry: UUID
    points: int
    is_new: bool
    is_uncovered: bool = False


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of an account with everything that explains it. ``after`` is the balance when it was written."""

    key: UUID
    number: int
    day: date
    points: int
    after: int
    kind: PointKind
    item: str
    code: str
    linkage: str
    clause: str
    version: int
    book: UUID | None
    times: int
    each: int
    per: str
    note: str
    source: str
    claimed_by: str
    reviewed_by: str
    recorded_by: str
    recorded_at: datetime
    expires_on: date | None
    reverses: int | None
    is_reversed: bool
    claim: UUID | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in a list."""

    key: UUID
    earner: Earner
    name: str
    code: str
    hamlet: str
    unit: str
    balance: int
    earned: int
    waiting: int
