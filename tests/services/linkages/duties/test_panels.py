"""What the linkages show on the pages of a place and of a unit, with few queries, and nothing to strangers."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.services.linkages.duties.conftest import Duties, at, with_areas, with_sheet
from tests.services.units.conftest import HAMLET, VILLAGE

from shihu.kernel.actors import Actor
from shihu.services.linkages import commands
from shihu.services.linkages.queries import place_linkages


@pytest.fixture
def ready(duties: Duties) -> Duties:
    with_areas(duties)
    with_sheet(duties)
    commands.open_round(actor=duties.cadre, now=at(8, 12), hamlet=HAMLET)
    return duties


def test_a_place_shows_its_linkages_in_four_queries(
    ready: Duties, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        told = place_linkages(VILLAGE, actor=ready.cadre, on=at(8, 15).date())
    assert [(stat.label, stat.value) for stat in told.stats] == [
        ("Sanitation rounds this month", "1"),
        ("Hours of village work this year", "0"),
        ("Points earned this month", "0"),
        ("Open hazards", "0"),
    ]
    assert place_linkages(VILLAGE, actor=ready.member, on=at(8, 15).date()).stats == ()
    assert place_linkages("1411", actor=ready.auditor, on=at(8, 15).date()).stats == ()


def test_the_page_of_a_unit_gathers_what_it_does_for_those_who_may_open_it(
    ready: Duties, enter: Callable[[Actor], Client]
) -> None:
    page = f"/together/{ready.unit.pk}/"
    for who in (ready.member, ready.cadre):
        told = enter(who).get(page).content.decode()
        assert "Hours of village work this year" in told
        assert "Disputes and mediation" in told
    assert enter(ready.neighbour).get(page).status_code == 404
