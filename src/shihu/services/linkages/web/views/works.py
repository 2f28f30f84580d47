"""Pages of the register of village works."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Subject
from shihu.base.places.queries import names
from shihu.base.sheets.queries import render_workbook
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.queries import goals as queries
from shihu.services.linkages.types.goals import WorkRow
from shihu.services.linkages.web.goals_forms import FoundForm, WorkForm
from shihu.services.linkages.web.pages.goals import works as pages
from shihu.services.linkages.web.views.goals import XLSX, asked_place

_FOUND = {"waiting": "", "holds": "holds", "not_yet": "not_yet"}


@require_GET
def works(request: ActedRequest) -> HttpResponse:
    """The works of a place."""
    code, rows = _asked(request)
    may = policies.RECORD_WORKS.allows(request.actor, code) and len(code) == Level.VILLAGE
    adds = f"{reverse('linkages_goals_work_new')}?place={code}" if may else ""
    page = pages.works_page(code, rows, names({row.village for row in rows}), request.GET, adds=adds)
    return render(request, "linkages/goals/works.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The works of a place as a workbook."""
    code, rows = _asked(request)
    policies.EXPORT_GOALS.require(request.actor, code)
    sheet = pages.sheet(rows, names({row.village for row in rows}))
    response = HttpResponse(render_workbook([sheet]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="works-{code}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Enter a finished work of a village."""
    code = asked_place(request, Level.VILLAGE)
    seen = policies.SEE_GOALS.allows(request.actor, code)
    policies.RECORD_WORKS.require(request.actor, code, seen=seen)
    form = WorkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.record_work(actor=request.actor, now=request.now, work=form.work(code))
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("Entered. It counts once somebody else of the township has looked at it."))
            return redirect("linkages_goals_work", key=key)
    context = {"form": form, "place": code}
    return render(request, "linkages/goals/work_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def work(request: ActedRequest, key: UUID) -> HttpResponse:
    """One work with its papers; say what was found."""
    row = queries.work(key, actor=request.actor)
    form = FoundForm(initial={"on": timezone.localdate(request.now)})
    if request.method == "POST":
        form = FoundForm(request.POST)
        if form.is_valid() and _check(request, key, form):
            return redirect("linkages_goals_work", key=key)
    request.place = row.village
    context = {
        "page": pages.work_page(row, names({row.village})),
        "form": form,
        "files": files_of(Subject("linkages.work", str(key), row.village), actor=request.actor),
    }
    return render(request, "linkages/goals/work.html", context, status=422 if form.errors else 200)


def _check(request: ActedRequest, key: UUID, form: FoundForm) -> bool:
    try:
        commands.check_work(
            actor=request.actor,
            now=request.now,
            key=key,
            verdict=form.verdict_given(),
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        form.refuse(refusal)
        return False
    messages.success(request, _("What you found is kept."))
    return True


def _asked(request: ActedRequest) -> tuple[str, list[WorkRow]]:
    code = request.GET.get("place", "") or next(iter(policies.SEE_GOALS.scopes(request.actor)), "")
    if not code:
        raise NotFound
    found = _FOUND.get(request.GET.get("found", ""))
    return code, queries.works(code, actor=request.actor, kind=request.GET.get("kind", ""), verdict=found)
