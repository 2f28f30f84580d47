"""Which accounts of a producer's chart a settlement is booked on.

The charts of cooperatives and units have accounts of their own for what members get; a village collective owes it as
any payable. The codes are those of the decrees named in the ledger's charts; the two that changed their number
(payables of collectives, 2004 and 2023) are told apart by what the chart of the day has.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accounts:
    """Codes: where the surplus stands, the funds, what is owed by trade and by capital, members' own, the bank."""

    distribution: str
    reserve: str
    welfare: str
    by_trade: str
    by_capital: str
    members: str
    bank: str
    insurance: str


def accounts_for(kind: str, payables: Collection[str]) -> Accounts:
    """Return the accounts for books of ``kind``. ``payables``: codes of liabilities kept by party."""
    if kind == "collective":
        owed = "202" if "202" in payables else "211"
        return Accounts("322", "311", "311", owed, owed, "113", "102", "112")
    return Accounts("332", "322", "322", "221", "222", "114", "102", "113")
