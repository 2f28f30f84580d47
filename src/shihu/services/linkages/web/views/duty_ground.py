"""What the views of duties share: the place asked for, names, sheets to save."""

from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from shihu.base.accounts.types import ActedRequest
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages import policies
from shihu.services.linkages.queries.duty_units import hamlet_names
from shihu.services.linkages.web.duty_forms import Refusing
from shihu.services.linkages.web.pages.duty_parts import Names
from shihu.services.units.queries import places_units

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def today(request: ActedRequest) -> date:
    """The day of the request."""
    return timezone.localdate(request.now)


def village_asked(request: ActedRequest) -> str:
    """Return the village or hamlet that the address asks for; of a township the first village that has units."""
    code = request.GET.get("place", "") or next(iter(policies.SEE_DUTIES.scopes(request.actor)), "")
    if not code or not policies.SEE_DUTIES.allows(request.actor, code):
        raise NotFound
    if len(code) < Level.TOWNSHIP:
        raise NotFound
    if len(code) == Level.TOWNSHIP:
        villages = places_units(code, actor=request.actor)
        code = next((row.place for row in villages if row.units), villages[0].place if villages else "")
        if not code:
            raise NotFound
    request.place = code
    return code


def names_of(*codes: str) -> Names:
    """Names of places by code."""
    return hamlet_names(set(codes))


def month_asked(request: ActedRequest) -> date:
    """Return the first day of the month that the address asks for; without one of this month."""
    text = request.GET.get("month", "")
    if not text:
        return today(request).replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound from None


def month_before(first: date) -> date:
    """The month before."""
    return date.fromordinal(first.toordinal() - 1).replace(day=1)


def month_after(first: date) -> date:
    """The month after."""
    return date.fromordinal(first.replace(day=28).toordinal() + 4).replace(day=1)


def key_given(text: str) -> UUID:
    """Return a key that a form names, or NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def shown(refusal: Refusal, form: Refusing) -> None:
    """A refusal that the form can mend stands in it; any other is a page of its own."""
    if refusal.status in {403, 404}:
        raise refusal
    form.refuse(refusal)


def saved(sheet: SheetTable, name: str) -> HttpResponse:
    """A sheet as a file to save."""
    answer = HttpResponse(render_workbook([sheet]), content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return answer
