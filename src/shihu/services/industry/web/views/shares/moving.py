"""Transfers and leaving."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.types import Factor
from shihu.services.industry.web.pages.shares import moving as pages
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import address
from shihu.services.industry.web.share_forms import LeaveForm, TransferForm
from shihu.services.industry.web.views.shares.asking import book_of, form_page, today
from shihu.services.industry.web.views.shares.households import holder_of, waits


@require_GET
def listed(request: ActedRequest, key: UUID) -> HttpResponse:
    """Transfers and requests to leave."""
    detail = book_of(request, key)
    page, leaving = pages.moving_page(
        detail.row,
        queries.transfers(key, actor=request.actor, on=today(request)),
        queries.withdrawals(key, actor=request.actor),
    )
    return render(request, "industry/shares/moving.html", {"page": page, "leaving": leaving})


@require_http_methods(["GET", "POST"])
def transfer_new(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """First step: to whom and how many."""
    detail, row = holder_of(request, key, code)
    if not detail.row.may_keep and not row.is_own:
        raise NotAllowed
    form = TransferForm(request.POST if request.method == "POST" else None, holder=row, others=detail.holders)

    def do() -> HttpResponse:
        told = form.cleaned_data
        made = commands.ask_transfer(
            actor=request.actor,
            now=request.now,
            book=key,
            giver=code,
            taker=told["taker"],
            factor=Factor(told["factor"]),
            shares=told["shares"],
            price=told["price"],
        )
        return redirect("industry_shares_transfer", key=made)

    head = PageHead(
        _("Transfer shares of %(name)s") % {"name": row.name},
        _("First to whom and how many; then both sides agree. Nothing moves before that."),
        back=Link(row.name, address("household", key, code=code)),
    )
    template = "industry/shares/transfer_form.html"
    return form_page(request, form, head, _("Ask for the transfer"), do, template=template, takers=form.takers)


@require_http_methods(["GET", "POST"])
def transfer(request: ActedRequest, key: UUID) -> HttpResponse:
    """The wizard: what is agreed, what is missing."""
    row = queries.transfer(key, actor=request.actor, on=today(request))
    if request.method == "POST":
        return _act(request, key)
    page = pages.transfer_page(row, book_of(request, row.book).row, today=today(request))
    return render(request, "industry/shares/transfer.html", {"page": page})


def _act(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    actor, now, paper = request.actor, request.now, request.POST.get("paper", "")
    acts: dict[str, Callable[[], object]] = {
        "agree": lambda: commands.agree_to_transfer(actor=actor, now=now, key=key),
        "claim": lambda: commands.claim_transfer(actor=actor, now=now, key=key),
        "paper_giver": lambda: commands.agree_on_paper(actor=actor, now=now, key=key, side="giver", paper=paper),
        "paper_taker": lambda: commands.agree_on_paper(actor=actor, now=now, key=key, side="taker", paper=paper),
        "members": lambda: commands.members_agree(actor=actor, now=now, key=key, minutes=paper),
        "complete": lambda: commands.complete_transfer(actor=actor, now=now, key=key),
        "off": lambda: commands.call_off_transfer(actor=actor, now=now, key=key, why=""),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise NotFound
    _said(request, act)
    return redirect("industry_shares_transfer", key=key)


@require_http_methods(["GET", "POST"])
def leave(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """Ask to leave."""
    detail, row = holder_of(request, key, code)
    if not detail.row.may_keep and not row.is_own:
        raise NotAllowed
    form = LeaveForm(request.POST if request.method == "POST" else None, is_own=row.is_own)

    def do() -> HttpResponse:
        told = form.cleaned_data
        made = commands.ask_withdrawal(
            actor=request.actor, now=request.now, book=key, code=code, why=told["why"], paper=told.get("paper", "")
        )
        return redirect("industry_shares_withdrawal", key=made)

    head = PageHead(
        _("%(name)s leaves %(book)s") % {"name": row.name, "book": detail.row.name},
        _(
            "Notice of %(days)s days, then the end of the year. What is paid is reckoned from the closed books of that "
            "year; until then everything stays as it is."
        )
        % {"days": detail.notice_days},
        back=Link(row.name, address("household", key, code=code)),
    )
    return form_page(request, form, head, _("Ask to leave"), do)


@require_http_methods(["GET", "POST"])
def withdrawal(request: ActedRequest, key: UUID) -> HttpResponse:
    """One request to leave."""
    row = queries.withdrawal(key, actor=request.actor)
    if request.method == "POST":
        acts: dict[str, Callable[[], object]] = {
            "pay": lambda: commands.pay_withdrawal(actor=request.actor, now=request.now, key=key),
            "back": lambda: commands.take_back_withdrawal(actor=request.actor, now=request.now, key=key),
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise NotFound
        _said(request, act)
        return redirect("industry_shares_withdrawal", key=key)
    page = pages.leaving_page(row, book_of(request, row.book).row)
    return render(request, "industry/shares/leaving.html", {"page": page})


def _said(request: ActedRequest, act: Callable[[], object]) -> None:
    """Do it; say on the page itself what it refused, since nothing was changed."""
    try:
        done = act()
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, words.refusal(refusal))
    else:
        messages.success(request, waits() if done is False else _("Kept."))
