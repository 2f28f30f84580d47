"""What goes into and comes out of safety."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shihu.base.cases.types import CaseDetail, CaseRow, Happening

HAZARD = "linkages.hazard"


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
    NEGLECTED = "neglected"
    ASKED = "asked"


class HazardLevel(StrEnum):
    """Where a hazard lies: with whoever mends it or the unit's head, with the village, with the township."""

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
    """A hazard with its case: who answers for it now, its clock, whether it was mended and looked at."""

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
    case: CaseRow
    may_act: bool

    @property
    def is_mended(self) -> bool:
        """Said to be mended, and nobody has looked at it again yet."""
        return self.case.closed is not None and self.case.visit_due is not None and self.case.visited is None

    @property
    def is_closed(self) -> bool:
        """Done with: mended and looked at again, or ended otherwise."""
        return self.case.closed is not None and not self.is_mended

    @property
    def late(self) -> int:
        """How many days of its clock it is late; 0 where it is not or is done."""
        return self.case.clock.late if self.case.clock is not None and self.case.closed is None else 0

    @property
    def due(self) -> date | None:
        """The day on which its clock runs out; None while it stands or where it was mended."""
        if self.is_mended:
            return self.case.visit_due
        return self.case.clock.due.date() if self.case.clock and self.case.clock.due and not self.case.closed else None


@dataclass(frozen=True, slots=True)
class HazardDetail:
    """A hazard with the file of its case."""

    row: HazardRow
    case: CaseDetail

    @property
    def mended_by(self) -> str:
        """Who said last that it is mended."""
        closed = [event.by for event in self.case.events if event.happening == Happening.CLOSED]
        return closed[-1] if closed else ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit that was paid."""

    day: date
    found: str
    line: str
    by: str
    kept: bool | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class CarePlanRow:
    """Who visits somebody how often, and what the children promised."""

    key: UUID
    need: str
    every: int
    visitor: UUID | None
    visitor_name: str
    promise: str
    clause: str
    since: date
    made_by: str


@dataclass(frozen=True, slots=True)
class NewCarePlan:
    """A visit plan as it is entered. ``visitor`` is a name, or a name and a household code; empty: the unit's head."""

    need: str = ""
    every: int = 30
    visitor: str = ""
    promise: str = ""
    clause: str = ""


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
    every: int = 0
    plan: CarePlanRow | None = None

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
