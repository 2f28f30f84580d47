"""Charters: clauses with blanks, versions, signatures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

BlankKind = Literal["name", "text", "day", "days", "yuan"]
ClauseDifference = Literal["same", "changed", "added", "removed"]
PieceKind = Literal["kept", "gone", "new"]
Value = str | int


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in a clause that each unit fills. ``word`` stands in the text as 【word】; yuan are kept in fen."""

    key: str
    word: str
    kind: BlankKind
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; its number is its place in the charter. ``key`` stays the same from version to version."""

    key: str
    title: str
    text: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Burden:
    """What a charter asks of a household each year: fen and days of labour."""

    dues: int
    labour_days: int


@dataclass(frozen=True, slots=True)
class SeatSpan:
    """A household's seat in a unit, from ``since`` to before ``until``."""

    household: UUID
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A version of a charter as the rule of force sees it: open for signing from ``offered``, who signed when."""

    version: int
    offered: date
    signed: Mapping[UUID, date]


@dataclass(frozen=True, slots=True)
class Force:
    """When a version was or is in force: from ``since`` to before ``until``; never, if ``since`` is None."""

    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on the day."""
        return self.since is not None and self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause's text that was kept, taken out or put in."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of one clause between two versions; ``number`` counts in the newer (in the older if removed)."""

    kind: ClauseDifference
    number: int
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A township's template in one version."""

    key: UUID
    place: str
    version: int
    title: str
    clauses: tuple[Clause, ...]
    is_approved: bool
    valid_from: date | None
    made_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One household's signature under one version."""

    household: UUID
    code: str
    householder: str
    signer: str
    how: str
    sheet: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Sitting:
    """A household seated in the unit today."""

    household: UUID
    code: str
    householder: str


@dataclass(frozen=True, slots=True)
class CharterRow:
    """One version of a unit's charter with its signatures."""

    key: UUID
    version: int
    template_version: int
    title: str
    clauses: tuple[Clause, ...]
    values: Mapping[str, Value]
    drafted_by: str
    drafted_at: datetime
    force: Force
    signatures: tuple[SignatureRow, ...]


@dataclass(frozen=True, slots=True)
class UnitCharters:
    """All versions of a unit's charter, newest first, and who sits in the unit today."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    is_open: bool
    versions: tuple[CharterRow, ...]
    sitting: tuple[Sitting, ...]
    own_household: UUID | None
    may_draft: bool
    may_record: bool

    def in_force(self, on: date) -> CharterRow | None:
        """Return the version in force on the day."""
        return next((row for row in self.versions if row.force.holds(on)), None)

    @property
    def newest(self) -> CharterRow | None:
        """Return the newest version."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True)
class CharterState:
    """How far a unit is with its charter, for lists."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    version: int  # newest; 0 = none
    since: date | None  # of the version in force
    force_version: int
    signed: int  # of those seated today, under the newest version
    seated: int
    values: Mapping[str, Value]  # of the version in force
