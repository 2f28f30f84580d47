"""Pages of mediation: each calls one query or command and renders."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.cases.commands import read_case
from shihu.base.cases.types import CaseFilter
from shihu.base.papers.queries import shown
from shihu.base.places.queries import names, under
from shihu.base.places.queries import place as place_of
from shihu.base.registry.queries import household_meant
from shihu.base.vocabularies.queries import all_terms, terms
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.presentation import asked_page, asked_sort
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages import policies
from shihu.services.linkages.commands import mediation as commands
from shihu.services.linkages.queries import mediation as queries
from shihu.services.linkages.types.mediation import DisputeDetail, MediationTerms, Reporter
from shihu.services.linkages.web.mediation import words, workbooks
from shihu.services.linkages.web.mediation.forms import (
    MediatorForm,
    OfficeReportForm,
    ReportForm,
    TermsForm,
    grouped,
)
from shihu.services.linkages.web.pages.mediation import dispute as one_page
from shihu.services.linkages.web.pages.mediation import lists, sheet


@require_GET
def disputes(request: ActedRequest) -> HttpResponse:
    """Disputes: the own ones, those one handles, those of the place."""
    actor, given = request.actor, request.GET
    if not actor.is_known:
        raise NotFound
    filters = CaseFilter(
        place=given.get("place", "")[:15],
        state=given.get("state", "")[:10],
        level=given.get("level", "")[:10],
        light=given.get("light", "")[:10],
        text=given.get("q", "")[:60],
    )
    sort = asked_sort(given, lists.columns(), "-opened")
    office = policies.SEE_MEDIATION.scopes(actor)
    if given.get("as") == "xlsx":
        if not office:
            raise NotFound
        rows, _total = queries.disputes(actor=actor, at=request.now, filters=filters, sort=sort, limit=None)
        return workbooks.answer(rows, names({row.case.place for row in rows}), all_terms())
    pager = asked_page(given, 10**9)
    rows, total = queries.disputes(actor=actor, at=request.now, filters=filters, sort=sort, offset=pager.offset)
    today = timezone.localdate(request.now)
    teller = queries.reporter(actor=actor, on=today)
    place = filters.place or (office[0] if office else teller.place if teller else "")
    page = lists.list_page(
        rows,
        total,
        filters=filters,
        terms=all_terms(),
        places=names({row.case.place for row in rows}),
        sort=sort,
        pager=asked_page(given, total),
        reports=teller is not None,
        by_office=bool(office),
        limits=queries.terms_on(place, on=today),
    )
    return render(request, "linkages/mediation/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def dispute_new(request: ActedRequest) -> HttpResponse:
    """Report a dispute: on a phone before the neighbour's door, or at the office."""
    today = timezone.localdate(request.now)
    teller = queries.reporter(actor=request.actor, on=today)
    if teller is None:
        raise NotFound
    form = _report_form(request, teller, today)
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.report_dispute(actor=request.actor, now=request.now, report=form.report())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("It is reported. Below stands who takes it and until when."))
            return redirect("linkages_dispute", key=key)
    context = {
        "form": form,
        "free": _(words.FREE),
        "is_plain": teller.kind != "office",
        "own": teller.own_name if teller.kind == "villager" else "",
    }
    return render(request, "linkages/mediation/report.html", context, status=422 if form.errors else 200)


def _report_form(request: ActedRequest, teller: Reporter, today: date) -> ReportForm | OfficeReportForm:
    data = request.POST if request.method == "POST" else None
    matters = [(term.key, term.name(words.language())) for term in terms("dispute", on=today)]
    if teller.kind == "office":
        near = request.GET.get("place", "") or teller.place

        def code_of(text: str, side: str) -> str:
            return household_meant(text, near=near, actor=request.actor, where=side)[0]

        return OfficeReportForm(data, matters=matters, code_of=code_of)
    hamlets = {code: row.label(words.language()) for code, row in names({home[2] for home in teller.homes}).items()}
    homes = grouped(teller.homes, hamlets)
    own = (teller.own, teller.own_name)
    if teller.kind == "villager":
        return ReportForm(data, homes=homes, own=own, matters=matters)
    mine = [(_("Our own household"), [own]), *homes]
    return ReportForm(data, homes=mine, own=None, matters=matters)


def told_of(request: ActedRequest, key: UUID) -> DisputeDetail:
    """The dispute, if the reader may open it; the look is noted."""
    case = read_case(actor=request.actor, now=request.now, key=queries.case_key(key))
    request.place = case.row.place
    return queries.dispute(key, case)


