"""The own courtyard, on a phone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.types.awards import Foreseen, NewApplication
from shihu.services.industry.web.award_forms import ApplyForm, new_key
from shihu.services.industry.web.pages.awards import own as pages


@require_GET
def mine(request: ActedRequest) -> HttpResponse:
    """What the village gives, what we applied for, what we were awarded."""
    if not request.actor.is_known:
        raise NotFound
    home, funds = queries.own_award_funds(actor=request.actor, on=timezone.localdate(request.now))
    helps = next((fund for fund in funds if fund.is_open), None)
    if helps is not None and not queries.reach(request.actor):
        helps = None
    return render(request, "industry/awards/mine.html", {"page": pages.own_page(home, funds, helps=helps)})


@require_http_methods(["GET", "POST"])
def apply(request: ActedRequest, key: UUID) -> HttpResponse:
    """Apply for one kind: type a number, see what it brings, apply."""
    home, funds = queries.own_award_funds(actor=request.actor, on=timezone.localdate(request.now))
    fund = next((one for one in funds if one.key == key), None)
    kind = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if home is None or fund is None or fund.rule.item(kind) is None:
        raise NotFound
    form = ApplyForm(request.POST if request.method == "POST" else None, initial={"key": new_key()})
    told: Foreseen | None = None
    if request.method == "POST" and form.is_valid():
        quantity = form.cleaned_data["quantity"]
        try:
            told = queries.foresee_award(key, kind, quantity, actor=request.actor)
            if request.POST.get("step") == "apply":
                commands.apply_for_award(
                    actor=request.actor,
                    now=request.now,
                    fund=key,
                    new=NewApplication(home.code, kind, quantity),
                    key=form.cleaned_data["key"],
                )
                messages.success(request, _("You have applied. Somebody comes and counts."))
                return redirect("industry_awards_mine")
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            told = None
            form.refuse(refusal)
    page = pages.apply_page(fund, kind, told)
    status = 422 if form.errors else 200
    return render(request, "industry/awards/apply.html", {"page": page, "form": form}, status=status)
