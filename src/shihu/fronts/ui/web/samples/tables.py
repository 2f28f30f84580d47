"""Sample tables and composition bars."""

from collections.abc import Mapping
from typing import cast

from django.utils.translation import pgettext

from shihu.kernel.numerals import chinese
from shihu.kernel.presentation import (
    Action,
    Cell,
    Choice,
    Column,
    Composition,
    Empty,
    Filter,
    Light,
    LightColour,
    Link,
    Part,
    Row,
    Selection,
    Swatch,
    Table,
    asked_page,
    asked_sort,
)

_UNITS = (
    (10, "赵建国", "mushroom", (1, 5, 4), 62, "green"),
    (9, "李秀英", "mushroom", (1, 5, 3), 58, "green"),
    (9, "赵二虎", "poria", (2, 4, 3), 71, "green"),
    (9, "任爱莲", "mushroom", (1, 5, 3), 66, "yellow"),
    (11, "张海生", "poultry", (1, 6, 4), 83, "green"),
    (11, "郭玉梅", "mushroom", (2, 5, 4), 90, "red"),
    (10, "王守义", "poria", (1, 5, 4), 54, "green"),
    (11, "赵春花", "rabbits", (1, 6, 4), 77, "grey"),
)


def _bar(shares: tuple[int, int, int], label: str = "") -> Composition:
    well, ordinary, poor = shares
    return Composition(
        (
            Part("well_off", pgettext("sample", "Well-off"), well),
            Part("ordinary", pgettext("sample", "Ordinary"), ordinary),
            Part("poor", pgettext("sample", "Registered poor"), poor),
        ),
        label,
        pgettext("sample", "households"),
    )


def wealth() -> Composition:
    return _bar((2, 4, 3), pgettext("sample", "This unit"))


def hamlet() -> Composition:
    return _bar((10, 42, 34), pgettext("sample", "The hamlet"))


def party() -> Composition:
    parts = (
        Part("party", pgettext("sample", "With a Party member"), 3),
        Part("not_party", pgettext("sample", "Without"), 6),
    )
    return Composition(parts, pgettext("sample", "Party membership"), pgettext("sample", "households"))


def table(given: Mapping[str, str]) -> Table:
    """The units of a hamlet; sorts, filters and pages."""
    columns = (
        Column("unit", pgettext("sample", "Unit"), sortable=True, names_row=True),
        Column("size", pgettext("sample", "Households"), "number", sortable=True),
        Column("head", pgettext("sample", "Head"), sortable=True),
        Column("wish", pgettext("sample", "Main wish")),
        Column("wealth", pgettext("sample", "Wealth"), "picture"),
        Column(
            "near",
            pgettext("sample", "Mean distance"),
            "number",
            pgettext("sample", "m"),
            sortable=True,
            help=pgettext("sample", "Between the houses of a unit"),
        ),
        Column("state", pgettext("sample", "State")),
    )
    states = {
        "green": pgettext("sample", "founded"),
        "yellow": pgettext("sample", "published, 3 days left"),
        "red": pgettext("sample", "late"),
        "grey": pgettext("sample", "draft"),
    }
    wishes = {
        "mushroom": pgettext("sample", "Edible mushrooms"),
        "poria": pgettext("sample", "Poria"),
        "poultry": pgettext("sample", "Poultry"),
        "rabbits": pgettext("sample", "Rabbits"),
    }
    wish, name = given.get("wish", ""), given.get("head", "")
    found = [
        (at, unit) for at, unit in enumerate(_UNITS) if (not wish or unit[2] == wish) and (not name or name in unit[1])
    ]
    sort = asked_sort(given, columns, "unit")
    orders = {"unit": lambda u: u[0], "size": lambda u: u[1][0], "head": lambda u: u[1][1], "near": lambda u: u[1][4]}
    found.sort(key=orders[sort.removeprefix("-")], reverse=sort.startswith("-"))
    pager = asked_page(given, len(found), 5)
    rows = []
    for at, (size, head, want, shares, near, light) in found[pager.offset : pager.offset + pager.size]:
        cells: tuple[Cell, ...] = (
            Swatch(at % 6 + 1, f"尚家沟{chinese(at + 1)}单元", "#"),
            size,
            Link(head, note=pgettext("sample", "Party member")) if at in {0, 2, 4} else head,
            wishes[want],
            _bar(shares),
            near,
            Light(cast("LightColour", light), states[light]),
        )
        rows.append(Row(cells, str(at + 1), is_marked=at == 2))
    return Table(
        columns,
        tuple(rows),
        pgettext("sample", "Units of Shangjiagou"),
        sort=sort,
        filters=(
            Filter("head", pgettext("sample", "Head"), name, hint=pgettext("sample", "Name")),
            Filter(
                "wish",
                pgettext("sample", "Main wish"),
                wish,
                tuple(Choice(k, v) for k, v in wishes.items()),
                pgettext("sample", "Every wish"),
            ),
        ),
        pager=pager,
        export="#",
        selection=Selection(
            "#",
            (
                Action(pgettext("sample", "Publish"), kind="primary"),
                Action(pgettext("sample", "Discard"), kind="danger"),
            ),
        ),
    )


def none() -> Table:
    """A list that nothing has come into yet."""
    columns = (Column("name", pgettext("sample", "Name"), names_row=True), Column("state", pgettext("sample", "State")))
    first = Empty(
        pgettext("sample", "No units here yet"),
        pgettext("sample", "Form them from the roster; you can move households before anything is published."),
        (Action(pgettext("sample", "Form units"), href="#", kind="primary", icon="units"),),
        "units",
    )
    return Table(columns, (), pgettext("sample", "Units of Hougou"), empty=first, id="none")


def bare() -> Table:
    """A plain grid that keeps its shape on a phone."""
    columns = (
        Column("m", pgettext("sample", "Month"), "date"),
        Column("a", pgettext("sample", "Opening balance"), "number"),
        Column("b", pgettext("sample", "Received"), "number"),
        Column("c", pgettext("sample", "Paid"), "number"),
        Column("d", pgettext("sample", "Closing balance"), "number"),
    )
    rows = (
        Row(("2019-06", 12000, 30500, 18200, 24300)),
        Row(("2019-07", 24300, 41260, 22010.5, 43549.5)),
        Row(("2019-08", 43549.5, None, 3260, 40289.5)),
    )
    return Table(columns, rows, pgettext("sample", "Cash of the unit"), layout="scroll", shows_caption=True, id="cash")
