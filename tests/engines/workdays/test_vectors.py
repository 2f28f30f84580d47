"""The known answers: each a sentence with its numbers, and every day of eight years against another package."""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest

from shihu.engines.workdays import CHINA, NATIONAL, Clock, Limit, Pause, Unit, answers, due_day, reckon

ALL = NATIONAL.latest

VECTORS = (
    ("five days over a weekend", "2019-08-14", 5, "2019-08-21"),
    ("twenty days to after the summer", "2019-08-14", 20, "2019-09-11"),
    ("a hundred and twenty days over national day and an extended spring festival", "2019-08-14", 120, "2020-02-12"),
    ("five days over mid-autumn", "2019-09-12", 5, "2019-09-20"),
    ("five days over national day with both make-up days", "2019-09-27", 5, "2019-10-10"),
    ("twenty days over the extended spring festival", "2020-01-20", 20, "2020-02-25"),
    ("five days that end on a worked sunday", "2021-09-17", 5, "2021-09-26"),
    ("ten days over spring festival with two worked weekends", "2024-02-02", 10, "2024-02-21"),
    ("seven days over national day with a worked saturday", "2024-09-30", 7, "2024-10-15"),
    ("five days with a worked sunday before spring festival", "2025-01-24", 5, "2025-02-07"),
    ("eight days over the joined autumn holidays", "2025-09-26", 8, "2025-10-14"),
    ("ten days over the nine days of spring festival", "2026-02-13", 10, "2026-03-05"),
)


@pytest.mark.parametrize(("start", "days", "due"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_working_days_end_on_the_day_that_is_known(start: str, days: int, due: str) -> None:
    limit = Limit(days, Unit.WORKING_DAY)
    assert due_day(date.fromisoformat(start), limit, calendar=ALL) == date.fromisoformat(due)


def morning(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=CHINA)


PAUSED = (
    ("no pause at all", "2019-09-26", (), "2019-10-29"),
    ("one pause after national day", "2019-09-26", (("2019-10-08", "2019-10-15"),), "2019-11-06"),
    ("two pauses", "2019-08-14", (("2019-08-20", "2019-08-27"), ("2019-09-02", "2019-09-10")), "2019-09-27"),
)


@pytest.mark.parametrize(("start", "stood", "due"), [v[1:] for v in PAUSED], ids=[v[0] for v in PAUSED])
def test_twenty_working_days_with_pauses_end_on_the_day_that_is_known(
    start: str, stood: tuple[tuple[str, str], ...], due: str
) -> None:
    pauses = tuple(Pause("correction", morning(began), morning(ended)) for began, ended in stood)
    clock = Clock(morning(start), Limit(20, Unit.WORKING_DAY), pauses)
    assert reckon(clock, at=morning("2019-12-01"), calendar=ALL).earliest.date() == date.fromisoformat(due)


def test_seven_days_from_22_april_2019_end_on_2_may_as_first_published_and_on_30_april_as_revised() -> None:
    clock = Clock(morning("2019-04-22"), Limit(7, Unit.WORKING_DAY))
    both = answers(clock, book=NATIONAL, promised_on=date(2019, 3, 21), at=morning("2019-04-22"))
    assert both.promised.earliest.date() == date(2019, 5, 2)
    assert both.current.earliest.date() == date(2019, 4, 30)
    assert both.differ
    same = answers(clock, book=NATIONAL, promised_on=date(2019, 3, 22), at=morning("2019-04-22"))
    assert not same.differ


def test_every_day_of_eight_years_agrees_with_an_independent_package() -> None:
    wrong, day = [], date(2019, 1, 1)
    while day <= date(2026, 12, 31):
        if ALL.is_working(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_the_years_have_as_many_working_days_as_is_known() -> None:
    counted = [ALL.count(date(year, 1, 1), date(year, 12, 31)) for year in range(2019, 2027)]
    assert counted == [250, 249, 250, 249, 249, 251, 248, 248]


def test_weekday_arithmetic_would_be_wrong_for_half_of_the_starts_and_ours_is_not() -> None:
    """The measure of what the calendar is for: 51 % of 20-day limits, every 120-day limit."""
    wrong = {20: 0, 120: 0}
    starts = [date(2019, 1, 1) + timedelta(days=n) for n in range(2922 - 200)]
    for days in wrong:
        for start in starts:
            plain = start
            left = days
            while left:
                plain += timedelta(days=1)
                left -= plain.weekday() < 5
            wrong[days] += plain != ALL.add(start, days)
    assert 0.45 < wrong[20] / len(starts) < 0.6
    assert wrong[120] == len(starts)
