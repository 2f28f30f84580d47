"""Arranging a table for its page: addresses of order and pages, cells drawn by their kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from shihu.fronts.ui.drawing import bars
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Column,
    Composition,
    Filter,
    Light,
    Link,
    Row,
    Swatch,
    Table,
)

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: where a click on it leads, and what it says to a screen reader."""

    column: Column
    href: str
    state: str
    icon: str


@dataclass(frozen=True, slots=True)
class Field:
    """A cell under its column."""

    column: Column
    value: Cell
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells under their columns."""

    row: Row
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A step of the pager; a gap has no address."""

    number: int
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Arranged:
    """Everything that the table's template shows."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    kept: tuple[tuple[str, str], ...]
    clear: str
    export: str
    previous: str
    next: str
    pages: tuple[Page, ...]
    is_filtered: bool


def arrange(table: Table, path: str, given: QueryDict) -> Arranged:
    """Work out the addresses of heads, pages and export from the page's own address."""
    own = {control.key for control in table.filters}
    pager = table.pager
    pages: tuple[Page, ...] = ()
    before = after = ""
    if pager:
        numbers = sorted({1, pager.pages, *range(max(1, pager.number - 1), min(pager.pages, pager.number + 1) + 1)})
        steps: list[Page] = []
        for number in numbers:
            if steps and number > steps[-1].number + 1:
                steps.append(Page(0, "", is_current=False))
            steps.append(Page(number, address(path, given, {"page": str(number)}), number == pager.number))
        pages = tuple(steps)
        before = address(path, given, {"page": str(pager.number - 1)}) if pager.number > 1 else ""
        after = address(path, given, {"page": str(pager.number + 1)}) if pager.number < pager.pages else ""
    return Arranged(
        heads=tuple(_head(column, table, path, given) for column in table.columns),
        lines=tuple(_line(row, table.columns) for row in table.rows),
        kept=tuple((key, v) for key in given for v in given.getlist(key) if key not in own and key != "page"),
        clear=address(path, given, {**dict.fromkeys(own, ""), "page": ""}),
        export=address(table.export, given, {"page": ""}) if table.export else "",
        previous=before,
        next=after,
        pages=pages,
        is_filtered=any(_is_set(control) for control in table.filters),
    )


def address(path: str, given: QueryDict, changes: Mapping[str, str]) -> str:
    """Return ``path`` with the given parameters and the changes; an empty value drops a parameter."""
    kept = given.copy()
    for key, value in changes.items():
        if value:
            kept[key] = value
        else:
            kept.pop(key, None)
    base, _, fixed = path.partition("?")
    parts = [part for part in (fixed, kept.urlencode()) if part]
    return f"{base}?{'&'.join(parts)}" if parts else base


def number(value: float) -> str:
    """Write a number with separators: 5903 -> 5,903; a fraction keeps what it was given, up to 2 places."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def draw_cell(value: Cell, token: object = None) -> SafeString:
    """Draw one value by its kind."""
    if value is None or value == "":
        return format_html('<span class="none">{}</span>', NOTHING)
    if isinstance(value, str):
        return conditional_escape(value)
    if isinstance(value, int | float):
        return SafeString(number(value))
    if isinstance(value, Link):
        text = format_html('<a href="{}">{}</a>', value.href, value.text) if value.href else value.text
        return format_html("{}<small>{}</small>", text, value.note) if value.note else conditional_escape(text)
    if isinstance(value, tuple):
        return format_html_join(" ", "{}", ((draw_cell(one, token),) for one in value))
    return _draw_component(value, token)


def _draw_component(value: Badge | Light | Composition | Swatch | Action, token: object) -> SafeString:
    if isinstance(value, Composition):
        parts = {"bar": bars.composition(value), "composition": value, "words": False}
        return render_to_string("ui/parts/composition_bar.html", parts)
    if isinstance(value, Action):
        return render_to_string("ui/parts/action.html", {"action": value, "csrf_token": token})
    name = {Badge: "badge", Light: "light", Swatch: "swatch"}[type(value)]
    return render_to_string(f"ui/parts/{name}.html", {name: value})


def _head(column: Column, table: Table, path: str, given: QueryDict) -> Head:
    if not column.sortable:
        return Head(column, "", "", "")
    if table.sort == column.key:
        return Head(column, address(path, given, {"sort": f"-{column.key}", "page": ""}), "ascending", "rising")
    if table.sort == f"-{column.key}":
        return Head(column, address(path, given, {"sort": column.key, "page": ""}), "descending", "falling")
    return Head(column, address(path, given, {"sort": column.key, "page": ""}), "none", "sort")


def _line(row: Row, columns: tuple[Column, ...]) -> Line:
    pairs = zip(columns, row.cells, strict=True)
    return Line(row, tuple(Field(column, value, value is None or value == "") for column, value in pairs))


def _is_set(control: Filter) -> bool:
    return bool(control.value)
