"""Pages of units: each calls one query or command and renders."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.jobs.queries import job as job_row
from shihu.base.jobs.types import JobRow
from shihu.base.places.queries import place as place_of
from shihu.base.places.queries import under
from shihu.base.sheets.queries import render_workbook
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.errors import AlreadyProposed, ProofNeeded, StaleDraft
from shihu.services.units.queries import drawing, sheets, words
from shihu.services.units.types import Agreed, FormationDetail
from shihu.services.units.web.forms import AskForm
from shihu.services.units.web.pages import cards, formation, notice, place, unit
from shihu.services.units.web.pages.heads.panel import heads_part
from shihu.services.units.web.views.cards import unit_life

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def formations(request: ActedRequest) -> HttpResponse:
    """Units of a place. A head or villager is led to the unit that they sit in."""
    code = request.GET.get("place", "") or _home(request.actor)
    if not code:
        return own(request)
    page = place.page(
        queries.place_units(code, actor=request.actor),
        queries.places_units(code, actor=request.actor),
        queries.formations(code, actor=request.actor),
        actor=request.actor,
    )
    return render(request, "units/formations.html", {"page": page})


@require_GET
def own(request: ActedRequest) -> HttpResponse:
    """The unit that the own household sits in; where it sits in none, what is proposed to it."""
    units = queries.own_units(actor=request.actor)
    if units:
        return redirect("units_mine", key=units[0].key)
    if not queries.has_household(actor=request.actor, on=timezone.localdate(request.now)):
        raise NotFound
    return redirect("units_own_proposal")


@require_http_methods(["GET", "POST"])
def ask(request: ActedRequest) -> HttpResponse:
    """Ask for units to be formed."""
    code = request.GET.get("place", "") or _home(request.actor)
    policies.FORM_UNITS.require(request.actor, code, seen=policies.SEE_UNITS.allows(request.actor, code))
    choices = _places(code, request.actor)
    form = AskForm(request.POST or None, places=choices, initial={"place": code})
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.ask_formation(
                actor=request.actor, now=request.now, place=form.cleaned_data["place"], choices=form.choices()
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            return redirect(drawing.formation_address(key))
    status = 422 if form.errors else 200
    return render(request, "units/ask.html", {"form": form, "place": code}, status=status)


@require_GET
def formation_(request: ActedRequest, key: UUID) -> HttpResponse:
    """One formation: map, units, who is left out and why."""
    detail = queries.formation(key, actor=request.actor)
    page = formation.page(
        detail,
        actor=request.actor,
        names=_names(detail),
        label=words.labels(all_terms()),
        hamlet=request.GET.get("place", ""),
        unit=_uuid(request.GET.get("unit", "")),
        job=_job(detail, request.actor),
        is_stale=_is_stale(detail, request),
        heads=queries.head_households([u.key for u in detail.units], on=timezone.localdate(request.now))
        if detail.row.state in {"current", "replaced"}
        else {},
        agreement=queries.agreement_of(key, actor=request.actor)
        if detail.row.state in {"current", "replaced"}
        else None,
    )
    request.place = detail.row.place
    return render(request, "units/formation.html", {"page": page})


@require_POST
def adopt(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take over units that were agreed before this platform."""
    given = request.POST
    agreed = Agreed(given.get("agreed", ""), given.get("number", ""), _day(given.get("agreed_on", "")) or date.max)
    try:
        done = commands.adopt_formation(
            actor=request.actor, now=request.now, key=key, agreed=agreed, knowingly=given.get("knowingly") == "yes"
        )
    except (StaleDraft, ProofNeeded, AlreadyProposed) as refusal:
        messages.error(request, words.refusal_text(refusal))
    else:
        told = {"units": done.units, "households": done.households}
        messages.success(request, _("%(units)s units with %(households)s households are in force from today.") % told)
    return redirect("units_formation", key=key)


