"""Who stands how to a register: sees it by office, keeps it as foreman, works in it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import Foreman, Season


@dataclass(frozen=True, slots=True)
class Register:
    """A season's register as the actor may open it."""

    season: Season
    place: str
    sees: bool
    runs: bool
    foreman: Foreman | None

    @property
    def may_keep(self) -> bool:
        """Tell whether they may enter and confirm days."""
        return self.runs or self.foreman is not None


def leads(actor: Actor, on: date) -> Q:
    """Return the filter on foremen "the actor, on the day"."""
    if actor.key is None:
        return Q(pk__in=())
    return Q(person__account=actor.key, since__lte=on) & (Q(until=None) | Q(until__gt=on))


def register(season: UUID, *, actor: Actor, on: date) -> Register:
    """Return a register that the actor sees by office or keeps as foreman; NotFound otherwise."""
    found = Season.objects.select_related("project__book").filter(pk=season).first()
    if found is None:
        raise NotFound
    place = found.project.place_id
    foreman = Foreman.objects.filter(leads(actor, on), project=found.project_id).first()
    sees = policies.SEE_PROJECTS.allows(actor, place)
    if not sees and foreman is None:
        raise NotFound
    return Register(found, place, sees, policies.RUN_PROJECTS.allows(actor, place), foreman)
