"""What the pictures of income are drawn from. Amounts are fen; land is hundredths of a mu."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Came(StrEnum):
    """From where something came to a household."""

    SALES = "sales"
    WAGES = "wages"
    DIVIDENDS = "dividends"
    AWARDS = "awards"
    OTHER = "other"


class Kept(StrEnum):
    """For what something of a household's sales was kept back."""

    ADVANCE = "advance"
    RENTAL = "rental"
    FUND = "fund"
    FEE = "fee"


@dataclass(frozen=True, slots=True)
class HouseholdYear:
    """A household's year, month by month: twelve amounts of each kind.

    ``taken`` is what it received on credit (no income), ``repaid`` what it paid of it in money or was set off, beside
    what its sales paid; ``paid_out`` what reached it. ``owes`` and ``waiting`` stand on the last day.
    """

    code: str
    householder: str
    place: str
    year: int
    last: date
    came: Mapping[Came, tuple[int, ...]]
    kept: Mapping[Kept, tuple[int, ...]]
    taken: tuple[int, ...]
    repaid: tuple[int, ...]
    paid_out: tuple[int, ...]
    owes: int
    waiting: int
    is_own: bool

    @property
    def in_all(self) -> int:
        return sum(sum(months) for months in self.came.values())

    @property
    def kept_in_all(self) -> int:
        return sum(sum(months) for months in self.kept.values())


@dataclass(frozen=True, slots=True)
class Income:
    """What one household's year brought so far.

    ``gain`` is of its projects: what its goods brought less fees and funds, less inputs and rent of the whole season.
    ``income`` is that with wages, dividends and awards.
    """

    code: str
    householder: str
    gain: int
    income: int
    grams: int
    owes: int
    trades: bool  # takes part in a project of the year


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One unit beside others. ``counted`` of its ``households`` have any income of the year."""

    key: UUID
    name: str
    hamlet: str
    households: int
    counted: int
    income: int
    land: int
    grams: int
    owes: int
    is_own: bool
    is_shown: bool  # False: too few stand behind it for a neighbour to be told

    @property
    def is_thin(self) -> bool:
        return self.counted < LEAST_COUNTED


@dataclass(frozen=True, slots=True)
class PlaceYear:
    """A place's year: its units, and what each household of a project gained, the most first (the own one named)."""

    place: str
    year: int
    last: date
    units: tuple[UnitYear, ...]
    gains: tuple[Income, ...]
    own: str
    sees: bool


# Below so many households an average says more about one of them than about the unit.
LEAST_COUNTED = 3
