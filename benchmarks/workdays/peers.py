"""How each peer adds working days. Each gets the same knowledge: the whole national schedule, as far as it can hold it.

``chinesecalendar`` has the schedule built in. numpy's busday functions know a week mask and a list of holidays, and no
worked Saturdays. workalendar knows China by its own tables. ``plain`` walks Monday to Friday: what a form does that
knows no calendar at all.
"""

import warnings
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import numpy as np
from workalendar.asia import China

from shihu.engines.workdays import NATIONAL, Kind

Adder = Callable[[date, int], date]


def ours() -> Adder:
    return NATIONAL.latest.add


def chinesecalendar() -> Adder:
    # From a day off its day 0 is already the next working day.
    return lambda start, days: chinese_calendar.find_workday(days - (not chinese_calendar.is_workday(start)), start)


def busy_days() -> np.busdaycalendar:
    """Return the schedule as far as numpy can hold it: weekends and days off, no make-up days."""
    calendar = NATIONAL.latest
    every = [date(2019, 1, 1) + timedelta(days=n) for n in range(2922)]
    return np.busdaycalendar(holidays=[day for day in every if calendar.kind(day) is Kind.HOLIDAY])


def numpy_busday() -> Adder:
    busy = busy_days()
    # From a day off, "forward" already moves to the next working day, which would then be skipped.
    return lambda start, days: np.busday_offset(start, days, roll="preceding", busdaycal=busy).item()


def workalendar() -> Adder:
    # It warns that it knows the years to 2023 and refuses later ones; the table shows that by itself.
    warnings.simplefilter("ignore")
    china = China()
    added: Adder = china.add_working_days
    return added


def plain() -> Adder:
    def add(start: date, days: int) -> date:
        while days:
            start += timedelta(days=1)
            days -= start.weekday() < 5
        return start

    return add


PEERS: dict[str, Callable[[], Adder]] = {
    "shihu": ours,
    "chinesecalendar": chinesecalendar,
    "numpy busday": numpy_busday,
    "workalendar": workalendar,
    "Mon-Fri walk": plain,
}
