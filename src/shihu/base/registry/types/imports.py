"""A roster's way in: what was read, what is wrong with it, what loading it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shihu.base.places.types import PlaceRow
from shihu.base.registry.types.roster import RosterHousehold

# Tells how far a long piece of work is: (done, total, what is being done).
ProgressCall = Callable[[int, int, str], None]


class Severity(StrEnum):
    """A fault keeps the import from being committed; a doubt is shown and may be let through."""

    FAULT = "fault"
    DOUBT = "doubt"


class Layout(StrEnum):
    """How a roster is written."""

    PERSONS = "persons"  # one row for each person
    HOUSEHOLDS = "households"  # one row for each household, its householder only


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where it stands, what stands there, and which rule it breaks.

    The sentence and the remedy are found by ``code`` in ``rules.roster.sentences`` and filled from ``values``.
    """

    sheet: str
    row: int  # as the sheet numbers it, from 1
    column: str  # letters; empty when the whole row is meant
    heading: str
    value: str
    code: str
    severity: Severity = Severity.FAULT
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def cell(self) -> str:
        """The address in the sheet: G14, or 14 for the whole row."""
        return f"{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of the file and the field that it was taken for (empty = not used)."""

    index: int
    letter: str
    heading: str
    field: str
    score: float  # 1 = the very word, 0 = not recognised
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileHamlet:
    """A hamlet as the check of a file knows it."""

    code: str
    name: str
    village: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What a file says, as far as it can be understood."""

    sheet: str
    header_row: int  # as the sheet numbers it, from 1
    layout: Layout
    columns: tuple[ColumnMatch, ...]
    households: tuple[RosterHousehold, ...]
    faults: tuple[Fault, ...]
    rows: int  # rows below the headings that hold anything
    persons: int
    pairs: tuple["Pair", ...] = ()

    @property
    def mapping(self) -> dict[int, str]:
        """Column number -> field, of the columns in use."""
        return {column.index: column.field for column in self.columns if column.field}

    @property
    def stops(self) -> bool:
        """True when a fault keeps the roster from being loaded."""
        return any(fault.severity is Severity.FAULT for fault in self.faults)


class PairKind(StrEnum):
    """Why two records may be one person."""

    SAME_ID = "same_id"
    NAME_PHONE = "name_phone"
    NAME_NEAR = "name_near"


class Answer(StrEnum):
    """What the officer says to a pair."""

    SAME = "same"
    DIFFERENT = "different"
    SKIP = "skip"  # leave the household of the file out this time


@dataclass(frozen=True, slots=True)
class Known:
    """One side of a pair, as far as it helps to compare."""

    name: str
    household: str
    hamlet: str
    birth: date | None
    phone: str
    id_masked: str
    where: str  # the row of the file, or empty for the registry
    person: str = ""  # the person's key in the registry


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person, shown side by side."""

    key: str
    kind: PairKind
    left: Known  # in the file
    right: Known  # in the file or in the registry

    @property
    def in_registry(self) -> bool:
        """True when the right side is in the registry already."""
        return bool(self.right.person)


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody whom the registry has in a household of the file, and the file does not."""

    household: str
    name: str


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What loading a roster did, or would do."""

    households_new: int = 0
    households_changed: int = 0
    households_unchanged: int = 0
    persons_new: int = 0
    persons_changed: int = 0
    persons_moved: int = 0
    absent: tuple[Absent, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """True when everything was already as the roster says."""
        return not (self.households_new or self.households_changed)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a check found, kept with the import for its pages."""

    sheets: tuple[str, ...]
    header_row: int
    layout: str
    columns: tuple[ColumnMatch, ...]
    pairs: tuple[Pair, ...] = ()
    absent: tuple[Absent, ...] = ()
    refusal: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import as the list and its page show it."""

    key: UUID
    place: str
    file_name: str
    sheet: str
    state: str
    found: Mapping[str, Any]
    job: UUID | None
    actor_name: str
    asked_at: datetime
    committed_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportDetail:
    """One import with everything its pages need."""

    row: ImportRow
    place: PlaceRow
    preview: Preview
    faults: tuple[Fault, ...]  # the first ones; ``found`` counts them all
    answers: Mapping[str, str]

    @property
    def open_pairs(self) -> int:
        """How many pairs still wait for an answer."""
        return sum(pair.key not in self.answers for pair in self.preview.pairs)
