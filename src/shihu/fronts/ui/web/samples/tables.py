"""Sample tables and composition bars."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

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
            Part("well_off", _("Well-off"), well),
            Part("ordinary", _("Ordinary"), ordinary),
            Part("poor", _("Registered poor"), poor),
        ),
        label,
        _("households"),
    )


def wealth() -> Composition:
    return _bar((2, 4, 3), _("This unit"))


def hamlet() -> Composition:
    return _bar((10, 42, 34), _("The hamlet"))


def party() -> Composition:
    parts = (Part("party", _("With a Party member"), 3), Part("not_party", _("Without"), 6))
    return Composition(parts, _("Party membership"), _("households"))


def table(given: Mapping[str, str]) -> Table:
    """The units of a hamlet; sorts, filters and pages."""
    columns = (
        Column("unit", _("Unit"), sortable=True, names_row=True),
        Column("size", _("Households"), "number", sortable=True),
        Column("head", _("Head"), sortable=True),
        Column("wish", _("Main wish")),
        Column("wealth", _("Wealth"), "picture"),
        Column("near", _("Mean distance"), "number", _("m"), sortable=True, help=_("Between the houses of a unit")),
        Column("state", _("State")),
    )
    states = {"green": _("founded"), "yellow": _("published, 3 days left"), "red": _("late"), "grey": _("draft")}
    wishes = {
        "mushroom": _("Edible mushrooms"),
        "poria": _("Poria"),
        "poultry": _("Poultry"),
        "rabbits": _("Rabbits"),
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
            Link(head, note=_("Party member")) if at in {0, 2, 4} else head,
            wishes[want],
            _bar(shares),
            near,
            Light(light, states[light]),  # type: ignore[arg-type]
        )
        rows.append(Row(cells, str(at + 1), is_marked=at == 2))
    return Table(
        columns,
        tuple(rows),
        _("Units of Shangjiagou"),
        sort=sort,
        filters=(
            Filter("head", _("Head"), name, hint=_("Name")),
            Filter("wish", _("Main wish"), wish, tuple(Choice(k, v) for k, v in wishes.items()), _("Every wish")),
        ),
        pager=pager,
        export="#",
        selection=Selection("#", (Action(_("Publish"), kind="primary"), Action(_("Discard"), kind="danger"))),
    )


def none() -> Table:
    """A list that nothing has come into yet."""
    columns = (Column("name", _("Name"), names_row=True), Column("state", _("State")))
    first = Empty(
        _("No units here yet"),
        _("Form them from the roster; you can move households before anything is published."),
        (Action(_("Form units"), href="#", kind="primary", icon="units"),),
        "units",
    )
    return Table(columns, (), _("Units of Hougou"), empty=first, id="none")


def bare() -> Table:
    """A plain grid that keeps its shape on a phone."""
    columns = (
        Column("m", _("Month"), "date"),
        Column("a", _("Opening balance"), "number"),
        Column("b", _("Received"), "number"),
        Column("c", _("Paid"), "number"),
        Column("d", _("Closing balance"), "number"),
    )
    rows = (
        Row(("2019-06", 12000, 30500, 18200, 24300)),
        Row(("2019-07", 24300, 41260, 22010.5, 43549.5)),
        Row(("2019-08", 43549.5, None, 3260, 40289.5)),
    )
    return Table(columns, rows, _("Cash of the unit"), layout="scroll", shows_caption=True, id="cash")
