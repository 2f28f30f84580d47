"""What somebody who leaves is paid, and when."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from shihu.kernel.money import rounded


@dataclass(frozen=True, slots=True)
class Worth:
    """The last settled balance: all members' shares (301), and what stands beside them (reserves less losses)."""

    capital: int
    beside: int


def effective_on(asked: date, notice_days: int) -> date:
    """Return the day on which leaving takes effect: the end of the year in which the notice ends."""
    return date((asked + timedelta(days=notice_days)).year, 12, 31)


def paid_out(contribution: int, worth: Worth) -> int:
    """Return what a contribution in the capital is worth by the last settled balance, in fen, never below nothing.

    10,000.00 of 200,000.00 capital, with 30,000.00 of reserves beside: 10,000 x 230 / 200 = 11,500.00. With losses of
    250,000.00 beside it is nothing: who leaves owes nothing.
    """
    if contribution <= 0 or worth.capital <= 0:
        return 0
    stands = max(0, worth.capital + worth.beside)
    return rounded(Fraction(contribution * stands, worth.capital))
