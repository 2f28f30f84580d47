"""What counts as a field and as time, without a database."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.base.burden import rules
from shihu.base.burden.types import minutes
from shihu.kernel.actors import Actor, Grant, Role

SENT = datetime(2019, 8, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_field_is_a_name_with_something_in_it() -> None:
    posted = {
        "csrfmiddlewaretoken": ["abc"],
        "key": ["1"],
        "act": ["vote"],
        "name": ["赵二虎"],
        "note": ["  "],
        "skills": ["a", "b"],
        "empty": [],
    }
    assert rules.filled(posted) == 2
    assert rules.filled(posted, ("file",)) == 3
    assert rules.filled({}) == 0


@pytest.mark.parametrize(
    ("before", "seconds"),
    [
        (timedelta(seconds=75), 75),
        (timedelta(0), 0),
        (timedelta(minutes=45), 2700),
        (timedelta(minutes=45, seconds=1), None),  # left lying: nobody knows
        (timedelta(seconds=-1), None),
    ],
)
def test_time_is_from_opening_to_sending_or_unknown(before: timedelta, seconds: int | None) -> None:
    assert rules.seconds_between(SENT - before, SENT) == seconds
    assert rules.seconds_between(None, SENT) is None


def test_somebody_with_several_roles_is_asked_in_the_one_of_the_most_work_and_the_widest_place() -> None:
    grants = (Grant(Role.HEAD, "141130101202001"), Grant(Role.CADRE, "141130101202"), Grant(Role.CADRE, "141130101"))
    assert rules.acts_as(Actor(UUID(int=1), "某", grants)) == (Role.CADRE, "141130101")
    assert rules.acts_as(Actor(UUID(int=1), "某")) is None


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_the_middle_lies_between_the_least_and_the_most(values: list[int]) -> None:
    middle = rules.median(values)
    assert min(values) <= middle <= max(values)
    assert sum(1 for value in values if value < middle) <= len(values) / 2 + 1
    assert rules.median(values * 3) == rules.median(sorted(values * 3))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_begins_on_its_monday(day: date) -> None:
    monday = rules.monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)


def test_minutes_are_rounded_up() -> None:
    assert [minutes(seconds) for seconds in (0, 1, 60, 61)] == [0, 1, 1, 2]
