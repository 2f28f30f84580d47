"""Spreadsheets of the asking: the sheet to fill in, and the list of who answered."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from shihu.base.registry.types import HouseholdNow
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.refusals import N_
from shihu.services.units.queries import words
from shihu.services.units.types import HouseholdAsked

WAYS = {
    "phone": N_("On the own phone"),
    "cadre": N_("Told to the cadre"),
    "paper": N_("Paper form"),
    "sheet": N_("Spreadsheet"),
}


def to_fill(
    homes: Sequence[HouseholdNow], wishes: Sequence[TermRow], *, hamlets: Mapping[str, str], with_refusals: bool
) -> list[SheetTable]:
    """Return the sheet of a place's households to fill in.

    It is Chinese whatever the page's language: it goes to villages, and the readers know its headings. What the
    registry knows stands there; a line without a day is one of a household that was not asked.
    """
    names = tuple(term.name_zh for term in wishes)
    label = {term.key: term.name_zh for term in wishes}
    columns = [
        SheetColumn("户编号", width=22, required=True, note="请勿改动。"),
        SheetColumn("户主", width=12, note="请勿改动。"),
        SheetColumn("自然村", width=14),
        SheetColumn("已登记", width=24, note="系统里已有的发展意愿，供核对。"),
        *(SheetColumn(f"发展意愿{at}", width=14, choices=names) for at in ("一", "二", "三")),
        SheetColumn("意向搭档", width=24, note="愿意同组的户编号或户主姓名，最多三户，用顿号隔开。"),
        SheetColumn("是否愿意加入", width=14, choices=("是", "否"), strict=True),
        SheetColumn("答复日期", "text", width=14, required=True, note="如 2019-08-15。未征求的户空着。"),
    ]
    if with_refusals:
        columns.insert(8, SheetColumn("不愿同组", width=24, note="只有本户和乡镇干部能看到。"))
    rows = []
    for home in homes:
        known = "、".join(label.get(wish, wish) for wish in home.wishes)
        row = [home.code, home.householder, hamlets.get(home.hamlet, ""), known, *[""] * (len(columns) - 4)]
        rows.append(row)
    return [SheetTable("征求意见表", columns, rows)]


def answered(rows: Sequence[HouseholdAsked], label: words.Label, hamlets: Mapping[str, str]) -> list[SheetTable]:
    """Return who answered, when and how, and who is still to be asked. Refusals are not in it."""
    columns = [
        SheetColumn(_("Household code"), width=22),
        SheetColumn(_("Householder"), width=12),
        SheetColumn(_("Hamlet"), width=16),
        SheetColumn(_("Lane"), width=14),
        SheetColumn(_("Persons"), "whole"),
        SheetColumn(_("Wishes"), width=28),
        SheetColumn(_("Would like to sit with"), width=24),
        SheetColumn(_("Willing to join a unit")),
        SheetColumn(_("Answer"), width=18),
        SheetColumn(_("Answered on"), "date"),
        SheetColumn(_("Entered by"), width=12),
        SheetColumn(_("Form code"), width=12),
    ]
    lines = [
        [
            row.household.code,
            row.household.householder,
            hamlets.get(row.household.hamlet, ""),
            row.household.street,
            row.household.members,
            words.listed([label(wish) for wish in row.household.wishes]),
            words.listed(list(row.household.prefers)),
            _("Yes") if row.household.willing else _("Not for now"),
            _(WAYS[row.last.way]) if row.last else _("Still to be asked"),
            row.last.answered_on if row.last else None,
            row.last.entered_name if row.last else "",
            row.form,
        ]
        for row in rows
    ]
    return [SheetTable(_("Who has answered"), columns, lines)]
