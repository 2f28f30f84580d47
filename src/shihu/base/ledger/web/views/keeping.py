"""Opening books, taking old balances over, closing months."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger import commands, policies, queries
from shihu.base.ledger.rules.closing import KEPT_REST
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity
from shihu.base.ledger.web import words
from shihu.base.ledger.web.forms import BookForm, OpeningForm
from shihu.base.ledger.web.pages.recording import kept
from shihu.base.ledger.web.views.books import opened, place_asked, today
from shihu.base.registry.queries import enterprises
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, Refusal

_KINDS = {
    "enterprise.collective": EntityKind.COLLECTIVE,
    "enterprise.cooperative": EntityKind.COOPERATIVE,
    "enterprise.company": EntityKind.ENTERPRISE,
}
_FUND = "fund"


@require_http_methods(["GET", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Open the books of an organisation, or of the township's fund."""
    place = place_asked(request)
    if not policies.KEEP_BOOKS.allows(request.actor, place.code):
        raise NotAllowed
    found, _total = enterprises(actor=request.actor, place=place.code, limit=None)
    known = {str(one.key): one for one in found if one.kind in _KINDS and one.until is None}
    free = {key: one for key, one in known.items() if queries.book_of_enterprise(one.key, actor=request.actor) is None}
    choices = [(key, one.name) for key, one in free.items()]
    if place.level == Level.TOWNSHIP:
        choices.append((_FUND, _("A fund of the township")))
    form = BookForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organisation"]
        if chosen == _FUND:
            name = form.cleaned_data["name"] or _("Fund of %(place)s") % {"place": place.name}
            asked = NewEntity(EntityKind.TOWNSHIP_FUND, name, place.code)
        else:
            one = free[chosen]
            asked = NewEntity(_KINDS[one.kind], one.name, one.place, enterprise=one.key)
        try:
            key = commands.open_entity(actor=request.actor, now=request.now, new=asked)
        except Refusal as refusal:
            form.add_error(None, words.said(refusal))
        else:
            messages.success(request, _("The books are open. Take over the old balances first."))
            return redirect("ledger_book", key=key)
    back = f"{reverse('ledger_books')}?place={place.code}"
    head = PageHead(
        _("Open books"),
        _("For an organisation that stands in the registry and has no books here yet."),
        back=Link(_("Money and books"), back),
    )
    status = 422 if request.method == "POST" else 200
    context = {"head": head, "form": form, "back": back, "has_choices": bool(choices)}
    return render(request, "ledger/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def opening(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take over what stood in the old books."""
    row = opened(request, key)
    if not row.may_keep:
        raise NotAllowed
    day = today(request)
    form = OpeningForm(
        request.POST if request.method == "POST" else None,
        chart=queries.chart(row.kind, key, on=day),
        rest=KEPT_REST[row.kind],
        cut_off=day.replace(day=1) - timedelta(days=1),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        paper = Document(DocumentKind.COUNT, given["document_number"], given["cut_off"], given["document_issuer"])
        try:
            done = commands.open_books(
                actor=request.actor,
                now=request.now,
                entity=key,
                cut_off=given["cut_off"],
                balances=form.balances(),
                document=paper,
                key=given["key"],
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            name = {"date": "cut_off"}.get(refusal.where, refusal.where)
            form.add_error(name if name in form.fields else None, words.said(refusal))
        else:
            messages.success(request, kept(done))
            return redirect("ledger_book", key=key)
    rest = next((words.named(one) for one in queries.chart(row.kind, key, on=day) if one.code == form.rest), "")
    head = PageHead(
        _("Old balances of %(name)s") % {"name": row.name},
        _("What stood in the old books on the cut-off day. What is left over between both sides goes to %(account)s.")
        % {"account": rest},
        back=Link(row.name, reverse("ledger_book", kwargs={"key": key})),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "ledger/opening.html", {"head": head, "form": form}, status=status)


@require_POST
def convert(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take the balances of an ended chart over into the new one."""
    opened(request, key)
    done = commands.convert_chart(actor=request.actor, now=request.now, entity=key)
    if done is None:
        messages.info(request, _("Nothing stands on accounts of an ended chart."))
        return redirect("ledger_months", key=key)
    messages.success(request, _("The balances stand in the new chart now."))
    return redirect("ledger_entry", key=key, entry=done)


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Close the next month of a book."""
    opened(request, key)
    try:
        through = date.fromisoformat(request.POST.get("through", ""))
    except ValueError:
        through = today(request)
    try:
        done = commands.close_period(actor=request.actor, now=request.now, entity=key, through=through)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, words.said(refusal))
    else:
        told = {"day": words.day(done.through), "count": done.entries}
        messages.success(request, _("Closed through %(day)s with %(count)s entries.") % told)
    return redirect("ledger_months", key=key)
