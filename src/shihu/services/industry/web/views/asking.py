"""Pages of acts that wait for a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.refusals import Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.web.pages import asking as pages
from shihu.services.industry.web.pages.links import asked_href
from shihu.services.industry.web.wording import said


@require_GET
def acts(request: ActedRequest, key: UUID) -> HttpResponse:
    """What was asked for in a project."""
    rows = queries.asked_acts(key, actor=request.actor)
    told = queries.project(key, actor=request.actor, on=timezone.localdate(request.now))
    request.place = told.row.place
    return render(request, "industry/page.html", {"page": pages.acts_page(told.row, rows)})


@require_GET
def act(request: ActedRequest, key: UUID) -> HttpResponse:
    """One act whole."""
    return _shown(request, key)


@require_POST
def approve(request: ActedRequest, key: UUID) -> HttpResponse:
    """Be the second person for an act."""
    try:
        commands.approve_act(actor=request.actor, now=request.now, asked=key)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return _shown(request, key, refusal)
    messages.success(request, _("Booked with both names."))
    return redirect(asked_href(key))


@require_POST
def turn_down(request: ActedRequest, key: UUID) -> HttpResponse:
    """Turn an act down, or take the own one back."""
    try:
        commands.turn_down_act(actor=request.actor, now=request.now, asked=key, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return _shown(request, key, refusal)
    return redirect(asked_href(key))


def _shown(request: ActedRequest, key: UUID, refusal: Refusal | None = None) -> HttpResponse:
    told = queries.asked_act(key, actor=request.actor)
    request.place = told.row.place
    page = pages.act_page(told, refused=said(refusal) if refusal else "")
    return render(request, "industry/asked.html", {"page": page}, status=refusal.status if refusal else 200)
