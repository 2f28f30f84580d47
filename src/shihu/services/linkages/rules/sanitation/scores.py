"""Score sheets, scores, who is looked at again, the month and its flag."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

from shihu.services.linkages.errors import BadOff, BadSheetItem
from shihu.services.linkages.types import FULL, KINDS, MonthRank, SheetItem, SheetRow

MOST_ITEMS = 10


def checked_items(items: Sequence[SheetItem]) -> tuple[SheetItem, ...]:
    """Return the items with keys, or refuse a sheet that nobody could fill in."""
    kept = []
    for number, item in enumerate(items, start=1):
        words = " ".join(item.words.split())
        if not 1 <= len(words) <= 60 or item.kind not in KINDS or not 1 <= item.most <= FULL:
            raise BadSheetItem(where=f"item {number}", number=number, full=FULL, items=MOST_ITEMS)
        kept.append(SheetItem(item.key or f"i{number}", words, item.most, item.kind))
    if (
        not 1 <= len(kept) <= MOST_ITEMS
        or sum(item.most for item in kept) > FULL
        or len({i.key for i in kept}) < len(kept)
    ):
        raise BadSheetItem(where="items", number=len(kept), full=FULL, items=MOST_ITEMS)
    return tuple(kept)


def sheet_on(day: date, sheets: Collection[SheetRow]) -> SheetRow | None:
    """Return the sheet valid on a day: the newest that had begun."""
    return max((one for one in sheets if one.valid_from <= day), key=lambda one: one.valid_from, default=None)


def checked_off(items: Sequence[SheetItem], off: Mapping[str, int]) -> dict[str, int]:
    """Return the points off by item, those of none left out, or refuse what the sheet does not allow."""
    known = {item.key: item for item in items}
    for key, points in off.items():
        item = known.get(key)
        if item is None or not 0 <= points <= item.most:
            raise BadOff(where=key, words=item.words if item else key, most=item.most if item else 0)
    return {key: points for key, points in off.items() if points}


def points_of(off: Mapping[str, int]) -> int:
    """A hundred less everything off."""
    return FULL - sum(off.values())


def drawn(seed: str, units: Collection[UUID], percent: int) -> list[UUID]:
    """Return the units to be looked at again: ``percent`` of them rounded up, in the order of the digests.

    A unit's digest is that of the published seed, a blank and its key, so that anybody can draw again.
    """
    most = -(-len(units) * percent // 100)
    return sorted(units, key=lambda unit: sha256(f"{seed} {unit}".encode()).hexdigest())[:most]


def hundredths(value: Fraction) -> int:
    """Round to hundredths, halves up."""
    return int(value * 100 + Fraction(1, 2))


def object_until(scored: date, days: int) -> date:
    """The last day on which a unit may object."""
    return scored + timedelta(days=days)


def month_ranks(found: Mapping[UUID, Sequence[int]], least: int) -> list[MonthRank]:
    """Rank the units by the mean of their rounds; equal means, as shown, share a rank.

    The flag goes to all who share the first rank, if their mean is not below ``least`` (hundredths).
    """
    means = {unit: hundredths(Fraction(sum(points), len(points))) for unit, points in found.items() if points}
    rows = []
    for unit, mean in means.items():
        rank = 1 + sum(other > mean for other in means.values())
        rows.append(MonthRank(unit, len(found[unit]), mean, rank, has_flag=rank == 1 and mean >= least))
    return sorted(rows, key=lambda row: row.rank)
