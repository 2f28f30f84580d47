"""How a year's result is carried: which accounts take it, by kind of books."""

from collections.abc import Sequence

from shihu.base.ledger.types import EntityKind, NewLine

# (year's result, what is distributed): 本年收益与收益分配, 本年盈余与盈余分配, 本年利润与利润分配, 本期盈余与累计盈余.
RESULT = {
    EntityKind.COLLECTIVE: ("321", "322"),
    EntityKind.COOPERATIVE: ("331", "332"),
    EntityKind.UNIT: ("331", "332"),
    EntityKind.ENTERPRISE: ("3103", "3104"),
    EntityKind.TOWNSHIP_FUND: ("3301", "3001"),
}

# Where what is left over between both sides of the old books stands: 公积公益金, 盈余公积, 盈余公积, 累计盈余.
KEPT_REST = {
    EntityKind.COLLECTIVE: "311",
    EntityKind.COOPERATIVE: "322",
    EntityKind.UNIT: "322",
    EntityKind.ENTERPRISE: "3101",
    EntityKind.TOWNSHIP_FUND: "3001",
}


def carrying_lines(balances: Sequence[NewLine], kind: EntityKind) -> tuple[tuple[NewLine, ...], int]:
    """Return the lines that empty income and expense accounts, and the result in fen (positive: a surplus).

    ``balances`` are what stands on those accounts. The result passes over its own account, so that the year's figure
    can be read there, and ends where it is distributed.
    """
    result = -sum(line.amount for line in balances)
    emptied = [NewLine(line.account, -line.amount, line.party, tag=line.tag) for line in balances]
    year, kept = RESULT[kind]
    if result:
        emptied += [NewLine(year, -result), NewLine(year, result), NewLine(kept, -result)]
    return tuple(emptied), result
