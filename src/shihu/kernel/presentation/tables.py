"""Tables: rows with filters, sort and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shihu.kernel.presentation.composition import Composition, Swatch
from shihu.kernel.presentation.words import Action, Badge, Empty, Light, Link

Cell = str | int | float | None | Link | Badge | Light | Composition | Swatch | Action | tuple["Cell", ...]
ColumnKind = Literal["text", "number", "date", "picture", "action"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``unit`` is said once, in the head. ``names_row`` heads the card on a phone."""

    key: str
    label: str
    kind: ColumnKind = "text"
    unit: str = ""
    sortable: bool = False
    names_row: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells in the order of the columns. ``key`` is what a selection box sends."""

    cells: tuple[Cell, ...]
    key: str = ""
    is_marked: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a select control."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A control above the table; its value lives in the address under ``key``.

    Without choices it is a text box; with choices a select whose first entry is ``anything``.
    """

    key: str
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    anything: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of how many rows."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of the first row on this page, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Selection:
    """Boxes on the rows: they are posted to ``href`` as ``name`` together with the button pressed."""

    href: str
    actions: tuple[Action, ...]
    name: str = "key"


@dataclass(frozen=True, slots=True)
class Table:
    """A list. ``sort`` is a column's key, with ``-`` before it for descending.

    ``layout`` on a phone: ``cards`` stacks each row; ``scroll`` keeps the grid inside its own scroller.
    ``export`` is an address to which the filters in force are added. ``id`` tells two tables of a page apart.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str
    sort: str = ""
    filters: tuple[Filter, ...] = ()
    pager: Pager | None = None
    export: str = ""
    empty: Empty | None = None
    selection: Selection | None = None
    layout: Literal["cards", "scroll"] = "cards"
    shows_caption: bool = False
    id: str = "table"


def asked_sort(given: Mapping[str, str], columns: Sequence[Column], default: str) -> str:
    """Return the sort that the address asks for if a column allows it, else ``default``."""
    asked = given.get("sort", "")
    return asked if asked.removeprefix("-") in {c.key for c in columns if c.sortable} else default


def asked_page(given: Mapping[str, str], total: int, size: int = 50) -> Pager:
    """Return the page that the address asks for, brought into range: a bookmark outlives its rows."""
    asked = given.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    return Pager(max(1, min(number, Pager(1, size, total).pages)), size, total)
