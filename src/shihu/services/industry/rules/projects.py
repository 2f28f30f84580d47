"""Decisions on projects, seasons and budgets."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from shihu.kernel.money import rounded
from shihu.services.industry.errors.projects import BadBudget, BadPeriod, BadRisk

BEARERS: Final = ("members", "owner", "insurance")


def checked_risk(given: Mapping[str, int]) -> dict[str, int]:
    """Return who bears how many thousandths of a loss; they are together 1000."""
    risk = {bearer: int(given.get(bearer, 0)) for bearer in BEARERS}
    if set(given) - set(BEARERS) or any(part < 0 for part in risk.values()) or sum(risk.values()) != 1000:
        raise BadRisk("risk")
    return {bearer: part for bearer, part in risk.items() if part}


def budget_amount(quantity: Decimal, price: int) -> int:
    """Return quantity by price in fen, rounded half up once: 3.335 kg at 3.00 is 10.01 (1000.5 fen)."""
    if quantity <= 0 or price < 0:
        raise BadBudget("quantity")
    return rounded(Fraction(quantity) * price)


def checked_period(since: date, due: date, opened_on: date) -> None:
    """Refuse a season that ends before it begins, or begins before its project."""
    if due < since or since < opened_on:
        raise BadPeriod("since", opened=opened_on.isoformat())
