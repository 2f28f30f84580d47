"""Pages of village work."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.errors import NobodyToWork, WorkFixed
from shihu.services.linkages.queries import welfare as reading
from shihu.services.linkages.queries.duty_units import has_kin
from shihu.services.linkages.types import METHODS
from shihu.services.linkages.web.duty_forms import Refusing
from shihu.services.linkages.web.pages import welfare as pages
from shihu.services.linkages.web.pages import welfare_hours as totals
from shihu.services.linkages.web.pages.duty_parts import refusal_words
from shihu.services.linkages.web.views import duty_ground as ground
from shihu.services.linkages.web.welfare_forms import AcceptForm, HoursForm, MaterialForm, WorkForm


@require_GET
def village(request: ActedRequest) -> HttpResponse:
    """The works of a village."""
    code = ground.village_asked(request)[: Level.VILLAGE]
    told = reading.works(code, actor=request.actor)
    may = policies.KEEP_DUTIES.allows(request.actor, code)
    page = pages.village_page(code, told, names=ground.names_of(code), may_plan=may)
    return render(request, "linkages/duties/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def plan(request: ActedRequest) -> HttpResponse:
    """Plan a work."""
    code = ground.village_asked(request)[: Level.VILLAGE]
    if not policies.KEEP_DUTIES.allows(request.actor, code):
        raise NotAllowed
    today = ground.today(request)
    initial = {"first_day": today, "last_day": today, "method": "households"}
    form = WorkForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.plan_work(actor=request.actor, now=request.now, new=form.new(code))
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("Planned. Look at the parts below, then fix them."))
            return redirect(pages.work_href(key))
    back = f"{reverse('linkages_welfare_village')}?place={code}"
    head = PageHead(
        _("Plan a work"),
        _("Nothing is asked of anybody before the parts are fixed."),
        back=Link(pgettext("linkages", "Works"), back),
    )
    context = {"head": head, "form": form, "button": _("Keep the plan"), "back": back}
    return render(request, "linkages/welfare/plan.html", context, status=422 if form.errors else 200)


@require_GET
def work(request: ActedRequest, key: UUID) -> HttpResponse:
    """One work with its parts."""
    told = reading.work(key, actor=request.actor)
    on = ground.today(request)
    previews = {}
    if told.fixed_at is None:
        previews = {method: reading.split_by(told.new, method, on=on) for method in METHODS}
    hamlets = {p.hamlet for parts in previews.values() for p in parts} | {s.part.hamlet for s in told.shares}
    may = policies.KEEP_DUTIES.allows(request.actor, told.new.village)
    page = pages.work_page(told, previews, names=ground.names_of(*hamlets), may_fix=may)
    request.place = told.new.village
    return render(request, "linkages/duties/page.html", {"page": page})


@require_POST
def fix(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Fix the parts by a method."""
    try:
        commands.fix_parts(actor=request.actor, now=request.now, key=key, method=request.POST.get("method", ""))
    except (NobodyToWork, WorkFixed) as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The parts are fixed. Heads and households see the call."))
    return redirect(pages.work_href(key))


@require_GET
def part(request: ActedRequest, key: int) -> HttpResponse:
    """A unit's part of a work."""
    return _part_page(request, key)


@require_POST
def answer(request: ActedRequest, key: int) -> HttpResponseRedirect:
    """Say whether a household comes."""
    comes = request.POST.get("comes") == "yes"
    home = request.POST.get("household", "")
    commands.answer_call(actor=request.actor, now=request.now, share=key, household=home, comes=comes)
    messages.success(request, _("Noted. It can be changed until the work is accepted."))
    return redirect(pages.part_href(key))


@require_http_methods(["GET", "POST"])
def note(request: ActedRequest, key: int) -> HttpResponse:
    """The head notes who worked."""
    on = ground.today(request)
    found, told, share = reading.share(key, actor=request.actor, on=on)
    if not found.runs:
        raise NotAllowed
    people = reading.people_for(found, on=on)
    day = _day(request.POST.get("on") or request.GET.get("on"), on)
    noted = {row.person: row.minutes for row in share.hours if row.on == day}
    names = [(person.person, f"{person.name} · {found.homes[person.household]}") for person in people]
    form = HoursForm(request.POST if request.method == "POST" else None, people=names, noted=noted, initial={"on": day})
    if request.method == "POST" and form.is_valid():
        try:
            count = commands.note_hours(
                actor=request.actor, now=request.now, share=key, on=form.cleaned_data["on"], minutes=form.minutes(noted)
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("%(count)s people are noted for the day.") % {"count": count})
            return redirect(pages.part_href(key))
    request.place = found.unit.hamlet
    back = pages.part_href(key)
    head = PageHead(
        _("Who worked: %(work)s") % {"work": told.new.title}, found.unit.name, back=Link(told.new.title, back)
    )
    context = {"head": head, "form": form, "back": back}
    return render(request, "linkages/welfare/hours.html", context, status=422 if form.errors else 200)


