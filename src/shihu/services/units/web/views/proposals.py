"""Proposals and consent: each view calls one query or command and renders."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.sheets.queries import render_workbook
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.queries import drawing, proposal_sheets, words
from shihu.services.units.types import AskedRow, ProposalDetail, ProposedUnit
from shihu.services.units.web.decision_forms import EnteredDecisionForm, OwnDecisionForm, SheetForm
from shihu.services.units.web.pages import consent_sheets, own_proposal, proposals

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
def publish(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Publish a draft for consent."""
    days = request.POST.get("days", "")
    try:
        done = commands.publish_proposal(
            actor=request.actor,
            now=request.now,
            key=key,
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else settings.NOTICE_DAYS,
            knowingly=request.POST.get("knowingly") == "yes",
        )
    except Refusal as refusal:
        return _told(request, refusal, redirect("units_formation", key=key))
    told = {"ends": date_format(done.ends, "DATE_FORMAT"), "asked": done.asked, "carried": done.carried}
    messages.success(
        request, _("Published until %(ends)s: %(asked)s households are asked, %(carried)s stand over.") % told
    )
    return redirect("units_proposal", key=key)


@require_GET
def proposal(request: ActedRequest, key: UUID) -> HttpResponse:
    """A proposal: unit by unit who accepts, asks, declines, is silent; what to do next."""
    on = timezone.localdate(request.now)
    detail = queries.proposal(key, actor=request.actor, on=on)
    request.place = detail.row.place
    page = proposals.page(detail, names=_names(detail), on=on)
    return render(request, "units/proposals/proposal.html", {"page": page})


