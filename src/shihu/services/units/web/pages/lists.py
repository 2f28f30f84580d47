"""The tables of a formation's page."""

from django.utils.translation import gettext as _

from shihu.kernel.presentation import Column, Link, Row, Swatch, Table
from shihu.services.units.queries import drawing, words
from shihu.services.units.types import UnitRow
from shihu.services.units.web.pages.draws import Draws

MOST_LISTED = 60


def units(draws: Draws, selected: UnitRow | None) -> Table:
    """The units of a hamlet."""
    columns = (
        Column("name", _("Unit"), names_row=True),
        Column("size", _("Number of households"), "number"),
        Column("heads", _("Able to lead")),
        Column("wish", _("Main wish")),
        Column("mix", _("Mix of wealth"), "picture"),
        Column("party", _("Party households"), "number", help=_("Households with a Party member")),
        Column("metres", _("Mean distance"), "number", unit=_("m")),
        Column("state", _("State")),
        Column("open", "", "action"),
    )
    colour = drawing.colours_of(draws.units)
    rows = tuple(
        Row(
            (
                Swatch(
                    colour[str(unit.key)],
                    drawing.label_of(unit, draws.names),
                    drawing.formation_address(unit.formation, unit.hamlet, unit.key),
                ),
                unit.size,
                drawing.candidates(unit.seats, 2) or "—",
                draws.label(unit.facts["main_wish"]) if unit.facts["main_wish"] else "—",
                drawing.composition(unit.facts["wealth"], draws.label, drawing.label_of(unit, draws.names)),
                unit.facts["party"],
                round(unit.facts["mean_distance"]),
                drawing.unit_badge(unit),
                Link(_("Who is in it"), drawing.unit_address(unit)),
            ),
            key=str(unit.key),
            is_marked=selected is not None and unit.key == selected.key,
            mark=str(unit.key),
        )
        for unit in draws.units
    )
    return Table(columns, rows, _("Units"), id="units")


def hamlets(draws: Draws) -> Table:
    """The hamlets of a village formation."""
    columns = (
        Column("name", _("Hamlet"), names_row=True),
        Column("units", _("Units"), "number"),
        Column("households", _("Number of households"), "number"),
        Column("left", _("Not in a unit"), "number"),
        Column("metres", _("Mean distance"), "number", unit=_("m")),
        Column("wishes", _("Wishes agree"), "number", unit="%"),
        Column("mix", _("Off the mix"), "number", unit=_("hh")),
        Column("wealth", _("Mix of wealth"), "picture"),
    )
    rows = []
    for code in draws.detail.hamlets:
        units = [unit for unit in draws.detail.units if unit.hamlet == code]
        left = sum(1 for row in draws.detail.left_out if row.hamlet == code)
        figures = drawing.stats_of(units, left)
        mix = draws.detail.outcome["hamlets"][code]["wealth"]
        rows.append(
            Row(
                (
                    Link(draws.place_name(code), drawing.formation_address(draws.detail.row.key, code)),
                    len(units),
                    sum(unit.size for unit in units),
                    left,
                    figures[3].value if units else "—",
                    figures[4].value if units else "—",
                    figures[5].value if units else "—",
                    drawing.composition(mix, draws.label, draws.place_name(code)),
                )
            )
        )
    return Table(columns, tuple(rows), _("Hamlets"), id="hamlets")


def unmet(draws: Draws) -> Table | None:
    """Wishes that were not met, each with what stopped it; None when there is none."""
    private = draws.detail.sees_private
    rows = drawing.each_pair_once(
        [row for row in draws.detail.outcome["unmet"] if not draws.hamlet or row["hamlet"] == draws.hamlet]
    )
    if not rows:
        return None
    columns = (
        Column("who", _("Householder"), names_row=True),
        Column("wished", _("Wished for")),
        Column("why", _("Why not")),
    )
    shown = tuple(
        Row(
            (
                Link(row["householder"], drawing.address("desk_household", code=row["code"])),
                words.unmet_text(row, draws.label),
                words.obstacle_text(row, private=private),
            )
        )
        for row in rows[:MOST_LISTED]
    )
    caption = _("Wishes that were not met (%(count)s)") % {"count": len(rows)}
    return Table(columns, shown, caption, id="unmet")


def left_out(draws: Draws) -> Table:
    """Households in no unit, each with the rule."""
    columns = (
        Column("who", _("Householder"), names_row=True),
        Column("hamlet", _("Hamlet")),
        Column("rule", _("Why")),
    )
    rows = tuple(
        Row(
            (
                Link(left.householder, drawing.address("desk_household", code=left.code)),
                draws.place_name(left.hamlet),
                words.rule_text(left.rule, private=draws.detail.sees_private),
            )
        )
        for left in draws.left_out[:MOST_LISTED]
    )
    return Table(columns, rows, _("Not in a unit (%(count)s)") % {"count": len(draws.left_out)}, id="left")


def moved(draws: Draws) -> Table | None:
    """Who changes unit and who comes into one, where the units were solved again; None where they were not."""
    told = draws.detail.outcome.get("moved")
    if told is None:
        return None
    rows = [row for row in told if not draws.hamlet or draws.hamlet in (row["to"][1], *row["from"][1:2])]
    columns = (
        Column("who", _("Householder"), names_row=True),
        Column("from", _("From unit")),
        Column("to", _("To unit")),
    )

    def unit(told: list[str | int]) -> str:
        if not told:
            return _("in no unit so far")
        name, hamlet, ordinal = str(told[0]), str(told[1]), int(told[2])
        return words.unit_label(name, draws.names.get(hamlet, ("", ""))[1], ordinal)

    shown = tuple(
        Row(
            (
                Link(row["householder"], drawing.address("desk_household", code=row["code"])),
                unit(row["from"]),
                unit(row["to"]),
            )
        )
        for row in rows
    )
    caption = _("Who changes unit (%(count)s)") % {"count": len(rows)}
    return Table(columns, shown, caption, id="moved")
