"""Pages of heads: roster, terms, recall, hand-over, ladder, rules."""

from dataclasses import fields as fields_of
from fractions import Fraction
from typing import Any, Literal
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import place as place_of
from shihu.base.places.types import PlaceRow
from shihu.base.sheets.queries import render_workbook
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries import words as unit_words
from shihu.services.units.queries.words import refusal_text, unit_label
from shihu.services.units.types import LADDER, STEPS, TERM_ENDS, HeadRules, Step, TermEnd, TermRow, Way
from shihu.services.units.web import election_forms as fields
from shihu.services.units.web.pages.heads import roster, terms
from shihu.services.units.web.views.answers import beside, form_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: ActedRequest) -> PlaceRow:
    """The place that the address names, else the actor's own."""
    code = request.GET.get("place", "") or next(iter(policies.SEE_HEADS.scopes(request.actor)), "")
    if not code:
        raise NotFound
    policies.SEE_HEADS.require(request.actor, code)
    return place_of(code, actor=request.actor)


def _label(place: PlaceRow) -> str:
    return place.name_en if unit_words.is_english() and place.name_en else place.name


@require_GET
def heads_(request: ActedRequest) -> HttpResponse:
    """The roster of heads of a place, with its figures."""
    place, today = _asked(request), timezone.localdate(request.now)
    rows = queries.roster(place.code, actor=request.actor, on=today)
    names = queries.hamlet_names({r.hamlet for r in rows})
    labels = {r.unit: roster.unit_label(r, names) for r in rows}
    handovers = [
        Link(
            _("%(unit)s: %(count)s things still open") % {"unit": labels.get(unit, name), "count": left}, _handover(key)
        )
        for key, unit, name, left in queries.open_handovers(place.code, actor=request.actor)
    ]
    page = roster.page(
        rows,
        queries.figures(place.code, actor=request.actor, on=today),
        queries.every_village_has_heads(place.code, actor=request.actor, on=today),
        queries.stray_terms(place.code, actor=request.actor, on=today),
        handovers,
        place=place,
        names=names,
        actor=request.actor,
        on=today,
        given=request.GET.dict(),
    )
    return render(request, "units/heads/heads.html", {"page": page})


@require_GET
def export_(request: ActedRequest) -> HttpResponse:
    """The roster as a workbook: the rows that the filters leave."""
    place, today = _asked(request), timezone.localdate(request.now)
    policies.EXPORT_HEADS.require(request.actor, place.code, seen=True)
    rows = queries.roster(place.code, actor=request.actor, on=today)
    shown = roster.narrowed(rows, request.GET.dict(), today)
    sheet = roster.sheet(shown, queries.hamlet_names({r.hamlet for r in rows}), place=_label(place), on=today)
    answer = HttpResponse(render_workbook([sheet]), content_type=XLSX)
    name = quote(f"{_label(place)}-{sheet.name}-{today:%Y%m%d}.xlsx")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@require_GET
def print_(request: ActedRequest) -> HttpResponse:
    """The roster for the notice board: names and days, no phone numbers."""
    place, today = _asked(request), timezone.localdate(request.now)
    rows = queries.roster(place.code, actor=request.actor, on=today)
    lines = roster.printed(rows, queries.hamlet_names({r.hamlet for r in rows}))
    context = {"title": _("Roster of unit heads: %(place)s") % {"place": _label(place)}, "rows": lines, "day": today}
    return render(request, "units/heads/roster_print.html", context)


