"""The list of disputes as a workbook."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases import queries as cases
from shihu.base.places.types import PlaceRow
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.base.vocabularies.types import TermRow
from shihu.services.linkages.types.mediation import DisputeRow
from shihu.services.linkages.web.mediation import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(rows: Sequence[DisputeRow], places: Mapping[str, PlaceRow], terms: Mapping[str, TermRow]) -> HttpResponse:
    """Answer with an xlsx."""
    columns = (
        SheetColumn(pgettext("linkages", "Number"), width=12),
        SheetColumn(_("One side"), width=16),
        SheetColumn(_("The other side"), width=22),
        SheetColumn(pgettext("linkages", "About"), width=14),
        SheetColumn(_("Place"), width=16),
        SheetColumn(pgettext("linkages", "Lies at"), width=16),
        SheetColumn(pgettext("linkages", "With"), width=14),
        SheetColumn(pgettext("linkages", "Clock"), width=18),
        SheetColumn(_("State"), width=18),
        SheetColumn(pgettext("linkages", "Reported"), "date", 12),
        SheetColumn(pgettext("linkages", "Closed on"), "date", 12),
        SheetColumn(_("Return visit due"), "date", 12),
    )
    lines = [
        (
            row.case.number,
            words.listed(row.side_a),
            words.listed(row.side_b),
            words.matter(row.matter, terms),
            words.place(row.case.place, places),
            _(row.case.level_name),
            cases.holder(row.case),
            light.text if (light := cases.light(row.case)) else "",
            cases.state_badge(row.case).text,
            timezone.localdate(row.case.opened),
            timezone.localdate(row.case.closed) if row.case.closed else None,
            row.case.visit_due,
        )
        for row in rows
    ]
    name = _("Disputes")
    found = HttpResponse(render_workbook([SheetTable(name, columns, lines, name)]), content_type=XLSX)
    found.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return found
