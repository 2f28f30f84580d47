"""Who runs a project: finds it, locks it, refuses those who may not, notes what was done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.errors import ProjectClosed, SeasonClosed, UnitDissolved
from shihu.services.industry.models import Project, Season
from shihu.services.industry.queries.belonging import opened


class Running:
    """An act of somebody on the projects that they run. Use it inside one transaction."""

    def __init__(self, *, actor: Actor, now: datetime) -> None:
        self.actor, self.now, self.today = actor, now, timezone.localdate(now)

    def project(self, key: UUID, *, needs_open: bool = False) -> Project:
        """Return the project, locked."""
        seen = opened(key, actor=self.actor)
        policies.RUN_PROJECTS.require(self.actor, seen.project.place_id, seen=True)
        found = Project.objects.select_for_update().get(pk=key)
        if needs_open and found.closed_on is not None:
            raise ProjectClosed(day=found.closed_on.isoformat())
        return found

    def season(self, key: UUID, *, needs_open: bool = True, begins: bool = False) -> Season:
        """Return the season, locked with its project. ``begins``: something new starts, for which a unit must stand."""
        season = Season.objects.filter(pk=key).first()
        if season is None:
            raise NotFound
        self.project(season.project_id)
        return self.locked(key, needs_open=needs_open, begins=begins)

    def locked(self, key: UUID, *, needs_open: bool = True, begins: bool = False) -> Season:
        """Return the season, locked, to who was found to have a right of their own."""
        found = (
            Season.objects.select_for_update(of=("self",)).select_related("project__book", "project__unit").get(pk=key)
        )
        if needs_open and found.closed_on is not None:
            raise SeasonClosed(season=found.name, day=found.closed_on.isoformat())
        if begins and self.is_dissolved(found.project):
            raise UnitDissolved
        return found

    def note(
        self,
        action: str,
        project: Project,
        *,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        """Record what was done to a project."""
        key = str(project.pk)
        change = Change(f"industry.{action}", "project", key, project.place_id, old, new, reason=reason[:200])
        record(actor=self.actor, now=self.now, changes=[change])

    def is_dissolved(self, project: Project) -> bool:
        """Tell whether the project is a unit's and the unit is in force no more."""
        return project.unit is not None and project.unit.until is not None and project.unit.until <= self.today
