"""Pages of appraisals: each calls one query or command and renders."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import names as place_names
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.errors import NoRule, OwnUnit
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import RuleRow, UnitAppraisal
from shihu.services.units.web.appraisal_forms import AnswerForm, ObjectionForm, RuleForm, VerdictForm
from shihu.services.units.web.pages import appraisal as unit_month
from shihu.services.units.web.pages import appraisal_rules, wording
from shihu.services.units.web.pages import appraisals as pages
from shihu.services.units.web.pages.appraisal_form import form_page
from shihu.services.units.web.views.charters import home, place_title


def asked_month(text: str, today: date) -> date:
    """The month that an address asks for; without one the month before, whose results are due now."""
    if not text:
        return rules.month_after(rules.month_of(today), -1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound from None


@require_GET
def month(request: ActedRequest) -> HttpResponse:
    """A place's month: who is scored, where to talk, what waits."""
    code = request.GET.get("place", "") or home(request.actor)
    today = timezone.localdate(request.now)
    asked = asked_month(request.GET.get("month", ""), today)
    rows = queries.month_appraisals(code, month=asked, actor=request.actor, today=today)
    waiting = queries.open_objections(code, actor=request.actor)
    page = pages.month_page(
        code,
        place_title(code, request.actor),
        rows,
        waiting,
        names=queries.hamlet_names({row.hamlet for row in rows} | {o.hamlet for o in waiting}),
        month=asked,
        today=today,
        pager=asked_page(request.GET, len(rows), pages.PAGE_SIZE),
        published=queries.published_months(code, actor=request.actor),
        may_publish=policies.PUBLISH_APPRAISALS.allows(request.actor, code),
    )
    return render(request, "units/appraisals/month.html", {"page": page, "place": code})


@require_GET
def appraisal(request: ActedRequest, key: UUID, month: str) -> HttpResponse:
    """A unit's month and what it is made of."""
    row = _row(request, key, month)
    page = unit_month.unit_page(row, names=queries.hamlet_names({row.hamlet}), today=timezone.localdate(request.now))
    request.place = row.hamlet
    return render(request, "units/appraisals/unit.html", {"page": page})


