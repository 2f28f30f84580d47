"""Checking the registry from the command line."""

from datetime import date, datetime

import pytest
from click.testing import CliRunner
from tests.village.people import Cast

from shihu.base.registry.models import Household, Membership
from shihu.fronts.cli.registry import registry


@pytest.mark.django_db
def test_a_whole_registry_passes(cast: Cast) -> None:
    ran = CliRunner().invoke(registry, ["check"])
    assert ran.exit_code == 0, ran.output
    assert "11 checks, nothing wrong" in ran.output


@pytest.mark.django_db
def test_each_breach_is_named_with_its_household(cast: Cast, now: datetime) -> None:
    home = Household.objects.order_by("code")[0]
    Membership.objects.filter(household=home, relation_id="relation.householder").update(relation_id="relation.other")
    other = Household.objects.order_by("code")[1]
    Membership.objects.filter(household=other).update(since=date(1990, 1, 1))
    ran = CliRunner().invoke(registry, ["check"])
    assert ran.exit_code == 1
    for line in (
        f"householder_belongs {home.code}",
        f"one_householder_on_every_day {home.code}",
        f"members_within_their_household {other.code}",
    ):
        assert line in ran.output
