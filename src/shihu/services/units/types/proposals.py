"""What goes into and comes out of proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shihu.services.units.types.formations import FormationRow, SeatRow, UnitRow


class Word(StrEnum):
    """What a household says to a proposal."""

    ACCEPT = "accept"
    ASK = "ask"
    DECLINE = "decline"


class Channel(StrEnum):
    """How a decision came in."""

    PHONE = "phone"
    CADRE = "cadre"
    PAPER = "paper"
    CARRIED = "carried"


class AskingKind(StrEnum):
    """What is wanted of a household: see the model."""

    ASKED = "asked"
    TOLD = "told"
    KEPT = "kept"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Agreed:
    """How units were agreed before this platform: ``minutes`` or ``list``, its number, its day."""

    kind: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Deciding:
    """A household's decision on its way in. ``wanted_partner`` is a household code."""

    household: str
    word: Word
    channel: Channel
    decided_on: date
    decided_by: str = ""
    witness: str = ""
    paper: str = ""
    reason: str = ""
    wanted_unit: UUID | None = None
    wanted_partner: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One decision as the rules see it: which word, from which day, entered in which order."""

    word: Word
    decided_on: date
    order: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as pages show it."""

    word: Word
    channel: Channel
    decided_on: date
    decided_by: str
    witness: str
    paper: str
    reason: str
    wanted_unit: UUID | None
    wanted_partner: str  # code
    wanted_partner_name: str
    entered_name: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One household of a proposal with what it decided, the standing decision first."""

    household: UUID
    code: str
    householder: str
    hamlet: str
    phone: str  # masked
    kind: AskingKind
    stands: bool  # False once the household has ended or left the unit's hamlets
    decisions: tuple[DecisionRow, ...] = ()

    @property
    def last(self) -> DecisionRow | None:
        """The decision that counts."""
        return self.decisions[0] if self.decisions else None

    @property
    def word(self) -> str:
        """accept, ask, decline or silent; who stays in a unit that goes on counts as accepting."""
        if self.last is not None:
            return self.last.word.value
        return Word.ACCEPT.value if self.kind is AskingKind.STAYS else "silent"


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    """One unit of a proposal."""

    row: UnitRow
    asked: tuple[AskedRow, ...]
    is_agreed: bool  # every member's acceptance stands
    is_ready: bool  # agreed, the notice has ended, and it is not established yet
    is_established: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """How many accept, ask, decline, are silent."""
        told = dict.fromkeys(("accept", "ask", "decline", "silent"), 0)
        for asked in self.asked:
            told[asked.word] += 1
        return told


@dataclass(frozen=True, slots=True)
class ProposalDetail:
    """A proposal with everything its pages need."""

    row: FormationRow
    kind: str
    starts: date
    ends: date
    days: int
    published_by: str
    end: str
    ended_at: datetime | None
    reason: str
    units: tuple[ProposedUnit, ...]
    may_enter: bool
    may_publish: bool
    follows: UUID | None = None
    followed_by: UUID | None = None
    again: UUID | None = None  # a draft solved again from it that waits

    @property
    def is_open(self) -> bool:
        """True while households may decide."""
        return not self.end

    @property
    def is_over(self) -> bool:
        """True once the proposal was closed, withdrawn, followed or wholly established."""
        return bool(self.end)


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """The proposal that asks the actor's own household."""

    formation: UUID
    place: str
    starts: date
    ends: date
    is_open: bool
    is_established: bool
    unit: UnitRow
    seat: SeatRow | None
    asked: AskedRow
    units: tuple[UnitRow, ...]  # of the own hamlet, with their seats: where one may ask to sit
    came: tuple[str, ...]  # householders new in the unit, for who is told
    went: tuple[str, ...]
    may_decide: bool
    name: str  # of the own person


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A proposal that waits for the own household's word, in a line."""

    unit_name: str
    hamlet: str
    ordinal: int
    ends: date
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """An open proposal as the first page shows it."""

    formation: UUID
    place_name: str
    place_name_en: str
    starts: date
    ends: date
    silent: int
    requests: int


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    ends: date
    asked: int
    carried: int
    told: int


@dataclass(frozen=True, slots=True)
class Established:
    """What establishing did."""

    units: int
    households: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An open request as the next solving takes it."""

    code: str
    word: Word
    reason: str
    wanted_unit: UUID | None
    wanted_partner: str


@dataclass(frozen=True, slots=True)
class Solving:
    """What to solve again from: units that stay, who goes where, who stays together, who is left out and why."""

    locked: tuple[UUID, ...]
    pinned: Mapping[str, UUID]
    together: tuple[tuple[str, str], ...]
    left_out: Mapping[str, str]
    by_hand: tuple[str, ...]  # codes of those whose request names neither unit nor partner
