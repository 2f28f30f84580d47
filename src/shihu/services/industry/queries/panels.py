"""What other pages show of projects: a household, a unit, a place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.kernel.actors import Actor
from shihu.services.industry.models import Participation, Project, Sale
from shihu.services.industry.queries.belonging import own_participations, visible
from shihu.services.industry.queries.projects import projects
from shihu.services.industry.queries.standings import all_standings, booked
from shihu.services.industry.types import ProjectRow, Standing


@dataclass(frozen=True, slots=True)
class HouseholdIndustry:
    """A household in one running season: what is left to repay, what waits."""

    project: UUID
    project_name: str
    season: UUID
    season_name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class PlaceIndustry:
    """Projects running in a place: how many, with how many households, sold this year (fen)."""

    running: tuple[ProjectRow, ...]
    households: int
    sold: int


def household_industry(code: str, *, actor: Actor, on: date) -> list[HouseholdIndustry]:
    """Return the running seasons in which a household takes part, as far as the actor may see them."""
    seen = Q(project__in=Project.objects.filter(visible(actor)).values("pk")) | own_participations(actor)
    found = Participation.objects.filter(seen, household__code=code, until=None).select_related("project").distinct()
    rows = []
    for one in found:
        season = one.project.seasons.filter(closed_on=None, since__lte=on).order_by("-since").first()
        if season is None:
            continue
        mine = next((row for row in all_standings(season.pk, on=on) if row.code == code), None)
        if mine is not None:
            rows.append(HouseholdIndustry(one.project_id, one.project.name, season.pk, season.name, mine))
    return rows


def unit_industry(unit: UUID, place: str, *, actor: Actor, on: date) -> list[ProjectRow]:
    """Return the running projects of a unit that the actor may open."""
    return [row for row in projects(place, actor=actor, on=on) if row.unit == unit and row.closed_on is None]


def place_industry(place: str, *, actor: Actor, on: date) -> PlaceIndustry:
    """Return what runs in a place."""
    running = tuple(row for row in projects(place, actor=actor, on=on) if row.closed_on is None)
    keys = [row.key for row in running]
    sales = Sale.objects.filter(booked(), season__project__in=keys, sold_on__year=on.year, sold_on__lte=on)
    sold = sales.aggregate(sum=Sum("total"))["sum"] or 0
    return PlaceIndustry(running, sum(row.households for row in running), sold)
