"""Units as they stand on a day, and what in them no longer fits the roster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.services.units.types.formations import UnitRow


@dataclass(frozen=True, slots=True)
class Unseated:
    """A willing household of a hamlet with units in force that sits in none of them."""

    code: str
    householder: str
    hamlet: str
    at: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A household whose seat no longer fits: it ``ended``, ``moved`` to another hamlet, or is ``unwilling`` now."""

    code: str
    householder: str
    unit: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What the roster and the units in force disagree about, and the units outside their size."""

    unseated: tuple[Unseated, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    small: tuple[UUID, ...] = ()
    large: tuple[UUID, ...] = ()
    leaderless: tuple[UUID, ...] = ()

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(map(len, (self.unseated, self.misfits, self.small, self.large, self.leaderless)))


@dataclass(frozen=True, slots=True)
class Standing:
    """The units of a hamlet or a village on a day, with who sat in each on that day."""

    place: str
    name: str
    name_en: str
    on: date
    is_today: bool
    units: tuple[UnitRow, ...]
    streets: tuple[tuple[tuple[float, float], ...], ...]
    sizes: Mapping[UUID, tuple[int, int]]  # the smallest and the largest that each was formed with
    unsettled: Unsettled
    first_day: date | None  # since when there are units here
    sees_private: bool


@dataclass(frozen=True, slots=True)
class WayIn:
    """A unit that a household could join with nobody else moving. ``change`` in points; below zero is better."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    size: int
    change: float
    broken: tuple[str, ...]  # rules, empty where it may
