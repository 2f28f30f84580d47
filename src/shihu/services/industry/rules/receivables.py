"""Whose part of a sale is not paid for yet."""

from collections.abc import Mapping
from fractions import Fraction

from shihu.engines.apportionment import split_by_key
from shihu.kernel.money import Rounding, rounded


def unpaid_parts(total: int, left: int, gets: Mapping[str, int]) -> dict[str, int]:
    """Return of what each household gets of a sale the part that its buyer still owes.

    The same share for everybody: of a sale of 1,000.00 of which 400.00 are owed, four tenths of each household's
    part. Rounded up for all together and split exactly, so that nobody is paid a fen that has not come in.
    """
    together = sum(gets.values())
    if not left or not together:
        return dict.fromkeys(gets, 0)
    owed = min(together, rounded(Fraction(together * left, total), Rounding.UP))
    return split_by_key(owed, dict(sorted(gets.items())))
