"""Funds and their rules, at the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import children
from shihu.base.places.queries import names as place_names
from shihu.base.places.queries import place as place_of
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.types.awards import ApplicationFilter, NewFund
from shihu.services.industry.web.award_forms import AsideForm, FundForm, PaperForm, RuleForm, new_key
from shihu.services.industry.web.pages.awards import funds as pages
from shihu.services.industry.web.pages.awards import listing, words
from shihu.services.industry.web.pages.awards import rules as rule_pages

FILTERS = ("state", "kind", "hamlet", "text")


def home(actor: Actor) -> str:
    """The outermost place whose award funds the actor sees."""
    return next(iter(policies.SEE_AWARDS.scopes(actor)), "")


def place_title(code: str) -> str:
    """A place's name in the reader's language."""
    row = place_names({code}).get(code)
    return words.place_label(row.name, row.name_en) if row else code


def asked_village(request: ActedRequest) -> str:
    """The village that the address asks for, or the actor's own; NotFound above one or out of sight."""
    code = queries.village_of(request.GET.get("place", "") or home(request.actor))
    policies.SEE_AWARDS.require(request.actor, code)
    return code


@require_GET
def awards(request: ActedRequest) -> HttpResponse:
    """The funds of a place."""
    code = request.GET.get("place", "") or home(request.actor)
    policies.SEE_AWARDS.require(request.actor, code)
    place_of(code, actor=request.actor)
    on = timezone.localdate(request.now)
    page = listing.funds_page(
        code,
        place_title(code),
        queries.award_funds(code, actor=request.actor, on=on),
        may_keep=policies.KEEP_AWARDS.allows(request.actor, code),
        language=get_language() or "",
    )
    request.place = code
    return render(request, "industry/awards/funds.html", {"page": page})


@require_GET
def rules(request: ActedRequest) -> HttpResponse:
    """The versions of a village's rules."""
    code = asked_village(request)
    page = rule_pages.rules_page(
        code,
        place_title(code),
        queries.award_rules(code, actor=request.actor),
        may_keep=policies.KEEP_AWARDS.allows(request.actor, code),
    )
    request.place = code
    return render(request, "industry/awards/rules.html", {"page": page})


@require_http_methods(["GET", "POST"])
def rule_new(request: ActedRequest) -> HttpResponse:
    """Draft a version: the last one stands in the form."""
    code = asked_village(request)
    policies.KEEP_AWARDS.require(request.actor, code, seen=True)
    held = queries.award_rules(code, actor=request.actor)
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        kinds=queries.kinds_on(timezone.localdate(request.now)),
        names=words.kind_names(),
        rule=held[0].rule if held else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.draft_award_rule(actor=request.actor, now=request.now, village=code, rule=form.rule())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The draft is kept. The village meeting approves it."))
            return redirect("industry_awards_rule", key=key)
    request.place = code
    context = {"form": form, "back": f"{reverse('industry_awards_rules')}?place={code}"}
    return render(request, "industry/awards/rule_form.html", context, status=422 if form.errors else 200)


@require_GET
def rule(request: ActedRequest, key: UUID) -> HttpResponse:
    """One version."""
    return _rule_page(request, key, PaperForm(), 200)


