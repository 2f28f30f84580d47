"""Duty areas, rota, score sheets, rounds, scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal
from uuid import UUID

Point = tuple[float, float]  # longitude, latitude
ItemKind = Literal["lane", "beauty"]
KINDS: tuple[ItemKind, ...] = ("lane", "beauty")
FULL = 100


@dataclass(frozen=True, slots=True)
class Outline:
    """A drawn area: a line of lanes, or a polygon."""

    shape: str
    corners: tuple[Point, ...]

    @property
    def is_line(self) -> bool:
        """True for lanes."""
        return self.shape == "line"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A unit's duty area."""

    key: UUID
    unit: UUID
    words: str
    outline: Outline
    length: int  # metres
    square: int  # square metres, 0 for lanes
    since: date
    until: date | None
    drawn_by: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of lane: how long, the points it passes, and the units that keep it (none in a gap)."""

    metres: int
    line: tuple[Point, ...]
    units: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the lanes of a hamlet are shared: each metre by one unit, by several, or by none."""

    total: int
    gaps: tuple[Stretch, ...]
    overlaps: tuple[Stretch, ...]

    @property
    def gap(self) -> int:
        """Metres that nobody keeps."""
        return sum(one.metres for one in self.gaps)

    @property
    def overlap(self) -> int:
        """Metres that several units keep."""
        return sum(one.metres for one in self.overlaps)

    @property
    def once(self) -> int:
        """Metres that exactly one unit keeps."""
        return self.total - self.gap - self.overlap


@dataclass(frozen=True, slots=True)
class Keeper:
    """A household that sat in the unit from a day until a day."""

    household: UUID
    code: str
    name: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Excuse:
    """A household that takes no turns from a Monday until before another."""

    household: UUID
    since: date
    until: date | None = None
    reason: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Two households that changed weeks. Without ``agreed_on`` it is only asked for."""

    week: date
    household: UUID
    other_week: date
    other: UUID
    agreed_on: date | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A week and who sweeps; ``instead_of`` where two swapped; nobody where all are excused."""

    week: date
    household: UUID | None
    instead_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rota:
    """The turns of a unit, and how fair they are: what fell due to each household, and how many turns it had."""

    turns: tuple[Turn, ...]
    due: Mapping[UUID, Fraction]
    had: Mapping[UUID, int]

    @property
    def unfair(self) -> Fraction:
        """The greatest distance of any household from its exact share, in turns."""
        return max((abs(self.had[key] - share) for key, share in self.due.items()), default=Fraction(0))


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One line of a score sheet: at most ``most`` points off."""

    key: str
    words: str
    most: int
    kind: ItemKind = "lane"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A version of the score sheet."""

    key: UUID
    place: str
    items: tuple[SheetItem, ...]
    objection_days: int
    recheck_percent: int
    award_least: int  # hundredths
    valid_from: date
    made_by: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What one look found."""

    key: UUID
    round: UUID
    on: date
    unit: UUID
    look: str
    off: Mapping[str, int]
    points: int
    words: str
    scored_by: UUID
    scorer: str
    scored_at: datetime
    mended_on: date | None
    mended_by: str


@dataclass(frozen=True, slots=True)
class ScoreObjectionRow:
    """An objection and, once given, its answer."""

    key: UUID
    round: UUID
    unit: UUID
    on: date
    words: str
    raised_by: str
    raised_on: date
    is_upheld: bool | None
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round, with what was found so far."""

    key: UUID
    hamlet: str
    on: date
    sheet: SheetRow
    opened_by: str
    is_closed: bool
    seed: str
    drawn: tuple[UUID, ...]
    scores: tuple[ScoreRow, ...] = ()
    objections: tuple[ScoreObjectionRow, ...] = ()

    def looks(self, unit: UUID) -> dict[str, ScoreRow]:
        """Return the looks at a unit's area by kind."""
        return {score.look: score for score in self.scores if score.unit == unit}

    def counts(self, unit: UUID) -> ScoreRow | None:
        """Return the look that counts: a correction before the second look, the second before the first."""
        found = self.looks(unit)
        return found.get("corrected") or found.get("again") or found.get("first")

    def objection(self, unit: UUID) -> ScoreObjectionRow | None:
        """Return the unit's objection, if it raised one."""
        return next((one for one in self.objections if one.unit == unit), None)

    @property
    def waits_again(self) -> tuple[UUID, ...]:
        """Units drawn for a second look that nobody has given yet."""
        return tuple(unit for unit in self.drawn if "again" not in self.looks(unit))


@dataclass(frozen=True, slots=True)
class MonthRank:
    """A unit's month: the mean of its rounds in hundredths, its rank, whether it gets the flag."""

    unit: UUID
    rounds: int
    mean: int
    rank: int
    has_flag: bool
