"""Pages of settlements: each calls one query or command and renders."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import names
from shihu.base.registry.commands import take_accounts
from shihu.base.registry.queries import payees as payees_of
from shihu.kernel.presentation import Event, asked_page
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.types import LineRow, SettlementDetail
from shihu.services.industry.web.pages import settlement as pages
from shihu.services.industry.web.pages import settlement_lists as lists
from shihu.services.industry.web.pages import settlement_sheets as sheets
from shihu.services.industry.web.pages import settlement_words as words
from shihu.services.industry.web.pages.settlement_statement import statement_page


@require_GET
def settlements(request: ActedRequest) -> HttpResponse:
    """The settlements of a place; whoever holds no office sees those of the own household."""
    scopes = policies.SEE_PROJECTS.scopes(request.actor)
    if not scopes:
        return redirect("industry_settlements_own")
    place = request.GET.get("place", "") or scopes[0]
    policies.SEE_PROJECTS.require(request.actor, place)
    rows = queries.settlements(place, actor=request.actor)
    open_projects = queries.projects(place, actor=request.actor, on=timezone.localdate(request.now))
    page = lists.list_page(
        rows,
        place=place,
        given=request.GET,
        pager=asked_page(request.GET, len(rows), pages.PAGE_SIZE),
        seasons=lists.seasons_table(open_projects, rows),
        may_export=policies.EXPORT_PROJECTS.allows(request.actor, place),
    )
    request.place = place
    return render(request, "industry/settlement/list.html", {"page": page})


@login_required
@require_GET
def own(request: ActedRequest) -> HttpResponse:
    """The settlements in which the own household has a part."""
    rows = queries.own_settlements(actor=request.actor)
    pager = asked_page(request.GET, len(rows), pages.PAGE_SIZE)
    page = lists.list_page(rows, place="", given=request.GET, pager=pager, seasons=None, may_export=False)
    return render(request, "industry/settlement/list.html", {"page": page})


@require_GET
def export_list(request: ActedRequest) -> HttpResponse:
    """The settlements of a place as a workbook."""
    place = request.GET.get("place", "")
    seen = policies.SEE_PROJECTS.allows(request.actor, place)
    policies.EXPORT_PROJECTS.require(request.actor, place, seen=seen)
    return sheets.answer([sheets.overview(queries.settlements(place, actor=request.actor))], f"settlements-{place}")


@require_GET
def settlement(request: ActedRequest, key: UUID) -> HttpResponse:
    """One settlement: how it was reckoned, who gets what, what comes next."""
    on = timezone.localdate(request.now)
    told = queries.settlement(key, actor=request.actor, on=on)
    income, costs = queries.settled_accounts(key, actor=request.actor) if told.sees_all else ({}, {})
    is_english = words.language().startswith("en")
    page = pages.settlement_page(
        told,
        income={row.name_en if is_english else row.name_zh: row.amount for row in income},
        costs={row.name_en if is_english else row.name_zh: row.amount for row in costs},
        on=on,
        hamlets=_hamlets(told),
        payees=payees_of(_paid(told), on=on) if told.sees_all else {},
        pager=asked_page(request.GET, len(told.lines), pages.PAGE_SIZE),
    )
    request.place = told.place
    return render(request, "industry/settlement/settlement.html", {"page": page, "stamp": uuid4()})


@require_GET
def notice(request: ActedRequest, key: UUID) -> HttpResponse:
    """The public notice, for the wall: names and amounts, nothing of anybody's debts."""
    told = queries.settlement(key, actor=request.actor, on=timezone.localdate(request.now))
    page = pages.settlement_page(
        told,
        income={},
        costs={},
        on=timezone.localdate(request.now),
        hamlets=_hamlets(told),
        payees={},
        pager=asked_page({}, len(told.lines), max(1, len(told.lines))),
    )
    return render(request, "industry/settlement/notice.html", {"page": page, "told": told, "rows": sheets.posted(told)})


@require_GET
def export(request: ActedRequest, key: UUID) -> HttpResponse:
    """Every line of a settlement as a workbook."""
    told = _of_office(request, key)
    policies.EXPORT_PROJECTS.require(request.actor, told.place, seen=True)
    return sheets.answer(sheets.whole(told, _hamlets(told)), f"settlement-{told.row.season_name}-{told.row.number}")


@require_GET
def bank(request: ActedRequest, key: UUID, payout: UUID) -> HttpResponse:
    """The list of one payment for the bank."""
    told = _of_office(request, key)
    policies.EXPORT_PROJECTS.require(request.actor, told.place, seen=True)
    found = next((one for one in told.payouts if one.key == payout), None)
    if found is None:
        raise NotFound
    payees, _people = take_accounts(
        actor=request.actor,
        now=request.now,
        place=told.place,
        paper=f"{told.row.project_name} {told.row.season_name} {found.number}",
        on=timezone.localdate(request.now),
        households=_paid(told, found.number),
    )
    return sheets.answer([sheets.for_bank(told, found, _hamlets(told), payees)], f"payment-{found.number}")


