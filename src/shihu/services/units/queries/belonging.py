"""Who stands how to a unit: sits in it, has kin in it, sees it by office."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor, Role
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import Seat, Unit

MEMBERS = frozenset({Role.HEAD, Role.VILLAGER})
OPEN = Q(since__isnull=False, until=None)


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """The actor's own seat in a unit: their household, and they themselves in it."""

    unit: UUID
    household: UUID
    person: UUID
    name: str
    birth: date | None
    is_householder: bool
    is_head: bool  # holds the role of a head there


@dataclass(frozen=True, slots=True)
class Opened:
    """A unit as the actor may open it. ``sees`` by office, ``own`` as a member."""

    unit: Unit
    sees: bool
    own: OwnSeat | None


def own_seat(actor: Actor, units: Collection[UUID] | None = None) -> OwnSeat | None:
    """Return the actor's seat today, in one of ``units`` if given; None without one."""
    if not actor.is_known:
        return None
    seats = Seat.objects.filter(
        OPEN,
        within("unit__hamlet_id", actor.scopes(MEMBERS)),
        household__memberships__person__account=actor.key,
        household__memberships__until=None,
    )
    if units is not None:
        seats = seats.filter(unit__in=units)
    found = seats.values_list(
        "unit_id",
        "unit__hamlet_id",
        "household_id",
        "household__householder_id",
        "household__memberships__person_id",
        "household__memberships__person__name",
        "household__memberships__person__birth",
    ).first()
    if found is None:
        return None
    unit, hamlet, household, householder, person, name, birth = found
    is_head = actor.holds({Role.HEAD}, hamlet)
    return OwnSeat(unit, household, person, name, birth, person == householder, is_head)


def opened(key: UUID | str, *, actor: Actor) -> Opened:
    """Return a unit that the actor sees by office or sits in; NotFound otherwise."""
    unit = Unit.objects.filter(pk=key).first()
    if unit is None:
        raise NotFound
    sees = policies.SEE_UNITS.allows(actor, unit.hamlet_id)
    own = own_seat(actor, [unit.pk])
    if not sees and own is None:
        raise NotFound
    return Opened(unit, sees, own)


def kin_units(actor: Actor) -> set[UUID]:
    """Return the open units in which the actor or their kin sit.

    Kin, as the register knows it: whoever lives today in a seated household and ever belonged to one household with
    the actor, such as a daughter who married out or a brother who set up for himself.
    """
    if not actor.is_known:
        return set()
    shared = "household__memberships__person__memberships__household__memberships__person__account"
    found: QuerySet[Seat] = Seat.objects.filter(
        OPEN, household__memberships__until=None, **{shared: actor.key}
    ).distinct()
    return set(found.values_list("unit_id", flat=True))


def concerns(place: str, *, actor: Actor) -> bool:
    """Tell whether a place lies in the actor's area or the area in it: a township's rules concern its villagers."""
    scopes = actor.scopes(policies.SEE_UNITS.roles | MEMBERS)
    return any(lies_in(scope, place) or lies_in(place, scope) for scope in scopes)


def require_concern(place: str, *, actor: Actor) -> None:
    """NotFound where the place is none of the actor's business."""
    if not concerns(place, actor=actor):
        raise NotFound


def township_of(place: str) -> str:
    """Return the township of a place; NotFound above one."""
    if len(place) < Level.TOWNSHIP:
        raise NotFound
    return place[: Level.TOWNSHIP]


def open_units(place: str, *, on: date) -> QuerySet[Unit]:
    """Units of a place in force on a day, in order."""
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return Unit.objects.filter(running, within("hamlet_id", [place])).order_by("hamlet", "ordinal")
