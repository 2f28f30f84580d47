"""A season's settlement as it passes in and out. Amounts in fen, parts in thousandths."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Variant(StrEnum):
    """Under which law a surplus is distributed."""

    COOPERATIVE = "cooperative"  # 农民专业合作社法: at least 60 % by volume traded
    COLLECTIVE = "collective"  # 农村集体经济组织: by confirmed shares
    UNIT = "unit"  # by the unit's own charter


class TradeBasis(StrEnum):
    """What the volume traded is measured by."""

    AMOUNT = "amount"
    WEIGHT = "weight"


class SettlementState(StrEnum):
    DRAFT = "draft"
    NOTICE = "notice"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


class DividendPayoutState(StrEnum):
    ORDERED = "ordered"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a surplus is distributed.

    ``reserve`` and ``welfare`` are thousandths of the surplus; ``patronage`` and ``labour`` thousandths of what is
    distributable (for a cooperative) or of what is left after the guaranteed dividend (otherwise); the rest goes by
    shares. ``guaranteed`` is fen for a share, ``floor`` fen for a mu of land that was contributed.
    """

    variant: Variant
    reserve: int
    welfare: int = 0
    patronage: int = 0
    labour: int = 0
    guaranteed: int = 0
    floor: int = 0
    basis: TradeBasis = TradeBasis.AMOUNT


@dataclass(frozen=True, slots=True)
class Footing:
    """What one member counts with. ``code`` orders ties and is empty for the collective's own shares.

    ``traded`` is fen or grams; ``shares`` whole shares; ``land`` hundredths of a mu; ``minutes`` of labour.
    """

    code: str
    traded: int = 0
    shares: int = 0
    land: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Portion:
    """What one member gets, by its grounds."""

    guaranteed: int = 0
    patronage: int = 0
    labour: int = 0
    floating: int = 0

    @property
    def total(self) -> int:
        return self.guaranteed + self.patronage + self.labour + self.floating


@dataclass(frozen=True, slots=True)
class Distribution:
    """A surplus distributed, every step in fen.

    income − costs = surplus; surplus − covered − reserve − welfare = distributable = guaranteed + patronage + labour +
    floating. ``short`` is what the guaranteed dividend lacks; ``loss`` what is left uncovered, borne as ``bearers``
    say. ``moved`` names the pools nobody could share and that went to another, each with the one that took it.
    """

    income: int
    costs: int
    covered: int
    reserve: int
    welfare: int
    guaranteed: int
    patronage: int
    labour: int
    floating: int
    short: int
    loss: int
    bearers: Mapping[str, int]
    portions: Mapping[str, Portion]
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def surplus(self) -> int:
        return self.income - self.costs

    @property
    def distributable(self) -> int:
        return self.guaranteed + self.patronage + self.labour + self.floating


@dataclass(frozen=True, slots=True)
class TermsRow:
    """A version of a book's rule on distribution. ``since`` is from when it holds."""

    key: UUID
    version: int
    terms: Terms
    paper: str
    voted_on: date
    since: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One household (or the collective, with an empty code) in a settlement.

    ``set_off`` is what goes from the dividend to inputs and rental still owed; ``paid`` whether the rest was paid.
    """

    key: int
    household: UUID | None
    code: str
    householder: str
    hamlet: str
    traded: int
    grams: int
    shares: int
    land: int
    minutes: int
    portion: Portion
    set_off_advance: int
    set_off_rental: int
    is_held: bool
    payout: int | None = None
    paid_on: date | None = None

    @property
    def set_off(self) -> int:
        return self.set_off_advance + self.set_off_rental

    @property
    def to_pay(self) -> int:
        return self.portion.total - self.set_off


@dataclass(frozen=True, slots=True)
class SettlementObjectionRow:
    """Somebody doubts a published settlement."""

    key: int
    code: str
    householder: str
    words: str
    raised_on: date
    answer: str
    answered_by: str
    answered_on: date | None
    is_upheld: bool


@dataclass(frozen=True, slots=True)
class DividendPayoutRow:
    """A list paid, or ordered to be paid, through the bank."""

    key: UUID
    number: int
    state: DividendPayoutState
    amount: int
    households: int
    ordered_by: str
    ordered_at: datetime
    confirmed_by: str
    paid_on: date | None
    paper: str
    entry: UUID | None
    may_confirm: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """A settlement in a list."""

    key: UUID
    season: UUID
    season_name: str
    project: UUID
    project_name: str
    number: int
    state: SettlementState
    surplus: int
    distributable: int
    households: int
    drafted_at: datetime
    objections_until: date | None


@dataclass(frozen=True, slots=True)
class SettlementDetail:
    """A settlement whole, as the actor may see it: a member finds the own line only."""

    row: SettlementRow
    place: str
    book: UUID
    book_name: str
    told: Distribution
    terms: TermsRow
    lines: tuple[LineRow, ...]
    objections: tuple[SettlementObjectionRow, ...]
    payouts: tuple[DividendPayoutRow, ...]
    drafted_by: str
    approved_by: str
    approved_at: datetime | None
    entry: UUID | None
    reason: str
    is_stale: bool = False
    may_run: bool = False
    may_approve: bool = False
    may_object: bool = False
    may_reverse: bool = False
    sees_all: bool = False
    own_code: str = ""  # of the reader's own household where it has a line


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What stands on one account of a season, fen."""

    name_zh: str
    name_en: str
    amount: int
