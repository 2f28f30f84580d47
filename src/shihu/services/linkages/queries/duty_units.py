"""A unit as the actor stands to it: sees it by office, sits in it, heads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.base.places.queries import names
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.units.queries import OwnSeat, heads_of, kin_units, own_seat, unit_on
from shihu.services.units.types import UnitRow


@dataclass(frozen=True, slots=True)
class Opened:
    """A unit in force that the actor may open."""

    unit: UnitRow
    sees: bool  # by office
    own: OwnSeat | None
    keeps: bool  # the village's cadre or the officer
    is_head: bool

    @property
    def runs(self) -> bool:
        """True for who runs the unit's affairs: its head, and the cadre for it."""
        return self.keeps or self.is_head

    @property
    def homes(self) -> dict[UUID, str]:
        """Householders by household."""
        return {seat.household: seat.householder for seat in self.unit.seats}


def opened(key: UUID | str, *, actor: Actor, on: date) -> Opened:
    """Return a unit that the actor sees by office or sits in; NotFound otherwise. At most four queries."""
    unit = unit_on(UUID(str(key)), on=on)
    if unit is None:
        raise NotFound
    sees = policies.SEE_DUTIES.allows(actor, unit.hamlet)
    own = own_seat(actor, [unit.key])
    if not sees and own is None:
        raise NotFound
    head = heads_of([unit.key], on=on).get(unit.key) if own else None
    return Opened(
        unit=unit,
        sees=sees,
        own=own,
        keeps=policies.KEEP_DUTIES.allows(actor, unit.hamlet),
        is_head=own is not None and head is not None and head.person == own.person,
    )


def own_unit(*, actor: Actor, on: date) -> Opened | None:
    """Return the unit that the actor's household sits in; None without one."""
    own = own_seat(actor)
    return opened(own.unit, actor=actor, on=on) if own else None


def has_kin(unit: UUID, *, actor: Actor) -> bool:
    """Tell whether the actor or their kin, as the register knows it, sit in the unit."""
    return unit in kin_units(actor)


def require_village(place: str, *, actor: Actor) -> str:
    """Return the village of a village or hamlet that the actor sees by office; NotFound otherwise."""
    if len(place) not in {Level.VILLAGE, Level.HAMLET} or place not in names({place}):
        raise NotFound
    policies.SEE_DUTIES.require(actor, place)
    return place if level_of(place) is Level.VILLAGE else place[: Level.VILLAGE]


def hamlet_names(codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return (name, name_en) of places by code."""
    return {code: (row.name, row.name_en) for code, row in names(set(codes)).items()}