@require_POST
def establish(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Establish every unit that is ready."""
    back = redirect("units_proposal", key=key)
    try:
        done = commands.establish_units(actor=request.actor, now=request.now, key=key)
    except Refusal as refusal:
        return _told(request, refusal, back)
    told = {"units": done.units, "households": done.households}
    messages.success(request, _("%(units)s units with %(households)s households are established from today.") % told)
    return back


@require_POST
def withdraw(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Withdraw a proposal, with the reason."""
    back = redirect("units_proposal", key=key)
    try:
        commands.withdraw_proposal(actor=request.actor, now=request.now, key=key, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return _told(request, refusal, back)
    messages.success(request, _("The proposal is withdrawn. What was decided stays on record."))
    return back


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Close a proposal with the units established so far."""
    back = redirect("units_proposal", key=key)
    try:
        commands.close_proposal(actor=request.actor, now=request.now, key=key, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return _told(request, refusal, back)
    messages.success(request, _("The proposal is closed with the units established so far."))
    return back


@require_POST
def again(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Solve again from the open requests."""
    try:
        draft = commands.solve_again(actor=request.actor, now=request.now, key=key)
    except Refusal as refusal:
        return _told(request, refusal, redirect("units_proposal", key=key))
    return redirect(drawing.formation_address(draft))


@require_GET
def paper(request: ActedRequest, key: UUID) -> HttpResponse:
    """Consent sheets to be signed, one page a unit."""
    detail = queries.proposal(key, actor=request.actor, on=timezone.localdate(request.now))
    _enters(detail)
    blank = reverse("units_proposal_sheet", kwargs={"key": key, "unit": UUID(int=0)})
    address = request.build_absolute_uri(blank).replace(str(UUID(int=0)), "UNIT")
    page = consent_sheets.paper(detail, names=_names(detail), unit=request.GET.get("unit", ""), address=address)
    return render(request, "units/proposals/paper.html", {"page": page})


@require_GET
def export(request: ActedRequest, key: UUID) -> HttpResponse:
    """Every household of a proposal with what it decided, as a workbook."""
    detail = queries.proposal(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.EXPORT_UNITS.require(request.actor, detail.row.place, seen=True)
    response = HttpResponse(render_workbook(proposal_sheets.tables(detail, names=_names(detail))), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="consent-{detail.row.place}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def decide(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """Put down what one household decided, as it was told or signed."""
    on = timezone.localdate(request.now)
    detail = queries.proposal(key, actor=request.actor, on=on)
    _enters(detail)
    unit, asked = _asked(detail, code)
    names = _names(detail)
    initial = {"decided_on": on, "decided_by": asked.householder}
    form = EnteredDecisionForm(
        request.POST or None,
        asked=asked,
        units=[(str(u.row.key), drawing.label_of(u.row, names)) for u in detail.units if u is not unit],
        members=_members(detail, unit),
        stamp=uuid4(),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            deciding, stamp = form.deciding(), form.cleaned_data["stamp"]
            commands.decide(actor=request.actor, now=request.now, key=key, stamp=stamp, deciding=deciding)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The decision of %(name)s is put down.") % {"name": asked.householder})
            return redirect("units_proposal", key=key)
    request.place = unit.row.hamlet
    units = {str(u.row.key): drawing.label_of(u.row, names) for u in detail.units}
    context = {
        "form": form,
        "key": key,
        "asked": asked,
        "badge": proposals.word_badge(asked.word),
        "facts": proposals.facts_of(detail, unit, names),
        "history": proposals.history(asked, units),
        "members": [name for name, _code in form.members],
    }
    return render(request, "units/proposals/decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sheet(request: ActedRequest, key: UUID, unit: UUID) -> HttpResponse:
    """Put down a signed consent sheet of a unit: all its lines, or nothing."""
    on = timezone.localdate(request.now)
    detail = queries.proposal(key, actor=request.actor, on=on)
    _enters(detail)
    found = next((u for u in detail.units if u.row.key == unit), None)
    if found is None:
        raise NotFound
    number = consent_sheets.sheet_number(detail, found)
    form = SheetForm(request.POST or None, asked=found.asked, stamp=uuid4(), on=on, paper=number)
    if request.method == "POST" and form.is_valid():
        try:
            count = commands.decide_sheet(
                actor=request.actor,
                now=request.now,
                key=key,
                stamp=form.cleaned_data["stamp"],
                decisions=form.decisions(),
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("%(count)s decisions are put down from the sheet.") % {"count": count})
            return redirect("units_proposal", key=key)
    names = _names(detail)
    request.place = found.row.hamlet
    context = {
        "form": form,
        "key": key,
        "title": _("Signed sheet of %(unit)s") % {"unit": drawing.label_of(found.row, names)},
        "lines": [(one, proposals.word_badge(one.word), fields) for one, fields in form.lines],
    }
    return render(request, "units/proposals/sheet.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def own(request: ActedRequest) -> HttpResponse:
    """The own household's page: what is proposed, and its yes, its wish for a change, or its no."""
    on = timezone.localdate(request.now)
    try:
        found = queries.own_proposal(actor=request.actor, on=on)
    except NotFound:
        if request.method == "POST" or not queries.has_household(actor=request.actor, on=on):
            raise
        return render(request, "units/proposals/none.html", {"empty": proposals.nobody()})
    if request.method == "POST" and not found.may_decide:
        raise NotAllowed
    names = queries.hamlet_names({found.unit.hamlet})
    others = [row for row in found.units if row.key != found.unit.key]
    members = [(seat.householder, seat.code) for row in others for seat in row.seats]
    form = OwnDecisionForm(
        request.POST or None,
        on=on,
        asked=found.asked,
        units=[(str(row.key), drawing.label_of(row, names)) for row in others],
        members=queries.labelled(members),
        stamp=uuid4(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            deciding, stamp = form.deciding(), form.cleaned_data["stamp"]
            commands.decide(actor=request.actor, now=request.now, key=found.formation, stamp=stamp, deciding=deciding)
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. What you decided is put down."))
            return redirect("units_own_proposal")
    page = own_proposal.page(found, names=names, label=words.labels(all_terms()))
    context = {"page": page, "form": form, "members": [name for name, _code in form.members]}
    return render(request, "units/proposals/own.html", context, status=422 if form.errors else 200)


def _told(request: ActedRequest, refusal: Refusal, back: HttpResponseRedirect) -> HttpResponseRedirect:
    """Say a refusal above the page that one comes from; what may not be seen stays unseen."""
    if refusal.status in {403, 404}:
        raise refusal
    messages.error(request, words.refusal_text(refusal))
    return back


def _enters(detail: ProposalDetail) -> None:
    if not detail.may_enter:
        raise NotAllowed


def _asked(detail: ProposalDetail, code: str) -> tuple[ProposedUnit, AskedRow]:
    for unit in detail.units:
        for one in unit.asked:
            if one.code == code:
                return unit, one
    raise NotFound


def _members(detail: ProposalDetail, own_unit: ProposedUnit) -> list[tuple[str, str]]:
    """Households of the other units, as they are typed."""
    return queries.labelled(
        [(one.householder, one.code) for unit in detail.units if unit is not own_unit for one in unit.asked]
    )


def _names(detail: ProposalDetail) -> dict[str, tuple[str, str]]:
    return queries.hamlet_names({unit.row.hamlet for unit in detail.units})
