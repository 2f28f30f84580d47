"""Pages that gather several services: today, a place, a household, search, the audit."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from shihu.base.accounts.types import ActedRequest
from shihu.base.burden.queries import scopes_seen
from shihu.base.places.queries import place as place_of
from shihu.base.places.types import PlaceRow
from shihu.base.sheets.queries import render_workbook
from shihu.fronts.desk.web.inbox import RAIL, counted
from shihu.fronts.desk.web.pages.audit import audit_page
from shihu.fronts.desk.web.pages.burden import asked_page, own_page, sheets
from shihu.fronts.desk.web.pages.household import household_page
from shihu.fronts.desk.web.pages.inbox import inbox_page
from shihu.fronts.desk.web.pages.place import place_page
from shihu.fronts.desk.web.pages.search import search_page
from shihu.fronts.desk.web.pages.today import today_page
from shihu.fronts.desk.web.pages.unit import unit_page
from shihu.fronts.ui.web import navigation
from shihu.kernel.refusals import NotFound

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@login_required
def today(request: ActedRequest) -> HttpResponse:
    """What needs me."""
    page = today_page(actor=request.actor, on=timezone.localdate(request.now))
    return render(request, "desk/today.html", {"page": page})


@require_GET
@login_required
def inbox(request: ActedRequest) -> HttpResponse:
    """Everything that waits for me, by when."""
    page = inbox_page(actor=request.actor, on=timezone.localdate(request.now), given=request.GET)
    return render(request, "desk/inbox.html", {"page": page})


@require_GET
@login_required
def due(request: ActedRequest) -> HttpResponse:
    """Count anew what is due, for the pages of the rail that show it."""
    told = counted(actor=request.actor, on=timezone.localdate(request.now))
    shown = navigation.rail(request.actor, current="", place="", home="", due={}, is_demo=False)
    pages = sorted({"desk_inbox", *RAIL.values()} & {entry.url for group in shown for entry in group.entries})
    return render(request, "desk/counts.html", {"counts": [(page, told.get(page, 0)) for page in pages]})


@require_GET
@login_required
def burden(request: ActedRequest) -> HttpResponse:
    """What the platform asks of me."""
    sees_all = bool(scopes_seen(actor=request.actor))
    page = own_page(actor=request.actor, on=timezone.localdate(request.now), sees_all=sees_all)
    return render(request, "desk/burden.html", {"page": page})


@require_GET
def asked(request: ActedRequest) -> HttpResponse:
    """What a place's people are asked, form by form."""
    found = _asked_place(request)
    on = timezone.localdate(request.now)
    page = asked_page(found, actor=request.actor, on=on, given=request.GET)
    return render(request, "desk/asked.html", {"page": page})


@require_GET
def asked_export(request: ActedRequest) -> HttpResponse:
    """The same as a workbook."""
    found = _asked_place(request)
    tables = sheets(found.code, actor=request.actor, on=timezone.localdate(request.now))
    response = HttpResponse(render_workbook(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="asked-{found.code}.xlsx"'
    return response


def _asked_place(request: ActedRequest) -> PlaceRow:
    code = request.GET.get("place", "") or next(iter(scopes_seen(actor=request.actor)), "")
    if not code:
        raise NotFound
    return place_of(code, actor=request.actor)


@require_GET
@login_required
def place(request: ActedRequest, code: str) -> HttpResponse:
    """A place and what lies under it."""
    page = place_page(code, actor=request.actor, on=timezone.localdate(request.now), given=request.GET)
    return render(request, "desk/place.html", {"page": page, "place": page.place})


@require_GET
@login_required
def household(request: ActedRequest, code: str) -> HttpResponse:
    """A household with all that the services know of it. The look is noted."""
    page = household_page(code, actor=request.actor, now=request.now)
    request.place = page.household.hamlet
    return render(request, "desk/household.html", {"page": page})


@require_GET
@login_required
def unit(request: ActedRequest, key: UUID) -> HttpResponse:
    """What a unit does together, gathered from the services."""
    page = unit_page(key, actor=request.actor, now=request.now)
    request.place = page.hamlet
    return render(request, "desk/unit.html", {"page": page})


@require_GET
@login_required
def search(request: ActedRequest) -> HttpResponse:
    """People, households and places by name, pinyin, number or phone. One hit is opened at once."""
    page = search_page(request.GET.get("q", ""), actor=request.actor)
    if page.only_hit and not request.htmx:
        return redirect(page.only_hit)
    return render(request, "desk/search.html", {"page": page})


@require_GET
@login_required
def audit(request: ActedRequest) -> HttpResponse:
    """The newest changes in the actor's area."""
    return render(request, "desk/audit.html", {"page": audit_page(request.actor, request.GET)})


@require_GET
def healthz(_request: HttpRequest) -> JsonResponse:
    """Tell a supervisor that web server and database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