@require_GET
def dispute(request: ActedRequest, key: UUID) -> HttpResponse:
    """One dispute."""
    told = told_of(request, key)
    page = one_page.dispute_page(
        told, terms=all_terms(), places=names({told.case.row.place}), today=timezone.localdate(request.now)
    )
    return render(request, "linkages/mediation/dispute.html", {"page": page})


@require_GET
def agreement(request: ActedRequest, key: UUID, version: int) -> HttpResponse:
    """One version of an agreement on A4."""
    page = _sheet(request, key, version)
    return render(request, "linkages/mediation/agreement.html", {"page": page})


@require_GET
def agreement_file(request: ActedRequest, key: UUID, version: int) -> HttpResponse:
    """The same as a PDF, in Chinese: it is the paper that is signed."""
    with translation.override("zh-hans"):
        page = _sheet(request, key, version)
        from shihu.services.linkages.web.mediation.pdf import agreement_pdf

        return shown(agreement_pdf(page), f"{page.title}-{page.number}.pdf")


def _sheet(request: ActedRequest, key: UUID, version: int) -> sheet.SheetPage:
    told = told_of(request, key)
    one = next((row for row in told.agreements if row.version == version), None)
    if one is None:
        raise NotFound
    place = told.case.row.place[: Level.VILLAGE]
    return sheet.sheet_page(told, one, terms=all_terms(), places=names({place}))


@require_GET
def figures(request: ActedRequest) -> HttpResponse:
    """Mediation in figures, this year's."""
    place = _place(request)
    today = timezone.localdate(request.now)
    told = queries.figures(place, actor=request.actor, at=request.now, since=date(today.year, 1, 1), until=today)
    name = place_of(place, actor=request.actor).label(words.language())
    return render(request, "linkages/mediation/figures.html", {"page": lists.figures_page(told, place=name)})


@require_http_methods(["GET", "POST"])
def mediators(request: ActedRequest) -> HttpResponse:
    """Who mediates for the groups and sits on the panels of a place."""
    place, actor = _place(request), request.actor
    rows = queries.mediators(place, actor=actor)
    may_keep = policies.KEEP_MEDIATORS.allows(actor, place)
    if request.method == "POST" and not may_keep:
        raise NotAllowed
    form = MediatorForm(
        request.POST if request.method == "POST" else None,
        places=[
            (row.code, row.label(words.language()))
            for level in (Level.VILLAGE, Level.HAMLET)
            for row in under(place, level, actor=actor)
        ],
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.keep_mediator(actor=actor, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("On the list from today."))
            return redirect(f"{request.path}?place={place}")
    page = lists.mediators_page(
        rows,
        place=place,
        name=place_of(place, actor=actor).label(words.language()),
        places=names({row.place for row in rows}),
        may_keep=may_keep,
        sets=True,
    )
    context = {"page": page, "form": form, "place": place}
    return render(request, "linkages/mediation/mediators.html", context, status=422 if form.errors else 200)


@require_POST
def mediator_end(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take somebody off the list."""
    commands.end_mediator(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("Off the list from today. What lies with them stays until it is given to another."))
    return redirect("linkages_mediators")


@require_http_methods(["GET", "POST"])
def limits(request: ActedRequest) -> HttpResponse:
    """The township's time limits, and new ones."""
    township = _place(request)[: Level.TOWNSHIP]
    today = timezone.localdate(request.now)
    if not any(scope.startswith(township) or township.startswith(scope) for scope in _scopes(request.actor)):
        raise NotFound
    sets = policies.SET_MEDIATION_TERMS.allows(request.actor, township)
    if request.method == "POST" and not sets:
        raise NotAllowed
    now_held = queries.terms_on(township, on=today)
    given = {"head_days": now_held.head_days, "group_days": now_held.group_days, "panel_days": now_held.panel_days}
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial={**given, "since": today, "unit": now_held.unit, "visit_days": now_held.visit_days},
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_terms(
                actor=request.actor, now=request.now, place=township, terms=MediationTerms(**form.cleaned_data)
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("Set. Disputes under way keep the limits of the day they were reported."))
            return redirect(f"{request.path}?place={township}")
    context = {
        "table": lists.terms_table(queries.terms_history(township)),
        "form": form,
        "sets": sets,
        "place": township,
    }
    return render(request, "linkages/mediation/terms.html", context, status=422 if form.errors else 200)


def _scopes(actor: Actor) -> tuple[str, ...]:
    return policies.SEE_MEDIATION.scopes(actor)


def _place(request: ActedRequest) -> str:
    """The place asked for, or the outermost of the reader's own; NotFound for who sees no mediation."""
    place = request.GET.get("place", "") or next(iter(_scopes(request.actor)), "")
    if not place:
        raise NotFound
    return place
