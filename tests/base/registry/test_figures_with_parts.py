"""Counting a place together with its parts gives what counting each by itself gives."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.village.people import SHANGJIAGOU, TOWNSHIP, Cast

from shihu.base.registry.queries import figures_of, figures_under, figures_with_parts
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound


@pytest.mark.parametrize(
    ("place", "level"), [(TOWNSHIP, Level.VILLAGE), (TOWNSHIP, Level.HAMLET), (SHANGJIAGOU, Level.HAMLET)]
)
def test_the_whole_and_the_parts_are_the_same_as_counted_apart(
    cast: Cast, now: datetime, place: str, level: Level
) -> None:
    whole, parts = figures_with_parts(place, level, actor=cast.officer, on=now.date())
    assert whole == figures_of(place, actor=cast.officer, on=now.date())
    assert parts == figures_under(place, level, actor=cast.officer, on=now.date())
    assert whole.households > 0
    assert whole.exits


def test_it_takes_one_query_more_than_the_parts_alone(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        figures_with_parts(TOWNSHIP, Level.VILLAGE, actor=cast.officer, on=now.date())


def test_a_stranger_learns_nothing(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotFound):
        figures_with_parts(TOWNSHIP, Level.VILLAGE, actor=cast.stranger, on=now.date())
