"""Who stands how to a project: sees it by office, takes part in it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import Participation, Project, Season

_MEMBERS = frozenset({Role.HEAD, Role.VILLAGER})


@dataclass(frozen=True, slots=True)
class Opened:
    """A project as the actor may open it: ``sees`` by office, ``own`` is the key of the own household in it."""

    project: Project
    sees: bool
    own: UUID | None


def own_participations(actor: Actor) -> Q:
    """Return the filter on participations "of the actor's own household"."""
    if not actor.is_known:
        return Q(pk__in=())
    return Q(
        within("household__hamlet_id", actor.scopes(_MEMBERS)),
        household__memberships__person__account=actor.key,
        household__memberships__until=None,
    )


def visible(actor: Actor) -> Q:
    """Return the filter on projects that the actor may open."""
    mine = Participation.objects.filter(own_participations(actor)).values("project")
    return within("place_id", policies.SEE_PROJECTS.scopes(actor)) | Q(pk__in=mine)


def opened(key: UUID, *, actor: Actor) -> Opened:
    """Return a project that the actor sees by office or whose household takes or took part; NotFound otherwise."""
    project = Project.objects.select_related("book", "kind", "place").filter(pk=key).first()
    if project is None:
        raise NotFound
    sees = policies.SEE_PROJECTS.allows(actor, project.place_id)
    found = Participation.objects.filter(own_participations(actor), project=project).order_by("until", "-since")
    own = found.values_list("household_id", flat=True).first()
    if not sees and own is None:
        raise NotFound
    return Opened(project, sees, own)


def season_opened(key: UUID, *, actor: Actor) -> tuple[Season, Opened]:
    """Return a season with its project, as the actor may open it; NotFound otherwise."""
    season = Season.objects.filter(pk=key).first()
    if season is None:
        raise NotFound
    return season, opened(season.project_id, actor=actor)
