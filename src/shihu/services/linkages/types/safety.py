"""What goes into and comes out of safety."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Trouble(StrEnum):
    """What may be dangerous about a house or a hamlet."""

    STOVE = "stove"
    WIRING = "wiring"
    SLOPE = "slope"
    HOUSE = "house"
    ROAD = "road"
    WELL = "well"
    DOG = "dog"
    FIRE = "fire"
    WATER = "water"
    OTHER = "other"


class Why(StrEnum):
    """Why somebody needs a look-in."""

    ALONE = "alone"
    OLD_PAIR = "old_pair"
    CHILD = "child"
    ILL = "ill"


class Holder(StrEnum):
    """Who has an open hazard now."""

    MENDER = "mender"
    VILLAGE = "village"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Season:
    """A time of year with a round of its own: from and until are (month, day); ``days`` to go round in."""

    kind: str
    first: tuple[int, int]
    last: tuple[int, int]
    days: int


@dataclass(frozen=True, slots=True)
class Someone:
    """What decides whether somebody needs a look-in."""

    person: UUID
    age: int | None
    is_frail: bool
    ages_at_home: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One household of a round."""

    household: UUID
    code: str
    householder: str
    found: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a unit."""

    key: UUID
    unit: UUID
    unit_name: str
    hamlet: str
    kind: str
    opened_on: date
    opened_by: str
    closed_on: date | None
    doors: int
    checked: int
    hazards: int


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A round with its doors."""

    row: RoundRow
    doors: tuple[DoorRow, ...]
    may_check: bool


@dataclass(frozen=True, slots=True)
class HazardRow:
    """A hazard with who has it now."""

    key: UUID
    hamlet: str
    unit: UUID | None
    household: str
    householder: str
    kind: str
    grade: str
    where: str
    words: str
    found_on: date
    found_by: str
    mender: str
    mend_by: date
    mended_on: date | None
    mended_words: str
    closed_on: date | None
    closed_by: str
    closed_words: str
    days_late: int
    holder: Holder
    may_act: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit that was paid."""

    day: date
    found: str
    line: str
    by: str


@dataclass(frozen=True, slots=True)
class LookInRow:
    """Somebody who needs a look-in. Without the right to know why, ``whys`` holds only what everybody sees."""

    person: UUID
    name: str
    code: str
    hamlet: str
    unit: UUID | None
    whys: tuple[Why, ...]
    has_hidden_why: bool
    last: VisitRow | None
    due: date

    def is_due(self, on: date) -> bool:
        """Tell whether the visit is due on the day."""
        return self.due <= on


@dataclass(frozen=True, slots=True)
class DueRound:
    """A unit whose seasonal round has not been walked yet."""

    unit: UUID
    unit_name: str
    hamlet: str
    kind: str
    due: date


@dataclass(frozen=True, slots=True)
class SafetyFigures:
    """Safety of a place in figures."""

    open_hazards: int
    late_hazards: int
    closed_this_year: int
    rounds_this_year: int
    looked_in: int
    to_look_in: int
