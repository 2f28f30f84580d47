"""What every test that uses the cast may rely on."""

from datetime import datetime

from django.db.models import F
from pytest_django import DjangoAssertNumQueries
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, TIANJIAWA, Cast, set_the_stage

from shihu.base.registry.models import Household, Membership, Person
from shihu.base.registry.queries.checks import check
from shihu.kernel.actors import Role


def test_the_cast_has_two_villages_four_hamlets_and_sixty_two_households(cast: Cast) -> None:
    assert Household.objects.count() == len(cast.households) == 62
    assert len({h.hamlet for h in cast.households}) == 4
    assert {h.hamlet[:12] for h in cast.households} == {TIANJIAWA, SHANGJIAGOU}
    assert Person.objects.count() == 186


def test_those_whom_the_stories_know_live_in_shangjiagou_and_the_brothers_are_neighbours(cast: Cast) -> None:
    named = [cast.of(name) for name in ("赵二虎", "姚福海", "赵春生", "赵秋生", "赵冬生")]
    assert {h.hamlet for h in named} == {SHANGJIAGOU_HAMLET}
    assert named[0].members[0].is_party_member
    assert len({h.street for h in named}) == 1


def test_the_colleague_holds_the_same_role_elsewhere_and_the_stranger_lives_in_another_township(cast: Cast) -> None:
    assert cast.cadre.scopes({Role.CADRE}) == (SHANGJIAGOU,)
    assert cast.colleague.scopes({Role.CADRE}) == (TIANJIAWA,)
    assert not cast.stranger.holds({Role.OFFICER}, SHANGJIAGOU)
    assert cast.officer.holds({Role.OFFICER}, SHANGJIAGOU)
    assert not cast.nobody.is_known


def test_nobody_belongs_to_a_household_before_they_are_born(cast: Cast) -> None:
    assert Membership.objects.filter(since__lt=F("person__birth")).count() == 0
    assert Membership.objects.filter(since=F("person__birth")).exists()
    assert check() == []


def test_the_stage_is_set_by_few_queries(
    db: None, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(350):
        set_the_stage(now=now)
