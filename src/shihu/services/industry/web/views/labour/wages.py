"""Payments of wages: made, confirmed, withdrawn, taken back; the list for the bank; the slip of one person."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse as address
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.commands import take_accounts
from shihu.base.registry.queries import person_payees
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Link
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.types import WagePaymentDetail, WagePaymentState
from shihu.services.industry.web.labour_forms import WagesForm
from shihu.services.industry.web.pages.labour import days as day_pages
from shihu.services.industry.web.pages.labour import sheets
from shihu.services.industry.web.pages.labour import wages as pages
from shihu.services.industry.web.pages.links import labour_href
from shihu.services.industry.web.views.acts import answer, posted
from shihu.services.industry.web.views.labour.days import today
from shihu.services.industry.web.views.projects import workbook


@require_http_methods(["GET", "POST"])
def prepare(request: ActedRequest, season: UUID) -> HttpResponse:
    """Make the list of what is unpaid."""
    told = queries.labour_season(season, actor=request.actor, on=today(request))
    request.place = told.place
    if not told.may_run:
        raise NotAllowed
    form = WagesForm(posted(request), today=today(request))

    def act() -> str:
        given = form.cleaned_data
        key = commands.prepare_wages(
            actor=request.actor, now=request.now, season=season, through=given["through"], key=given["key"]
        )
        return address("industry_labour_payment", kwargs={"key": key})

    owed = [one for one in told.standings if one.unpaid]
    words = _("%(yuan)s yuan of %(people)s people are unpaid. Pressed twice, it makes one list.")
    why = [words % {"yuan": yuan(sum(one.unpaid for one in owed)), "people": len(owed)}]
    listed = sum(one.total for one in told.payments if one.state == WagePaymentState.PREPARED)
    if listed:
        why.append(_("%(yuan)s yuan of that stand on a list that waits already.") % {"yuan": yuan(listed)})
    lead = f"{told.project_name} · {told.season_name}"
    back = Link(_("Work and wages"), labour_href(season))
    return answer(request, form, act, title=_("Pay wages"), lead=lead, back=back, why=tuple(why))


@require_GET
def payment(request: ActedRequest, key: UUID) -> HttpResponse:
    """One payment with its people."""
    told = queries.wage_payment(key, actor=request.actor, on=today(request))
    request.place = told.place
    payees = person_payees(_persons(told), on=today(request))
    may_record = policies.RUN_PROJECTS.allows(request.actor, told.place)
    page = pages.payment_page(told, payees, today(request), may_record=may_record)
    return render(request, "industry/labour/payment.html", {"page": page})


@require_GET
def bank(request: ActedRequest, key: UUID) -> HttpResponse:
    """The list for the bank."""
    told = queries.wage_payment(key, actor=request.actor, on=today(request))
    policies.RUN_PROJECTS.require(request.actor, told.place, seen=True)
    _homes, payees = take_accounts(
        actor=request.actor,
        now=request.now,
        place=told.place,
        paper=f"{told.project_name} {told.season_name} {told.row.number}",
        on=today(request),
        persons=_persons(told),
    )
    return workbook([sheets.bank_sheet(told, payees)], f"wages-{told.row.number}-{told.row.through:%Y%m%d}")


@require_POST
def confirm(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Book what the bank paid, as the second person."""
    try:
        day = date.fromisoformat(request.POST.get("paid_on", ""))
    except ValueError:
        day = today(request)
    try:
        commands.confirm_wages(
            actor=request.actor, now=request.now, payment=key, paid_on=day, paper=request.POST.get("paper", "")
        )
    except Refusal as refusal:
        return _said(request, refusal, key)
    messages.success(request, _("Booked with both names. Everybody finds the slip on their own page."))
    return redirect("industry_labour_payment", key=key)


@require_POST
def withdraw(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take a list back before the bank was asked."""
    commands.withdraw_wages(actor=request.actor, now=request.now, payment=key)
    return redirect("industry_labour_payment", key=key)


@require_POST
def reverse(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take back a payment that came back from the bank."""
    reason = request.POST.get("reason", "")
    try:
        commands.reverse_wages(actor=request.actor, now=request.now, payment=key, reason=reason)
    except Refusal as refusal:
        return _said(request, refusal, key)
    return redirect("industry_labour_payment", key=key)


@require_GET
def slip(request: ActedRequest, key: UUID, worker: UUID) -> HttpResponse:
    """One person's slip."""
    told = queries.wage_slip(key, worker, actor=request.actor)
    request.place = told.place
    is_own = not policies.SEE_PROJECTS.allows(request.actor, told.place)
    return render(request, "industry/labour/slip.html", {"page": pages.slip_page(told, is_own=is_own)})


def _said(request: ActedRequest, refusal: Refusal, key: UUID) -> HttpResponseRedirect:
    if refusal.status in {403, 404}:
        raise refusal
    messages.error(request, day_pages.said(refusal))
    return redirect("industry_labour_payment", key=key)


def _persons(told: WagePaymentDetail) -> list[UUID]:
    """Return who of the list stands in a roster: only they have an account here."""
    return [one.worker.person for one in told.parts if one.worker.person]
