"""The law of the points ledger: nothing is made or lost, and what was spent was there."""

from collections.abc import Iterable, Sequence
from datetime import date

from shihu.services.linkages.types.points import Cover, Flow, LedgerLine, Lot, PointKind


def balance(lines: Iterable[LedgerLine]) -> int:
    """The sum of everything written."""
    return sum(line.points for line in lines)


def standing(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Entries that count: neither taken back nor a taking back."""
    taken_back = {line.reverses for line in lines if line.reverses is not None}
    return [line for line in lines if line.kind is not PointKind.REVERSAL and line.number not in taken_back]


def flow(lines: Sequence[LedgerLine]) -> Flow:
    """Where the balance came from. ``flow(lines).left == balance(lines)``, whatever the lines are."""
    sums = dict.fromkeys(PointKind, 0)
    for line in standing(lines):
        sums[line.kind] += line.points
    return Flow(
        earned=sums[PointKind.AWARD],
        lost=-sums[PointKind.DEDUCTION],
        spent=-sums[PointKind.REDEMPTION],
        lapsed=-sums[PointKind.EXPIRY],
    )


def lots(lines: Sequence[LedgerLine]) -> tuple[Lot, ...]:
    """What is left of each award: whatever left the account is taken from the points that lapse first."""
    counted = standing(lines)
    gone = -sum(line.points for line in counted if line.points < 0)
    left = []
    awards = (line for line in counted if line.points > 0)
    for line in sorted(awards, key=lambda line: (line.expires_on or date.max, line.number)):
        used = min(gone, line.points)
        gone -= used
        if used < line.points:
            left.append(Lot(line.number, line.points - used, line.expires_on))
    return tuple(left)


def lapsing(lots: Iterable[Lot], *, by: date) -> dict[date, int]:
    """Points that lapse on or before a day, by the day on which they do."""
    told: dict[date, int] = {}
    for lot in lots:
        if lot.expires_on is not None and lot.expires_on <= by:
            told[lot.expires_on] = told.get(lot.expires_on, 0) + lot.points
    return told


def expires_on(day: date, after: int) -> date | None:
    """The last day of the month ``after`` months later; None where points never lapse."""
    if not after:
        return None
    months = day.year * 12 + day.month + after
    return date(months // 12, months % 12 + 1, 1) - _DAY


_DAY = date(2019, 1, 2) - date(2019, 1, 1)


def covers(cover: Cover, more: int) -> bool:
    """Tell whether the stock still answers for all points when ``more`` are given."""
    return cover.outstanding + more <= cover.stock
