"""Terms of office, the ladder to Party membership, the hand-over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from shihu.kernel.refusals import N_


class Office(StrEnum):
    """What somebody holds in a unit."""

    HEAD = "head"
    DEPUTY = "deputy"


class TermEnd(StrEnum):
    """How a term ended."""

    SUCCEEDED = "succeeded"
    RESIGNED = "resigned"
    RECALLED = "recalled"
    DIED = "died"
    LEFT = "left"
    TERM = "term"
    UNIT = "unit"


TERM_ENDS = {
    TermEnd.SUCCEEDED: N_("A successor took office"),
    TermEnd.RESIGNED: N_("Resigned from office"),
    TermEnd.RECALLED: N_("Recalled by the households"),
    TermEnd.DIED: N_("Died in office"),
    TermEnd.LEFT: N_("The household left the unit"),
    TermEnd.TERM: N_("The term was over"),
    TermEnd.UNIT: N_("The unit ended"),
}


class Step(StrEnum):
    """The convenor ladder, lowest first."""

    ABLE = "able"
    ACTIVIST = "activist"
    CANDIDATE = "candidate"
    PROBATIONARY = "probationary"
    MEMBER = "member"


LADDER = tuple(Step)
STEPS = {
    Step.ABLE: N_("Able, not in the Party"),
    Step.ACTIVIST: N_("Activist"),
    Step.CANDIDATE: N_("Development object"),
    Step.PROBATIONARY: N_("Probationary member"),
    Step.MEMBER: N_("Full Party member"),
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of office."""

    key: UUID
    unit: UUID
    unit_name: str
    hamlet: str
    ordinal: int
    person: UUID
    name: str
    household: UUID
    code: str
    office: Office
    rank: int
    since: date
    until: date | None
    due: date
    ended_by: str
    is_interim: bool
    is_party_member: bool
    phone: str  # masked
    step: str = ""  # of the ladder, for those who may see it
    trouble: str = ""  # died, left, unit: the holder no longer sits in the unit


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A unit in force, and who heads it."""

    unit: UUID
    unit_name: str
    hamlet: str
    ordinal: int
    households: int
    head: TermRow | None
    deputies: tuple[TermRow, ...]
    election: UUID | None  # the one under way
    stage: str = ""


@dataclass(frozen=True, slots=True)
class VillageHeads:
    """Units in force and units with an elected head in office, of one place."""

    place: str
    name: str
    name_en: str
    units: int
    headed: int

    @property
    def is_complete(self) -> bool:
        """Every unit has its head, and there is a unit."""
        return self.units > 0 and self.headed == self.units


@dataclass(frozen=True, slots=True)
class HeadFigures:
    """The heads of a place in figures."""

    units: int
    headed: int
    interim: int
    party: int  # elected heads that are Party members
    overdue: int
    troubled: int
    steps: tuple[tuple[str, int], ...]  # (step, heads on it)


@dataclass(frozen=True, slots=True)
class ActingHead:
    """Who acts for a unit in a matter, or why nobody of it can."""

    term: TermRow | None
    skipped: tuple[tuple[str, str], ...] = ()  # (name, why: party, vacant)
    reason: str = ""  # "" head, deputy, villager_group


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One step of a person."""

    step: Step
    since: date
    evidence: str
    reason: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class LadderDetail:
    """A person's way up the ladder, newest first."""

    person: UUID
    name: str
    household: str
    hamlet: str
    is_party_member: bool
    rows: tuple[LadderRow, ...]
    is_own: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing to hand over; ticked by the leaving and by the arriving head."""

    key: int
    label: str
    is_standard: bool
    note: str
    given_on: date | None
    given_by: str
    taken_on: date | None
    taken_by: str

    @property
    def is_open(self) -> bool:
        """Not ticked by both."""
        return self.given_on is None or self.taken_on is None


@dataclass(frozen=True, slots=True)
class HandoverDetail:
    """One hand-over."""

    key: UUID
    unit: UUID
    unit_name: str
    hamlet: str
    ordinal: int
    leaving: str
    arriving: str
    opened_on: date
    closed_on: date | None
    items: tuple[ItemRow, ...]
    may_give: bool
    may_take: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class MotionDetail:
    """A motion to recall somebody, and how many households signed."""

    key: UUID
    term: TermRow
    grounds: str
    opened_on: date
    signed: tuple[str, ...]  # householders
    unsigned: tuple[tuple[UUID, str], ...]
    needs: int
    election: UUID | None
    may_run: bool
    own_household: UUID | None
    has_signed: bool
