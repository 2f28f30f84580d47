"""The list, the register, contributions, every line."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger.queries import books as ledger_books
from shihu.base.ledger.types import EntityKind
from shihu.base.sheets.queries import render_workbook
from shihu.kernel.presentation import Link, PageHead, asked_page
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.web.pages.shares import books as pages
from shihu.services.industry.web.pages.shares import contributions as lines
from shihu.services.industry.web.pages.shares import household, words
from shihu.services.industry.web.share_forms import ContributionForm, ShareBookForm
from shihu.services.industry.web.views.shares.asking import (
    back_to,
    book_of,
    form_page,
    leads,
    place_names,
    today,
)
from shihu.services.units.queries import charter_states, hamlet_names
from shihu.services.units.queries.words import unit_label

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LISTED = "industry/shares/list.html"


def _place(request: ActedRequest) -> str:
    code = request.GET.get("place", "") or next(iter(policies.SEE_PROJECTS.scopes(request.actor)), "")
    policies.SEE_PROJECTS.require(request.actor, code)
    request.place = code
    return code


@require_GET
def listed(request: ActedRequest) -> HttpResponse:
    """The share books of a place."""
    code = _place(request)
    rows = queries.share_books(code, actor=request.actor, on=today(request))
    names = place_names({row.place for row in rows} | {code})
    may = policies.RUN_PROJECTS.allows(request.actor, code)
    page = pages.books_page(rows, names.get(code, code), code, names=names, may_open=may)
    return render(request, _LISTED, {"page": page})


@require_GET
def own(request: ActedRequest) -> HttpResponse:
    """The share books of one's own household."""
    on = today(request)
    told = []
    rows = queries.own_share_books(actor=request.actor, on=on)
    if not rows and not request.actor.scopes(household.OWN_ROLES):
        raise NotFound
    for row in rows:
        detail = queries.share_book(row.key, actor=request.actor, on=on)
        mine = next((one for one in detail.holders if one.is_own), None)
        told.append((row, mine))
    return render(request, "industry/shares/own.html", {"page": household.own_page(told)})


@require_http_methods(["GET", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Open a share book."""
    code = _place(request)
    policies.RUN_PROJECTS.require(request.actor, code, seen=True)
    on = today(request)
    producers = {EntityKind.COOPERATIVE, EntityKind.UNIT, EntityKind.COLLECTIVE}
    found, _year = ledger_books(code, actor=request.actor, on=on)
    entities = [(str(row.entity.key), row.entity.name) for row in found if row.entity.kind in producers]
    states = charter_states(code, actor=request.actor, today=on)
    hamlets = hamlet_names({state.hamlet for state in states})
    units = [
        (str(state.unit), unit_label(state.name, hamlets.get(state.hamlet, ("", ""))[1], state.ordinal))
        for state in states
    ]
    form = ShareBookForm(request.POST if request.method == "POST" else None, entities=entities, units=units)

    def do() -> HttpResponse:
        key = commands.open_share_book(actor=request.actor, now=request.now, new=form.new())
        messages.success(request, _("The share book is open. Propose a valuation next."))
        return redirect("industry_shares_book", key=key)

    head = PageHead(
        _("Open a share book"),
        _("Once for each cooperative, unit or collective; what one share is worth never changes afterwards."),
        back=Link(_("Shares"), f"{reverse('industry_shares')}?place={code}"),
    )
    return form_page(request, form, head, pgettext("shares", "Open it"), do)


@require_GET
def book(request: ActedRequest, key: UUID) -> HttpResponse:
    """The register on any day."""
    on = pages.day_asked(request.GET.get("on", ""), today(request))
    detail = book_of(request, key, on)
    wrong = queries.shares_agree(key, actor=request.actor, on=on) if detail.sees else []
    page = pages.register_page(
        detail,
        pager=asked_page(request.GET, len(detail.holders), pages.PAGE_SIZE),
        wrong=wrong,
        back=back_to(detail),
        is_head=leads(request, detail),
    )
    return render(request, _LISTED, {"page": page})


@require_GET
def export(request: ActedRequest, key: UUID) -> HttpResponse:
    """The register on a day as a workbook."""
    on = pages.day_asked(request.GET.get("on", ""), today(request))
    detail = book_of(request, key, on)
    policies.EXPORT_PROJECTS.require(request.actor, detail.row.place, seen=True)
    response = HttpResponse(render_workbook([pages.register_sheet(detail)]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="shares-{detail.row.place}-{on.isoformat()}.xlsx"'
    return response


@require_GET
def contributions(request: ActedRequest, key: UUID) -> HttpResponse:
    """What was put in."""
    detail = book_of(request, key)
    rows = queries.contributions(key, actor=request.actor, on=today(request))
    page = lines.contributions_page(detail.row, rows)
    return render(request, _LISTED, {"page": page})


@require_http_methods(["GET", "POST"])
def contribute(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record a contribution."""
    detail = book_of(request, key)
    if not detail.row.may_keep:
        raise NotAllowed
    prices = [price for one in queries.valuations(key, actor=request.actor) for price in one.prices]
    form = ContributionForm(request.POST if request.method == "POST" else None, holders=detail.holders, prices=prices)

    def do() -> HttpResponse:
        commands.contribute(actor=request.actor, now=request.now, book=key, new=form.new())
        messages.success(request, _("Recorded. It becomes shares by the voted valuation."))
        return redirect("industry_shares_contributions", key=key)

    head = PageHead(
        _("Record a contribution"),
        _("What a household puts in, with its paper. Fill only what belongs to the kind."),
        back=Link(_("Contributions"), pages.address("contributions", key)),
    )
    return form_page(
        request,
        form,
        head,
        _("Record it"),
        do,
        template="industry/shares/contribute.html",
        items=dict.fromkeys(form.items),
    )


@require_POST
def issue(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Turn contributions into shares."""
    book_of(request, key)
    keys = []
    for text in request.POST.getlist("contribution"):
        try:
            keys.append(UUID(text))
        except ValueError:
            raise NotFound from None
    issued = commands.issue_shares(actor=request.actor, now=request.now, book=key, keys=keys)
    messages.success(request, _("%(shares)s issued.") % {"shares": words.shares(issued)})
    return redirect("industry_shares_contributions", key=key)


@require_POST
def admit(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Admit a household."""
    book_of(request, key)
    code, paper = request.POST.get("code", ""), request.POST.get("paper", "")
    try:
        commands.admit_member(actor=request.actor, now=request.now, book=key, code=code, paper=paper)
    except Refusal as refusal:
        if refusal.status == NotAllowed.status:
            raise
        messages.error(request, words.refusal(refusal))
    else:
        messages.success(request, _("The household is a member from today."))
    return redirect("industry_shares_book", key=key)


@require_GET
def entries(request: ActedRequest, key: UUID) -> HttpResponse:
    """Every line of the register."""
    detail = book_of(request, key)
    rows = queries.entries(key, actor=request.actor, limit=2_000)
    page = lines.entries_page(detail.row, rows, asked_page(request.GET, len(rows), pages.PAGE_SIZE))
    return render(request, _LISTED, {"page": page})