@require_http_methods(["GET", "POST"])
def appraise_self(request: ActedRequest, key: UUID) -> HttpResponse:
    """The unit appraises itself: few taps on a phone."""
    row = _row(request, key, request.GET.get("month", ""))
    if not row.is_member:
        raise NotAllowed
    rule = _rule_of(row)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        items=rule.asked("unit"),
        points=row.own.points if row.own else {},
        last=queries.last_own_points(row.unit, row.month),
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.appraise_self(
                actor=request.actor,
                now=request.now,
                unit=key,
                month=row.month,
                answers=form.answers(),
                repeated=form.repeated(),
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            messages.success(request, _("Your unit's appraisal is kept. The township scores next."))
            return redirect(pages.appraisal_address(key, row.month))
    return _form_page(request, form, row, "own")


@require_http_methods(["GET", "POST"])
def score(request: ActedRequest, key: UUID) -> HttpResponse:
    """The township scores a unit."""
    row = _row(request, key, request.GET.get("month", ""))
    if not row.may_score:
        raise NotAllowed
    if row.has_conflict:
        raise OwnUnit
    rule = _rule_of(row)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        items=rule.asked("township"),
        points=row.township.points if row.township else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.score_unit(actor=request.actor, now=request.now, unit=key, month=row.month, answers=form.answers())
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            messages.success(request, _("The score is kept."))
            return redirect(pages.appraisal_address(key, row.month))
    return _form_page(request, form, row, "township")


@require_POST
def publish(request: ActedRequest) -> HttpResponseRedirect:
    """Publish a village's month."""
    code, text = request.POST.get("place", ""), request.POST.get("month", "")
    asked = asked_month(text, timezone.localdate(request.now))
    commands.publish_month(actor=request.actor, now=request.now, village=code, month=asked)
    messages.success(request, _("The ranking is published. Print it for the notice board."))
    return redirect(f"{reverse('units_ranking')}?place={code}&month={pages.month_key(asked)}")


@require_GET
def ranking(request: ActedRequest) -> HttpResponse:
    """The published ranking, printable."""
    code, today = request.GET.get("place", "") or home(request.actor), timezone.localdate(request.now)
    asked = asked_month(request.GET.get("month", ""), today)
    told = queries.ranking(code, month=asked, actor=request.actor, today=today)
    row = place_names({code})[code]
    page = appraisal_rules.ranking_page(
        told,
        wording.place_label(row.name, row.name_en),
        names=queries.hamlet_names({r.hamlet for r in told.ranking}),
    )
    return render(request, "units/appraisals/ranking.html", {"page": page})


@require_http_methods(["GET", "POST"])
def object_(request: ActedRequest, key: UUID) -> HttpResponse:
    """The unit objects to its published appraisal."""
    row = _row(request, key, request.GET.get("month", ""))
    if not row.is_member:
        raise NotAllowed
    rule = _rule_of(row)
    form = ObjectionForm(request.POST if request.method == "POST" else None, items=rule.items)
    if request.method == "POST" and form.is_valid():
        try:
            commands.object_to(
                actor=request.actor,
                now=request.now,
                unit=key,
                month=row.month,
                words=form.cleaned_data["words"],
                item=form.cleaned_data["item"],
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            messages.success(request, _("The township answers with its reasons."))
            return redirect(pages.appraisal_address(key, row.month))
    return _form_page(request, form, row, "object")


@require_http_methods(["GET", "POST"])
def answer(request: ActedRequest, key: UUID) -> HttpResponse:
    """The township answers an objection with reasons, correcting what it upholds."""
    told = queries.objection(key, actor=request.actor)
    row = _row(request, told.unit, pages.month_key(told.month))
    if not row.may_answer:
        raise NotAllowed
    rule = _rule_of(row)
    form = VerdictForm(
        request.POST if request.method == "POST" else None,
        items=rule.asked("township"),
        points=row.township.points if row.township else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.answer_appraisal_objection(
                actor=request.actor,
                now=request.now,
                key=key,
                answer=form.cleaned_data["answer"],
                corrected=form.corrected(),
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            messages.success(request, _("The answer is kept; the unit reads it with its reason."))
            return redirect(pages.appraisal_address(told.unit, told.month))
    return _form_page(request, form, row, "answer", said=told.words)


@require_GET
def rules_(request: ActedRequest) -> HttpResponse:
    """The versions of the rules: for everybody whom they concern."""
    own, today = queries.own_seat(request.actor), timezone.localdate(request.now)
    code = request.GET.get("place", "") or home(request.actor)
    if not code and own is not None:
        code = queries.unit_appraisal(own.unit, month=rules.month_of(today), actor=request.actor, today=today).hamlet
    page = appraisal_rules.rules_page(
        code,
        queries.appraisal_rules(code, actor=request.actor),
        keeps=policies.KEEP_APPRAISAL_RULES.allows(request.actor, queries.township_of(code)),
        sees=policies.SEE_UNITS.allows(request.actor, code),
    )
    return render(request, "units/appraisals/rules.html", {"page": page})


@require_GET
def rule(request: ActedRequest, key: UUID) -> HttpResponse:
    """One version of the rules, and what it asks of people."""
    told = queries.appraisal_rule(key, actor=request.actor)
    page = appraisal_rules.rule_page(
        told,
        queries.fields_asked(told, today=timezone.localdate(request.now)),
        keeps=policies.KEEP_APPRAISAL_RULES.allows(request.actor, told.place),
    )
    request.place = told.place
    return render(request, "units/appraisals/rule.html", {"page": page})


@require_http_methods(["GET", "POST"])
def rule_new(request: ActedRequest) -> HttpResponse:
    """Write the next version of the rules, beginning with the newest."""
    township = queries.township_of(request.GET.get("place", "") or home(request.actor))
    seen = queries.concerns(township, actor=request.actor)
    policies.KEEP_APPRAISAL_RULES.require(request.actor, township, seen=seen)
    newest = next(iter(queries.appraisal_rules(township, actor=request.actor)), None)
    today = timezone.localdate(request.now)
    first = rules.first_month(today, has_rules=newest is not None)
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        rule=newest,
        initial={
            "title": newest.title if newest else "",
            "valid_from": first,
            "objection_days": newest.objection_days if newest else 7,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.draft_rule(
                actor=request.actor,
                now=request.now,
                place=township,
                title=form.cleaned_data["title"],
                items=form.items(),
                threshold=form.threshold(),
                objection_days=form.cleaned_data["objection_days"],
                valid_from=form.cleaned_data["valid_from"],
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            return redirect("units_rule", key=key)
    context = {"form": form, "place": township}
    return render(request, "units/appraisals/rule_form.html", context, status=422 if form.errors else 200)


@require_POST
def rule_publish(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Publish a draft of the rules."""
    queries.appraisal_rule(key, actor=request.actor)
    try:
        commands.publish_rule(actor=request.actor, now=request.now, key=key)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, wording.refusal(refusal))
    else:
        messages.success(request, _("The rules are published."))
    return redirect("units_rule", key=key)


def _row(request: ActedRequest, key: UUID, text: str) -> UnitAppraisal:
    today = timezone.localdate(request.now)
    return queries.unit_appraisal(key, month=asked_month(text, today), actor=request.actor, today=today)


def _rule_of(row: UnitAppraisal) -> RuleRow:
    if row.rule is None:
        raise NoRule(month=pages.month_key(row.month))
    return row.rule


def _form_page(
    request: ActedRequest,
    form: AnswerForm | ObjectionForm,
    row: UnitAppraisal,
    what: str,
    *,
    said: str = "",
) -> HttpResponse:
    request.place = row.hamlet
    title = wording.unit_label(row.name, row.hamlet, row.ordinal, queries.hamlet_names({row.hamlet}))
    page = form_page(what, title, row, fields=len(form.fields), said=said)
    context = {"form": form, "page": page}
    return render(request, "units/appraisals/form.html", context, status=422 if form.errors else 200)


def _shown(refusal: Refusal, form: AnswerForm | ObjectionForm | RuleForm) -> None:
    """A refusal that the form can mend stands in it; any other is a page of its own."""
    if refusal.status in {403, 404}:
        raise refusal
    form.refuse(refusal)
