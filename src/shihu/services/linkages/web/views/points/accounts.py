"""Accounts, the page of one's own, the slip, the ranking."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import Board
from shihu.services.linkages.web.pages.points import accounts as pages
from shihu.services.linkages.web.pages.points import boards
from shihu.services.linkages.web.views.points import parts


@require_GET
def accounts(request: ActedRequest) -> HttpResponse:
    """The accounts of a place, or of the households of the head's unit."""
    village, today = parts.asked_village(request), parts.today_of(request)
    sought = request.GET.get("q", "").strip()
    told = queries.accounts(village, actor=request.actor, on=today)
    told = [row for row in told if sought in row.name or sought in row.code] if sought else told
    page = pages.accounts_page(
        village,
        told,
        sought=sought,
        pager=asked_page(request.GET, len(told), pages.PAGE_SIZE),
        is_head=parts.is_member(request, village),
        may_export=policies.EXPORT_POINTS.allows(request.actor, village),
    )
    return render(request, "linkages/points/list.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The accounts as a workbook."""
    village = parts.asked_village(request)
    policies.EXPORT_POINTS.require(request.actor, village)
    told = queries.accounts(village, actor=request.actor, on=parts.today_of(request))
    return parts.workbook([pages.sheet(told)], f"points-{village}")


@require_GET
def account(request: ActedRequest, key: UUID) -> HttpResponse:
    """One account, every entry in words."""
    today = parts.today_of(request)
    told = queries.account(key, actor=request.actor, on=today)
    request.place = told.hamlet
    page = pages.account_page(told, today=today)
    return render(request, "linkages/points/account.html", {"page": page})


@require_GET
def slip(request: ActedRequest, key: UUID) -> HttpResponse:
    """The same on paper."""
    today = parts.today_of(request)
    told = queries.account(key, actor=request.actor, on=today)
    page = pages.account_page(told, today=today)
    context = {"page": page, "title": f"{told.name} {told.code}", "day": today}
    return render(request, "linkages/points/slip.html", context)


@require_GET
def own(request: ActedRequest) -> HttpResponse:
    """The points of one's own household."""
    today = parts.today_of(request)
    told = queries.own_account(actor=request.actor, on=today)
    request.place = told.hamlet
    page = pages.account_page(told, today=today)
    return render(request, "linkages/points/account.html", {"page": page})


@require_POST
def name(request: ActedRequest) -> HttpResponse:
    """Be named on the public board, or not."""
    hides = request.POST.get("hides") == "yes"
    commands.hide_name(actor=request.actor, now=request.now, hides=hides)
    messages.success(
        request,
        _("Your household is no longer named on the ranking.")
        if hides
        else _("Your household is named on the ranking."),
    )
    return redirect("linkages_points_own")


@require_GET
def ranking(request: ActedRequest) -> HttpResponse:
    """The ranking of a month or a year."""
    return render(request, "linkages/points/ranking.html", {"page": _board(request)})


@require_GET
def poster(request: ActedRequest) -> HttpResponse:
    """The ranking for the village wall."""
    return render(request, "linkages/points/poster.html", {"page": _board(request), "day": parts.today_of(request)})


@require_GET
def ranking_export(request: ActedRequest) -> HttpResponse:
    """The ranking as a workbook."""
    village = parts.asked_village(request)
    policies.EXPORT_POINTS.require(request.actor, village)
    told, _is_year = _told(request)
    return parts.workbook(boards.sheets(told), f"ranking-{village}-{told.first:%Y-%m}")


def _told(request: ActedRequest) -> tuple[Board, bool]:
    village, today = parts.asked_village(request), parts.today_of(request)
    month, year = request.GET.get("month", ""), request.GET.get("year", "")
    try:
        day = date(int(year), 1, 1) if year else date.fromisoformat(f"{month}-01") if month else today
    except ValueError:
        raise NotFound from None
    told = queries.board(village, actor=request.actor, on=today, day=day, is_year=bool(year))
    return told, bool(year)


def _board(request: ActedRequest) -> boards.BoardPage:
    told, is_year = _told(request)
    return boards.board_page(
        told,
        is_year=is_year,
        today=parts.today_of(request),
        is_member=parts.is_member(request, told.village),
        may_export=policies.EXPORT_POINTS.allows(request.actor, told.village),
    )
