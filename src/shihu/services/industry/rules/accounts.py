"""Which account of a producer's chart stands for what: the decrees number the same things differently."""

from dataclasses import dataclass
from datetime import date

BANK, CASH, STOCK, COST = "102", "101", "121", "401"
_COLLECTIVE_UNTIL_2023 = date(2023, 12, 31)


@dataclass(frozen=True, slots=True)
class Chart:
    """Codes of one chart: accounts with members, receivables, payables, income, costs borne, agreed fund, wages."""

    members: str
    receivable: str
    payable: str
    income: str
    expense: str
    fund: str
    wages: str


def chart_for(kind: str, day: date) -> Chart:
    """Return the codes that hold for books of a kind on a day.

    The agreed fund is equity under a name of its own (专项基金, 公积公益金, 盈余公积): it belongs to all members for a
    purpose that they voted, so that it is neither income of the year nor owed to one of them. What day labourers
    earned is 应付工资; the collectives' decree of 2023 has 应付劳务费 for those who work for a season.
    """
    if kind == "collective":
        is_old = day <= _COLLECTIVE_UNTIL_2023
        if is_old:
            return Chart("113", "112", "202", "501", "502", "311", "211")
        return Chart("113", "112", "211", "501", "511", "311", "213")
    return Chart("114", "113", "211", "501", "521", "311" if kind == "cooperative" else "322", "212")
