"""When a figure is good enough, how far it is, and what a goal's state is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.linkages.errors.goals import PlanBackwards
from shihu.services.linkages.rules import goals as rules
from shihu.services.linkages.types.goals import GoalState, Measured, Point, Target

DAY = date(2019, 3, 31)
ALL, MOST = Target("share", 100), Target("share", 90)
LEAST, NONE = Target("least", 1000), Target("most", 0)

TARGETS = st.one_of(
    st.builds(Target, st.just("share"), st.integers(1, 100)),
    st.builds(Target, st.sampled_from(["least", "most"]), st.integers(0, 10_000)),
)
MEASURED = st.builds(lambda count, more: Measured(count, count + more), st.integers(0, 10_000), st.integers(0, 10_000))


def points(told: str) -> list[Point]:
    """``r`` reached, ``b`` begun, ``-`` nothing; a day each."""
    return [Point(DAY + timedelta(days=number), mark != "-", mark == "r") for number, mark in enumerate(told)]


def day(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("measured", "target", "met", "far"),
    [
        (Measured(51, 51), ALL, True, 100),
        (Measured(50, 51), ALL, False, 98),
        (Measured(9, 10), MOST, True, 100),
        (Measured(89, 100), MOST, False, 98),
        (Measured(0, 0), ALL, False, 0),  # a village without units has no heads either
        (Measured(999), LEAST, False, 99),
        (Measured(1000), LEAST, True, 100),
        (Measured(0), NONE, True, 100),
        (Measured(3), Target("most", 1), False, 33),
        (None, LEAST, False, 0),
    ],
)
def test_a_figure_meets_its_target_or_says_how_far_it_is(
    measured: Measured | None, target: Target, met: bool, far: int
) -> None:
    assert (rules.meets(measured, target), rules.percent(measured, target)) == (met, far)


@given(measured=MEASURED, target=TARGETS)
def test_a_hundred_per_cent_is_shown_exactly_when_the_target_is_met(measured: Measured, target: Target) -> None:
    far = rules.percent(measured, target)
    assert 0 <= far <= 100
    assert (far == 100) == rules.meets(measured, target)


@given(measured=MEASURED, target=TARGETS)
def test_what_is_missing_is_just_enough_to_meet_the_target(measured: Measured, target: Target) -> None:
    lacks = rules.missing(measured, target)
    step = -lacks if target.kind == "most" else lacks
    if target.kind == "share" and not measured.of:
        return
    assert rules.meets(Measured(measured.count + step, measured.of), target)
    if lacks > 0:
        short = step + (1 if step < 0 else -1)
        assert not rules.meets(Measured(measured.count + short, measured.of), target)


def test_a_figure_that_nobody_keeps_is_left_out_of_the_reckoning() -> None:
    assert rules.point_of(DAY, [(Measured(51, 51), ALL), (None, LEAST)]) == Point(DAY, True, True)
    assert rules.point_of(DAY, [(None, LEAST)]) == Point(DAY, False, False)
    assert rules.point_of(DAY, [(Measured(51, 51), ALL), (Measured(5), LEAST)]) == Point(DAY, True, False)


@pytest.mark.parametrize(
    ("told", "confirmed", "state", "since"),
    [
        ("", (), GoalState.NOT_BEGUN, None),
        ("---", (), GoalState.NOT_BEGUN, None),
        ("-bb", (), GoalState.UNDER_WAY, 1),
        ("-br", (), GoalState.REACHED, 2),
        ("brr", (2,), GoalState.CONFIRMED, 2),
        ("rrr", (0, 2), GoalState.CONFIRMED, 0),
        ("rrb", (), GoalState.LOST, 2),
        ("rrb", (1,), GoalState.LOST, 2),
        ("rbr", (0,), GoalState.REACHED, 2),  # the check is from before the relapse: it is checked again
        ("rb-", (), GoalState.LOST, 1),
        ("br", (5,), GoalState.REACHED, 1),  # a check after the day that is asked for
    ],
)
def test_the_state_follows_from_the_days_and_the_checks(
    told: str, confirmed: tuple[int, ...], state: GoalState, since: int | None
) -> None:
    standing = rules.state_of(points(told), [day(number) for number in confirmed])
    assert (standing.state, standing.since) == (state, None if since is None else day(since))


@given(told=st.text("rb-", min_size=1, max_size=12), checks=st.sets(st.integers(0, 11)))
def test_no_goal_is_confirmed_that_was_not_reached_ever_since_its_check(told: str, checks: set[int]) -> None:
    found = points(told)
    confirmed = [day(number) for number in checks if number < len(found) and found[number].is_reached]
    standing = rules.state_of(found, confirmed)
    assert (standing.state in {GoalState.REACHED, GoalState.CONFIRMED}) == found[-1].is_reached
    if standing.state is GoalState.CONFIRMED:
        assert standing.since in confirmed
        assert all(point.is_reached for point in found if point.day >= (standing.since or DAY))
    if standing.state is GoalState.LOST:
        assert any(point.is_reached for point in found)


def test_figures_are_drawn_on_month_ends_since_the_beginning_on_checks_and_today() -> None:
    days = rules.days_to_look_at(date(2019, 6, 1), date(2019, 8, 15), [date(2019, 8, 10), date(2019, 9, 1)])
    assert days == (date(2019, 6, 30), date(2019, 7, 31), date(2019, 8, 10), date(2019, 8, 15))
    assert rules.days_to_look_at(None, date(2019, 8, 15)) == (date(2019, 8, 15),)
    assert len(rules.days_to_look_at(date(2010, 1, 1), date(2019, 8, 15))) == 13


def test_a_goal_is_due_about_a_year_after_it_begins_and_never_before() -> None:
    assert rules.year_after(date(2019, 4, 30)) == date(2020, 4, 30)
    assert rules.year_after(date(2020, 2, 29)) == date(2021, 2, 28)
    with pytest.raises(PlanBackwards) as refused:
        rules.checked_plan(date(2019, 4, 30), date(2019, 4, 30))
    assert refused.value.where == "due"