@require_http_methods(["GET", "POST"])
def term_act(request: ActedRequest, key: UUID, act: str) -> HttpResponse:
    """End a term, or move a recall."""
    today = timezone.localdate(request.now)
    term = queries.term(key, actor=request.actor, on=today)
    back = reverse("units_unit", kwargs={"key": term.unit})
    request.place = term.hamlet
    name = f"{term.name} · {_term_unit(term)}"
    ends = act == "end"
    if act not in {"end", "recall"}:
        raise NotFound
    may = policies.INSTALL_HEADS if ends else policies.RUN_ELECTIONS
    if not may.allows(request.actor, term.hamlet) and (ends or not terms.sits(term, actor=request.actor)):
        raise NotAllowed
    listed = [(how.value, _(TERM_ENDS[how])) for how in TermEnd if how not in {TermEnd.SUCCEEDED, TermEnd.RECALLED}]
    guess = {"died": TermEnd.DIED, "left": TermEnd.LEFT, "unit": TermEnd.UNIT}.get(term.trouble, TermEnd.RESIGNED)
    asked: dict[str, forms.Field] = (
        {
            "how": forms.ChoiceField(
                label=_("How the term ended"), choices=listed, widget=forms.RadioSelect, initial=guess.value
            ),
            "day": fields.day(_("First day without the office"), today),
            "note": fields.text(_("Remark"), required=False, most=200),
        }
        if ends
        else {"grounds": fields.text(_("Grounds of the recall"), most=500)}
    )
    form = fields.made(asked, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        acted: dict[str, Any] = {"actor": request.actor, "now": request.now, "term": key}
        try:
            if ends:
                commands.end_term(**acted, how=TermEnd(given["how"]), day=given["day"], note=given["note"])
                messages.success(request, _("The term has ended; the role ended with it."))
                return redirect(back)
            motion = commands.open_motion(**acted, grounds=given["grounds"])
        except Refusal as refusal:
            beside(form, refusal)
        else:
            messages.success(request, _("The motion is open. Households sign it next."))
            return redirect("units_recall", key=motion)
    title = _("End the term") if ends else _("Move a recall")
    return form_page(request, form, PageHead(title, name, back=Link(_term_unit(term), back)), title, back)


@require_POST
def interim(request: ActedRequest, unit: UUID) -> HttpResponse:
    """Let the first deputy stand in."""
    try:
        commands.name_interim(actor=request.actor, now=request.now, unit=unit)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, refusal_text(refusal))
    else:
        messages.success(request, _("The first deputy stands in until the next election."))
    return redirect("units_unit", key=unit)


