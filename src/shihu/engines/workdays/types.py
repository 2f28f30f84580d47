"""What a clock is made of: its limit, its pauses, its extension, and the rules of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shihu.engines.workdays.errors import BadLimit, BadMoment, BadOfficeHours

CHINA = ZoneInfo("Asia/Shanghai")
MOST = 1000


class Unit(StrEnum):
    """In what a limit is counted; the values are those of the national data exchange."""

    WORKING_DAY = "WD"
    NATURAL_DAY = "ND"
    WORKING_HOUR = "WH"
    NATURAL_HOUR = "NH"

    @property
    def counts_days(self) -> bool:
        """True for days, False for hours."""
        return self in {Unit.WORKING_DAY, Unit.NATURAL_DAY}

    @property
    def needs_calendar(self) -> bool:
        """True when the answer depends on which days are worked."""
        return self in {Unit.WORKING_DAY, Unit.WORKING_HOUR}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days or hours.

    ``rolls``: a limit in natural days that would end on a day off ends on the next working day (Civil Code, art. 203).
    That protects a citizen who must act; an authority's own limit does not roll.
    """

    amount: int
    unit: Unit
    rolls: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or not 1 <= self.amount <= MOST:
            raise BadLimit(given=self.amount, most=MOST)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office is open on a working day: spans [from, to) in order, Chinese time."""

    spans: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        flat = [moment for span in self.spans for moment in span]
        if not flat or any(later <= earlier for earlier, later in pairwise(flat)):
            raise BadOfficeHours

    @property
    def closes(self) -> time:
        """When the office closes: a limit in working days ends then."""
        return self.spans[-1][1]

    @property
    def seconds(self) -> int:
        """Seconds in one working day."""
        return sum(second_of(end) - second_of(start) for start, end in self.spans)


OFFICE = OfficeHours(((time(8, 30), time(12, 0)), (time(14, 0), time(18, 0))))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clock was asked to stop, and whether it does. ``basis`` says by which rule."""

    key: str
    stops: bool
    basis: str


_LICENSING_45 = "Administrative Licensing Law, art. 45"
_NONE = "no rule lets this time be taken off"
REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        reason.key: reason
        for reason in (
            Reason("correction", True, "the applicant completes what was asked for once, in writing"),
            *(
                Reason(key, True, _LICENSING_45)
                for key in (
                    "hearing",
                    "tender",
                    "auction",
                    "inspection",
                    "testing",
                    "quarantine",
                    "appraisal",
                    "expert_review",
                )
            ),
            Reason("publicity", True, "a public notice whose length a rule fixes"),
            *(
                Reason(key, False, _NONE)
                for key in ("consultation", "leader_absent", "staff_short", "system_fault", "supervision")
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood from ``began`` until ``ended`` (None: it still stands), for the reason of that key.

    In days the interval is [date of ``began``, date of ``ended``): the day of resuming counts again.
    """

    reason: str
    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """So much longer, in the limit's unit: granted by whom, when, why, and told by which notice."""

    amount: int
    granted: datetime
    by: str
    reason: str
    notice: str


@dataclass(frozen=True, slots=True)
class LightRule:
    """Yellow when what is left is at most ``least`` or at most ``percent`` % of the whole limit; red when overdue."""

    least: int = 1
    percent: int = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a kind of clock: how far it can be extended, what stops it, office hours, when it turns yellow."""

    extendable: int = 0
    reasons: Mapping[str, Reason] = field(default_factory=lambda: REASONS)
    office: OfficeHours = OFFICE
    light: LightRule = LightRule()


ITEM = Rules(extendable=10)
PARALLEL_BATCH = Rules(extendable=15)


@dataclass(frozen=True, slots=True)
class Clock:
    """One running time limit: accepted at ``start``; ``ended`` when the matter was decided, None while it runs."""

    start: datetime
    limit: Limit
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    ended: datetime | None = None


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"


class Light(StrEnum):
    """The colour that goes with it; a page adds the word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A clock read at a moment with a calendar.

    ``due`` is None while the clock stands open-ended: then ``earliest`` is the answer if it resumed at that moment.
    ``used``, ``left`` and ``late`` are in the limit's unit (hours are begun hours). ``left`` 0 means due today or
    within the hour. ``provisional``: a day on the way has no published schedule yet; reckon again when it has.
    """

    due: datetime | None
    earliest: datetime
    provisional: bool
    total: int
    used: int
    left: int
    late: int
    state: State
    light: Light
    known_on: date


@dataclass(frozen=True, slots=True)
class Answers:
    """The due date as it was promised on a day, and as all that is known now gives it."""

    promised: Reckoning
    current: Reckoning

    @property
    def differ(self) -> bool:
        """True when a schedule published since then moves the date: the promise stands, the difference is shown."""
        return self.promised.earliest != self.current.earliest


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the explanation: what it is, its number in the count (None when not counted) and why not."""

    day: date
    kind: str
    number: int | None
    paused_by: tuple[str, ...]
    source: str


def aware(moment: datetime) -> datetime:
    """Return the moment in Chinese time; refuse one without a time zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise BadMoment(given=moment)
    return moment.astimezone(CHINA)


def second_of(moment: time) -> int:
    """Return how many seconds of the day lie before ``moment``."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second
