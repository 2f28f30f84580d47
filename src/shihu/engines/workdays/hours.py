"""Office hours: seconds between two moments, and the moment so many office seconds later."""

from datetime import date, datetime, timedelta

from shihu.engines.workdays.calendar import Calendar
from shihu.engines.workdays.types import CHINA, OfficeHours, second_of


def between(calendar: Calendar, office: OfficeHours, start: datetime, end: datetime) -> int:
    """Return the office seconds in [start, end); 0 when ``end`` is not later. Both in Chinese time."""
    if end <= start:
        return 0
    first, last = start.date(), end.date()
    if first == last:
        return _passed(calendar, office, end) - _passed(calendar, office, start)
    whole = calendar.count(first, last - timedelta(days=1)) * office.seconds
    rest = (office.seconds if calendar.is_working(first) else 0) - _passed(calendar, office, start)
    return rest + whole + _passed(calendar, office, end)


def after(calendar: Calendar, office: OfficeHours, start: datetime, seconds: int) -> datetime:
    """Return the first moment by which ``seconds`` (> 0) office seconds have passed since ``start``."""
    owed = seconds + _passed(calendar, office, start)
    day = start.date()
    if not calendar.is_working(day) or owed > office.seconds:
        whole = owed - (office.seconds if calendar.is_working(day) else 0)
        days = -(-whole // office.seconds)
        day, owed = calendar.add(day, days), whole - (days - 1) * office.seconds
    return _within(office, day, owed)


def _passed(calendar: Calendar, office: OfficeHours, moment: datetime) -> int:
    """Return the office seconds of the moment's day before the moment."""
    if not calendar.is_working(moment.date()):
        return 0
    now = second_of(moment.time())
    return sum(max(0, min(now, second_of(end)) - second_of(begin)) for begin, end in office.spans)


def _within(office: OfficeHours, day: date, seconds: int) -> datetime:
    for begin, end in office.spans:
        length = second_of(end) - second_of(begin)
        if seconds <= length:
            return datetime.combine(day, begin, CHINA) + timedelta(seconds=seconds)
        seconds -= length
    raise AssertionError("a day holds no more than its office seconds")
