"""What comes out: cases, stages, clocks, events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shihu.base.cases.types.kinds import Secrecy
from shihu.base.cases.types.parts import Happening, Part, State


@dataclass(frozen=True, slots=True)
class PauseRow:
    """The clock stood from then until then."""

    reason: str
    words: str
    by: str
    began: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stay at one level, with its clock as it was set."""

    order: int
    level: str
    level_name: str
    days: int
    unit: str
    began: datetime
    ended: datetime | None
    how: str  # it ended: clock, request, conflict, closed
    promised: date  # the calendar of this day was known when the clock was set
    pauses: tuple[PauseRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockDay:
    """One day of a clock's explanation."""

    day: date
    kind: str
    number: int | None
    paused_by: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the days since the start went: every day is exactly one of these."""

    elapsed: int
    counted: int
    paused: int
    off: int
    late: int


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A stage's clock, read at a moment."""

    due: datetime | None
    earliest: datetime
    total: int
    used: int
    left: int
    late: int
    light: str
    state: str
    unit: str
    is_provisional: bool
    moved_to: datetime | None  # a schedule published since then would give this day; the promise stands


@dataclass(frozen=True, slots=True)
class PartRow:
    """Somebody named in a case."""

    key: UUID
    part: Part
    side: str
    name: str
    person: UUID | None
    household: UUID | None
    code: str  # of the household
    level: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the timeline. ``text`` is empty and ``is_hidden`` true where the reader may not read it."""

    number: int
    at: datetime
    happening: Happening
    by: str
    level: str
    text: str
    is_sealed: bool
    is_hidden: bool
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    key: UUID
    number: str
    kind: str
    kind_name: str
    title: str  # empty where the reader may only know that there is a case
    place: str
    secrecy: Secrecy
    state: State
    level: str
    level_name: str
    holder: str
    holder_role: str
    opened: datetime
    closed: datetime | None
    outcome: str
    outcome_name: str
    visit_due: date | None
    visited: date | None
    clock: ClockReading | None
    reference: UUID | None
    page: str
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reader is to the case, and what they may therefore do."""

    is_party: bool
    is_holder: bool
    keeps: bool
    levels: frozenset[str]  # at which the reader handles or handled it
    in_conflict: bool

    @property
    def may_act(self) -> bool:
        """Whoever holds the case or records for the holder, and has no stake in it."""
        return (self.is_holder or self.keeps) and not self.in_conflict

    @property
    def may_ask(self) -> bool:
        """A party may ask that it goes up; so may whoever handles it."""
        return self.is_party or self.may_act


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Everything that the reader may know of one case."""

    row: CaseRow
    opened_by: str
    closing: str
    parts: tuple[PartRow, ...]
    stages: tuple[StageRow, ...]
    events: tuple[EventRow, ...]
    days: tuple[ClockDay, ...]
    tally: Tally | None
    standing: Standing
    original: UUID | None
    original_number: str
    repeats: UUID | None
    repeats_number: str
    appeals: tuple[tuple[UUID, str], ...]
    levels: tuple[tuple[str, str], ...]
    pauses: tuple[tuple[str, str, bool], ...]
    outcomes: tuple[tuple[str, str, int | None], ...]

    @property
    def is_top(self) -> bool:
        """True at the last level."""
        return self.row.level == self.levels[-1][0]


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list is narrowed to. Empty means anything; all that is given must hold."""

    place: str = ""
    kind: str = ""
    state: str = ""  # a State, or open for running and paused
    level: str = ""
    light: str = ""  # red: overdue now
    text: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of a list."""

    rows: tuple[CaseRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """Figures of one kind of case at a place, opened between two days."""

    opened: int
    open_now: int
    overdue_now: int
    closed: int
    settled: int
    settled_at: tuple[tuple[str, str, int], ...]  # level, its name, settled there
    median_days: float | None  # calendar days from opening to closing, of the settled
    repeats: int
    visits_due: int
    outcomes: tuple[tuple[str, str, int], ...]
