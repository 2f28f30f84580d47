"""What pages are made of, as plain data.

A page object (``web/pages.py``) fills these; the design system in ``fronts/ui`` draws them. They hold
finished, translated text and decided flags: a template never reckons. Nothing here knows Django, so base
and services may use them without knowing how they look. ``docs/look.md`` shows each one and its tag.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "seal", "pine", "ochre", "indigo"]
LightColour = Literal["green", "yellow", "red", "grey"]
ActionKind = Literal["primary", "plain", "quiet", "danger"]


# --- words and acts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads somewhere; plain text when ``href`` is empty. ``note`` stands under it, smaller."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button. ``href`` is followed, or posted to with ``fields`` when ``posts``; or ``dialog`` is opened.

    A disabled action stays visible and says ``why`` it cannot be done now.
    """

    label: str
    href: str = ""
    kind: ActionKind = "plain"
    icon: str = ""
    posts: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    dialog: str = ""
    is_disabled: bool = False
    why: str = ""
    downloads: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word, with an icon so that the colour never speaks alone."""

    text: str
    tone: Tone = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A case's light: colour, shape and word."""

    colour: LightColour
    text: str


@dataclass(frozen=True, slots=True)
class PageHead:
    """Title, one sentence of what this is, and what can be done; the primary act comes last."""

    title: str
    lead: str = ""
    actions: tuple[Action, ...] = ()
    badge: Badge | None = None
    back: Link | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a path; the current one has no link."""

    label: str
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Stat:
    """A big number with a small word."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    href: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing, each with its own address."""

    label: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing here yet: says what would be here and which step comes first."""

    title: str
    sentence: str = ""
    actions: tuple[Action, ...] = ()
    icon: str = "list"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline. ``when`` is written out; ``iso`` is the same moment for machines."""

    when: str
    title: str
    text: str = ""
    who: str = ""
    iso: str = ""
    href: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work that is watched: ``url`` answers this component again until ``is_over``.

    ``then`` is where the page goes when the work is done; ``stop`` is posted to in order to stop it.
    """

    title: str
    url: str
    done: int = 0
    total: int = 0
    note: str = ""
    state: Badge | None = None
    is_over: bool = False
    has_failed: bool = False
    then: str = ""
    stop: str = ""

    @property
    def percent(self) -> int:
        """Whole per cent done; 0 while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else 0


# --- composition ----------------------------------------------------------------------------------------

# Kinds with a colour and a pattern of their own, the same on every page and in print.
PartKind = Literal["well_off", "ordinary", "poor", "unknown", "party", "not_party", "s1", "s2", "s3", "s4", "s5", "s6"]


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a composition bar: how many of a kind."""

    kind: PartKind
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Composition:
    """A bar of shares, each with a fixed colour and pattern; ``unit`` is what is counted (户, 人)."""

    parts: tuple[Part, ...]
    label: str = ""
    unit: str = ""

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def words(self) -> str:
        """The bar for those who do not see it."""
        shares = ", ".join(f"{part.label} {part.count}" for part in self.parts if part.count)
        return f"{self.label}: {shares}" if self.label else shares


@dataclass(frozen=True, slots=True)
class Swatch:
    """A unit's colour (1 to 6) and its name, as in the map's table."""

    colour: int
    text: str
    href: str = ""


# --- table ----------------------------------------------------------------------------------------------

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


# --- facts, map, chart ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a description list."""

    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class House:
    """A house on the map. ``unit`` is the key of its unit, empty when it has not joined."""

    key: str
    name: str
    lon: float
    lat: float
    unit: str = ""
    is_head: bool = False
    href: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit on the map: ``mark`` is the short label beside it (一), ``name`` the full one.

    ``colour`` is 1 to 6 by :func:`shihu.kernel.colouring.colours`, the same as the table's Swatch.
    """

    key: str
    mark: str
    name: str
    href: str = ""
    is_selected: bool = False
    colour: int = 0


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place name on the map, such as a hamlet of the village."""

    name: str
    lon: float
    lat: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class UnitMap:
    """The map of a hamlet or a village. ``title`` says the finding; streets are lines of (lon, lat)."""

    title: str
    houses: tuple[House, ...]
    units: tuple[MapUnit, ...] = ()
    streets: tuple[tuple[tuple[float, float], ...], ...] = ()
    places: tuple[MapPlace, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars; None is a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart for desk pages. ``title`` says the finding; ``x`` are the categories; ``unit`` labels the axis."""

    title: str
    x: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    x_label: str = ""
    kind: Literal["line", "bar", "stacked", "level"] = "line"
    id: str = "chart"
