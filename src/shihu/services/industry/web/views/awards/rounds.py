"""Rounds of awards, their notice, payment lists and slips."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger.queries import chart
from shihu.base.ledger.types import EntityKind
from shihu.base.registry.commands import take_accounts
from shihu.base.registry.queries import payees as payees_of
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.web import award_sheets as sheets
from shihu.services.industry.web.award_forms import PaymentForm, ReasonForm, new_key
from shihu.services.industry.web.pages.awards import papers, payments
from shihu.services.industry.web.pages.awards import rounds as pages
from shihu.services.industry.web.pages.bank_lists import accounts_fact
from shihu.services.industry.web.views.awards.applications import xlsx


@require_GET
def award_round(request: ActedRequest, key: UUID) -> HttpResponse:
    """One round."""
    detail = queries.award_round(key, actor=request.actor, on=timezone.localdate(request.now))
    sort = "-amount" if request.GET.get("sort", "").endswith("amount") else ""
    page = pages.round_page(detail, pager=asked_page(request.GET, len(detail.lines), pages.PAGE_SIZE), sort=sort)
    request.place = detail.fund.row.village
    return render(request, "industry/awards/round.html", {"page": page})


@require_http_methods(["POST"])
def round_act(request: ActedRequest, key: UUID, act: str) -> HttpResponseRedirect:
    """Publish or approve a round."""
    if act == "publish":
        commands.publish_awards(actor=request.actor, now=request.now, key=key)
        messages.success(request, _("The awards are under notice. Print the notice for the board."))
    elif act == "approve":
        commands.approve_awards(actor=request.actor, now=request.now, key=key)
        messages.success(request, _("The awards are approved and booked. Prepare the payment list next."))
    else:
        raise NotFound
    return redirect("industry_awards_round", key=key)


@require_http_methods(["GET", "POST"])
def lay_aside(request: ActedRequest, key: UUID, act: str) -> HttpResponse:
    """Discard a draft or a notice, or take an approved round back in the books; with a reason."""
    if act not in {"discard", "reopen"}:
        raise NotFound
    detail = queries.award_round(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.KEEP_AWARDS.require(request.actor, detail.fund.row.village, seen=True)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            said = _take(request, key, act, told["reason"], told["key"] or new_key())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect("industry_awards_round", key=key)
    request.place = detail.fund.row.village
    context = {
        "form": form,
        "title": _("Discard the round") if act == "discard" else _("Take the round back in the books"),
        "lead": _("Its applications wait for the next round.")
        if act == "discard"
        else _("The entry is reversed with your reason; above the township's amount a second person approves."),
        "back": pages.round_address(key),
    }
    return render(request, "industry/awards/reason.html", context, status=422 if form.errors else 200)


def _take(request: ActedRequest, key: UUID, act: str, reason: str, sent: str) -> str:
    if act == "discard":
        commands.discard_awards(actor=request.actor, now=request.now, key=key, reason=reason)
        return _("The round is discarded.")
    recorded = commands.reopen_awards(actor=request.actor, now=request.now, key=key, reason=reason, sent=sent)
    if recorded.entry is None:
        return _("The reversal waits in the books for a second person.")
    return _("The round is reversed in the books; its applications wait for a new one.")


@require_GET
def round_export(request: ActedRequest, key: UUID) -> HttpResponse:
    """A round as a workbook."""
    detail = queries.award_round(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.EXPORT_AWARDS.require(request.actor, detail.fund.row.village, seen=True)
    title = f"{detail.fund.row.title}-{detail.row.number}"
    return xlsx(sheets.round_sheet(title, detail), title)


@require_GET
def notice(request: ActedRequest, key: UUID) -> HttpResponse:
    """The public notice, to be printed."""
    today = timezone.localdate(request.now)
    detail = queries.award_notice(key, actor=request.actor, on=today)
    page = papers.notice_page(detail, detail.fund.row.name(get_language() or ""), today)
    return render(request, "industry/awards/notice.html", {"page": page})


@require_http_methods(["GET", "POST"])
def prepare(request: ActedRequest, key: UUID) -> HttpResponse:
    """Prepare the list of everybody to whom the round owes something."""
    today = timezone.localdate(request.now)
    detail = queries.award_round(key, actor=request.actor, on=today)
    policies.KEEP_AWARDS.require(request.actor, detail.fund.row.village, seen=True)
    form = PaymentForm(
        request.POST if request.method == "POST" else None,
        accounts=sorted(_money(request).items(), reverse=True),
        initial={"day": today},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = commands.prepare_award_payment(
                actor=request.actor,
                now=request.now,
                key=key,
                day=told["day"],
                account=told["account"],
                document=told["document"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The list is ready. A second person books it as paid."))
            return redirect("industry_awards_payment", key=made)
    request.place = detail.fund.row.village
    context = {"form": form, "detail": detail, "back": pages.round_address(key)}
    return render(request, "industry/awards/prepare.html", context, status=422 if form.errors else 200)


def _money(request: ActedRequest) -> dict[str, str]:
    """The money accounts of a collective's books today, by code."""
    rows = chart(EntityKind.COLLECTIVE, None, on=timezone.localdate(request.now))
    return {row.code: row.name(get_language() or "") for row in rows if row.is_money}


@require_GET
def payment(request: ActedRequest, key: UUID) -> HttpResponse:
    """One payment list."""
    detail = queries.award_payment(key, actor=request.actor)
    codes = [line.code for line in detail.lines]
    accounts = accounts_fact(
        payees_of(codes, on=timezone.localdate(request.now)),
        codes,
        detail.village,
        may_record=policies.KEEP_AWARDS.allows(request.actor, detail.village),
    )
    money = _money(request).get(detail.row.account, detail.row.account)
    page = payments.payment_page(detail, money, accounts)
    request.place = detail.village
    return render(request, "industry/awards/payment.html", {"page": page})


@require_http_methods(["POST"])
def payment_act(request: ActedRequest, key: UUID, act: str) -> HttpResponseRedirect:
    """Book a list as paid, or discard it."""
    detail = queries.award_payment(key, actor=request.actor)
    if act == "pay":
        commands.pay_awards(actor=request.actor, now=request.now, key=key)
        messages.success(request, _("The list is booked as paid. Every household has its slip."))
        return redirect("industry_awards_payment", key=key)
    if act == "discard":
        commands.discard_award_payment(actor=request.actor, now=request.now, key=key)
        messages.success(request, _("The list is discarded."))
        return redirect("industry_awards_round", key=detail.round)
    raise NotFound


@require_GET
def payment_export(request: ActedRequest, key: UUID) -> HttpResponse:
    """The list for the bank."""
    detail = queries.award_payment(key, actor=request.actor)
    policies.EXPORT_AWARDS.require(request.actor, detail.village, seen=True)
    payees, _people = take_accounts(
        actor=request.actor,
        now=request.now,
        place=detail.village,
        paper=f"{detail.fund_title} {detail.row.document}",
        on=timezone.localdate(request.now),
        households=[line.code for line in detail.lines],
    )
    return xlsx(sheets.payment_sheet(detail.fund_title, detail, payees), f"{detail.fund_title}-{detail.row.document}")


@require_GET
def slip(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """One household's statement."""
    found = queries.award_slip(key, code, actor=request.actor, on=timezone.localdate(request.now))
    return render(request, "industry/awards/slip.html", {"page": papers.slip_page(found)})
