"""Pages of a round: the walk, a score, what was found, objections."""

from datetime import date
from secrets import token_hex
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Files, Subject
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.errors import OwnArea, RoundExists, RoundUnfinished
from shihu.services.linkages.queries import sanitation as reading
from shihu.services.linkages.queries.duty_units import Opened
from shihu.services.linkages.rules.sanitation.scores import object_until
from shihu.services.linkages.types import FULL, RoundRow, ScoreRow
from shihu.services.linkages.web.duty_forms import Refusing
from shihu.services.linkages.web.pages import sanitation_rounds as pages
from shihu.services.linkages.web.pages.duty_parts import label, refusal_words
from shihu.services.linkages.web.pages.sanitation import found_href, round_href
from shihu.services.linkages.web.sanitation_forms import ScoreForm, VerdictForm, WordsForm
from shihu.services.linkages.web.views import duty_ground as ground
from shihu.services.units.queries import kin_units


@require_POST
def open_(request: ActedRequest) -> HttpResponseRedirect:
    """Begin a round of a hamlet; one begun before goes on."""
    hamlet = request.POST.get("hamlet", "")
    try:
        key = commands.open_round(actor=request.actor, now=request.now, hamlet=hamlet)
    except RoundExists:
        held = next(iter(reading.rounds(hamlet, actor=request.actor, limit=1)), None)
        if held is None:
            raise
        key = held.key
    return redirect(round_href(key))


@require_GET
def round_(request: ActedRequest, key: UUID) -> HttpResponse:
    """The walk through a hamlet's areas."""
    one = reading.round_(key, actor=request.actor)
    there = next(iter(reading.areas_at(one.hamlet, on=one.on, lanes=False)), None)
    if there is None:
        raise NotFound
    page = pages.round_page(
        one,
        there,
        names=ground.names_of(one.hamlet),
        kin=kin_units(request.actor),
        may_inspect=policies.INSPECT.allows(request.actor, one.hamlet),
        who=request.actor.key,
    )
    request.place = one.hamlet
    return render(request, "linkages/sanitation/round.html", {"page": page})


@require_http_methods(["GET", "POST"])
def score(request: ActedRequest, key: UUID, unit: UUID) -> HttpResponse:
    """Score an area: one tap for a clean one, the sheet where something is wrong."""
    one = reading.round_(key, actor=request.actor)
    if not policies.INSPECT.allows(request.actor, one.hamlet):
        raise NotAllowed
    found, one = reading.round_of_unit(key, unit, actor=request.actor, on=one.on)
    if unit in kin_units(request.actor):
        raise OwnArea
    if request.POST.get("clean"):
        sent = ground.key_given(request.POST.get("key", ""))
        commands.score_area(actor=request.actor, now=request.now, key=sent, round=key, unit=unit, off={})
        return redirect(round_href(key))
    form = (
        ScoreForm(request.POST, items=one.sheet.items) if request.method == "POST" else ScoreForm(items=one.sheet.items)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            commands.score_area(
                actor=request.actor,
                now=request.now,
                key=given["key"],
                round=key,
                unit=unit,
                off=form.off(),
                words=given["words"],
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            if any(form.off().values()):
                messages.success(request, _("Kept. A photo of what is wrong can be attached where it was found."))
            return redirect(round_href(key))
    return _form_page(request, form, found, title=_("Score %(unit)s"), button=_("Keep the score"), back=round_href(key))


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Close a round and draw who is looked at again."""
    one = reading.round_(key, actor=request.actor)
    try:
        commands.close_round(actor=request.actor, now=request.now, key=key, seed=token_hex(8))
    except RoundUnfinished as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The round is closed. Units see what was found; some are looked at again."))
    return redirect(round_href(one.key))


@require_GET
def found(request: ActedRequest, key: UUID, unit: UUID) -> HttpResponse:
    """What a round found in one unit's area."""
    return _found_page(request, key, unit, None)


@require_POST
def mend(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Say that what was found is put right."""
    walked, unit = commands.mend(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("Noted. A photo of it put right can be attached."))
    return redirect(found_href(walked, unit))


@require_POST
def object_(request: ActedRequest, key: UUID, unit: UUID) -> HttpResponse:
    """Object to a score."""
    told, _one = reading.round_of_unit(key, unit, actor=request.actor, on=ground.today(request))
    if told.own is None:
        raise NotAllowed
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            commands.object_to_score(
                actor=request.actor, now=request.now, round=key, unit=unit, words=form.cleaned_data["words"]
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("Somebody other than the inspector answers."))
            return redirect(found_href(key, unit))
    return _found_page(request, key, unit, form)


@require_http_methods(["GET", "POST"])
def answer(request: ActedRequest, key: UUID) -> HttpResponse:
    """Answer an objection."""
    objection, one = reading.objection(key, actor=request.actor)
    if not policies.KEEP_DUTIES.allows(request.actor, one.hamlet):
        raise NotAllowed
    told, _one = reading.round_of_unit(one.key, objection.unit, actor=request.actor, on=ground.today(request))
    counted = one.counts(objection.unit)
    off = dict(counted.off) if counted else {}
    form = VerdictForm(request.POST if request.method == "POST" else None, items=one.sheet.items, off=off)
    form.fields["key"].required = False
    form.fields["words"].label = _("The reason")
    if request.method == "POST" and form.is_valid():
        upholds = form.cleaned_data["upholds"] == "yes"
        try:
            commands.answer_score_objection(
                actor=request.actor,
                now=request.now,
                key=key,
                answer=form.cleaned_data["words"],
                off=form.off() if upholds else None,
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("The unit reads the answer with its reason."))
            return redirect(found_href(one.key, objection.unit))
    title = _("Answer the objection of %(unit)s")
    back = found_href(one.key, objection.unit)
    return _form_page(request, form, told, title=title, button=_("Keep the answer"), back=back, said=objection.words)


def _found_page(request: ActedRequest, key: UUID, unit: UUID, form: WordsForm | None) -> HttpResponse:
    on = ground.today(request)
    told, one = reading.round_of_unit(key, unit, actor=request.actor, on=on)
    counted = one.counts(unit)
    may_object = told.own is not None and counted is not None and on <= _until(one, counted)
    page = pages.found_page(
        told,
        one,
        names=ground.names_of(told.unit.hamlet),
        before=_files(request, counted, told, "before"),
        after=_files(request, counted, told, "after"),
        form=form or (WordsForm() if may_object else None),
    )
    request.place = told.unit.hamlet
    status = 422 if form is not None and form.errors else 200
    return render(request, "linkages/duties/page.html", {"page": page}, status=status)


def _until(one: RoundRow, counted: ScoreRow) -> date:
    return object_until(localdate(counted.scored_at), one.sheet.objection_days)


def _files(request: ActedRequest, counted: ScoreRow | None, told: Opened, when: str) -> Files | None:
    if counted is None or counted.points == FULL:
        return None
    subject = Subject(f"linkages.area_{when}", str(counted.key), told.unit.hamlet)
    return files_of(subject, actor=request.actor)


def _form_page(
    request: ActedRequest, form: Refusing, told: Opened, *, title: str, button: str, back: str, said: str = ""
) -> HttpResponse:
    names = ground.names_of(told.unit.hamlet)
    head = PageHead(title % {"unit": label(told.unit, names)}, back=Link(label(told.unit, names), back))
    request.place = told.unit.hamlet
    context = {"head": head, "form": form, "button": button, "back": back, "said": said}
    return render(request, "linkages/sanitation/score.html", context, status=422 if form.errors else 200)