@require_POST
def material(request: ActedRequest, key: int) -> HttpResponse:
    """Note material."""
    form = MaterialForm(request.POST)
    found, _told, _share = reading.share(key, actor=request.actor, on=ground.today(request))
    if not found.runs:
        raise NotAllowed
    if form.is_valid():
        given = form.cleaned_data
        try:
            commands.note_material(
                actor=request.actor,
                now=request.now,
                share=key,
                material=given["material"],
                kind=given["kind"],
                quantity=given["quantity"],
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            return redirect(pages.part_href(key))
    return _part_page(request, key, material_form=form)


@require_POST
def accept(request: ActedRequest, key: int) -> HttpResponse:
    """Accept a unit's part."""
    found, _told, _share = reading.share(key, actor=request.actor, on=ground.today(request))
    if not found.keeps:
        raise NotAllowed
    form = AcceptForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            commands.accept_part(
                actor=request.actor, now=request.now, share=key, measured=given["measured"], words=given["words"]
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("The part is accepted."))
            return redirect(pages.part_href(key))
    return _part_page(request, key, accept_form=form)


@require_GET
def hours(request: ActedRequest) -> HttpResponse:
    """The hours of a year by unit and household."""
    code, (first, last) = ground.village_asked(request)[: Level.VILLAGE], _year(request)
    told = reading.hours_by_household(code, actor=request.actor, first=first, last=last)
    page = totals.hours_page(
        code,
        told,
        names=ground.names_of(code, *(row.hamlet for row in told)),
        first=first,
        last=last,
        may_export=policies.EXPORT_DUTIES.allows(request.actor, code),
    )
    return render(request, "linkages/duties/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The hours as a workbook: a row a person and day."""
    code, (first, last) = ground.village_asked(request)[: Level.VILLAGE], _year(request)
    policies.EXPORT_DUTIES.require(request.actor, code, seen=True)
    told = reading.hours_by_household(code, actor=request.actor, first=first, last=last)
    sheet = totals.hours_sheet(told, ground.names_of(*(row.hamlet for row in told)))
    return ground.saved(sheet, f"{code}-{sheet.name}-{last:%Y%m%d}")


@require_GET
def household(request: ActedRequest, household: UUID) -> HttpResponse:
    """A household's certificate of hours."""
    first, last = _year(request)
    told = reading.household_hours(household, actor=request.actor, first=first, last=last)
    page = totals.certificate(told, names=ground.names_of(told.hamlet), first=first, last=last)
    return render(request, "linkages/welfare/certificate.html", {"page": page})


def _part_page(
    request: ActedRequest, key: int, *, material_form: Refusing | None = None, accept_form: Refusing | None = None
) -> HttpResponse:
    on = ground.today(request)
    found, told, share = reading.share(key, actor=request.actor, on=on)
    barred = request.actor.key == told.planned_by or has_kin(found.unit.key, actor=request.actor)
    may_accept = found.keeps and not barred
    page = pages.part_page(
        found,
        told,
        share,
        names=ground.names_of(found.unit.hamlet),
        material=material_form or MaterialForm(),
        accept=accept_form or (AcceptForm() if may_accept else None),
    )
    request.place = found.unit.hamlet
    wrong = any(form is not None and form.errors for form in (material_form, accept_form))
    return render(request, "linkages/duties/page.html", {"page": page}, status=422 if wrong else 200)


def _year(request: ActedRequest) -> tuple[date, date]:
    """The year that the address asks for, up to today; without one this year."""
    today = ground.today(request)
    text = request.GET.get("year", "")
    year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() and text >= "1990" else today.year
    return date(year, 1, 1), min(date(year, 12, 31), today) if year <= today.year else date(year, 12, 31)


def _day(text: str | None, today: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today
