"""Unit meetings, what follows from them, and who reaches whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What was put to the vote; with ``owner`` and ``due`` somebody sees to it."""

    words: str
    votes_for: int
    votes_against: int = 0
    abstained: int = 0
    owner: UUID | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision, and its task where it has an owner."""

    key: UUID
    meeting: UUID
    unit: UUID
    number: int
    words: str
    votes_for: int
    votes_against: int
    abstained: int
    is_carried: bool
    owner: UUID | None
    owner_name: str
    due: date | None
    done_on: date | None
    done_by: str

    @property
    def is_open(self) -> bool:
        """True for a task that waits."""
        return self.owner is not None and self.is_carried and self.done_on is None


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A household expected at a meeting. ``came`` is None until the minutes are kept."""

    household: UUID
    householder: str
    came: bool | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting."""

    key: UUID
    unit: UUID
    at: datetime
    where: str
    agenda: tuple[str, ...]
    called_by: str
    minutes: str
    kept_by: str
    kept_at: datetime | None
    expected: tuple[ExpectedRow, ...]
    decisions: tuple[DecisionRow, ...]

    @property
    def is_kept(self) -> bool:
        """True once its minutes are written."""
        return self.kept_at is not None

    @property
    def came(self) -> int:
        """Households present."""
        return sum(bool(row.came) for row in self.expected)


@dataclass(frozen=True, slots=True)
class PartyMember:
    """A Party member who can reach households."""

    person: UUID
    name: str
    household: UUID
    unit: UUID | None
    hamlet: str


@dataclass(frozen=True, slots=True)
class ReachHome:
    """A household of a unit, and who reaches it. ``has_own`` where a Party member lives in it."""

    household: UUID
    code: str
    householder: str
    unit: UUID
    hamlet: str
    has_own: bool
    link: UUID | None = None
    member: UUID | None = None
    member_name: str = ""
    since: date | None = None

    @property
    def is_reached(self) -> bool:
        """True where somebody of the Party lives in it or reaches it."""
        return self.has_own or self.member is not None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who reaches whom in a place: members with their load, households, what is suggested."""

    members: tuple[PartyMember, ...]
    homes: tuple[ReachHome, ...]
    suggested: dict[UUID, UUID]  # household -> Party member

    def load(self, person: UUID) -> int:
        """Return how many households a member reaches."""
        return sum(home.member == person for home in self.homes)
