"""Reading projects."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.numerals import reading_order
from shihu.kernel.places import Level
from shihu.services.industry import policies
from shihu.services.industry.models import BudgetLine, Participation, Project, Season
from shihu.services.industry.queries.belonging import opened, own_participations, season_opened, visible
from shihu.services.industry.types import (
    BudgetRow,
    ParticipantRow,
    ProjectDetail,
    ProjectRow,
    SeasonRow,
    SiteRow,
)


def projects(place: str, *, actor: Actor, on: date) -> list[ProjectRow]:
    """Return the projects under ``place`` that the actor may open, those that run before those that ended."""
    found = Project.objects.filter(visible(actor), within("place_id", [place]), opened_on__lte=on)
    return _rows(_whole(found), actor, on)


def own_projects(*, actor: Actor, on: date) -> list[ProjectRow]:
    """Return the projects in which the actor's own household takes part on the day."""
    mine = Participation.objects.filter(own_participations(actor), until=None).values("project")
    return _rows(_whole(Project.objects.filter(pk__in=mine, opened_on__lte=on)), actor, on)


def project(key: UUID, *, actor: Actor, on: date) -> ProjectDetail:
    """Return one project whole. Who only takes part sees no other household's row."""
    found = opened(key, actor=actor)
    [whole] = _whole(Project.objects.filter(pk=key))
    [row] = _rows([whole], actor, on)
    people = whole.participations.select_related("household__householder", "household")
    if not found.sees:
        people = people.filter(household=found.own)
    return ProjectDetail(
        row=row,
        plan=whole.plan,
        risk=whole.risk,
        closed_why=whole.closed_why,
        sites=tuple(
            SiteRow(s.pk, s.kind, s.name, s.hamlet_id, s.mu, s.since, s.until)
            for s in sorted(whole.sites.all(), key=lambda site: reading_order(site.name))
        ),
        seasons=tuple(season_row(season) for season in whole.seasons.all()),
        participants=tuple(participant_row(one) for one in people.order_by("household__code", "since")),
        may_approve=policies.APPROVE.allows(actor, whole.place_id),
        is_dissolved=bool(whole.unit and whole.unit.until and whole.unit.until <= on and whole.closed_on is None),
    )


def project_of_season(season: UUID, *, actor: Actor) -> UUID:
    """Return the project of a season that the actor may open."""
    found, _opened = season_opened(season, actor=actor)
    return found.project_id


def participants(project: UUID, *, on: date) -> dict[UUID, ParticipantRow]:
    """Return the households that take part on the day, by key. For commands and rules; limits nothing."""
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    found = Participation.objects.filter(running, project=project).select_related("household__householder")
    return {one.household_id: participant_row(one) for one in found.order_by("household__code")}


def households_in_projects(villages: Collection[str], *, days: Sequence[date]) -> dict[date, dict[str, int]]:
    """Return how many households of each village took part in a project on each day. One query."""
    rows = Participation.objects.filter(within("household__hamlet_id", villages)).order_by()
    parts = list(rows.values_list("household_id", "household__hamlet_id", "since", "until"))
    told = {}
    for day in days:
        homes = {
            (hamlet[: Level.VILLAGE], home)
            for home, hamlet, since, until in parts
            if since <= day < (until or date.max)
        }
        told[day] = dict(Counter(village for village, _home in homes))
    return told


def season_row(season: Season) -> SeasonRow:
    """Return a season with its budget."""
    budget = tuple(
        BudgetRow(line.side, line.words, line.quantity, line.measure, line.price, line.amount)
        for line in season.budget.all()
    )
    return SeasonRow(season.pk, season.project_id, season.name, season.since, season.due, season.closed_on, budget)


def participant_row(one: Participation) -> ParticipantRow:
    """Return a household in a project."""
    home = one.household
    name = home.householder.name if home.householder else ""
    return ParticipantRow(home.pk, home.code, name, home.hamlet_id, one.since, one.until)


def _whole(found: QuerySet[Project]) -> list[Project]:
    seasons = Season.objects.order_by("-since").prefetch_related(Prefetch("budget", BudgetLine.objects.all()))
    return list(found.select_related("book", "kind", "place", "unit").prefetch_related(Prefetch("seasons", seasons)))


def _rows(found: Sequence[Project], actor: Actor, on: date) -> list[ProjectRow]:
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    counts: dict[UUID, int] = {}
    for key in Participation.objects.filter(running, project__in=found).values_list("project_id", flat=True):
        counts[key] = counts.get(key, 0) + 1
    rows = []
    for one in found:
        current = next((s for s in one.seasons.all() if s.closed_on is None and s.since <= on), None)
        rows.append(
            ProjectRow(
                key=one.pk,
                name=one.name,
                kind=one.kind_id,
                kind_zh=one.kind.name_zh,
                kind_en=one.kind.name_en,
                place=one.place_id,
                place_name=one.place.name,
                place_name_en=one.place.name_en,
                book=one.book_id,
                book_kind=one.book.kind,
                book_name=one.book.name,
                unit=one.unit_id,
                opened_on=one.opened_on,
                closed_on=one.closed_on if one.closed_on and one.closed_on <= on else None,
                households=counts.get(one.pk, 0),
                season=season_row(current) if current else None,
                may_run=policies.RUN_PROJECTS.allows(actor, one.place_id),
            )
        )
    return sorted(rows, key=lambda row: (row.closed_on is not None, row.place, row.name))
