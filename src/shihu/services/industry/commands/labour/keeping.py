"""Who keeps a register: the village's officers, or the foreman whom they named."""

from datetime import datetime
from uuid import UUID

from shihu.base.accounts.queries import actor_by_key
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import ForemanAdrift
from shihu.services.industry.models import Foreman, Project, Season, WagePayment, Workday
from shihu.services.industry.queries.labour.access import register


class Keeping(Running):
    """An act of somebody on a register. Use it inside one transaction."""

    def kept(self, key: UUID, *, needs_open: bool = True) -> tuple[Season, Foreman | None]:
        """Return the season, locked with its project, and the foreman where the actor keeps it as one."""
        seen = register(key, actor=self.actor, on=self.today)
        if not seen.may_keep:
            raise NotAllowed
        Project.objects.select_for_update().get(pk=seen.season.project_id)
        return self.locked(key, needs_open=needs_open), None if seen.runs else seen.foreman

    def sheet(self, key: UUID, *, needs_open: bool = True) -> tuple[Workday, Foreman | None]:
        """Return a sheet, locked with its season."""
        season = Workday.objects.filter(pk=key).values_list("season", flat=True).first()
        if season is None:
            raise NotFound
        locked, foreman = self.kept(season, needs_open=needs_open)
        row = Workday.objects.select_for_update(of=("self",)).get(pk=key)
        row.season = locked
        return row, foreman

    def decided(self, key: UUID) -> Workday:
        """Return a sheet for who may be the second person."""
        season = Workday.objects.filter(pk=key).values_list("season", flat=True).first()
        if season is None:
            raise NotFound
        locked = self._approved(season)
        row = Workday.objects.select_for_update(of=("self",)).get(pk=key)
        row.season = locked
        return row

    def payment(self, key: UUID, *, second: bool) -> WagePayment:
        """Return a payment, locked with its season, for who runs the project; ``second`` also for who may approve."""
        season = WagePayment.objects.filter(pk=key).values_list("season", flat=True).first()
        if season is None:
            raise NotFound
        locked = self._approved(season) if second else self.season(season, needs_open=False)
        row = WagePayment.objects.select_for_update(of=("self",)).get(pk=key)
        row.season = locked
        return row

    def booker(self, season: Season, foreman: Foreman | None) -> Actor:
        """Return in whose name the day is booked: the actor's, or that of who named them foreman."""
        if foreman is None:
            return self.actor
        named = actor_by_key(foreman.named_by, now=self.now)
        if not policies.RUN_PROJECTS.allows(named, season.project.place_id):
            raise ForemanAdrift(name=foreman.named_name)
        return named

    def _approved(self, season: UUID) -> Season:
        seen = register(season, actor=self.actor, on=self.today)
        policies.APPROVE.require(self.actor, seen.place, seen=True)
        Project.objects.select_for_update().get(pk=seen.season.project_id)
        return self.locked(season, needs_open=False)


def actor_at(key: UUID | None, now: datetime) -> Actor:
    """Return who recorded what now is decided, with the rights of today."""
    return actor_by_key(key, now=now)
