"""Cards and posters of units, and the member's own view."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from shihu.base.accounts.types import ActedRequest
from shihu.services.units import queries
from shihu.services.units.rules.appraisals import month_after, month_of
from shihu.services.units.types import UnitAppraisal, UnitCharters, UnitHappening
from shihu.services.units.web.pages import cards as pages
from shihu.services.units.web.views.charters import home, place_title


@require_GET
def card(request: ActedRequest, key: UUID) -> HttpResponse:
    """One card."""
    told = queries.unit_card(key, actor=request.actor, today=timezone.localdate(request.now))
    shown = pages.card(told, queries.hamlet_names({told.hamlet}))
    return render(request, "units/cards/card.html", {"card": shown, "site": request.build_absolute_uri("/")[:-1]})


@require_GET
def cards(request: ActedRequest) -> HttpResponse:
    """All cards of a village, four on a sheet."""
    return render(request, "units/cards/cards.html", _cards(request))


@require_GET
def poster(request: ActedRequest) -> HttpResponse:
    """All units of a village on a poster."""
    return render(request, "units/cards/poster.html", _cards(request))


@require_GET
def mine(request: ActedRequest, key: UUID) -> HttpResponse:
    """The unit as its members see it, on a phone."""
    charter, month, happened = unit_life(request, key)
    today = timezone.localdate(request.now)
    told = queries.unit_card(key, actor=request.actor, today=today)
    page = pages.mine_page(told, charter, month, happened, names=queries.hamlet_names({told.hamlet}), today=today)
    request.place = told.hamlet
    return render(request, "units/cards/mine.html", {"page": page})


def unit_life(request: ActedRequest, key: UUID) -> tuple[UnitCharters, UnitAppraisal, list[UnitHappening]]:
    """What charters and appraisals tell of a unit: its charter, the month now due, what happened."""
    today = timezone.localdate(request.now)
    charter = queries.unit_charters(key, actor=request.actor, today=today)
    # Results of a month come in the month after; they are what "this month" means to those who read it.
    due = month_after(month_of(today), -1)
    month = queries.unit_appraisal(key, month=due, actor=request.actor, today=today)
    return charter, month, queries.happenings(charter.unit, charter, today=today)


def _cards(request: ActedRequest) -> dict[str, object]:
    code = request.GET.get("place", "") or home(request.actor)
    told = queries.unit_cards(code, actor=request.actor, today=timezone.localdate(request.now))
    names = queries.hamlet_names({each.hamlet for each in told})
    page = pages.cards_page(code, place_title(code, request.actor), told, names)
    return {"page": page, "site": request.build_absolute_uri("/")[:-1]}
