"""A list of cases as a workbook."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases.queries import words
from shihu.base.cases.types import CaseRow, State
from shihu.base.cases.web.pages.cases import place_name
from shihu.base.places.types import PlaceRow
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(rows: Sequence[CaseRow], places: Mapping[str, PlaceRow], *, name: str) -> HttpResponse:
    """Answer with an xlsx of the cases that the reader may open."""
    columns = (
        SheetColumn(pgettext("cases", "Number"), width=12),
        SheetColumn(pgettext("cases", "About"), width=30),
        SheetColumn(pgettext("cases", "Kind"), width=14),
        SheetColumn(_("Place"), width=16),
        SheetColumn(pgettext("cases", "Level"), width=16),
        SheetColumn(pgettext("cases", "Lies with"), width=14),
        SheetColumn(pgettext("cases", "Clock"), width=18),
        SheetColumn(_("State"), width=14),
        SheetColumn(pgettext("cases", "Opened"), "date", 12),
        SheetColumn(pgettext("cases", "Closed on"), "date", 12),
        SheetColumn(_("Return visit due"), "date", 12),
        SheetColumn(_("Visited on"), "date", 12),
    )
    lines = [
        (
            row.number,
            row.title or _("Sealed matter"),
            _(row.kind_name),
            place_name(row.place, places),
            _(row.level_name),
            words.holder(row),
            light.text if (light := words.light(row)) else "",
            _(row.outcome_name) if row.state == State.CLOSED else words.state_badge(row).text,
            timezone.localdate(row.opened),
            timezone.localdate(row.closed) if row.closed else None,
            row.visit_due,
            row.visited,
        )
        for row in rows
    ]
    table = SheetTable(pgettext("cases", "Cases"), columns, lines, name)
    found = HttpResponse(render_workbook([table]), content_type=XLSX)
    found.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return found
