"""Facts, maps, charts."""

from dataclasses import dataclass
from typing import Literal

from shihu.kernel.presentation.tables import Cell


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

    ``colour`` is 1 to 6 by :func:`shihu.kernel.colouring.colours`, the same as the table's Swatch. ``area`` is drawn in
    place of the hull of its houses: corners of a polygon, or of a line where ``is_line``.
    """

    key: str
    mark: str
    name: str
    href: str = ""
    is_selected: bool = False
    colour: int = 0
    area: tuple[tuple[float, float], ...] = ()
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place name on the map, such as a hamlet of the village."""

    name: str
    lon: float
    lat: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class UnitMap:
    """The map of a hamlet or a village. ``title`` says the finding; streets are lines of (lon, lat).

    ``gaps`` and ``overlaps`` are pieces of street that nobody or that several keep; ``note`` says so in words.
    """

    title: str
    houses: tuple[House, ...]
    units: tuple[MapUnit, ...] = ()
    streets: tuple[tuple[tuple[float, float], ...], ...] = ()
    places: tuple[MapPlace, ...] = ()
    note: str = ""
    gaps: tuple[tuple[tuple[float, float], ...], ...] = ()
    overlaps: tuple[tuple[tuple[float, float], ...], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Pile:
    """One kind of amount in every column of :class:`Piles`; ``colour`` is 1 to 6. None of the values is negative."""

    name: str
    values: tuple[int, ...]
    colour: int


@dataclass(frozen=True, slots=True)
class Piles:
    """Amounts piled up above a line, others hung below it, column by column: what came in, what was kept back.

    ``title`` says the finding, ``lead`` what is drawn; ``scale`` turns values into units of the axis (100 fen a yuan).
    """

    title: str
    columns: tuple[str, ...]
    above: tuple[Pile, ...]
    below: tuple[Pile, ...] = ()
    lead: str = ""
    unit: str = ""
    scale: int = 1
    above_word: str = ""
    below_word: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One bar of a :class:`Ranking`. ``is_faint``: too few stand behind it to be compared, and ``note`` says so."""

    label: str
    value: int
    shown: str
    note: str = ""
    href: str = ""
    is_faint: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars of things that are compared, in the order given, with the ``middle`` (median) of them as a line."""

    title: str
    rows: tuple[Ranked, ...]
    lead: str = ""
    middle: int | None = None
    middle_word: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """So many from ``low`` up to below ``high``; ``label`` says it."""

    low: int
    high: int
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many lie where, with a ``line`` that they are held against. Bins are of one width and follow each other."""

    title: str
    bins: tuple[Bin, ...]
    line: int
    line_word: str
    lead: str = ""
    unit: str = ""
    count_word: str = ""
