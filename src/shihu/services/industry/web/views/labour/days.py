"""The register of a season; a day entered, looked at, confirmed, taken back."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.types import WorkdayState
from shihu.services.industry.web.labour_forms import WorkdayForm
from shihu.services.industry.web.pages.labour import days as pages
from shihu.services.industry.web.pages.labour import sheets
from shihu.services.industry.web.views.acts import posted
from shihu.services.industry.web.views.projects import workbook


def today(request: ActedRequest) -> date:
    return timezone.localdate(request.now)


@require_GET
def season(request: ActedRequest, season: UUID) -> HttpResponse:
    """The register of a season; who only takes part is led to their own days."""
    try:
        told = queries.labour_season(season, actor=request.actor, on=today(request))
    except NotFound:
        queries.project_of_season(season, actor=request.actor)
        return redirect("industry_labour_mine")
    request.place = told.place
    page = pages.season_page(told, asked=request.GET.dict(), on=today(request))
    return render(request, "industry/labour/season.html", {"page": page})


@require_GET
def export(request: ActedRequest, season: UUID) -> HttpResponse:
    """The register as a spreadsheet: who stands how, and every line."""
    on = today(request)
    lines = queries.register_lines(season, actor=request.actor, on=on)
    told = queries.labour_season(season, actor=request.actor, on=on)
    title = f"{told.project_name} {told.season_name}"
    tables = [sheets.standings_sheet(told.standings, title), sheets.lines_sheet(lines, title)]
    return workbook(tables, f"labour-{told.place}-{on:%Y%m%d}")


@require_http_methods(["GET", "POST"])
def enter(request: ActedRequest, season: UUID) -> HttpResponse:
    """Enter a day: yesterday's people ticked."""
    return _written(request, season, None)


@require_http_methods(["GET", "POST"])
def edit(request: ActedRequest, key: UUID) -> HttpResponse:
    """Write a draft anew, or begin a new sheet from one that was taken back."""
    told = queries.workday(key, actor=request.actor, on=today(request))
    if told.row.state not in {WorkdayState.DRAFT, WorkdayState.REVERSED}:
        raise NotAllowed
    return _written(request, told.season, key)


def _written(request: ActedRequest, season: UUID, sheet: UUID | None) -> HttpResponse:
    on = today(request)
    source = queries.workday(sheet, actor=request.actor, on=on) if sheet else None
    day = _asked_day(request, source.row.day if source else on)
    crew = queries.crew(season, actor=request.actor, on=on, day=day, sheet=sheet)
    if not crew.may_keep:
        raise NotAllowed
    request.place = crew.place
    form = WorkdayForm(posted(request), crew=crew, day=day)
    is_draft = source is not None and source.row.state == WorkdayState.DRAFT
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.enter_workday(
                actor=request.actor,
                now=request.now,
                season=season,
                new=form.new(),
                workday=sheet if is_draft else None,
            )
            return redirect("industry_labour_day", key=key)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
    page = pages.entry_page(crew, form)
    wrong = form.is_bound and form.errors
    return render(request, "industry/labour/enter.html", {"page": page}, status=422 if wrong else 200)


def _asked_day(request: ActedRequest, otherwise: date) -> date:
    """Return the day of the form: rates are those of that day."""
    try:
        return date.fromisoformat(request.POST.get("day", "") or request.GET.get("day", ""))
    except ValueError:
        return otherwise


@require_GET
def day(request: ActedRequest, key: UUID) -> HttpResponse:
    """One sheet: its sum, its people, what may be done."""
    told = queries.workday(key, actor=request.actor, on=today(request))
    request.place = told.place
    return render(request, "industry/labour/day.html", {"page": pages.day_page(told)})


@require_POST
def confirm(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Confirm a sheet."""
    try:
        state = commands.confirm_workday(actor=request.actor, now=request.now, workday=key)
    except Refusal as refusal:
        return _said(request, refusal, key)
    waits = state == WorkdayState.WAITING
    messages.success(
        request,
        _("Confirmed. It waits for a second person.") if waits else _("Confirmed. Everybody can see their wage."),
    )
    return redirect("industry_labour_day", key=key)


@require_POST
def approve(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Be the second person for a sheet."""
    commands.approve_workday(actor=request.actor, now=request.now, workday=key)
    messages.success(request, _("Booked with both names."))
    return redirect("industry_labour_day", key=key)


@require_POST
def send_back(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Send a sheet back to who entered it."""
    reason = request.POST.get("reason", "")
    commands.return_workday(actor=request.actor, now=request.now, workday=key, reason=reason)
    return redirect("industry_labour_day", key=key)


@require_POST
def reverse(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take a confirmed sheet back."""
    reason = request.POST.get("reason", "")
    try:
        commands.reverse_workday(actor=request.actor, now=request.now, workday=key, reason=reason)
    except Refusal as refusal:
        return _said(request, refusal, key)
    messages.success(request, _("The day is taken back. Enter it anew from here."))
    return redirect("industry_labour_day", key=key)


@require_POST
def discard(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Throw a draft away."""
    told = queries.workday(key, actor=request.actor, on=today(request))
    commands.discard_workday(actor=request.actor, now=request.now, workday=key)
    return redirect("industry_labour_season", season=told.season)


def _said(request: ActedRequest, refusal: Refusal, key: UUID) -> HttpResponseRedirect:
    """Say what is in the way on the sheet's own page; a right that lacks is answered as everywhere."""
    if refusal.status in {403, 404}:
        raise refusal
    messages.error(request, pages.said(refusal))
    return redirect("industry_labour_day", key=key)
