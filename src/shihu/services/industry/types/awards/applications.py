"""Applications, their checks, lists of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shihu.services.industry.types.awards.funds import ApplicationState


@dataclass(frozen=True, slots=True)
class NewApplication:
    """One kind of one household. ``signer`` is who signed on paper where somebody else enters it."""

    household: str  # code
    kind: str
    quantity: int
    signer: str = ""


@dataclass(frozen=True, slots=True)
class CheckedCount:
    """What a checker found on the spot. A refusal has a reason and counts nothing."""

    application: UUID
    counted: int
    refused: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListFault:
    """One thing wrong in a list, by row (from 1); nothing of the list is written."""

    row: int
    subject: str
    code: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of an application."""

    revision: int
    counted: int
    refused: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application with its last check."""

    key: UUID
    fund: UUID
    household: UUID
    code: str
    householder: str
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    kind: str
    quantity: int
    state: ApplicationState
    applied_by: str
    applied_at: datetime
    signer: str
    check: CheckRow | None = None
    is_own: bool = False
    may_check: bool = False
    why_not: str = ""  # own, same_person: why this actor is not the second person
    is_fixed: bool = False  # stands in a round under notice or approved

    @property
    def difference(self) -> int:
        """Found more (positive) or less than was said; 0 before the check."""
        return self.check.counted - self.quantity if self.check and not self.check.refused else 0


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """What a list of applications is narrowed to; empty means anything."""

    state: str = ""
    kind: str = ""
    hamlet: str = ""
    text: str = ""
