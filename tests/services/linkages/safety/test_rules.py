"""Seasons, hazards that go up, and who needs a look-in."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import Holder, Someone, Why

GRADES = st.sampled_from(["small", "serious", "grave"])
DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))
ORDER = [Holder.MENDER, Holder.VILLAGE, Holder.TOWNSHIP]


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


@given(GRADES, DAYS, st.integers(-60, 120), st.integers(0, 60))
def test_an_open_hazard_only_ever_goes_up(grade: str, mend_by: date, late: int, more: int) -> None:
    on = mend_by + timedelta(days=late)
    now = rules.holder(grade, mend_by, is_mended=False, on=on)
    later = rules.holder(grade, mend_by, is_mended=False, on=on + timedelta(days=more))
    assert ORDER.index(later) >= ORDER.index(now)
    assert (now is Holder.MENDER) == (late <= 0)


def test_a_grave_hazard_is_the_townships_on_the_first_late_day_and_a_serious_one_after_a_week() -> None:
    due = date(2019, 8, 1)
    assert rules.holder("grave", due, is_mended=False, on=date(2019, 8, 2)) is Holder.TOWNSHIP
    assert rules.holder("serious", due, is_mended=False, on=date(2019, 8, 8)) is Holder.VILLAGE
    assert rules.holder("serious", due, is_mended=False, on=date(2019, 8, 9)) is Holder.TOWNSHIP
    assert rules.holder("serious", due, is_mended=True, on=date(2019, 9, 9)) is Holder.VILLAGE


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
    told = rules.next_visit([Why.ALONE, Why.ILL], last=day, last_found="well", began=day)
    assert told == date(2019, 8, 15)
    assert rules.next_visit([Why.OLD_PAIR], last=day, last_found="needs", began=day) == date(2019, 8, 8)
    assert rules.next_visit([Why.OLD_PAIR], last=None, last_found="", began=day) == day