@require_http_methods(["GET", "POST"])
def recall(request: ActedRequest, key: UUID) -> HttpResponse:
    """A motion of recall: sign it, put it to the vote."""
    today = timezone.localdate(request.now)
    detail = queries.motion(key, actor=request.actor, on=today)
    request.place = detail.term.hamlet
    asked = terms.vote_fields(today)
    is_vote = request.method == "POST" and request.POST.get("act") == "vote"
    form = fields.made(asked, request.POST if is_vote else None)
    acted: dict[str, Any] = {"actor": request.actor, "now": request.now, "motion": key}
    if request.method == "POST":
        try:
            if is_vote and form.is_valid():
                given = form.cleaned_data
                days = {"vote_from": given["vote_from"], "vote_until": given["vote_until"]}
                election = commands.open_recall_vote(**acted, way=Way(given["way"]), **days)
                return redirect("units_election", key=election)
            if not is_vote:
                home = request.POST.get("household", "")
                commands.sign_motion(**acted, household=UUID(home) if home else None)
                messages.success(request, _("Signed."))
                return redirect("units_recall", key=key)
        except Refusal as refusal:
            if refusal.status in {403, 404} or not is_vote:
                raise
            form.refuse(refusal)
    page = terms.recall_page(detail, unit=_term_unit(detail.term))
    status = 422 if form.errors else 200
    return render(request, "units/heads/recall.html", {"page": page, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def handover(request: ActedRequest, key: UUID) -> HttpResponse:
    """A hand-over list: each thing is ticked by both heads; prints with room for signatures."""
    detail = queries.handover(key, actor=request.actor)
    if request.method == "POST":
        side: Literal["given", "taken"] = "given" if request.POST.get("side") == "given" else "taken"
        given = request.POST.get("item", "")
        if not (given.isdigit() and int(given) in {item.key for item in detail.items}):
            raise NotFound
        is_done = commands.tick_item(
            actor=request.actor,
            now=request.now,
            item=int(given),
            side=side,
            note=request.POST.get("note", ""),
        )
        messages.success(request, _("Everything is handed over.") if is_done else _("Ticked."))
        return redirect("units_handover", key=key)
    request.place = detail.hamlet
    names = queries.hamlet_names({detail.hamlet})
    name = unit_label(detail.unit_name, names.get(detail.hamlet, ("", ""))[1], detail.ordinal)
    return render(request, "units/heads/handover.html", {"page": terms.handover_page(detail, unit=name)})


@require_http_methods(["GET", "POST"])
def ladder(request: ActedRequest, person: UUID) -> HttpResponse:
    """A person's way to the Party: those who keep it add a step, the person sees the own."""
    detail = queries.ladder_of(person, actor=request.actor)
    today = timezone.localdate(request.now)
    asked: dict[str, forms.Field] = {
        "step": forms.ChoiceField(label=_("Step"), choices=[(s.value, _(STEPS[s])) for s in LADDER]),
        "since": fields.day(_("On this step since"), today),
        "evidence": fields.text(_("What shows it"), help_text=_("A decision, minutes, a number.")),
        "reason": fields.text(_("Why a step back"), required=False, help_text=_("Only where somebody steps back.")),
    }
    form = fields.made(asked, request.POST or None)
    if request.method == "POST":
        if not detail.may_keep:
            raise NotAllowed
        if form.is_valid():
            given = form.cleaned_data
            try:
                commands.take_step(
                    actor=request.actor,
                    now=request.now,
                    person=person,
                    step=Step(given["step"]),
                    since=given["since"],
                    evidence=given["evidence"],
                    reason=given["reason"],
                )
            except Refusal as refusal:
                beside(form, refusal)
            else:
                messages.success(request, _("The step is recorded."))
                return redirect("units_ladder", person=person)
    request.place = detail.hamlet
    page = terms.ladder_page(detail)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "units/heads/ladder.html", {"page": page, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def rules(request: ActedRequest) -> HttpResponse:
    """The rules of election of a place, every version with its day; the officer sets the next."""
    place, today = _asked(request), timezone.localdate(request.now)
    held = queries.head_rules(place.code, on=today)
    may = policies.KEEP_HEAD_RULES.allows(request.actor, place.code)
    form = fields.made(terms.rule_fields(held, today), request.POST or None)
    if request.method == "POST":
        if not may:
            raise NotAllowed
        if form.is_valid():
            given = form.cleaned_data
            kept = {field.name for field in fields_of(HeadRules)}
            values: dict[str, Any] = {
                name: Fraction(value).limit_denominator(100) if name in {"quorum", "recall"} else value
                for name, value in given.items()
                if name in kept
            }
            try:
                commands.keep_head_rules(
                    actor=request.actor,
                    now=request.now,
                    place=place.code,
                    since=given["since"],
                    values=HeadRules(**values),
                    source=given["source"],
                )
            except Refusal as refusal:
                beside(form, refusal)
            else:
                messages.success(request, _("The rules are set; elections under way keep theirs."))
                return redirect(f"{reverse('units_head_rules')}?place={place.code}")
    versions = queries.head_rules_history(place.code, actor=request.actor)
    title = _("Rules of election: %(place)s") % {"place": _label(place)}
    context = {
        "head": PageHead(
            title,
            _("Who may stand, what a quorum is, how long a term lasts: with the day from which it holds."),
            back=Link(_("Unit heads"), f"{reverse('units_heads')}?place={place.code}"),
        ),
        "facts": [terms.fact(what, much) for what, much in words.rules_text(held)],
        "party_first": _(words.PARTY_FIRST),
        "versions": [(since.isoformat(), source) for since, _place, source, _rules in versions],
        "form": form if may else None,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "units/heads/rules.html", context, status=status)


def _term_unit(term: TermRow) -> str:
    names = queries.hamlet_names({term.hamlet})
    return unit_label(term.unit_name, names.get(term.hamlet, ("", ""))[1], term.ordinal)


def _handover(key: UUID) -> str:
    return reverse("units_handover", kwargs={"key": key})
