"""Writing into books: recording, reversing, the second person."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger import commands, queries
from shihu.base.ledger.types import AccountRow, EntityRow, NewEntry, Recorded, Way
from shihu.base.ledger.web import words
from shihu.base.ledger.web.forms import RecordForm, ReverseForm
from shihu.base.ledger.web.pages import recording as pages
from shihu.base.ledger.web.views.books import opened, place_asked, today
from shihu.kernel.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "POST"])
def record(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record money: the form, then what it will do, then it is kept."""
    row = opened(request, key)
    if not row.may_record:
        raise NotAllowed
    way = Way(request.GET["way"]) if request.GET.get("way") in set(Way) else Way.RECEIVED
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        way=way,
        entity=row,
        chart=queries.chart(row.kind, key, on=today(request)),
        purposes=queries.purposes(row.kind, on=today(request)),
        parties=queries.parties(key, actor=request.actor),
        today=today(request),
    )
    look = None
    step = request.POST.get("step", "")
    if request.method == "POST" and step != "back" and form.is_valid():
        entry = form.entry()
        try:
            if step == "do":
                done = commands.post(actor=request.actor, now=request.now, entry=entry)
                return _kept(request, done, row)
            done = commands.rehearse(actor=request.actor, now=request.now, entry=entry)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            chart = _chart(row, entry)
            look = pages.look_of(entry, queries.planned(entry), chart, waits=done.entry is None)
    page = pages.record_page(row, form, look=look, posted=request.POST)
    is_wrong = request.method == "POST" and step != "back" and bool(form.errors)
    return render(request, "ledger/record.html", {"page": page}, status=422 if is_wrong else 200)


def _kept(request: ActedRequest, done: Recorded, row: EntityRow) -> HttpResponseRedirect:
    messages.success(request, pages.kept(done))
    if done.entry is not None:
        return redirect("ledger_entry", key=row.key, entry=done.entry)
    return redirect("ledger_proposal", proposal=done.proposal)


def _chart(row: EntityRow, entry: NewEntry) -> Mapping[str, AccountRow]:
    return {account.code: account for account in queries.chart(row.kind, row.key, on=entry.date)}


@require_GET
def entry(request: ActedRequest, key: UUID, entry: UUID) -> HttpResponse:
    """One voucher."""
    opened(request, key)
    page = pages.voucher_page(queries.entry(entry, actor=request.actor))
    return render(request, "ledger/entry.html", {"page": page})


@require_http_methods(["GET", "POST"])
def reverse_(request: ActedRequest, key: UUID, entry: UUID) -> HttpResponse:
    """Take an entry back."""
    row = opened(request, key)
    found = queries.entry(entry, actor=request.actor)
    if not row.may_record:
        raise NotAllowed
    form = ReverseForm(request.POST if request.method == "POST" else None, today=today(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = commands.reverse(
                actor=request.actor,
                now=request.now,
                entry=entry,
                on=given["day"],
                reason=given["reason"],
                key=given["key"],
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            name = {"date": "day"}.get(refusal.where, refusal.where)
            form.add_error(name if name in form.fields else None, words.said(refusal))
        else:
            return _kept(request, done, row)
    asked = queries.reversal_planned(entry, on=today(request), actor=request.actor)
    chart = queries.accounts_of(entry, actor=request.actor)
    look = pages.look_of(asked, queries.planned(asked), chart, waits=False)
    page = pages.reverse_page(found, form, look)
    status = 422 if request.method == "POST" else 200
    return render(request, "ledger/reverse.html", {"page": page}, status=status)


@require_GET
def waiting(request: ActedRequest) -> HttpResponse:
    """What waits for a second person under a place."""
    place = place_asked(request)
    state = request.GET.get("state", "")
    rows = queries.proposals(place.code, actor=request.actor, state=state)
    page = pages.waiting_page(rows, place=place, state=state, today=today(request))
    return render(request, "ledger/waiting.html", {"page": page})


@require_GET
def proposal(request: ActedRequest, proposal: UUID) -> HttpResponse:
    """One entry that waits."""
    row = queries.proposal(proposal, actor=request.actor)
    request.place = row.entity.place
    chart = (
        queries.accounts_of(row.entry.reverses, actor=request.actor)
        if row.entry.reverses
        else _chart(row.entity, row.entry)
    )
    return render(request, "ledger/proposal.html", {"page": pages.proposal_page(row, chart)})


@require_POST
def approve(request: ActedRequest, proposal: UUID) -> HttpResponseRedirect:
    """Book what somebody else recorded."""
    done = commands.approve(actor=request.actor, now=request.now, proposal=proposal)
    messages.success(request, pages.kept(done))
    return redirect("ledger_proposal", proposal=proposal)


@require_POST
def refuse(request: ActedRequest, proposal: UUID) -> HttpResponseRedirect:
    """Turn a proposal down."""
    reason = request.POST.get("reason", "")
    commands.refuse(actor=request.actor, now=request.now, proposal=proposal, reason=reason)
    messages.success(request, _("It was turned down; whoever recorded it reads why."))
    return redirect("ledger_proposal", proposal=proposal)


@require_POST
def withdraw(request: ActedRequest, proposal: UUID) -> HttpResponseRedirect:
    """Take one's own proposal back."""
    commands.withdraw(actor=request.actor, now=request.now, proposal=proposal)
    messages.success(request, _("It was taken back. Nothing was booked."))
    return redirect("ledger_proposal", proposal=proposal)
