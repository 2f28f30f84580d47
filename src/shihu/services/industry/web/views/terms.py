"""How a book's surplus is distributed: the rule in force, its history, entering a vote."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger.queries import entity
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.web.pages.settlement_terms import terms_page
from shihu.services.industry.web.terms_forms import TermsForm


@require_http_methods(["GET", "POST"])
def terms(request: ActedRequest, book: UUID) -> HttpResponse:
    """The rule on distribution of a book; those who run its projects enter the next vote."""
    row = entity(book, actor=request.actor)
    policies.SEE_PROJECTS.require(request.actor, row.place)
    today = timezone.localdate(request.now)
    may_vote = policies.RUN_PROJECTS.allows(request.actor, row.place)
    if request.method == "POST" and not may_vote:
        raise NotAllowed
    history = queries.terms_history(book)
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        kind=row.kind.value,
        last=history[0].terms if history else None,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.vote_terms(actor=request.actor, now=request.now, book=book, **form.voted())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.add_error(
                refusal.where if refusal.where in form.fields else None, _(refusal.sentence) % refusal.values
            )
        else:
            messages.success(request, _("The vote is entered. Seasons drafted from that day follow it."))
            return redirect("industry_terms", book=book)
    request.place = row.place
    page = terms_page(row, history, today=today)
    status = 422 if form.errors else 200
    return render(
        request, "industry/settlement/terms.html", {"page": page, "form": form if may_vote else None}, status=status
    )