@require_POST
def discard(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Throw a draft away."""
    where = queries.formation(key, actor=request.actor).row.place
    commands.discard_formation(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The draft was discarded. The units in force were not changed."))
    return redirect(f"{drawing.address('units_formations')}?place={where}")


@require_GET
def unit_(request: ActedRequest, key: UUID) -> HttpResponse:
    """One unit: members, composition, reasons."""
    detail = queries.unit(key, actor=request.actor)
    today = timezone.localdate(request.now)
    parts: tuple[unit.UnitPart, ...] = ()
    if detail.row.since is not None:
        parts = (heads_part(key, actor=request.actor, now=request.now),)
    if detail.row.since is not None and detail.row.until is None:
        parts += cards.unit_parts(*unit_life(request, key), today=today)
    page = unit.page(
        detail,
        names=queries.hamlet_names({detail.row.hamlet, *(hamlet for _n, hamlet, _o in detail.unit_names.values())}),
        label=words.labels(all_terms()),
        household=request.GET.get("household", ""),
        parts=parts,
        heads=queries.head_households([key], on=today),
    )
    request.place = detail.row.hamlet
    return render(request, "units/unit.html", {"page": page})


@require_GET
def notice_(request: ActedRequest, key: UUID) -> HttpResponse:
    """The public notice, to be printed."""
    detail = queries.formation(key, actor=request.actor)
    under = queries.proposal_of(key)
    page = notice.page(
        detail,
        notice=under,
        answer=request.build_absolute_uri(reverse("units_own_proposal")) if under else "",
        names=_names(detail),
        hamlet=request.GET.get("place", ""),
        today=timezone.localdate(request.now),
    )
    return render(request, "units/notice.html", {"page": page})


@require_GET
def export_(request: ActedRequest, key: UUID) -> HttpResponse:
    """The units as a workbook."""
    detail = queries.formation(key, actor=request.actor, reasons=True)
    policies.EXPORT_UNITS.require(request.actor, detail.row.place, seen=True)
    tables = sheets.tables(
        detail, names=_names(detail), label=words.labels(all_terms()), hamlet=request.GET.get("place", "")
    )
    response = HttpResponse(render_workbook(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="units-{detail.row.place}.xlsx"'
    return response


def _home(actor: Actor) -> str:
    return next(iter(policies.SEE_UNITS.scopes(actor)), "")


def _names(detail: FormationDetail) -> dict[str, tuple[str, str]]:
    return queries.hamlet_names({*detail.hamlets, *(unit.hamlet for unit in detail.units)})


def _job(detail: FormationDetail, actor: Actor) -> JobRow | None:
    """The job at work, for the one who asked; others see only that it is at work."""
    if detail.row.state != "asked" or detail.row.job is None:
        return None
    try:
        return job_row(detail.row.job, actor=actor)
    except NotFound:
        return None


def _is_stale(detail: FormationDetail, request: ActedRequest) -> bool:
    if detail.row.state != "draft" or not policies.ADOPT_UNITS.allows(request.actor, detail.row.place):
        return False
    return queries.roster_hash(detail.row.place, on=timezone.localdate(request.now)) != detail.input_hash


def _places(code: str, actor: Actor) -> list[tuple[str, str]]:
    """The villages and hamlets of a place that may be chosen, each hamlet under its village."""
    if level_of(code) in {Level.VILLAGE, Level.HAMLET}:
        asked = place_of(code, actor=actor)
        villages, hamlets = [asked], under(code, Level.HAMLET, actor=actor)
        if asked.level == Level.HAMLET:
            hamlets = []
    else:
        villages, hamlets = under(code, Level.VILLAGE, actor=actor), under(code, Level.HAMLET, actor=actor)
    english = words.is_english()
    language = "en" if english else "zh"
    told = []
    for village in villages:
        told.append((village.code, village.label(language)))
        told += [
            (hamlet.code, f"\u3000{hamlet.label(language)}")
            for hamlet in hamlets
            if hamlet.code.startswith(village.code) and hamlet.code != village.code
        ]
    return told


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
