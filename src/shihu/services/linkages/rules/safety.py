"""Rounds by season, hazards that go up when nobody mends them, and who needs a look-in."""

from collections.abc import Iterable
from datetime import date, timedelta

from shihu.services.linkages.types.safety import Holder, Season, Someone, Why

# Heating with coal stoves begins by custom in mid October and ends with March; the flood season is June to September.
SEASONS = (Season("gas", (10, 15), (3, 31), 30), Season("flood", (6, 1), (9, 30), 20))
# Days within which a hazard is to be mended, by grade, and days late after which the township has it.
MOST_DAYS = {"grave": 3, "serious": 15, "small": 60}
TOWNSHIP_AFTER = {"grave": 0, "serious": 7, "small": 30}
OLD = 65
CHILD = 16
GROWN = (18, 65)
# Days between two visits, by the reason; the shortest counts.
EVERY = {Why.ALONE: 14, Why.ILL: 30, Why.CHILD: 30, Why.OLD_PAIR: 60}
AFTER_NEED = 7  # when the last visit found a need


def season_on(on: date, seasons: Iterable[Season] = SEASONS) -> tuple[Season, date] | None:
    """Return the season of the day and the day on which it began; None between seasons."""
    for season in seasons:
        first = date(on.year, *season.first)
        if first > on:
            first = date(on.year - 1, *season.first)
        last = date(first.year + (season.last < season.first), *season.last)
        if first <= on <= last:
            return season, first
    return None


def holder(grade: str, mend_by: date, *, is_mended: bool, on: date) -> Holder:
    """Return who has an open hazard: the mender until its day, then the village, then the township.

    What is mended and waits for the second look stays with the village.
    """
    if is_mended:
        return Holder.VILLAGE
    late = (on - mend_by).days
    if late <= 0:
        return Holder.MENDER
    return Holder.TOWNSHIP if late > TOWNSHIP_AFTER[grade] else Holder.VILLAGE


def days_late(mend_by: date, *, is_mended: bool, on: date) -> int:
    """Return by how many days mending is late; 0 where it is not or is done."""
    return 0 if is_mended else max(0, (on - mend_by).days)


def whys(someone: Someone) -> tuple[Why, ...]:
    """Return why somebody needs a look-in, by what the register knows; a missing date of birth decides nothing.

    Alone: 65 or older and the only one of the household. Old pair: 65 or older and nobody of the household is younger
    than that. Child: under 16 and nobody from 18 to 64 belongs to the household. Ill: severe illness or disability.
    """
    found = []
    age, home = someone.age, someone.ages_at_home
    if age is not None and age >= OLD:
        if len(home) == 1:
            found.append(Why.ALONE)
        elif all(other is not None and other >= OLD for other in home):
            found.append(Why.OLD_PAIR)
    if (
        age is not None
        and age < CHILD
        and all(other is not None and not GROWN[0] <= other < GROWN[1] for other in home)
    ):
        found.append(Why.CHILD)
    if someone.is_frail:
        found.append(Why.ILL)
    return tuple(found)


def next_visit(reasons: Iterable[Why], *, last: date | None, last_found: str, began: date) -> date:
    """Return the day by which the next visit is due: ``began`` where there was none yet."""
    if last is None:
        return began
    days = min(EVERY[why] for why in reasons)
    return last + timedelta(days=min(days, AFTER_NEED) if last_found in {"needs", "urgent"} else days)
