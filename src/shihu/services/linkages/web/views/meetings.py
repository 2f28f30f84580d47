"""Pages of meetings and of who reaches whom."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.errors import MinutesKept, NotOfTheParty, ReachedAlready, ReachFull
from shihu.services.linkages.queries import meetings as reading
from shihu.services.linkages.queries.duty_units import opened
from shihu.services.linkages.web.meeting_forms import CallForm, EndForm, LinkForm, MinutesForm
from shihu.services.linkages.web.pages import meetings as pages
from shihu.services.linkages.web.pages import meetings_reach as reaching
from shihu.services.linkages.web.pages.duty_parts import label, refusal_words
from shihu.services.linkages.web.views import duty_ground as ground
from shihu.services.units.queries import units_on


@require_GET
def village(request: ActedRequest) -> HttpResponse:
    """How the units of a village meet."""
    code, on = ground.village_asked(request)[: Level.VILLAGE], ground.today(request)
    told = reading.village_meetings(code, actor=request.actor, on=on)
    page = pages.village_page(code, told, names=ground.names_of(code, *(row.unit.hamlet for row in told)), on=on)
    return render(request, "linkages/duties/page.html", {"page": page})


@require_GET
def unit(request: ActedRequest, key: UUID) -> HttpResponse:
    """A unit's meetings and tasks."""
    on = ground.today(request)
    found, told = reading.meetings_of(key, actor=request.actor, on=on)
    tasks = reading.decision_rows(reading.open_tasks([found.unit.key]))
    page = pages.unit_page(found, told, tasks, names=ground.names_of(found.unit.hamlet), on=on)
    request.place = found.unit.hamlet
    return render(request, "linkages/duties/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def call(request: ActedRequest, key: UUID) -> HttpResponse:
    """Call a meeting."""
    on = ground.today(request)
    found = opened(key, actor=request.actor, on=on)
    if not found.runs:
        raise NotAllowed
    evening = timezone.make_naive(timezone.make_aware(datetime.combine(on + timedelta(days=2), time(19, 0))))
    form = CallForm(request.POST if request.method == "POST" else None, initial={"at": evening})
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.call_meeting(
                actor=request.actor,
                now=request.now,
                unit=key,
                at=form.moment(),
                where=form.cleaned_data["where"],
                agenda=form.cleaned_data["agenda"].splitlines(),
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("Called. Every household of the unit sees it."))
            return redirect(pages.meeting_href(made))
    request.place = found.unit.hamlet
    names, back = ground.names_of(found.unit.hamlet), pages.unit_href(key)
    lead = ngettext("%(count)s household is expected.", "%(count)s households are expected.", len(found.homes))
    head = PageHead(
        _("Call %(unit)s together") % {"unit": label(found.unit, names)},
        lead % {"count": len(found.homes)},
        back=Link(label(found.unit, names), back),
    )
    context = {"head": head, "form": form, "button": _("Call the meeting"), "back": back}
    return render(request, "linkages/welfare/plan.html", context, status=422 if form.errors else 200)


@require_GET
def meeting(request: ActedRequest, key: UUID) -> HttpResponse:
    """One meeting."""
    found, row = reading.meeting(key, actor=request.actor, on=ground.today(request))
    names = ground.names_of(found.unit.hamlet)
    page = pages.meeting_page(found, row, names=names, is_over=request.now >= row.at)
    request.place = found.unit.hamlet
    return render(request, "linkages/duties/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def keep(request: ActedRequest, key: UUID) -> HttpResponse:
    """Write the minutes."""
    found, row = reading.meeting(key, actor=request.actor, on=ground.today(request))
    if not found.runs:
        raise NotAllowed
    if row.is_kept:
        raise MinutesKept
    homes = [(one.household, one.householder) for one in row.expected]
    form = MinutesForm(request.POST if request.method == "POST" else None, homes=homes)
    if request.method == "POST" and form.is_valid():
        try:
            commands.keep_minutes(
                actor=request.actor,
                now=request.now,
                key=key,
                came=form.came(),
                decisions=form.decisions(),
                minutes=form.cleaned_data["minutes"],
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("The minutes are kept."))
            return redirect(pages.meeting_href(key))
    request.place = found.unit.hamlet
    back = pages.meeting_href(key)
    title = _("Minutes of %(unit)s") % {"unit": label(found.unit, ground.names_of(found.unit.hamlet))}
    head = PageHead(title, pages.when(row), back=Link(pages.when(row), back))
    context = {"head": head, "form": form, "back": back}
    return render(request, "linkages/meetings/keep.html", context, status=422 if form.errors else 200)


@require_GET
def print_(request: ActedRequest, key: UUID) -> HttpResponse:
    """The minutes on paper."""
    found, row = reading.meeting(key, actor=request.actor, on=ground.today(request))
    if not row.is_kept:
        raise NotFound
    page = pages.minutes_print(found, row, names=ground.names_of(found.unit.hamlet))
    return render(request, "linkages/meetings/print.html", {"page": page})


@require_POST
def done(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """A task is done."""
    meeting_ = commands.finish_task(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("Done; the minutes say by whom and when."))
    return redirect(pages.meeting_href(meeting_))


@require_GET
def reach(request: ActedRequest) -> HttpResponse:
    """Who reaches whom."""
    return _reach_page(request, ground.village_asked(request)[: Level.VILLAGE], None)


@require_POST
def link(request: ActedRequest) -> HttpResponse:
    """Link households to Party members: one, or all that the rule suggests."""
    code, on = request.POST.get("village", "")[: Level.VILLAGE], ground.today(request)
    told = reading.reach(code, actor=request.actor, on=on)
    form = LinkForm(request.POST, told=told)
    if request.POST.get("all"):
        links = told.suggested
    elif form.is_valid():
        links = {UUID(form.cleaned_data["household"]): UUID(form.cleaned_data["member"])}
    else:
        return _reach_page(request, code, form)
    try:
        count = commands.link_reach(actor=request.actor, now=request.now, village=code, links=links)
    except (NotOfTheParty, ReachedAlready, ReachFull) as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        words = ngettext("%(count)s household is linked.", "%(count)s households are linked.", count)
        messages.success(request, words % {"count": count})
    return redirect(f"{reverse('linkages_meetings_reach')}?place={code}")


@require_POST
def unlink(request: ActedRequest) -> HttpResponseRedirect:
    """End a link."""
    key = ground.key_given(request.POST.get("link", ""))
    place = commands.end_reach(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The link has ended; it stays in the history."))
    return redirect(f"{reverse('linkages_meetings_reach')}?place={place[: Level.VILLAGE]}")


@require_GET
def reach_export(request: ActedRequest) -> HttpResponse:
    """Who reaches whom as a workbook."""
    code, on = ground.village_asked(request)[: Level.VILLAGE], ground.today(request)
    told = reading.reach(code, actor=request.actor, on=on)
    units = units_on(code, on=on)
    sheet = reaching.reach_sheet(told, units, ground.names_of(*(unit.hamlet for unit in units)))
    return ground.saved(sheet, f"{code}-{sheet.name}-{on:%Y%m%d}")


def _reach_page(request: ActedRequest, code: str, form: LinkForm | None) -> HttpResponse:
    on = ground.today(request)
    told = reading.reach(code, actor=request.actor, on=on)
    units = units_on(code, on=on)
    may = policies.KEEP_REACH.allows(request.actor, code)
    page = reaching.reach_page(
        code,
        told,
        units,
        names=ground.names_of(code, *(unit.hamlet for unit in units)),
        may_keep=may,
        link=form or (LinkForm(told=told) if may and told.members else None),
        end=EndForm(told=told) if may and any(home.link for home in told.homes) else None,
    )
    request.place = code
    status = 422 if form is not None and form.errors else 200
    return render(request, "linkages/duties/page.html", {"page": page}, status=status)
