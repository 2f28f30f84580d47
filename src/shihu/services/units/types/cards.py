"""What a unit's card and its timeline show."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

HappeningKind = Literal["formed", "ended", "joined", "left", "charter", "in_force", "own", "township", "published"]


@dataclass(frozen=True, slots=True)
class HeadInOffice:
    """Who leads a unit today, and since when."""

    name: str
    since: date


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as its card shows it: nothing of wealth, Party, numbers or phones."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    since: date | None
    head: str
    members: tuple[str, ...]  # householders
    duty_area: str
    meeting_day: int | None
    labour_days: int | None
    charter_since: date | None


@dataclass(frozen=True, slots=True)
class UnitHappening:
    """One thing that happened to a unit: what, when, whom it concerns, a number (version, total)."""

    kind: HappeningKind
    day: date
    who: str = ""
    number: int = 0
    month: date | None = None
