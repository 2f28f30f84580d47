"""Decisions on deliveries: weights and codes."""

import hashlib
from decimal import Decimal
from fractions import Fraction

from shihu.kernel.money import rounded
from shihu.services.industry.errors.lots import BadWeight

# Signs that are not mistaken for each other when read aloud or copied by hand.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PURPOSE = "lot code"
_MOST = 100_000_000  # grams: a hundred tonnes are no delivery of one household


def grams(kilograms: Decimal) -> int:
    """Return kilograms as whole grams; raises :class:`BadWeight`."""
    exact = Fraction(kilograms) * 1000 if kilograms.is_finite() else Fraction(0)
    if exact.denominator != 1 or not 0 < exact <= _MOST:
        raise BadWeight("kilograms", given=kilograms)
    return int(exact)


def amount(grams: int, price: int) -> int:
    """Return what ``grams`` cost at ``price`` fen a kilogram, rounded half up once: 12,345 g at 3.20 is 39.50."""
    return rounded(Fraction(grams * price, 1000))


def code(mac: str) -> str:
    """Return the traceability code of a delivery: ten signs of a keyed digest, telling nothing of whose it is.

    Nobody who knows one code, or how keys are made, can reckon another: there are 8 * 10^14 of them.
    """
    number = int.from_bytes(hashlib.sha256(f"lot {mac}".encode()).digest()[:8])
    signs = ""
    for _ in range(10):
        number, at = divmod(number, len(_SIGNS))
        signs += _SIGNS[at]
    return f"{signs[:5]}-{signs[5:]}"
