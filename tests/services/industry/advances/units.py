"""A unit that keeps the project, and its end."""

from datetime import datetime

from tests.services.industry.conftest import SPRING, Farm

from shihu.services.industry.models import Project
from shihu.services.units.models import Formation, Unit


def give_unit(farm: Farm, now: datetime) -> None:
    """Let the farm's project be a unit's."""
    formation = Formation.objects.create(place_id="141130101202", asked_at=now)
    unit = Unit.objects.create(
        formation=formation, hamlet_id="141130101202001", ordinal=1, name="一单元", facts={}, since=SPRING
    )
    Project.objects.filter(pk=farm.project).update(unit=unit)


def dissolve(farm: Farm, now: datetime) -> None:
    """End the unit."""
    Unit.objects.filter(pk__in=Project.objects.values("unit")).update(until=now.date())
