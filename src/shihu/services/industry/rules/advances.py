"""Inputs on credit on plain values: what a piece costs, how many are still to be paid."""

from dataclasses import dataclass

from shihu.kernel.money import yuan
from shihu.services.industry.errors.advances import NoCost, Overdrawn


@dataclass(frozen=True, slots=True)
class UnitCost:
    """Whole fen for a piece, and the fen that do not divide: those the owner bears, so that nobody pays above cost."""

    price: int
    rest: int


def unit_cost(cost: int, pieces: int) -> UnitCost:
    """Return the cost of one piece: 3,243,217.60 yuan over 1,000,000 are 3.24 each, and 3,217.60 remain."""
    if pieces <= 0 or cost < pieces:
        raise NoCost("pieces")
    return UnitCost(*divmod(cost, pieces))


def pieces_left(pieces: int, amount: int, owed: int) -> int:
    """Return how many pieces are still to be paid: what is owed over the price paid for one, a part counting whole.

    ``pieces`` and ``amount`` are those received less those returned.
    """
    if owed <= 0 or pieces <= 0 or amount <= 0:
        return 0
    return -(-owed * pieces // amount)


def check_limit(code: str, owed: int, more: int, limit: int | None) -> None:
    """Refuse an advance above what the project's rule allows one household, with the numbers."""
    if limit is not None and owed + more > limit:
        raise Overdrawn(
            "pieces", code=code, owed=yuan(owed), more=yuan(more), limit=yuan(limit), room=yuan(max(0, limit - owed))
        )