@require_http_methods(["POST"])
def rule_approve(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter the village meeting's approval."""
    queries.award_rule(key, actor=request.actor)
    form = PaperForm(request.POST)
    if form.is_valid():
        try:
            commands.approve_award_rule(actor=request.actor, now=request.now, key=key, paper=form.paper())
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The rules are approved. A fund can stand on them."))
            return redirect("industry_awards_rule", key=key)
    return _rule_page(request, key, form, 422)


def _rule_page(request: ActedRequest, key: UUID, form: PaperForm, status: int) -> HttpResponse:
    row = queries.award_rule(key, actor=request.actor)
    page = rule_pages.rule_page(row, keeps=policies.SEE_AWARDS.allows(request.actor, row.village))
    request.place = row.village
    return render(request, "industry/awards/rule.html", {"page": page, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def fund_open(request: ActedRequest) -> HttpResponse:
    """Open a fund on approved rules."""
    code = asked_village(request)
    policies.KEEP_AWARDS.require(request.actor, code, seen=True)
    approved = [row for row in queries.award_rules(code, actor=request.actor) if row.approved_on]
    form = FundForm(
        request.POST if request.method == "POST" else None,
        rules=[(str(row.key), f"{row.rule.title} · {row.version}") for row in approved],
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = NewFund(
            code,
            told["title"],
            UUID(told["rule"]),
            told["first"],
            told["last"],
            told["objection_days"],
            form.paper(),
        )
        try:
            key = commands.open_award_fund(actor=request.actor, now=request.now, new=new)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The fund is open. Set the money aside next."))
            return redirect("industry_awards_aside", key=key)
    request.place = code
    context = {
        "form": form,
        "has_rules": bool(approved),
        "rules_href": f"{reverse('industry_awards_rules')}?place={code}",
        "back": f"{reverse('industry_awards')}?place={code}",
    }
    return render(request, "industry/awards/fund_form.html", context, status=422 if form.errors else 200)


@require_GET
def fund(request: ActedRequest, key: UUID) -> HttpResponse:
    """One fund with its applications."""
    today = timezone.localdate(request.now)
    detail = queries.award_fund(key, actor=request.actor, on=today)
    asked = ApplicationFilter(**{name: request.GET.get(name, "") for name in FILTERS})
    _rows, total = queries.applications(key, actor=request.actor, limit=0, filters=asked)
    pager = asked_page(request.GET, total, pages.PAGE_SIZE)
    rows, _total = queries.applications(key, actor=request.actor, offset=pager.offset, limit=pager.size, filters=asked)
    hamlets = [
        (row.code, words.place_label(row.name, row.name_en))
        for row in children(detail.row.village, actor=request.actor)
    ]
    page = pages.fund_page(detail, rows, asked=asked, pager=pager, hamlets=hamlets, today=today)
    request.place = detail.row.village
    return render(request, "industry/awards/fund.html", {"page": page})


@require_http_methods(["GET", "POST"])
def aside(request: ActedRequest, key: UUID) -> HttpResponse:
    """Set money of the collective aside."""
    today = timezone.localdate(request.now)
    detail = queries.award_fund(key, actor=request.actor, on=today)
    policies.KEEP_AWARDS.require(request.actor, detail.row.village, seen=True)
    first = {"key": new_key(), "day": today, "number": detail.paper.number, "on": detail.paper.on}
    form = AsideForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            recorded = commands.set_award_money_aside(
                actor=request.actor,
                now=request.now,
                fund=key,
                amount=told["amount"],
                day=told["day"],
                paper=form.paper(),
                key=told["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = (
                _("The money is set aside.")
                if recorded.entry
                else _("The amount waits in the books for a second person.")
            )
            messages.success(request, said)
            return redirect("industry_awards_fund", key=key)
    request.place = detail.row.village
    context = {"form": form, "title": detail.row.title, "back": pages.fund_address(key)}
    return render(request, "industry/awards/aside.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def draft(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Split what is left among those found right."""
    made = commands.draft_awards(actor=request.actor, now=request.now, fund=key)
    messages.success(request, _("The awards are split. Look at them, then publish them."))
    return redirect("industry_awards_round", key=made)


@require_GET
def poster(request: ActedRequest, key: UUID) -> HttpResponse:
    """The poster of a fund: what brings what, until when, how."""
    detail = queries.award_fund_public(key, actor=request.actor, on=timezone.localdate(request.now))
    address = request.build_absolute_uri(reverse("industry_awards_mine"))
    page = rule_pages.poster_page(detail, detail.row.name(get_language() or ""), address)
    return render(request, "industry/awards/poster.html", {"page": page})
