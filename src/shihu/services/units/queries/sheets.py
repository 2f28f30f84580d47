"""A formation as a workbook: who is in which unit, what units are made of, who is in none."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import WEALTH, label_of
from shihu.services.units.types import FormationDetail, Standing


def tables(
    detail: FormationDetail, *, names: Mapping[str, tuple[str, str]], label: words.Label, hamlet: str
) -> list[SheetTable]:
    """Return the sheets. Nobody's wealth stands beside a name; composition is counted by unit."""
    units = [unit for unit in detail.units if not hamlet or unit.hamlet == hamlet]
    left = [row for row in detail.left_out if not hamlet or row.hamlet == hamlet]

    def place(code: str) -> str:
        zh, en = names.get(code, (code, ""))
        return en if words.is_english() and en else zh

    members = []
    for unit in units:
        named = {seat.code: seat.householder for seat in unit.seats}
        members += [
            (
                label_of(unit, names),
                seat.code,
                seat.householder,
                place(seat.hamlet),
                seat.members,
                seat.can_lead,
                words.why_text(seat.facts, unit.size, named, label),
            )
            for seat in unit.seats
        ]
    classes = [key for key in WEALTH if any(key in unit.facts["wealth"] for unit in units)]
    made = [
        (
            label_of(unit, names),
            unit.size,
            unit.facts["persons"],
            *(unit.facts["wealth"].get(key, 0) for key in classes),
            unit.facts["party"],
            len(unit.facts["heads"]),
            label(unit.facts["main_wish"]) if unit.facts["main_wish"] else "",
            unit.facts["agreeing"],
            unit.facts["mean_distance"],
        )
        for unit in units
    ]
    return [
        SheetTable(
            _("Units"),
            [
                SheetColumn(_("Unit")),
                SheetColumn(_("Household code")),
                SheetColumn(_("Householder")),
                SheetColumn(_("Hamlet")),
                SheetColumn(_("Persons"), "whole"),
                SheetColumn(_("Able to lead")),
                SheetColumn(_("Why here")),
            ],
            members,
        ),
        SheetTable(
            _("Composition"),
            [
                SheetColumn(_("Unit")),
                SheetColumn(_("Number of households"), "whole"),
                SheetColumn(_("Persons"), "whole"),
                *(SheetColumn(label(key), "whole") for key in classes),
                SheetColumn(_("Households with a Party member"), "whole"),
                SheetColumn(_("Able to lead"), "whole"),
                SheetColumn(_("Main wish")),
                SheetColumn(_("Households that share it"), "whole"),
                SheetColumn(_("Mean distance (m)"), "number"),
            ],
            made,
        ),
        SheetTable(
            _("Not in a unit"),
            [
                SheetColumn(_("Household code")),
                SheetColumn(_("Householder")),
                SheetColumn(_("Hamlet")),
                SheetColumn(_("Why")),
            ],
            [
                (row.code, row.householder, place(row.hamlet), words.rule_text(row.rule, private=detail.sees_private))
                for row in left
            ],
        ),
    ]


def seats_on(stood: Standing, names: Mapping[str, tuple[str, str]]) -> SheetTable:
    """Return who sat in which unit on the day: a row a household."""
    rows = [
        (label_of(unit, names), seat.code, seat.householder, seat.since, seat.until)
        for unit in stood.units
        for seat in unit.seats
    ]
    columns = [
        SheetColumn(_("Unit")),
        SheetColumn(_("Household code")),
        SheetColumn(_("Householder")),
        SheetColumn(_("In the unit from"), "date"),
        SheetColumn(_("In the unit until before"), "date"),
    ]
    return SheetTable(_("Units on %(day)s") % {"day": stood.on.isoformat()}, columns, rows)
