"""Which days are worked, as known on a day.

A :class:`Notice` says, from the day it was published, which days are off and which are worked. A :class:`Book` holds
every notice there is; ``book.as_known(day)`` is the :class:`Calendar` that somebody had who looked on that day. What
is published later changes later calendars and never an earlier one, so a due date told on a day can be told again.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from shihu.engines.workdays.errors import BadNotice, OutsideCalendar

# The notice for a year may move the last days of the year before: that for 2019 made 29 December 2018 a working day
# and 31 December a day off. Until it is out, days from the 28th on are not settled.
_UNSETTLED_FROM = (12, 28)
# Days off by the date of the solar calendar whatever the year's schedule says: all that can be known of a year to come.
_FIXED = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
# How many years after the last published one can be counted, provisionally.
_AHEAD = 5


class Kind(StrEnum):
    """What a day is. The last two are guesses for a year whose schedule is not published."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    GUESSED_WORKDAY = "guessed_workday"
    GUESSED_OFF = "guessed_off"


@dataclass(frozen=True, slots=True)
class Notice:
    """One published schedule or change of it.

    ``year`` is the year that it schedules as a whole, None for a change of single days (an extended holiday, a local
    day off). ``off`` and ``work`` are exceptions to the week: days off from Monday to Friday, worked Saturdays and
    Sundays; naming a day that the week already has so is allowed. Later notices overrule earlier ones day by day; a
    later notice for the same ``year`` does not wipe what it leaves unsaid.
    """

    number: str
    published: date
    year: int | None = None
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        both = self.off & self.work
        if both:
            raise BadNotice(where=self.number, number=self.number, day=min(both))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days from ``first`` to ``last``, each worked or not. Made by :meth:`Book.as_known`.

    ``_before[i]`` counts the working days before day *i*, ``_days[k]`` is the ordinal of working day *k*: counting and
    adding are two look-ups each, whatever the distance.
    """

    first: date
    last: date
    known_on: date
    years: frozenset[int]
    _said: dict[date, tuple[bool, str]] = field(repr=False, compare=False)
    _before: list[int] = field(repr=False, compare=False)
    _days: list[int] = field(repr=False, compare=False)

    def is_working(self, day: date) -> bool:
        """Tell whether the day is worked, as known."""
        at = self._at(day)
        return self._before[at + 1] > self._before[at]

    def count(self, after: date, through: date) -> int:
        """Return how many working days d have ``after`` < d <= ``through``; 0 when there are none between."""
        if through <= after:
            return 0
        return self._before[self._at(through) + 1] - self._before[self._at(after) + 1]

    def add(self, day: date, days: int) -> date:
        """Return the working day number ``days`` after ``day`` (day 1 is the next working day); 0 gives ``day``."""
        if days == 0:
            return day
        if days < 0:
            return self.back(day, -days)
        index = self._before[self._at(day) + 1] + days - 1
        if index >= len(self._days):
            raise OutsideCalendar(day=f"{day} + {days}", first=self.first, last=self.last)
        return date.fromordinal(self._days[index])

    def back(self, day: date, days: int) -> date:
        """Return the working day number ``days`` before ``day``; 0 gives ``day``."""
        if days == 0:
            return day
        index = self._before[self._at(day)] - days
        if index < 0:
            raise OutsideCalendar(day=f"{day} - {days}", first=self.first, last=self.last)
        return date.fromordinal(self._days[index])

    def on_or_after(self, day: date) -> date:
        """Return the day itself when it is worked, else the next working day."""
        return day if self.is_working(day) else self.add(day, 1)

    def is_settled(self, day: date) -> bool:
        """Tell whether the schedule that governs the day was published when this calendar was known."""
        return day in self._said or self._is_scheduled(day)

    def _is_scheduled(self, day: date) -> bool:
        """Tell whether the year's own schedule governs the day, and the next one's can no longer move it."""
        late = (day.month, day.day) >= _UNSETTLED_FROM
        return day.year in self.years and (not late or day.year + 1 in self.years)

    def settled_between(self, after: date, through: date) -> bool:
        """Tell whether every day d with ``after`` < d <= ``through`` is settled."""
        if through <= after:
            return True
        # Whole years are published at once: the first and the last day, and each turn of the year between, decide.
        turns = {date(year, 12, 31) for year in range(after.year, through.year)}
        return all(self._is_scheduled(day) for day in (after + timedelta(days=1), through, *turns) if after < day)

    def kind(self, day: date) -> Kind:
        """Return what the day is."""
        worked, weekend = self.is_working(day), day.weekday() >= 5
        if not self.is_settled(day):
            return Kind.GUESSED_WORKDAY if worked else Kind.GUESSED_OFF
        if worked:
            return Kind.MAKE_UP if weekend else Kind.WORKDAY
        return Kind.WEEKEND if weekend and day not in self._said else Kind.HOLIDAY

    def source(self, day: date) -> str:
        """Return the number of the notice that names the day; empty when it follows from the week alone."""
        self._at(day)
        return self._said.get(day, (False, ""))[1]

    def _at(self, day: date) -> int:
        at = day.toordinal() - self.first.toordinal()
        if not 0 <= at < len(self._before) - 1:
            raise OutsideCalendar(day=day, first=self.first, last=self.last)
        return at


@dataclass(frozen=True)
class Book:
    """Every notice there is, in the order of publication (notices of one day: in the order given)."""

    notices: tuple[Notice, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "notices", tuple(sorted(self.notices, key=lambda notice: notice.published)))

    def with_notices(self, more: Iterable[Notice]) -> "Book":
        """Return the book with ``more`` in it: the way in for rows kept elsewhere (local days, emergencies)."""
        return Book((*self.notices, *more))

    def as_known(self, day: date) -> Calendar:
        """Return the calendar of somebody who knows what was published up to and including ``day``."""
        known = bisect_right(self.notices, day, key=lambda notice: notice.published)
        return replace(_made(self.notices, known), known_on=day)

    @property
    def latest(self) -> Calendar:
        """The calendar of all there is."""
        return self.as_known(max(notice.published for notice in self.notices))


@lru_cache(maxsize=64)
def _made(notices: tuple[Notice, ...], known: int) -> Calendar:
    """Return the calendar of the first ``known`` notices. Cached: every clock of a day asks for the same few."""
    scheduled = [notice.year for notice in notices if notice.year is not None]
    first, last = date(min(scheduled), 1, 1), date(max(scheduled) + _AHEAD, 12, 31)
    said: dict[date, tuple[bool, str]] = {}
    for notice in notices[:known]:
        said |= dict.fromkeys(notice.off, (False, notice.number)) | dict.fromkeys(notice.work, (True, notice.number))
    years = frozenset(notice.year for notice in notices[:known] if notice.year is not None)
    before, days = [0], []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in said:
            worked = said[day][0]
        else:
            guessed_off = day.year not in years and (day.month, day.day) in _FIXED
            worked = day.weekday() < 5 and not guessed_off
        if worked:
            days.append(ordinal)
        before.append(len(days))
    return Calendar(first, last, date.min, years, said, before, days)
