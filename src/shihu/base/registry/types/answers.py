"""What a household is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.base.registry.types.imports import Fault, Severity


@dataclass(frozen=True, slots=True)
class HouseholdAnswer:
    """Wishes (term keys, first wish first) and partners (household codes). None leaves what the registry has."""

    wishes: tuple[str, ...] = ()
    prefers: tuple[str, ...] = ()
    refuses: tuple[str, ...] | None = None
    willing: bool | None = None


@dataclass(frozen=True, slots=True)
class OwnHousehold:
    """The household that an actor belongs to today."""

    key: UUID
    code: str
    hamlet: str
    householder: str
    version: int
    person: UUID
    name: str  # of the actor's own person
    is_adult: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A household of the same village, as everybody there knows it."""

    key: UUID
    code: str
    hamlet: str
    householder: str


@dataclass(frozen=True, slots=True)
class HouseholdNow:
    """A household as those need it who ask it: where it is, what it wishes, how it is reached."""

    key: UUID
    code: str
    hamlet: str
    householder: str
    street: str
    street_order: int | None
    members: int
    phone: str  # masked
    wishes: tuple[str, ...]
    prefers: tuple[str, ...]  # names
    willing: bool
    version: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One household's line of a sheet of answers, understood. ``answered`` is empty where no day stands."""

    row: int
    code: str
    answered: date | None
    answer: HouseholdAnswer


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A sheet of answers: its lines and everything that is wrong with it."""

    sheet: str
    rows: tuple[SheetRow, ...]
    faults: tuple[Fault, ...]
    headings: Mapping[str, str]  # field -> column letters

    @property
    def stops(self) -> bool:
        """True when a fault keeps the sheet from being loaded."""
        return any(fault.severity is Severity.FAULT for fault in self.faults)
