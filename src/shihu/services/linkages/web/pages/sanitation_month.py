"""Pages of sanitation: the month and its flag, the score sheets."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Link,
    PageHead,
    Row,
    Table,
)
from shihu.services.linkages.types import MonthRank, RoundRow, SheetRow
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    FormPart,
    Names,
    Part,
    hundredths,
    label,
    month_text,
    place_label,
)
from shihu.services.linkages.web.pages.sanitation import found_href, unit_href
from shihu.services.units.types import UnitRow


def month_page(
    place: str,
    month: date,
    told: tuple[Sequence[MonthRank], Sequence[RoundRow], Mapping[UUID, UnitRow]],
    *,
    names: Names,
    before: date,
    after: date,
    may_export: bool,
) -> DutyPage:
    """Build the page of a month: mean, rank, flag."""
    ranks, rounds, units = told
    asked = f"{reverse('linkages_sanitation_month')}?place={place}&month="
    rows = tuple(
        Row(
            (
                row.rank,
                Link(label(units[row.unit], names), unit_href(row.unit)),
                row.rounds,
                hundredths(row.mean),
                Badge(_("Red flag of the month"), "seal", "check") if row.has_flag else "",
            )
        )
        for row in ranks
    )
    columns = (
        Column("rank", _("Rank"), "number"),
        Column("unit", _("Unit"), names_row=True),
        Column("rounds", pgettext("linkages", "Rounds"), "number"),
        Column("mean", _("Mean of the rounds"), "number"),
        Column("flag", pgettext("linkages", "Flag")),
    )
    acts = [
        Action(month_text(before), f"{asked}{before:%Y-%m}", "quiet", "left"),
        Action(month_text(after), f"{asked}{after:%Y-%m}", "quiet", "right"),
    ]
    if may_export and rows:
        href = f"{reverse('linkages_sanitation_export')}?place={place}&month={month:%Y-%m}"
        acts.append(Action(_("Export"), href, icon="download", downloads=True))
    flags = [label(units[row.unit], names) for row in ranks if row.has_flag]
    lead = _("Nobody has the flag this month.")
    if flags:
        lead = ngettext("The flag goes to %(units)s.", "The flag goes to %(units)s together.", len(flags))
        lead %= {"units": "、".join(flags)}
    seconds = [(one, unit) for one in rounds for unit in one.drawn if {"first", "again"} <= set(one.looks(unit))]
    empty = Empty(_("No closed round in this month"), _("Close a round, or look at another month."), icon="chart")
    return DutyPage(
        head=PageHead(
            _("%(place)s: sanitation in %(month)s") % {"place": place_label(place, names), "month": month_text(month)},
            lead,
            tuple(acts),
            back=Link(pgettext("linkages", "Sanitation"), f"{reverse('linkages_sanitation_village')}?place={place}"),
        ),
        parts=(
            Part(
                "",
                _(
                    "The mean of the rounds of the month, a correction before the second look, the second look before "
                    "the first. Equal means share a rank; the first rank has the flag if its mean reaches the sheet's."
                ),
                Table(columns, rows, _("The month"), empty=empty, id="month"),
            ),
            *((_seconds(seconds, units, names),) if seconds else ()),
        ),
        place=place,
    )


def _seconds(seconds: Sequence[tuple[RoundRow, UUID]], units: Mapping[UUID, UnitRow], names: Names) -> Part:
    rows = []
    for one, unit in seconds:
        looks = one.looks(unit)
        first, again = looks["first"], looks["again"]
        rows.append(
            Row(
                (
                    Link(one.on.isoformat(), found_href(one.key, unit)),
                    label(units[unit], names),
                    f"{first.points} · {first.scorer}",
                    f"{again.points} · {again.scorer}",
                    f"{again.points - first.points:+d}" if again.points != first.points else "0",
                )
            )
        )
    columns = (
        Column("on", pgettext("linkages", "Round"), "date", names_row=True),
        Column("unit", _("Unit")),
        Column("first", _("First look")),
        Column("again", _("Second look")),
        Column("difference", pgettext("linkages", "Difference"), "number"),
    )
    return Part(_("Second looks"), table=Table(columns, tuple(rows), _("Second looks"), id="seconds"))


def month_sheet(ranks: Sequence[MonthRank], units: Mapping[UUID, UnitRow], names: Names, month: date) -> SheetTable:
    """The month as a sheet."""
    columns = [
        SheetColumn(_("Rank"), "whole"),
        SheetColumn(_("Unit")),
        SheetColumn(pgettext("linkages", "Rounds"), "whole"),
        SheetColumn(_("Mean of the rounds"), "number"),
        SheetColumn(_("Red flag of the month")),
    ]
    rows = [(r.rank, label(units[r.unit], names), r.rounds, r.mean / 100, r.has_flag) for r in ranks]
    return SheetTable(_("Sanitation %(month)s") % {"month": f"{month:%Y-%m}"}, columns, rows)


def sheets_page(place: str, told: Sequence[SheetRow], *, form: Any) -> DutyPage:
    """Build the page of the score sheets, newest first; the officer writes the next."""
    parts = []
    for row in told:
        rows = tuple(Row((item.words, item.most, _kind(item.kind))) for item in row.items)
        columns = (
            Column("words", _("What is looked at"), names_row=True),
            Column("most", _("Points off at most"), "number"),
            Column("kind", _("Counts as")),
        )
        lead = _(
            "A hundred less what is off. Objections within %(days)s days; %(percent)s per cent of a round looked at "
            "again, rounded up; the flag from %(least)s points."
        ) % {
            "days": row.objection_days,
            "percent": row.recheck_percent,
            "least": hundredths(row.award_least),
        }
        parts.append(
            Part(
                _("Valid from %(day)s") % {"day": row.valid_from.isoformat()},
                lead,
                Table(columns, rows, pgettext("linkages", "Score sheet"), id=f"sheet{row.valid_from:%Y%m%d}"),
            )
        )
    if form:
        action = f"{reverse('linkages_sanitation_sheets')}?place={place}"
        parts.insert(
            0,
            Part(
                _("The next sheet"), form=FormPart(form, action, _("Write the next sheet"), is_folded=not form.errors)
            ),
        )
    return DutyPage(
        head=PageHead(
            _("Score sheets"),
            _("Written before it is valid, never changed afterwards: a round remembers its sheet."),
            back=Link(pgettext("linkages", "Sanitation"), f"{reverse('linkages_sanitation_village')}?place={place}"),
        ),
        parts=tuple(parts),
        place=place,
    )


def _kind(kind: str) -> str:
    return pgettext("linkages", "Beautification") if kind == "beauty" else pgettext("linkages", "Lanes")
