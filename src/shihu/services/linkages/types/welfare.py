"""Village work: plan, shares, answers, hours, materials."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

WORK_KINDS = ("greening", "river", "lanes", "other")
MEASURES = ("trees", "metres", "cubic")
METHODS = ("households", "workers")


@dataclass(frozen=True, slots=True)
class Material:
    """What a work needs of something, in whole pieces of its own measure (铁锹 30 把: the words say which)."""

    words: str
    quantity: int


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work as it is planned."""

    village: str
    kind: str
    title: str
    where: str
    quantity: int
    measure: str
    first_day: date
    last_day: date
    materials: tuple[Material, ...] = ()
    is_paid: bool = False
    method: str = "households"


@dataclass(frozen=True, slots=True)
class PartOfWork:
    """One unit's part as it would be, or is: the weight it is reckoned by and what falls on it."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    weight: int
    quantity: int


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A person's work on a day."""

    unit: UUID
    household: UUID
    householder: str
    person: UUID
    name: str
    on: date
    minutes: int
    noted_by: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Material that moved."""

    material: str
    kind: str
    quantity: int
    on: date
    noted_by: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A fixed part, with everything that was done for it."""

    key: int
    part: PartOfWork
    answers: Mapping[UUID, bool]
    hours: tuple[HoursRow, ...]
    moves: tuple[MoveRow, ...]
    measured: int | None
    accepted_by: str
    accepted_words: str
    accepted_at: datetime | None

    @property
    def minutes(self) -> int:
        """All minutes worked."""
        return sum(row.minutes for row in self.hours)

    @property
    def coming(self) -> int:
        """Households that said they come."""
        return sum(self.answers.values())


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work; its parts are a preview until it is fixed."""

    key: UUID
    new: NewWork
    planner: str
    planned_by: UUID
    planned_at: datetime
    fixed_at: datetime | None
    preview: tuple[PartOfWork, ...] = ()
    shares: tuple[ShareRow, ...] = ()

    @property
    def stage(self) -> str:
        """``planned``, ``running`` or ``accepted``."""
        if self.fixed_at is None:
            return "planned"
        return "accepted" if self.shares and all(s.accepted_at for s in self.shares) else "running"

    @property
    def minutes(self) -> int:
        """All minutes worked."""
        return sum(share.minutes for share in self.shares)

    @property
    def measured(self) -> int:
        """What was measured so far."""
        return sum(share.measured or 0 for share in self.shares)


@dataclass(frozen=True, slots=True)
class HouseholdHours:
    """A household's hours in a period, by work."""

    household: UUID
    code: str
    householder: str
    unit: UUID
    unit_name: str
    hamlet: str
    ordinal: int
    rows: tuple[tuple[str, date, str, int, bool], ...]  # work, day, who, minutes, paid

    @property
    def minutes(self) -> int:
        """All minutes."""
        return sum(row[3] for row in self.rows)

    @property
    def unpaid(self) -> int:
        """Minutes given freely."""
        return sum(row[3] for row in self.rows if not row[4])
