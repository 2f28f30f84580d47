"""Pages of cases: each calls one query or command and renders."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.cases import commands, policies, queries
from shihu.base.cases.queries import panels
from shihu.base.cases.types import CaseDetail, CaseFilter
from shihu.base.cases.web import workbooks
from shihu.base.cases.web.forms import AssignForm, NoteForm, PauseForm, Refusing, VisitForm
from shihu.base.cases.web.pages import cases as pages
from shihu.base.places.queries import names
from shihu.kernel.presentation import asked_page, asked_sort
from shihu.kernel.refusals import N_, NotAllowed, NotFound, Refusal


@require_GET
def cases(request: ActedRequest) -> HttpResponse:
    """The cases of which the reader may know, by place, kind, state and clock."""
    actor, given = request.actor, request.GET
    if not actor.is_known:
        raise NotFound
    filters = CaseFilter(
        place=given.get("place", "")[:15],
        kind=given.get("kind", "")[:40],
        state=given.get("state", "")[:10],
        light=given.get("light", "")[:10],
        text=given.get("q", "")[:60],
    )
    sort = asked_sort(given, pages.columns(), "-opened")
    if given.get("as") == "xlsx":
        if not policies.EXPORT_CASES.scopes(actor):
            raise NotFound
        whole = queries.cases(actor=actor, at=request.now, filters=filters, sort=sort, limit=None)
        return workbooks.answer(whole.rows, names({row.place for row in whole.rows}), name=pgettext("cases", "Cases"))
    pager = asked_page(given, 10**9)
    found = queries.cases(actor=actor, at=request.now, filters=filters, sort=sort, offset=pager.offset)
    page = pages.list_page(
        found,
        filters=filters,
        kinds=queries.kinds_known(actor=actor),
        places=names({row.place for row in found.rows}),
        sort=sort,
        pager=asked_page(given, found.total),
        export=bool(policies.EXPORT_CASES.scopes(actor)),
    )
    return render(request, "cases/list.html", {"page": page})


@require_GET
def case(request: ActedRequest, key: UUID) -> HttpResponse:
    """The file of one case. The look is noted where the case is kept close."""
    detail = _opened(request, key)
    return render(request, "cases/case.html", {"page": pages.file_page(detail, places=names({detail.row.place}))})


@require_GET
def cover(request: ActedRequest, key: UUID) -> HttpResponse:
    """The cover sheet on A4."""
    detail = _opened(request, key)
    return render(request, "cases/cover.html", {"page": pages.cover_page(detail, places=names({detail.row.place}))})


@require_http_methods(["GET", "POST"])
def act(request: ActedRequest, key: UUID, act: str) -> HttpResponse:
    """Say who takes it, write a note, stop the clock, let it go on, record a return visit."""
    detail = queries.case_detail(key, actor=request.actor, at=request.now)
    request.place = detail.row.place
    data = request.POST if request.method == "POST" else None
    if act == "resume":
        if data is None:
            return redirect("cases_case", key=key)
        commands.resume(actor=request.actor, now=request.now, key=key)
        messages.success(request, _("The clock goes on. Today counts."))
        return redirect(panels.case_address(detail.row))
    if act not in _ACTS:
        raise NotFound
    commands.require_handler(actor=request.actor, now=request.now, key=key)
    form = _form(act, data, detail, request)
    if data is not None and form.is_valid():
        try:
            _do(act, form, request, key)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect(panels.case_address(detail.row))
    context = {
        "form": form,
        "title": _(_ACTS[act][0]),
        "lead": f"{detail.row.number} {detail.row.title}",
        "label": _(_ACTS[act][1]),
        "back": panels.case_address(detail.row),
    }
    return render(request, "cases/act.html", context, status=422 if form.errors else 200)


_ACTS = {
    "assign": (N_("Say who takes it"), N_("Hand it over")),
    "note": (N_("Write a note"), N_("Write it down")),
    "pause": (N_("Stop the clock"), N_("Stop it")),
    "visit": (N_("Record the return visit"), N_("Write it down")),
}


def _opened(request: ActedRequest, key: UUID) -> CaseDetail:
    detail = commands.read_case(actor=request.actor, now=request.now, key=key)
    request.place = detail.row.place
    return detail


def _form(act: str, data: QueryDict | None, detail: CaseDetail, request: ActedRequest) -> Refusing:
    if act == "assign":
        if not detail.standing.keeps:
            raise NotAllowed
        return AssignForm(data)
    if act == "note":
        return NoteForm(data)
    if act == "pause":
        return PauseForm(data, reasons=detail.pauses)
    return VisitForm(data, initial={"visited_on": timezone.localdate(request.now), "holds": "yes"})


def _do(act: str, form: Refusing, request: ActedRequest, key: UUID) -> None:
    told = {"actor": request.actor, "now": request.now, "key": key, **form.cleaned_data}
    if act == "assign":
        commands.assign_named(**told)
    elif act == "note":
        commands.take_note(**told)
    elif act == "pause":
        commands.pause(**told)
    else:
        commands.record_return_visit(**told)