@require_GET
def statement(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """What the season brought one household."""
    told = queries.settlement(key, actor=request.actor, on=timezone.localdate(request.now))
    line = _line(request, told, code)
    found = queries.season_lines(told.row.season, code, actor=request.actor)
    history = [
        Event(date_format(one.date, "Y-m-d"), one.summary, sheets.signed(one.amount), iso=one.date.isoformat())
        for one in found
    ]
    page = statement_page(told, line, history)
    request.place = told.place
    name = "print" if request.GET.get("as") == "print" else "statement"
    return render(request, f"industry/settlement/{name}.html", {"page": page})


@require_POST
def draft(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Reckon the settlement of the season ``key``."""
    try:
        made = commands.draft_settlement(actor=request.actor, now=request.now, season=key)
    except Refusal as refusal:
        return _told(request, refusal, redirect("industry_settlements"))
    messages.success(request, _("The season is reckoned. Look through it before you publish it."))
    return redirect("industry_settlement", key=made)


@require_POST
def publish(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Put a draft under notice."""
    days = _number(request.POST.get("days", ""))
    return _done(
        request,
        key,
        lambda: commands.publish_settlement(actor=request.actor, now=request.now, key=key, days=days),
        _("It is under notice. Print it for the wall."),
    )


@require_POST
def withdraw(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take back a draft or a settlement under notice."""
    reason = request.POST.get("reason", "")
    return _done(
        request,
        key,
        lambda: commands.withdraw_settlement(actor=request.actor, now=request.now, key=key, reason=reason),
        _("The settlement is withdrawn."),
    )


@require_POST
def object_(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Doubt a settlement under notice."""
    said, code = request.POST.get("words", ""), request.POST.get("code", "").strip()
    return _done(
        request,
        key,
        lambda: commands.object_to_settlement(actor=request.actor, now=request.now, key=key, words=said, code=code),
        _("The objection is put down. It will be answered before anything is booked."),
    )


@require_POST
def answer(request: ActedRequest, key: UUID, objection: int) -> HttpResponseRedirect:
    """Answer an objection."""
    said, is_upheld = request.POST.get("answer", ""), request.POST.get("upheld") == "yes"
    return _done(
        request,
        key,
        lambda: commands.answer_objection(
            actor=request.actor, now=request.now, objection=objection, answer=said, is_upheld=is_upheld
        ),
        _("The answer is put down."),
    )


@require_POST
def approve(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Approve and book, as the second person."""
    return _done(
        request,
        key,
        lambda: commands.approve_settlement(actor=request.actor, now=request.now, key=key),
        _("It is booked: every household's dividend stands on its account, and the season is closed."),
    )


@require_POST
def reverse(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take back what was booked, by reversal."""
    reason = request.POST.get("reason", "")
    return _done(
        request,
        key,
        lambda: commands.reverse_settlement(actor=request.actor, now=request.now, key=key, reason=reason),
        _("The settlement is taken back by reversal; its season is open again."),
    )


@require_POST
def order(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Order the payment to all that are not yet paid."""
    stamp = request.POST.get("key", "")[:80] or f"{key}"
    return _done(
        request,
        key,
        lambda: commands.order_payout(actor=request.actor, now=request.now, settlement=key, key=stamp),
        _("The payment is ordered. Take its list to the bank; somebody else confirms it with the bank's slip."),
    )


@require_POST
def payout(request: ActedRequest, key: UUID, payout: UUID, act: str) -> HttpResponseRedirect:
    """Confirm, withdraw or take back a payment."""
    actor, now = request.actor, request.now
    paper, reason = request.POST.get("paper", ""), request.POST.get("reason", "")
    day = _day(request.POST.get("paid_on", ""), timezone.localdate(now))
    if act == "confirm":
        told = _("The payment is booked.")
        return _done(
            request,
            key,
            lambda: commands.confirm_payout(actor=actor, now=now, key=payout, paid_on=day, paper=paper),
            told,
        )
    if act == "withdraw":
        return _done(
            request,
            key,
            lambda: commands.withdraw_payout(actor=actor, now=now, key=payout),
            _("The payment is withdrawn; its households are to be paid again."),
        )
    if act == "reverse":
        return _done(
            request,
            key,
            lambda: commands.reverse_payout(actor=actor, now=now, key=payout, reason=reason),
            _("The payment is taken back by reversal; its households are owed again."),
        )
    raise NotFound


def _done(request: ActedRequest, key: UUID, act: Callable[[], object], told: str) -> HttpResponseRedirect:
    """Do one act and go back to the settlement, with what was done or why not."""
    back = redirect("industry_settlement", key=key)
    try:
        act()
    except Refusal as refusal:
        return _told(request, refusal, back)
    messages.success(request, told)
    return back


def _told(request: ActedRequest, refusal: Refusal, back: HttpResponseRedirect) -> HttpResponseRedirect:
    if refusal.status in {403, 404}:
        raise refusal
    messages.error(request, _(refusal.sentence) % refusal.values)
    return back


def _of_office(request: ActedRequest, key: UUID) -> SettlementDetail:
    told = queries.settlement(key, actor=request.actor, on=timezone.localdate(request.now))
    if not told.sees_all:
        raise NotFound
    return told


def _line(request: ActedRequest, told: SettlementDetail, code: str) -> LineRow:
    """The line of a household: any for those in office, the own one for a member."""
    line = next((one for one in told.lines if one.code == code and code), None)
    if line is None or not (
        told.sees_all or queries.is_own_household(code, actor=request.actor, on=timezone.localdate(request.now))
    ):
        raise NotFound
    return line


def _hamlets(told: SettlementDetail) -> dict[str, str]:
    found = names({line.hamlet for line in told.lines if line.hamlet})
    return {code: row.label(words.language()) for code, row in found.items()}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _paid(told: SettlementDetail, number: int | None = None) -> list[str]:
    """Return the codes of the households on the payments made or ordered, or on one of them."""
    return [line.code for line in told.lines if line.code and line.payout and number in {None, line.payout}]
