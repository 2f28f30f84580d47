"""Pages of hazards: each calls one query or command and renders."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Subject
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.services.linkages import policies
from shihu.services.linkages.commands import hazards as commands
from shihu.services.linkages.queries import hazards as queries
from shihu.services.linkages.queries import safety
from shihu.services.linkages.web.pages import safety as pages
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.safety_forms import EndForm, HazardForm, MendedForm, MenderForm, RecheckForm
from shihu.services.linkages.web.views.civility.asking import asked_key, asked_place, form_page, tried, workbook


@require_GET
def hazards(request: ActedRequest) -> HttpResponse:
    """The open hazards of a place."""
    place = asked_place(request, policies.SEE_SAFETY)
    sees = policies.SEE_SAFETY.allows(request.actor, place)
    rows = queries.hazards(place, actor=request.actor, at=request.now)
    page = pages.hazards_page(
        place,
        rows,
        queries.safety_figures(place, actor=request.actor, at=request.now) if sees else None,
        given=request.GET.dict(),
        may_report=len(place) > Level.TOWNSHIP and (policies.KEEP_SAFETY.allows(request.actor, place) or not sees),
        walks=sees or safety.walked_unit(actor=request.actor) is not None,
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The open hazards as a workbook: the rows that the filters leave."""
    place = asked_place(request, policies.SEE_SAFETY)
    rows = pages.narrowed(queries.hazards(place, actor=request.actor, at=request.now), request.GET.dict())
    return workbook(pages.sheet(rows), f"{wording.place_name(place)}-{_('Hazards')}")


@require_http_methods(["GET", "POST"])
def hazard_new(request: ActedRequest) -> HttpResponse:
    """Report a hazard: what, where, how bad, who mends it."""
    place = asked_place(request, policies.SEE_SAFETY)
    household = asked_key(request.GET.get("household", ""))
    round_ = asked_key(request.GET.get("round", ""))
    home = safety.home_of(household) if household else None
    hamlet = home.hamlet if home else safety.hamlet_to_report(place, actor=request.actor)
    safety.unit_to_report_from(hamlet, actor=request.actor, household=household)
    initial = {"where": _("house of %(name)s") % {"name": home.householder}, "mender": home.householder} if home else {}
    form = HazardForm(request.POST if request.method == "POST" else None, initial=initial)
    if len(place) == Level.VILLAGE and home is None:
        form.ask_hamlet(safety.hamlets_of(place))
    back = address("linkages_safety", place)
    if round_:
        back = reverse("linkages_safety_round", kwargs={"key": round_})

    def run() -> str:
        given = form.cleaned_data
        key = commands.report_hazard(
            actor=request.actor,
            now=request.now,
            hamlet=given.get("hamlet") or hamlet,
            kind=given["kind"],
            grade=given["grade"],
            where=given["where"],
            words=given["words"],
            mender=given["mender"],
            mend_by=given["mend_by"],
            household=household,
            found_on_round=round_,
        )
        messages.success(request, _("Reported. %(who)s mends it.") % {"who": given["mender"]})
        return back if round_ else reverse("linkages_safety_hazard", kwargs={"key": key})

    head = PageHead(
        pgettext("linkages", "Report a hazard"),
        _("A photograph only where it helps; it is added on the hazard's own page."),
        back=Link(pgettext("linkages", "Back to the list"), back),
    )
    return form_page(request, form, head, pgettext("linkages", "Report it"), run)


@require_GET
def hazard(request: ActedRequest, key: UUID) -> HttpResponse:
    """One hazard."""
    return _hazard(request, key, {})


@require_POST
def mend(request: ActedRequest, key: UUID) -> HttpResponse:
    """Say that it is mended."""
    form = MendedForm(request.POST)
    done = tried(
        form,
        lambda: commands.mend_hazard(
            actor=request.actor, now=request.now, hazard=key, words=form.cleaned_data["words"]
        ),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"mended": form})


@require_POST
def recheck(request: ActedRequest, key: UUID) -> HttpResponse:
    """Write down the second look."""
    row = queries.hazard(key, actor=request.actor, at=request.now)
    safety.require_rechecks(row.hamlet, row.unit, actor=request.actor)
    form = RecheckForm(request.POST)
    done = tried(
        form,
        lambda: commands.recheck_hazard(
            actor=request.actor,
            now=request.now,
            hazard=key,
            holds=form.cleaned_data["holds"] == "yes",
            words=form.cleaned_data["words"],
        ),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"recheck": form})


@require_POST
def mender(request: ActedRequest, key: UUID) -> HttpResponse:
    """Somebody else mends it."""
    _require_keeper(request, key)
    form = MenderForm(request.POST)
    done = tried(
        form,
        lambda: commands.name_mender(actor=request.actor, now=request.now, hazard=key, **form.cleaned_data),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"mender": form})


@require_POST
def end(request: ActedRequest, key: UUID) -> HttpResponse:
    """End it without mending."""
    _require_keeper(request, key)
    form = EndForm(request.POST)
    done = tried(
        form,
        lambda: commands.end_hazard(actor=request.actor, now=request.now, hazard=key, **form.cleaned_data),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"end": form})


def _require_keeper(request: ActedRequest, key: UUID) -> None:
    row = queries.hazard(key, actor=request.actor, at=request.now)
    policies.KEEP_SAFETY.require(request.actor, row.hamlet, seen=True)


def _hazard(request: ActedRequest, key: UUID, given: dict[str, forms.Form]) -> HttpResponse:
    told = queries.hazard_detail(key, actor=request.actor, at=request.now)
    request.place = told.row.hamlet
    page = pages.hazard_page(
        told,
        keeps=policies.KEEP_SAFETY.allows(request.actor, told.row.hamlet),
        rechecks=safety.may_recheck(told.row.hamlet, told.row.unit, actor=request.actor),
        given=given,
    )
    files = files_of(Subject("hazard", str(key), told.row.hamlet), actor=request.actor)
    context = {"page": page, "files": files}
    return render(request, "linkages/safety/hazard.html", context, status=422 if given else 200)
