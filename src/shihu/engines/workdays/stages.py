"""Clocks over clocks: a stage of several items, and a project of several stages.

A stage runs from the first acceptance in it to the last decision. A working day counts for the stage unless no item
was at work on it: each item that was open stood paused, or none was open. A project is the sum of its stages: the
owner's time between two stages is nobody's delay.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shihu.engines.workdays.calendar import Calendar
from shihu.engines.workdays.spans import Span, checked, standing
from shihu.engines.workdays.types import ITEM, Clock, Rules, aware


def stage_days(items: Sequence[Clock], *, at: datetime, calendar: Calendar, rules: Rules = ITEM) -> int:
    """Return the working days that a stage has used at ``at``. The day of the first acceptance is day 0."""
    now = aware(at)
    begun = [clock for clock in items if aware(clock.start) <= now]
    if not begun:
        return 0
    runs = [_run(clock, now, rules) for clock in begun]
    first = min(start for start, _, _ in runs)
    last = max(end for _, end, _ in runs)
    count = 0
    for ordinal in range(first.toordinal() + 1, last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if calendar.is_working(day) and any(_works(run, day) for run in runs):
            count += 1
    return count


def project_days(stages: Iterable[Sequence[Clock]], *, at: datetime, calendar: Calendar, rules: Rules = ITEM) -> int:
    """Return the working days that a project has used at ``at``: the sum of its stages."""
    return sum(stage_days(items, at=at, calendar=calendar, rules=rules) for items in stages)


_Run = tuple[date, date, tuple[Span, ...]]


def _run(clock: Clock, now: datetime, rules: Rules) -> _Run:
    ended = now if clock.ended is None else min(aware(clock.ended), now)
    return aware(clock.start).date(), ended.date(), standing(checked(clock, rules), rules, ended)


def _works(run: _Run, day: date) -> bool:
    """Tell whether the item was at work on the day: open after its acceptance day, and not in a pause."""
    start, end, spans = run
    if not start < day <= end:
        return False
    return not any(s.began.date() <= day and (s.is_open or day < s.ended.date()) for s in spans)
