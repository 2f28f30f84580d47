"""Deliveries as they are traced: whole for the village, without a family for the public."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class CheckKind(StrEnum):
    RESIDUE = "residue"
    METAL = "metal"
    GRADE = "grade"
    LABORATORY = "laboratory"


@dataclass(frozen=True, slots=True)
class NewCheck:
    """A check to be recorded. ``key`` is made by the form once for the act."""

    kind: CheckKind
    has_passed: bool
    found: str
    checked_on: date
    checked_by: str
    key: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    kind: CheckKind
    has_passed: bool
    found: str
    checked_on: date
    checked_by: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class InputRow:
    """A batch of inputs that the goods grew from."""

    name: str
    measure: str
    made_on: date
    pieces: int


@dataclass(frozen=True, slots=True)
class TracedSale:
    """A sale that a delivery went into. ``buyer`` stays empty for the public."""

    key: UUID
    sold_on: date
    grams: int
    paper: str
    buyer: str


@dataclass(frozen=True, slots=True)
class LotTrace:
    """What is known of one delivery. For the public ``family`` is empty unless the household agreed."""

    key: UUID
    code: str
    product: str
    grade: str
    grams: int
    weighed_on: date
    village: str
    place: str
    owner: str
    unit: str
    site: str
    season: UUID
    season_name: str
    project_name: str
    family: str
    household_code: str
    may_name: bool  # the household agreed
    checks: tuple[CheckRow, ...]
    inputs: tuple[InputRow, ...]
    sales: tuple[TracedSale, ...]
    may_run: bool = False
    is_household: bool = False  # else the owner's own produce

    @property
    def has_failed(self) -> bool:
        """Tell whether the last check of any kind did not pass."""
        last = {check.kind: check for check in self.checks}
        return any(not check.has_passed for check in last.values())

    @property
    def has_passed(self) -> bool:
        return bool(self.checks) and not self.has_failed
