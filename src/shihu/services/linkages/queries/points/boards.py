"""The ranking of households and of units, for a month or a year."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Sum

from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.linkages.models.points import PointAccount, PointEntry
from shihu.services.linkages.queries.points import balances, books, standing
from shihu.services.linkages.rules.points import books as book_rules
from shihu.services.linkages.rules.points import samples as rules
from shihu.services.linkages.types.points import Board, BookSettings, RankedRow
from shihu.services.units.queries import codes_in_force, unit_labels, unit_names


def board(place: str, *, actor: Actor, on: date, day: date, is_year: bool = False) -> Board:
    """Return the ranking of the month (or year) of ``day``: the top of the households, every unit, the own rank.

    Whoever has less than one point stands on no board, and who asked not to be named is not named; both are counted.
    """
    village = standing.village_of(place)
    own = standing.require_concern(village, actor=actor, on=on)
    first, last = period(day, is_year=is_year)
    before = period(first - timedelta(days=1), is_year=is_year)
    book = books.book_in_force(village, on=on)
    size = (book.settings if book else BookSettings()).board_size
    households, mine = _households(village, (first, last), before, size=size, own=own.key if own else None)
    return Board(
        village=village,
        first=first,
        last=last,
        households=tuple(households),
        units=tuple(_units(village, (first, last), before)),
        all_households=sum(1 for points in balances.earned(village, first, last).values() if points > 0),
        own=mine,
        size=size,
    )


def period(day: date, *, is_year: bool) -> tuple[date, date]:
    """The month or the year of a day."""
    return (date(day.year, 1, 1), date(day.year, 12, 31)) if is_year else book_rules.month_of(day)


def _households(
    village: str, now: tuple[date, date], before: tuple[date, date], *, size: int, own: UUID | None
) -> tuple[list[RankedRow], RankedRow | None]:
    found = {
        account.pk: account
        for account in PointAccount.objects.filter(village=village, household__isnull=False).select_related(
            "household__householder"
        )
    }
    earned = _of(balances.earned(village, *now), found)
    rank, was = _places(earned), _places(_of(balances.earned(village, *before), found))
    rows = []
    mine = None
    for key, points in sorted(earned.items(), key=lambda pair: (-pair[1], str(pair[0]))):
        account = found[key]
        name = account.household.householder.name if account.household else ""
        row = RankedRow(
            key=key,
            name="" if account.hides_name else name,
            hamlet=account.hamlet_id,
            hundredths=points * 100,
            rank=rank[key],
            before=was.get(key),
            points=points,
        )
        if account.household_id == own:
            mine = RankedRow(key, name, row.hamlet, row.hundredths, row.rank, row.before, points)
        if row.rank <= size:
            rows.append(row)
    return _fitting(rows, size), mine


def _fitting(rows: list[RankedRow], size: int) -> list[RankedRow]:
    """Leave out a last place that more share than the board has room for, but never the first place."""
    if len(rows) <= size:
        return rows
    last = rows[-1].rank
    return [row for row in rows if row.rank < last] or rows


def _of(earned: Mapping[UUID, int], found: Mapping[UUID, PointAccount]) -> dict[UUID, int]:
    return {key: points for key, points in earned.items() if key in found and points > 0}


def _places(values: Mapping[UUID, int]) -> dict[UUID, int]:
    return dict(zip(values, rules.ranks(list(values.values())), strict=True))


def _units(village: str, now: tuple[date, date], before: tuple[date, date]) -> list[RankedRow]:
    homes = Counter(codes_in_force(village, actor=SYSTEM).values())
    named, labels = unit_names(homes), unit_labels(homes)
    totals, earlier = _by_unit(village, *now), _by_unit(village, *before)
    averages = {unit: rules.average(totals.get(unit, 0), homes[unit]) for unit in named}
    rank = _places(averages)
    was = _places({unit: rules.average(earlier.get(unit, 0), homes[unit]) for unit in named}) if earlier else {}
    rows = [
        RankedRow(
            key=unit,
            name=labels[unit],
            hamlet=named[unit][1],
            hundredths=averages[unit],
            rank=rank[unit],
            before=was.get(unit),
            points=totals.get(unit, 0),
            households=homes[unit],
        )
        for unit in named
    ]
    return sorted(rows, key=lambda row: (row.rank, row.name))


def _by_unit(village: str, first: date, last: date) -> dict[UUID, int]:
    """Points by unit: its households' (for the unit in which they sat then) and its own."""
    rows = PointEntry.objects.filter(
        balances.EARNED, account__village=village, unit__isnull=False, day__range=(first, last)
    ).order_by()
    told: dict[UUID, int] = defaultdict(int)
    for unit, points in rows.values_list("unit").annotate(total=Sum("points")):
        told[unit] += points
    return dict(told)
