"""Seasons, hazards that go up, and who needs a look-in."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.base.cases.types import nobody
from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import Someone, Why

GRADES = st.sampled_from(["small", "serious", "grave"])
DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))


def someone(age: int | None, *others: int | None, frail: bool = False) -> Someone:
    return Someone(UUID(int=1), age, frail, (age, *others))


@pytest.mark.parametrize(
    ("on", "kind", "began"),
    [
        (date(2019, 10, 15), "gas", date(2019, 10, 15)),
        (date(2020, 1, 20), "gas", date(2019, 10, 15)),
        (date(2020, 3, 31), "gas", date(2019, 10, 15)),
        (date(2019, 8, 15), "flood", date(2019, 6, 1)),
    ],
)
def test_the_heating_season_asks_for_coal_gas_rounds_and_summer_for_flood_rounds(
    on: date, kind: str, began: date
) -> None:
    found = rules.season_on(on)
    assert found is not None
    assert (found[0].kind, found[1]) == (kind, began)


@pytest.mark.parametrize("on", [date(2019, 4, 1), date(2019, 5, 31), date(2019, 10, 1), date(2019, 10, 14)])
def test_between_seasons_nothing_is_asked(on: date) -> None:
    assert rules.season_on(on) is None


@given(DAYS)
def test_a_season_has_begun_by_the_day_and_lasts_less_than_a_year(on: date) -> None:
    found = rules.season_on(on)
    assert found is None or 0 <= (on - found[1]).days < 366


@given(GRADES, st.dates(date(2019, 1, 1), date(2030, 6, 1)))
def test_the_graver_a_hazard_the_sooner_it_is_to_be_mended(grade: str, today: date) -> None:
    last = rules.last_day(grade, today)
    assert today < last
    assert rules.last_day("grave", today) <= rules.last_day("serious", today) <= rules.last_day("small", today)
    law = rules.kind(grade, nobody, by=last, today=today)
    assert (law.levels[0].days, law.levels[0].unit) == ((last - today).days, "ND")


def test_ten_working_days_leave_weekends_and_holidays_out() -> None:
    # From Saturday 1 June 2019: Friday 7 June is Dragon Boat Festival.
    assert rules.last_day("serious", date(2019, 6, 1)) == date(2019, 6, 17)
    assert rules.last_day("grave", date(2019, 6, 1)) == date(2019, 6, 4)


def test_who_needs_a_look_in_follows_from_the_register() -> None:
    assert rules.whys(someone(70)) == (Why.ALONE,)
    assert rules.whys(someone(70, 68)) == (Why.OLD_PAIR,)
    assert rules.whys(someone(70, 40)) == ()
    assert rules.whys(someone(9, 66, 67)) == (Why.CHILD,)
    assert rules.whys(someone(9, 35)) == ()
    assert rules.whys(someone(50, 45, frail=True)) == (Why.ILL,)


def test_an_unknown_date_of_birth_decides_nothing() -> None:
    assert rules.whys(someone(None)) == ()
    assert rules.whys(someone(70, None)) == ()
    assert rules.whys(someone(9, None)) == ()


def test_the_next_visit_follows_the_most_pressing_reason_and_a_need_brings_it_forward() -> None:
    day = date(2019, 8, 1)
    days = rules.every([Why.ALONE, Why.ILL])
    assert rules.next_visit(days, last=day, last_found="well", began=day) == date(2019, 8, 15)
    days = rules.every([Why.OLD_PAIR])
    assert rules.next_visit(days, last=day, last_found="needs", began=day) == date(2019, 8, 8)
    assert rules.next_visit(days, last=None, last_found="", began=day) == day


@given(st.sets(st.sampled_from(list(Why)), min_size=1), st.integers(1, 60))
def test_a_plan_never_puts_a_visit_off(reasons: set[Why], planned: int) -> None:
    assert rules.every(reasons, planned) == min(rules.every(reasons), planned)
