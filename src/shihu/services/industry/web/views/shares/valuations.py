"""Valuations: proposing, voting on the phone, papers, closing, applying to land."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import commands, queries
from shihu.services.industry.types import Answer, ShareBookDetail, ValuationRow
from shihu.services.industry.web.pages.shares import valuations as pages
from shihu.services.industry.web.pages.shares.books import address
from shihu.services.industry.web.share_forms import PaperForm
from shihu.services.industry.web.valuation_forms import PapersForm, ValuationForm
from shihu.services.industry.web.views.shares.asking import book_of, form_page, leads, today


@require_GET
def listed(request: ActedRequest, key: UUID) -> HttpResponse:
    """All valuations of a book."""
    detail = book_of(request, key)
    rows = queries.valuations(key, actor=request.actor)
    may = detail.row.may_keep or leads(request, detail)
    page = pages.valuations_page(detail.row, rows, may_propose=may)
    return render(request, "industry/shares/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: ActedRequest, key: UUID) -> HttpResponse:
    """Propose a table, beginning with the newest."""
    detail = book_of(request, key)
    if not detail.row.may_keep and not leads(request, detail):
        raise NotAllowed
    rows = queries.valuations(key, actor=request.actor)
    newest = next((one for one in rows if one.state == "adopted"), rows[0] if rows else None)
    on = today(request)
    initial = {"vote_until": on, "valid_from": on, "method": newest.method if newest else ""}
    form = ValuationForm(
        request.POST if request.method == "POST" else None, prices=newest.prices if newest else (), initial=initial
    )

    def do() -> HttpResponse:
        told = form.cleaned_data
        made = commands.propose_valuation(
            actor=request.actor,
            now=request.now,
            book=key,
            title=told["title"],
            method=told["method"],
            prices=form.prices(),
            vote_until=told["vote_until"],
            valid_from=told["valid_from"],
        )
        messages.success(request, _("The members can vote now, on their phones or on paper."))
        return redirect("industry_shares_valuation", key=made)

    head = PageHead(
        _("Propose a valuation"),
        _("Talk it over first. Each member household has one vote; nothing is worth these prices before they agree."),
        back=Link(_("Valuations"), address("valuations", key)),
    )
    return form_page(
        request,
        form,
        head,
        pgettext("shares", "Put it to the vote"),
        do,
        template="industry/shares/valuation_form.html",
    )


def _told(request: ActedRequest, key: UUID) -> tuple[ValuationRow, ShareBookDetail]:
    row, seen = queries.valuation(key, actor=request.actor)
    return row, book_of(request, seen.book.pk)


@require_http_methods(["GET", "POST"])
def valuation(request: ActedRequest, key: UUID) -> HttpResponse:
    """One valuation; a member votes here."""
    if request.method == "POST":
        queries.valuation(key, actor=request.actor)
        word = request.POST.get("answer", "")
        if word not in set(Answer):
            raise NotFound
        commands.vote_on_valuation(actor=request.actor, now=request.now, key=key, answer=Answer(word))
        messages.success(request, _("Our household's vote is kept."))
        return redirect("industry_shares_valuation", key=key)
    row, detail = _told(request, key)
    page = pages.valuation_page(row, detail, today=today(request))
    return render(request, "industry/shares/valuation.html", {"page": page})


@require_http_methods(["GET", "POST"])
def papers(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter what two tellers counted."""
    row, detail = _told(request, key)
    if not detail.row.may_keep:
        raise NotAllowed
    form = PapersForm(request.POST if request.method == "POST" else None, votes=row.votes)

    def do() -> HttpResponse:
        commands.enter_valuation_papers(
            actor=request.actor,
            now=request.now,
            key=key,
            sheet=form.cleaned_data["sheet"],
            tellers=form.tellers(),
            answers=form.answers(),
        )
        messages.success(request, _("The papers are entered."))
        return redirect("industry_shares_valuation", key=key)

    head = PageHead(
        _("Enter counted papers"),
        _("Two people of the members counted them. Keep the papers: their number stands with the vote."),
        back=Link(row.title, pages.valuation_page(row, detail, today=today(request)).vote_href),
    )
    return form_page(request, form, head, _("Enter the votes"), do)


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """End a vote."""
    queries.valuation(key, actor=request.actor)
    adopted = commands.close_valuation(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The valuation is adopted.") if adopted else _("The valuation is rejected."))
    return redirect("industry_shares_valuation", key=key)


@require_http_methods(["GET", "POST"])
def revalue(request: ActedRequest, key: UUID) -> HttpResponse:
    """Apply the newest prices to land that is already in."""
    detail = book_of(request, key)
    if not detail.row.may_keep:
        raise NotAllowed
    form = PaperForm(request.POST if request.method == "POST" else None, initial={"why": _("New valuation voted")})

    def do() -> HttpResponse:
        count = commands.revalue_land(actor=request.actor, now=request.now, book=key, paper=form.cleaned_data["paper"])
        messages.success(request, _("%(count)s parcels are valued anew.") % {"count": count})
        return redirect("industry_shares_book", key=key)

    head = PageHead(
        _("Apply to land already in"),
        _("The newest voted price counts for the whole years that each parcel still runs, up or down."),
        back=Link(_("Valuations"), address("valuations", key)),
    )
    return form_page(request, form, head, _("Value the land anew"), do)
