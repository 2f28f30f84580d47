"""Decisions on day labour: what a day's work earns, how long it may be, when wages are late."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from shihu.kernel.money import rounded, yuan
from shihu.services.industry.errors.labour import (
    BadCount,
    BadHours,
    BadRate,
    BelowFloor,
    RateNotAgreed,
)
from shihu.services.industry.types.labour import FloorRow, NewRate, RateKind

MOST: Final = 24 * 60
LONG: Final = 12 * 60
SOON: Final = timedelta(days=7)


def minutes_of(hours: Decimal, name: str = "") -> int:
    """Return hours as whole minutes; raises :class:`BadHours`."""
    exact = Fraction(hours) * 60 if hours.is_finite() else Fraction(0)
    if exact.denominator != 1 or not 0 < exact <= MOST:
        raise BadHours("hours", given=hours, name=name)
    return int(exact)


def wage(kind: RateKind, price: int, *, minutes: int, pieces: int, day_minutes: int) -> int:
    """Return what the work earns in fen, rounded half up once."""
    if kind == RateKind.HOUR:
        return rounded(Fraction(price * minutes, 60))
    if kind == RateKind.DAY:
        return rounded(Fraction(price * minutes, day_minutes))
    return price * pieces if kind == RateKind.PIECE else 0


def checked_work(kind: RateKind, name: str, minutes: int, pieces: int) -> None:
    """Refuse hours and pieces that cannot be. Who is paid by the piece may leave the hours out."""
    least = 0 if kind == RateKind.PIECE else 1
    if not least <= minutes <= MOST:
        raise BadHours("hours", given=f"{minutes / 60:g}", name=name)
    if kind == RateKind.PIECE and not 0 < pieces <= 100_000:
        raise BadCount("pieces", name=name)


def checked_rate(new: NewRate, floor: FloorRow | None, *, today: date) -> None:
    """Refuse a rate without a price, not agreed before, or below the floor of its day.

    A day's price is held against the hour of full days, an hour's against that of work by the hour. By the piece
    nobody knows beforehand: the register shows what an hour came to.
    """
    if (new.price <= 0) != (new.kind == RateKind.SHARE) or not 60 <= new.day_minutes <= MOST:
        raise BadRate("price")
    if new.agreed_on > new.since or new.agreed_on > today:
        raise RateNotAgreed("since", agreed=new.agreed_on.isoformat())
    if floor is None or new.kind in {RateKind.PIECE, RateKind.SHARE}:
        return
    least = floor.full if new.kind == RateKind.DAY else floor.short
    hour = Fraction(new.price * 60, new.day_minutes) if new.kind == RateKind.DAY else Fraction(new.price)
    if hour < least:
        raise BelowFloor("price", given=yuan(rounded(hour)), floor=yuan(least), source=floor.source)


def due_by(day: date) -> date:
    """Return by when a day's work is paid at the latest: the same day of the next month, or that month's last."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_late(oldest: date | None, on: date) -> bool:
    """Tell whether wages stand longer than a month."""
    return oldest is not None and on > due_by(oldest)


def is_soon_late(oldest: date | None, on: date) -> bool:
    """Tell whether they will within a week."""
    return oldest is not None and not is_late(oldest, on) and on + SOON > due_by(oldest)


def spread(counts: Sequence[int]) -> tuple[int, int]:
    """Return the least and the most of daily head counts; nothing where there are none."""
    return (min(counts), max(counts)) if counts else (0, 0)
