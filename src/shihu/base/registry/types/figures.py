"""Published numbers: each is a named query with a definition in words and the way to its records."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``title`` and ``definition`` are message ids; ``filters`` open the list of its records."""

    key: str
    value: Decimal
    title: str
    definition: str
    unit: str
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def is_whole(self) -> bool:
        """True for counts; a rate has decimals."""
        return self.value == self.value.to_integral_value()


@dataclass(frozen=True, slots=True)
class YearOfExits:
    """Households that came out of poverty in one year, and the people in them."""

    year: int
    villages: int
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """The counts of one place on one day."""

    place: str
    households: int
    persons: int
    registered_households: int  # ever registered
    registered_persons: int
    still_poor_households: int  # registered and not exited
    still_poor_persons: int
    exits: tuple[YearOfExits, ...]
    poor_villages: int

    @property
    def incidence(self) -> Decimal:
        """Poverty incidence in per cent, two decimals, half up; 0 where nobody lives."""
        if not self.persons:
            return Decimal("0.00")
        # Half up in whole numbers: no binary fraction ever enters.
        return Decimal((self.still_poor_persons * 20000 + self.persons) // (2 * self.persons)) / 100
