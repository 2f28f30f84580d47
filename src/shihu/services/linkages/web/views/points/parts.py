"""What the views of points share: where the page stands, and the one form page."""

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import own_household
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages import policies
from shihu.services.linkages.web.pages.points.desk import FormPage
from shihu.services.linkages.web.points_forms import Refusable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def today_of(request: ActedRequest) -> date:
    """The day of the request."""
    return timezone.localdate(request.now)


def asked_place(request: ActedRequest) -> str:
    """The place of the address, else the actor's own area, else the village of the own household."""
    code = request.GET.get("place", "") or request.POST.get("place", "")
    code = code or next(iter(policies.SEE_POINTS.scopes(request.actor)), "")
    if not code:
        own = own_household(actor=request.actor, on=today_of(request))
        code = own.hamlet if own else ""
    return code[: Level.VILLAGE]


def asked_village(request: ActedRequest) -> str:
    """The village of the address; NotFound above one."""
    code = asked_place(request)
    if len(code) != Level.VILLAGE:
        raise NotFound
    request.place = code
    return code


def is_member(request: ActedRequest, village: str) -> bool:
    """Tell whether the page is a villager's, who sees the village's points by no office."""
    return not policies.SEE_POINTS.allows(request.actor, village)


def done(form: Refusable, act: Callable[[], object]) -> bool:
    """Do what a valid form asks; a refusal that it can mend stands in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def form_page(request: ActedRequest, form: Refusable, page: FormPage) -> HttpResponse:
    """Render a form with what has to be known before."""
    context = {"form": form, "page": page}
    return render(request, "linkages/points/form.html", context, status=422 if form.errors else 200)


def workbook(tables: list[SheetTable], name: str) -> HttpResponse:
    """Answer with a workbook."""
    response = HttpResponse(render_workbook(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
