"""Pages of the units in force: on a day, and single households that leave or join."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import under
from shihu.base.registry.queries import household as household_of
from shihu.base.sheets.queries import render_workbook
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.adapters.insertion import ways_in
from shihu.services.units.queries import drawing, sheets, words
from shihu.services.units.types import Standing
from shihu.services.units.web.forms import JoinForm, LeaveForm, RepairForm
from shihu.services.units.web.pages import seats, standing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def standing_(request: ActedRequest) -> HttpResponse:
    """The units of a village or a hamlet today, or on any day before."""
    code = request.GET.get("place", "")
    if level_of(code) not in {Level.VILLAGE, Level.HAMLET}:
        return redirect(f"{drawing.address('units_formations')}?place={code}")
    stood = _stood(request, code)
    hamlets = [place.code for place in under(code[: Level.VILLAGE], Level.HAMLET, actor=request.actor)]
    page = standing.page(
        stood,
        hamlets,
        queries.days_of_change(code, actor=request.actor),
        names=queries.hamlet_names({*hamlets, *(unit.hamlet for unit in stood.units)}),
        label=words.labels(all_terms()),
        actor=request.actor,
        heads=queries.head_households([unit.key for unit in stood.units], on=stood.on),
    )
    request.place = code
    return render(request, "units/standing.html", {"page": page})


@require_GET
def export_(request: ActedRequest) -> HttpResponse:
    """Who sat in which unit on the day, as a workbook."""
    code = request.GET.get("place", "")
    policies.EXPORT_UNITS.require(request.actor, code, seen=policies.SEE_UNITS.allows(request.actor, code))
    stood = _stood(request, code)
    names = queries.hamlet_names({unit.hamlet for unit in stood.units})
    response = HttpResponse(render_workbook([sheets.seats_on(stood, names)]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="units-{code}-{stood.on.isoformat()}.xlsx"'
    return response


@require_POST
def release(request: ActedRequest) -> HttpResponseRedirect:
    """End the seats of households that ended or moved away."""
    place = request.POST.get("place", "")
    count = commands.release_seats(actor=request.actor, now=request.now, place=place)
    told = ngettext("%(count)s seat has ended.", "%(count)s seats have ended.", count) % {"count": count}
    messages.success(request, told)
    return redirect(drawing.standing_address(place))


@require_http_methods(["GET", "POST"])
def repair(request: ActedRequest) -> HttpResponse:
    """Ask for a repair of the units in force."""
    code = request.GET.get("place", "")
    policies.FORM_UNITS.require(request.actor, code, seen=policies.SEE_UNITS.allows(request.actor, code))
    form = RepairForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.ask_repair(
                actor=request.actor, now=request.now, place=code, price=float(form.cleaned_data["price"])
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(drawing.formation_address(key))
    found = queries.unsettled(code, actor=request.actor, on=timezone.localdate(request.now))
    request.place = code
    context = {"form": form, "back": seats.repair_back(code), "waiting": found.count, "place": code}
    return render(request, "units/repair.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def leave(request: ActedRequest, code: str) -> HttpResponse:
    """Let one household leave its unit."""
    sits = queries.unit_of_household(code, actor=request.actor)
    if sits is None:
        raise NotFound
    if not queries.sits_in_own(code, actor=request.actor):
        policies.CHANGE_SEATS.require(request.actor, sits.hamlet, seen=True)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    address = f"{drawing.address('units_unit', key=sits.unit)}?place={sits.hamlet}"
    if request.method == "POST" and form.is_valid():
        try:
            commands.leave_unit(
                actor=request.actor, now=request.now, household=code, reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The household has left its unit."))
            sees = policies.SEE_UNITS.allows(request.actor, sits.hamlet)
            return redirect(drawing.standing_address(sits.hamlet) if sees else drawing.address("desk_today"))
    english = queries.hamlet_names([sits.hamlet]).get(sits.hamlet, ("", ""))[1]
    mates = dict(sits.mates)
    head = seats.leave_head(mates.get(code, code), words.unit_label(sits.name, english, sits.ordinal), address)
    request.place = sits.hamlet
    return render(request, "units/leave.html", {"form": form, "head": head}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def join(request: ActedRequest, code: str) -> HttpResponse:
    """Find a unit for one household, and seat it there by agreement."""
    today = timezone.localdate(request.now)
    detail = household_of(code, actor=request.actor, on=today)
    ways = ways_in(code, actor=request.actor, on=today)
    private = policies.SEE_REFUSALS.allows(request.actor, detail.hamlet)
    names = queries.hamlet_names({detail.hamlet, *(way.hamlet for way in ways)})
    page = seats.join_page(detail.householder, detail.hamlet, ways, names=names, private=private)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        units=[(way.key, way.name) for way in page.ways if way.is_open],
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = commands.join_unit(
                actor=request.actor,
                now=request.now,
                household=code,
                unit=form.cleaned_data["unit"],
                agreed=form.cleaned_data["agreed"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s sits in the unit from today.") % {"name": detail.householder})
            return redirect(f"{drawing.address('units_unit', key=unit)}?place={detail.hamlet}")
    request.place = detail.hamlet
    return render(request, "units/join.html", {"form": form, "page": page}, status=422 if form.errors else 200)


def _stood(request: ActedRequest, code: str) -> Standing:
    today = timezone.localdate(request.now)
    return queries.standing(code, actor=request.actor, on=_day(request, today), today=today)


def _day(request: HttpRequest, today: date) -> date:
    """The day asked for; today where none, a wrong one or one to come is given."""
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), today)
    except ValueError:
        return today
