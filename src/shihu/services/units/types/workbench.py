"""Changing a draft by hand: what is asked for, what it would do, what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shihu.services.units.types.formations import Choices


class Act(StrEnum):
    """What a change by hand does."""

    MOVE = "move"  # a household to another unit
    EXCHANGE = "exchange"  # two households change places
    LOCK = "lock"  # nobody comes into a unit or leaves it
    UNLOCK = "unlock"
    PIN = "pin"  # a household stays in its unit
    UNPIN = "unpin"
    TIE = "tie"  # two households share a unit
    UNTIE = "untie"
    UNDO = "undo"
    REDO = "redo"


SEATING = frozenset({Act.MOVE, Act.EXCHANGE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One change as it is asked for. Households by code; ``unit`` is where one goes, or the unit to lock."""

    act: Act
    household: str = ""
    unit: UUID | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a draft. ``origin`` is the unit that ``household`` sat in before a move or an exchange.

    ``version`` is the draft's once it was made. ``of`` is the version of the change that an undo or redo concerns;
    ``state`` is done, undone, or dropped (undone, and another change was made since).
    """

    version: int
    act: Act
    household: str = ""
    unit: UUID | None = None
    other: str = ""
    origin: UUID | None = None
    reason: str = ""
    rules: tuple[str, ...] = ()
    state: str = "done"
    of: int | None = None
    actor_name: str = ""
    at: datetime | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """What stays as it is: locked units, pinned households (code to unit), pairs of codes that share a unit."""

    locked: frozenset[UUID] = frozenset()
    pinned: Mapping[str, UUID] = field(default_factory=dict)
    tied: frozenset[tuple[str, str]] = frozenset()

    @property
    def count(self) -> int:
        """How many things are held."""
        return len(self.locked) + len(self.pinned) + len(self.tied)


@dataclass(frozen=True, slots=True)
class Bench:
    """A draft on the workbench. ``seats`` gives each seated household's unit, ``names`` its householder, by code.

    ``start`` is what was held before any change by hand, ``holds`` what is held now.
    """

    key: UUID
    place: str
    version: int
    state: str
    choices: Choices
    outcome: Mapping[str, Any]
    input_hash: str
    hamlet_of: Mapping[UUID, str]
    unit_names: Mapping[UUID, str]
    ordinal_of: Mapping[UUID, int]
    seats: Mapping[str, UUID]
    names: Mapping[str, str]
    edits: tuple[Edit, ...]
    holds: Holds
    start: Holds
    set_aside: Mapping[str, str] = field(default_factory=dict)  # code to rule: stood aside when it was drawn
    based_on: UUID | None = None
    job: UUID | None = None
    sees_private: bool = False
    may_edit: bool = False
    may_allow: bool = False


@dataclass(frozen=True, slots=True)
class SizeChange:
    """How many households a unit has before and after a change."""

    unit: UUID
    before: int
    after: int
    low: int
    high: int

    @property
    def is_outside(self) -> bool:
        """Whether the unit is smaller or larger than the rule has it."""
        return not self.low <= self.after <= self.high


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do, before it is done.

    before, after  the objective by term, and ``total``, of all that is formed together with the household
    broken         rules that it breaks: the engine's names
    clashes        pairs of codes that refuse each other and would share a unit; for the officer alone
    households     code and change of the own share, the most changed first; above zero is worse
    """

    wanted: Wanted
    before: Mapping[str, float]
    after: Mapping[str, float]
    broken: tuple[str, ...]
    clashes: tuple[tuple[str, str], ...]
    households: tuple[tuple[str, float], ...]
    sizes: tuple[SizeChange, ...]

    @property
    def change(self) -> float:
        """After less before, in points; below zero is better."""
        return round(self.after["total"] - self.before["total"], 3)

    @property
    def breaks_only_size(self) -> bool:
        """Whether nothing but a size stands in the way: the officer may allow it with a reason."""
        return self.broken == ("size",)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What is stored with a change of seats, all of it reckoned anew from the households as they now sit.

    ``units`` and ``seats`` hold the facts by unit key and by household code, ``places`` the unit of each of these
    households, ``outcome`` the pieces that change.
    """

    units: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    seats: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    places: Mapping[str, UUID] = field(default_factory=dict)
    outcome: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A draft measured for a comparison: everything by the same weights, whatever weights drew it."""

    terms: Mapping[str, float]
    mean_distance: float
    agreeing: int
    asked: int
    deviation: float
    unmet: int
    sizes: tuple[int, ...]
    outside: int
    elsewhere: int | None  # households not with what became of their unit in force; None where none is in force
    seated: int
    gone: int  # seated in the draft and no longer in the roster
    worse_off: tuple[str, ...]  # groups that fare worse than as many households taken at random
