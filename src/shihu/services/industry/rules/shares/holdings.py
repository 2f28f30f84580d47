"""How value becomes shares, and how shares move.

A share is whole. What does not make up a share stays as a rest in fen, apart for each factor, and counts as soon as
more comes. So ``shares x par + rest`` is always, to the fen, what was contributed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from shihu.engines.apportionment import split
from shihu.kernel.money import rounded
from shihu.services.industry.errors.shares import BadPar, BadQuantity, BadTerm, SharesShort
from shihu.services.industry.types.shares import Basis, Factor, Holding, Part

LEAST_PAR, MOST_PAR = 100, 1_000_000  # one yuan to ten thousand
# The asset that a contribution becomes in the books of each kind of producer. What is missing stays off the books:
# the law lets labour and skill share in the surplus, not in the capital (docs/decisions/0310).
ASSETS: Mapping[str, Mapping[Factor, str]] = {
    "cooperative": {Factor.MONEY: "102", Factor.LAND: "161", Factor.EQUIPMENT: "151"},
    "unit": {Factor.MONEY: "102", Factor.EQUIPMENT: "151"},
    "collective": {Factor.MONEY: "102", Factor.EQUIPMENT: "151"},
}


def checked_par(par: int) -> int:
    """Return the value of one share; whole yuan between 1 and 10,000."""
    if not LEAST_PAR <= par <= MOST_PAR or par % 100:
        raise BadPar("par")
    return par


def credited(before: Part, value: int, par: int) -> Part:
    """Return what ``value`` fen add to (or, negative, take from) a part: shares, and the change of the rest.

    100 yuan a share, rest 45.50, value 1,260.00: 1,305.50 make 13 shares and leave 5.50, so that the rest falls by 40.
    """
    stands = before.shares * par + before.rest + value
    if stands < 0:
        raise SharesShort("shares", held=before.shares)
    shares, rest = divmod(stands, par)
    return Part(shares - before.shares, rest - before.rest)


def moved(giver: Part, shares: int) -> tuple[Part, Part]:
    """Return what a transfer of whole shares changes for giver and taker: nothing is made and nothing lost."""
    if shares <= 0 or shares > giver.shares:
        raise SharesShort("shares", held=giver.shares)
    return Part(-shares), Part(shares)


def inherited(part: Part, mu: Decimal, weights: Iterable[int], par: int) -> list[tuple[int, Decimal]]:
    """Split a part's whole value (fen) and its land (hundredths of a mu) among heirs, exactly."""
    parts = list(weights)
    value = split(part.shares * par + part.rest, parts)
    land = split(int(mu * 100), parts)
    return [(fen, Decimal(hundredths).scaleb(-2)) for fen, hundredths in zip(value, land, strict=True)]


def holding_of(parts: Mapping[Factor, Part], mu: Decimal, freezes: int, par: int) -> Holding:
    """Return the sum of somebody's parts."""
    kept = {factor: part for factor, part in parts.items() if part.shares or part.rest}
    value = sum(part.shares * par + part.rest for part in kept.values())
    return Holding(sum(part.shares for part in kept.values()), mu, value, freezes > 0, kept)


def in_capital(holding: Holding, kind: str, par: int) -> int:
    """Return how much of a holding stands in the producer's account 301."""
    booked = ASSETS.get(kind, {})
    return sum(part.shares * par + part.rest for factor, part in holding.parts.items() if factor in booked)


def years(since: date, until: date) -> int:
    """Return the whole years of a term, the last day not included; raises :class:`BadTerm`."""
    count = until.year - since.year
    if count <= 0 or (since.month, since.day) != (until.month, until.day):
        raise BadTerm("until")
    return count


def value_of(basis: Basis, price: int, quantity: Decimal, term: int = 1) -> int:
    """Return a contribution's value in fen, rounded once: 3.35 mu x 510.00 x 5 years is 8,542.50."""
    if not quantity.is_finite() or quantity <= 0:
        raise BadQuantity("quantity")
    scale = term if basis is Basis.MU_YEAR else 1
    return rounded(Fraction(quantity) * price * scale)


def years_left(until: date, on: date) -> int:
    """Return the whole years of a term that still run on a day."""
    left = until.year - on.year - ((on.month, on.day) > (until.month, until.day))
    return max(0, left)
