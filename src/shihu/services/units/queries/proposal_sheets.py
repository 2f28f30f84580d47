"""A proposal as a workbook: every household with what it decided, and every decision with its evidence."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.refusals import N_
from shihu.services.units.queries import drawing
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import ProposalDetail

_WORDS = {
    "accept": N_("Accepts"),
    "ask": N_("Asks for a change"),
    "decline": N_("Declines"),
    "silent": N_("Has not answered"),
}
_CHANNELS = {
    "phone": N_("On the own phone"),
    "cadre": N_("Told before a witness"),
    "paper": N_("Signed on a sheet"),
    "carried": N_("Stands over from the proposal before"),
}


def tables(detail: ProposalDetail, *, names: Names) -> list[SheetTable]:
    """Return two sheets: where each household stands, and every decision as it was put down."""
    units = {unit.row.key: drawing.label_of(unit.row, names) for unit in detail.units}
    standing: list[list[Written]] = []
    decided: list[list[Written]] = []
    for unit in detail.units:
        for one in unit.asked:
            last = one.last
            standing.append(
                [
                    units[unit.row.key],
                    one.code,
                    one.householder,
                    one.phone,
                    _(_WORDS[one.word]),
                    last.decided_on if last else None,
                    _("Established") if unit.is_established else "",
                ]
            )
            decided += [
                [
                    units[unit.row.key],
                    one.householder,
                    _(_WORDS[row.word.value]),
                    row.decided_on,
                    row.decided_by,
                    _(_CHANNELS[row.channel.value]),
                    row.witness,
                    row.paper,
                    units.get(row.wanted_unit, "") if row.wanted_unit else "",
                    row.wanted_partner_name,
                    row.reason,
                    row.entered_name,
                    row.entered_at,
                ]
                for row in one.decisions
            ]
    return [
        SheetTable(
            pgettext("sheet", "Where each household stands"),
            [
                SheetColumn(_("Unit"), width=18),
                SheetColumn(_("Household code"), width=22),
                SheetColumn(_("Householder"), width=12),
                SheetColumn(_("Phone"), width=16),
                SheetColumn(_("What it decides"), width=18),
                SheetColumn(_("Decided on"), "date"),
                SheetColumn(_("State"), width=12),
            ],
            standing,
        ),
        SheetTable(
            pgettext("sheet", "Every decision"),
            [
                SheetColumn(_("Unit"), width=18),
                SheetColumn(_("Householder"), width=12),
                SheetColumn(_("What it decides"), width=18),
                SheetColumn(_("Decided on"), "date"),
                SheetColumn(_("Decided by"), width=12),
                SheetColumn(_("How it was said"), width=18),
                SheetColumn(_("Witness"), width=12),
                SheetColumn(_("Number of the sheet"), width=18),
                SheetColumn(_("Rather in this unit"), width=18),
                SheetColumn(_("Rather together with"), width=14),
                SheetColumn(_("Why"), width=40),
                SheetColumn(_("Entered by"), width=12),
                SheetColumn(_("Entered at"), "moment"),
            ],
            decided,
        ),
    ]
