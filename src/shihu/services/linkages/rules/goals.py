"""Decisions about the eight ones on plain values: when a figure is good enough, and what a goal's state is."""

import calendar
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from shihu.services.linkages.errors.goals import PlanBackwards
from shihu.services.linkages.types.goals import GoalState, Measured, Point, SetTarget, Standing, Target

# The page of 2019: "within about one year".
YEAR = 365
MOST_MONTHS = 12
# A due day this near is told in advance.
SOON_DAYS = 14
MOST_SHARE, MOST_TARGET = 100, 10**12


def meets(measured: Measured | None, target: Target) -> bool:
    """Tell whether a figure is good enough. A share of nothing is not: a village without units has no heads either."""
    if measured is None:
        return False
    if target.kind == "share":
        return bool(measured.of) and measured.count * 100 >= target.value * (measured.of or 0)
    return measured.count >= target.value if target.kind == "least" else measured.count <= target.value


def percent(measured: Measured | None, target: Target) -> int:
    """Return how far a figure is on the way to its target, in whole per cent rounded down; 100 only when it is met."""
    if measured is None:
        return 0
    if meets(measured, target):
        return 100
    if target.kind == "most":
        return target.value * 100 // max(1, measured.count)
    wanted = target.value * (measured.of or 0) if target.kind == "share" else target.value
    got = measured.count * 100 if target.kind == "share" else measured.count
    return min(99, got * 100 // wanted) if wanted > 0 else 0


def missing(measured: Measured, target: Target) -> int:
    """Return how many more (for ``most``: fewer) it takes to meet the target."""
    if meets(measured, target):
        return 0
    if target.kind == "most":
        return measured.count - target.value
    wanted = -(-target.value * (measured.of or 0) // 100) if target.kind == "share" else target.value
    return wanted - measured.count


def in_force(default: Target, told: Iterable[SetTarget], on: date) -> tuple[Target, SetTarget | None]:
    """Return the target of a day: of those that had begun the newest; the platform's own before the first."""
    begun = [one for one in told if one.since <= on]
    if not begun:
        return default, None
    newest = max(begun, key=lambda one: one.since)
    return newest.target, newest


def checked_target(kind: str, value: int) -> bool:
    """Tell whether a value can be a target: a share is 1 to 100 per cent, anything else from 0 to a billion."""
    return 1 <= value <= MOST_SHARE if kind == "share" else 0 <= value <= MOST_TARGET


def point_of(day: date, figures: Iterable[tuple[Measured | None, Target]]) -> Point:
    """Return a goal on a day: reached when every figure that somebody keeps is good enough, and there is one."""
    known = [(measured, target) for measured, target in figures if measured is not None]
    return Point(
        day,
        is_begun=any(measured.count > 0 for measured, _target in known),
        is_reached=bool(known) and all(meets(measured, target) for measured, target in known),
    )


def state_of(points: Sequence[Point], confirmed: Collection[date]) -> Standing:
    """Return the state on the last of ``points`` (in order of days).

    - confirmed: reached, and checked on a day since when it was reached on every day looked at;
    - reached: every figure that is kept meets its target;
    - lost again: was reached or confirmed on an earlier day, and is not now;
    - under way: some figure is above nothing; not begun: none is.

    A confirmation from before a relapse counts no more: the goal is checked again.
    """
    if not points:
        return Standing(GoalState.NOT_BEGUN)
    if points[-1].is_reached:
        since = points[-1].day
        for point in reversed(points):
            if not point.is_reached:
                break
            since = point.day
        standing = [day for day in confirmed if since <= day <= points[-1].day]
        if standing:
            return Standing(GoalState.CONFIRMED, min(standing))
        return Standing(GoalState.REACHED, since)
    before = [number for number, point in enumerate(points) if point.is_reached]
    if before:
        return Standing(GoalState.LOST, points[before[-1] + 1].day)
    begun = next((point.day for point in points if point.is_begun), None)
    if points[-1].is_begun:
        return Standing(GoalState.UNDER_WAY, begun)
    return Standing(GoalState.NOT_BEGUN)


def days_to_look_at(first: date | None, on: date, checks: Iterable[date] = ()) -> tuple[date, ...]:
    """Return the days on which figures are drawn: the month ends since ``first``, twelve at most, checks, and today."""
    days = {day for day in checks if day <= on} | {on}
    end = on.replace(day=1) - timedelta(days=1)
    for _month in range(MOST_MONTHS):
        if first is None or end < first:
            break
        days.add(end)
        end = end.replace(day=1) - timedelta(days=1)
    return tuple(sorted(days))


def checked_plan(begins: date, due: date, *, where: str = "due") -> tuple[date, date]:
    """Return the two days, or refuse a goal that is due before it begins."""
    if due <= begins:
        raise PlanBackwards(where=where, begins=begins.isoformat(), due=due.isoformat())
    return begins, due


def year_after(day: date) -> date:
    """Return the day a year later, the last of the month where there is none."""
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))
