"""Pages of safety rounds: each calls one query or command and renders."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import Action
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.queries import safety as queries
from shihu.services.linkages.web.pages import safety_rounds as round_pages
from shihu.services.linkages.web.pages import safety_words as words
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.views.civility.asking import asked_key, asked_place


@require_GET
def rounds(request: ActedRequest) -> HttpResponse:
    """What the season asks for, and the rounds walked."""
    place, today = asked_place(request, policies.SEE_SAFETY), timezone.localdate(request.now)
    found = queries.safety_rounds(place, actor=request.actor)
    own = queries.walked_unit(actor=request.actor)
    begin = []
    if own is not None and not any(row.unit == own and row.kind == "plain" and row.closed_on is None for row in found):
        href = reverse("linkages_safety_round_open")
        begin.append(
            Action(
                words.round_kind("plain"), href, "primary", posts=True, fields=(("unit", str(own)), ("kind", "plain"))
            )
        )
    due = queries.due_rounds(place, actor=request.actor, on=today)
    if not policies.KEEP_SAFETY.allows(request.actor, place) and own is None:
        due = []
    page = round_pages.rounds_page(place, due, found, begin=begin)
    return render(request, "linkages/civility/page.html", {"page": page})


@require_POST
def round_open(request: ActedRequest) -> HttpResponse:
    """Begin a round; one that is open already is gone on with."""
    unit = asked_key(request.POST.get("unit", ""))
    if unit is None:
        raise NotFound
    kind = request.POST.get("kind", "plain")
    queries.unit_to_walk(unit, actor=request.actor)
    key = queries.open_round(unit, kind) or commands.open_safety_round(
        actor=request.actor, now=request.now, unit=unit, kind=kind
    )
    return redirect("linkages_safety_round", key=key)


@require_GET
def round_(request: ActedRequest, key: UUID) -> HttpResponse:
    """A round: a tap at each door."""
    told = queries.safety_round(key, actor=request.actor)
    request.place = told.row.hamlet
    return render(request, "linkages/safety/round.html", {"page": round_pages.round_page(told)})


@require_POST
def check(request: ActedRequest, key: UUID) -> HttpResponse:
    """One tap. A hazard leads on to its report."""
    household = asked_key(request.POST.get("household", ""))
    queries.safety_round(key, actor=request.actor)
    if household is None:
        raise NotFound
    found = request.POST.get("found", "")
    commands.check_door(actor=request.actor, now=request.now, key=key, household=household, found=found)
    if found == "hazard":
        told = queries.safety_round(key, actor=request.actor)
        href = address("linkages_safety_hazard_new", told.row.hamlet)
        return redirect(f"{href}&round={key}&household={household}")
    return redirect(f"{reverse('linkages_safety_round', kwargs={'key': key})}#d-{household}")


@require_POST
def rest(request: ActedRequest, key: UUID) -> HttpResponse:
    """Nothing wrong at all other doors."""
    commands.check_the_rest(actor=request.actor, now=request.now, key=key)
    return redirect("linkages_safety_round", key=key)


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponse:
    """The round is walked."""
    commands.close_safety_round(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The round is written down."))
    return redirect("linkages_safety_round", key=key)
