"""One's own days and wages; one person's days for who keeps the register."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shihu.base.accounts.types import ActedRequest
from shihu.services.industry import queries
from shihu.services.industry.web.pages.labour import own as pages
from shihu.services.industry.web.views.labour.days import today


@login_required
@require_GET
def mine(request: ActedRequest) -> HttpResponse:
    """My work: the days, what they brought, what is unpaid; the registers that I keep."""
    on = today(request)
    page = pages.own_page(queries.own_work(actor=request.actor, on=on), queries.led(actor=request.actor, on=on), on=on)
    return render(request, "industry/labour/own.html", {"page": page})


@require_GET
def person(request: ActedRequest, season: UUID, worker: UUID) -> HttpResponse:
    """One person's days in a season."""
    on = today(request)
    told = queries.worker_book(season, worker, actor=request.actor, on=on)
    return render(request, "industry/labour/own.html", {"page": pages.person_page(told, on=on)})
