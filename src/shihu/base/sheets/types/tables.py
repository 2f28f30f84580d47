"""Spreadsheets as plain values, on their way in and out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

# What a cell of a file that was read may hold; an empty cell is "".
Cell = str | int | float | bool | date | datetime | time | timedelta
# What a cell of a file to be written may hold.
Written = str | int | float | Decimal | date | datetime | bool | None
# How a column is written: its number format, and on which side its values stand.
Kind = Literal["text", "whole", "number", "money", "date", "moment"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may not exceed. Checked before anything is parsed."""

    file_bytes: int = 32 * 1024 * 1024
    members: int = 2_000
    expanded_bytes: int = 512 * 1024 * 1024
    # A sheet of 100,000 rows packs about 15 to 1; a bomb packs 1000 to 1.
    ratio: int = 200
    rows: int = 200_000
    columns: int = 256
    cells: int = 12_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Trouble(StrEnum):
    """Why a cell that should hold a value holds none."""

    UNSOLVED = "unsolved"  # a formula whose result was never stored
    BROKEN = "broken"  # a formula that gives an error: #N/A, #REF!


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows[0]`` is row 1 of the file and ``rows[0][0]`` is cell A1; rows are equally long."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Span, ...] = ()
    header: int = 0  # index of the row that looks most like headings
    hidden: bool = False
    troubles: Mapping[tuple[int, int], Trouble] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def is_empty(self) -> bool:
        """True when no cell holds anything."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. ``kind`` is xlsx, xlsb, xls, ods or csv; ``encoding`` is set for csv."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


class Mark(StrEnum):
    """How a written cell is coloured."""

    FAULT = "fault"
    DOUBT = "doubt"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column to be written."""

    heading: str
    kind: Kind = "text"
    width: int | None = None  # in characters; by the content when not given
    choices: tuple[str, ...] = ()  # offered as a list in the cell
    strict: bool = False  # refuse what is not among the choices
    note: str = ""  # comment on the heading
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet to be written: an optional title line, headings, rows.

    ``marks`` colours cells and ``notes`` puts comments on them, both by (row, column) counted from 0
    below the headings. ``spare_rows`` is how many empty rows below get the columns' formats and lists.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Written]] = ()
    title: str = ""
    above: Sequence[Sequence[Written]] = ()  # lines before the headings, as they are
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    spare_rows: int = 0
    plain: bool = False  # reading matter: no filter arrows, wrapped lines
