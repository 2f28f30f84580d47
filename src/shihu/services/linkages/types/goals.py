"""The eight ones: goals of a village, what measures them, and how a village stands to them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal
from uuid import UUID

from shihu.kernel.actors import Actor


class GoalState(StrEnum):
    """How a village stands to a goal."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    REACHED = "reached"
    CONFIRMED = "confirmed"  # reached, and the township has looked
    LOST = "lost"  # was reached, a figure fell below its target again


class WorkKind(StrEnum):
    """Kinds of village works. The first six are what a village lives on; greening counts as beautification."""

    ROAD = "road"
    WATER = "water"
    LAMPS = "lamps"
    DRAINS = "drains"
    WASTE = "waste"
    MEETING = "meeting"
    GREEN = "green"


class Verdict(StrEnum):
    """What the second person found."""

    WAITING = ""
    HOLDS = "holds"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of one village on one day: so many, or so many of all."""

    count: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """When a figure is good enough: ``share`` per cent of all, at ``least`` or at ``most`` so many."""

    kind: Literal["share", "least", "most"]
    value: int


Days = Mapping[date, Mapping[str, Measured]]
# Villages, who asks, days -> figures. None: nobody keeps such records here yet.
Measure = Callable[[Collection[str], Actor, Sequence[date]], Days | None]
Unit = Literal["units", "yuan", "kinds", "square_metres", "households", "persons", "cases", "points", "per_cent"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure of a goal, defined in words.

    ``words`` says what is counted and how; ``advice`` what to do while it is short; ``records`` is the URL name of the
    list of the records under the figure, narrowed by ``?place=``. Money is in fen.
    """

    code: str
    goal: str
    name: str
    words: str
    unit: Unit
    target: Target
    measure: Measure
    advice: str
    records: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A goal on one day."""

    day: date
    is_begun: bool
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a goal and the day since when it holds, as far as the days looked at tell."""

    state: GoalState
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A figure's target from a day on, as the township's paper set it. Without one the platform's own holds."""

    since: date
    target: Target
    paper: str
    set_by: str


@dataclass(frozen=True, slots=True)
class FigureTarget:
    """A figure with its target in force, and every one that was or will be, newest first."""

    indicator: Indicator
    target: Target
    in_force: SetTarget | None
    history: tuple[SetTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """One indicator of a village: today's figure, and the figures of the months before (None: no records).

    ``target`` is the one in force on the day; ``paper`` the township's decision, empty for the platform's own.
    """

    indicator: Indicator
    value: Measured | None
    is_met: bool
    percent: int
    history: tuple[tuple[date, Measured | None], ...] = ()
    target: Target = Target("least", 0)
    paper: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check of a goal: asked for, and what the second person found."""

    key: UUID
    village: str
    goal: str
    asked_by: str
    asked_on: date
    note: str
    verdict: Verdict
    decided_by: str = ""
    decided_on: date | None = None
    decided_note: str = ""
    may_decide: bool = False


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """One goal of a village."""

    goal: str
    name_zh: str
    name_en: str
    order: int
    state: GoalState
    since: date | None
    begins: date | None
    due: date | None
    is_late: bool
    indicators: tuple[IndicatorStanding, ...]
    check: CheckRow | None = None  # the newest


@dataclass(frozen=True, slots=True)
class VillageGoals:
    """A village with its eight goals. ``checks`` are all of them, newest first, where one village is asked for."""

    place: str
    name: str
    name_en: str
    pilot_since: date | None
    goals: tuple[GoalStanding, ...]
    on: date
    may_ask: bool = False
    may_plan: bool = False
    may_record: bool = False


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The villages of a place, pilots first."""

    place: str
    name: str
    name_en: str
    on: date
    villages: tuple[VillageGoals, ...]
    may_plan: bool


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work as it is entered: its unit follows from its kind."""

    village: str
    kind: WorkKind
    name: str
    quantity: Decimal
    paper: str
    finished_on: date


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work of the register."""

    key: UUID
    village: str
    kind: WorkKind
    name: str
    quantity: Decimal
    paper: str
    finished_on: date
    recorded_by: str
    recorded_on: date
    verdict: Verdict
    checked_by: str = ""
    checked_on: date | None = None
    note: str = ""
    may_check: bool = False
    is_own: bool = False
