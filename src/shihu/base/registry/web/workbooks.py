"""A list as a spreadsheet to take away."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from shihu.base.places.types import PlaceRow
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(tables: Sequence[SheetTable], *, place: PlaceRow, now: datetime) -> HttpResponse:
    """Answer with an xlsx named after its place and its day."""
    name = f"{place.label(get_language() or 'zh-hans')}-{tables[0].name}-{timezone.localdate(now):%Y%m%d}.xlsx"
    answer = HttpResponse(render_workbook(tables), content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
