"""What goes into and comes out of choosing heads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class Kind(StrEnum):
    """What an election decides."""

    HEAD = "head"
    DEPUTY = "deputy"
    RECALL = "recall"


class Way(StrEnum):
    """How households vote. A meeting shows hands; each hand counts as a paper."""

    PHONE = "phone"
    PAPER = "paper"
    MIXED = "mixed"
    MEETING = "meeting"


class Stage(StrEnum):
    """Where an election stands."""

    NOMINATING = "nominating"
    VOTING = "voting"
    COUNTING = "counting"
    TIED = "tied"
    CHOSEN = "chosen"
    POSTED = "posted"
    IN_OFFICE = "in_office"
    FAILED = "failed"
    RUN_OFF = "run_off"  # tied, and decided by the run-off that followed
    CALLED_OFF = "called_off"


OVER = frozenset({Stage.IN_OFFICE, Stage.FAILED, Stage.RUN_OFF, Stage.CALLED_OFF})
BLANK, YES, NO = "blank", "yes", "no"


@dataclass(frozen=True, slots=True)
class HeadRules:
    """The rules of choosing heads in force from a day on. An election keeps the ones it was opened under."""

    adult_age: int = 18  # years
    term_years: int = 3
    quorum: Fraction = Fraction(1, 2)  # of the households; more than this share must take part
    recall: Fraction = Fraction(1, 3)  # of the households; at least this share must sign a motion
    objection_days: int = 5  # days a result hangs out before anybody takes office
    seconds: int = 1  # other households that must second a nomination
    most_deputies: int = 2
    interim_days: int = 90  # a deputy stands in for at most so long


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether somebody may stand, on a day."""

    name: str
    birth: date | None
    is_seated: bool  # their household sits in the unit on the day
    is_able: bool
    heads: str  # name of another unit that they head on the day, empty if none
    is_party_member: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps somebody from standing, as a sentence with its values."""

    code: str
    sentence: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Count:
    """A teller's count of the papers: unused ones given back, invalid ones, valid ones by choice."""

    unused: int
    invalid: int
    votes: Mapping[str, int]

    @property
    def valid(self) -> int:
        """Valid papers."""
        return sum(self.votes.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the votes decide: who is chosen, between whom it is tied, or why nobody is."""

    stage: Stage
    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    reason: str = ""  # quorum, nobody


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who was nominated."""

    key: UUID
    person: UUID
    name: str
    household: UUID
    householder: str
    is_party_member: bool
    nominated_by: str
    grounds: str
    seconds: tuple[str, ...]  # householders
    needs: int  # seconds still missing
    has_consented: bool
    has_withdrawn: bool
    faults: tuple[Fault, ...] = ()

    @property
    def stands(self) -> bool:
        """On the ballot once voting begins."""
        return self.has_consented and not self.has_withdrawn and not self.needs and not self.faults


@dataclass(frozen=True, slots=True)
class RollRow:
    """A household of the electorate: how it took part, never what it chose."""

    household: UUID
    code: str
    householder: str
    channel: str  # "", phone, paper


@dataclass(frozen=True, slots=True)
class TellerRow:
    """One of the two who count."""

    person: UUID
    name: str
    has_counted: bool
    entered_by: str


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """What somebody said against a posted result."""

    key: UUID
    householder: str
    text: str
    raised_on: date
    answer: str


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """An election as lists show it."""

    key: UUID
    unit: UUID
    unit_name: str
    hamlet: str
    ordinal: int
    kind: Kind
    way: Way
    stage: Stage
    places: int
    nominate_until: date
    vote_from: date
    vote_until: date
    households: int
    took_part: int
    chosen: tuple[str, ...]
    posted_on: date | None
    objections_until: date | None
    office_from: date | None
    is_run_off: bool
    recalled: str = ""


@dataclass(frozen=True, slots=True)
class ElectionDetail:
    """One election. Votes by choice are there only once it is decided."""

    row: ElectionRow
    rules: HeadRules
    candidates: tuple[CandidateRow, ...]
    roll: tuple[RollRow, ...]
    tellers: tuple[TellerRow, ...]
    votes: Mapping[str, int]
    tied: tuple[str, ...]
    reason: str
    lot: Mapping[str, str]
    minutes: str
    objections: tuple[ObjectionRow, ...]
    may_run: bool
    may_install: bool
    own_household: UUID | None
    own_person: UUID | None
    has_party_choice: bool  # some able Party member lives in the unit
    run_off: UUID | None = None
    ballot: tuple[str, ...] = ()  # what a valid vote can be for, once voting has begun
    chosen: tuple[str, ...] = ()  # keys, once decided
    blank: int = 0  # invalid or blank votes, once decided


@dataclass(frozen=True, slots=True)
class Installed:
    """What taking office did: the terms, and who has no account to hold the role with."""

    terms: tuple[UUID, ...]
    without_account: tuple[str, ...]
    ended: tuple[str, ...]
    hand_over: UUID | None = None
