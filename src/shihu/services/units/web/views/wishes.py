"""Collecting wishes: each view calls one query or command and renders."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.errors import Stale
from shihu.base.registry.queries import answers_in, fault_table, keeps, may_read_refusals
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable
from shihu.base.vocabularies.queries import all_terms
from shihu.base.vocabularies.queries import terms as terms_of
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.errors import SheetFaulty
from shihu.services.units.queries import answer_sheets, words
from shihu.services.units.types import AnswerWay, OwnAnswer
from shihu.services.units.web.answer_forms import EntryForm, LoadForm, OwnWishesForm
from shihu.services.units.web.pages import answers as pages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def answers(request: ActedRequest) -> HttpResponse:
    """How many households have answered, by which way, and who is still to be asked."""
    code = request.GET.get("place", "") or next(iter(policies.SEE_UNITS.scopes(request.actor)), "")
    if not code:
        raise NotFound
    actor, on = request.actor, timezone.localdate(request.now)
    place = queries.answering_place(code, actor=actor)
    rows = None
    if level_of(code) in {Level.VILLAGE, Level.HAMLET}:
        rows = queries.asked_households(code, actor=actor, on=on)
        parts = queries.progress_by_hamlet(rows, code, actor=actor)
    else:
        parts = queries.progress_of_villages(code, actor=actor, on=on)
    label = words.labels(all_terms())
    page = pages.progress(place, parts, rows, request.GET, label=label, keeps=keeps(code, actor=actor))
    request.place = code
    return render(request, "units/answers/progress.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """Who has answered, as a workbook."""
    code = request.GET.get("place", "")
    policies.EXPORT_UNITS.require(request.actor, code)
    rows = queries.asked_households(code, actor=request.actor, on=timezone.localdate(request.now))
    tables = answer_sheets.answered(
        pages.narrowed(rows, request.GET), words.labels(all_terms()), _names([row.household.hamlet for row in rows])
    )
    return _workbook(tables, f"answers-{code}")


@require_GET
def forms(request: ActedRequest) -> HttpResponse:
    """Paper forms of a hamlet or a village, one A4 page a household, to be printed."""
    code, on = request.GET.get("place", ""), timezone.localdate(request.now)
    homes = queries.forms(code, actor=request.actor, on=on, code=request.GET.get("household", ""))
    address = request.build_absolute_uri(reverse("units_answer_form", kwargs={"form": "CODE"}))
    page = pages.forms(
        queries.answering_place(code, actor=request.actor),
        homes,
        terms_of("wish", on=on),
        names=queries.hamlet_names({home.hamlet for home, _code in homes}),
        label=words.labels(all_terms()),
        address=address,
    )
    return render(request, "units/answers/forms.html", {"page": page})


@require_GET
def sheet(request: ActedRequest) -> HttpResponse:
    """The sheet of a place's households, to be filled in and loaded again."""
    code, on = request.GET.get("place", ""), timezone.localdate(request.now)
    homes = [home for home, _form in queries.forms(code, actor=request.actor, on=on)]
    tables = answer_sheets.to_fill(
        homes,
        terms_of("wish", on=on),
        hamlets={key: zh for key, (zh, _en) in queries.hamlet_names({home.hamlet for home in homes}).items()},
        with_refusals=may_read_refusals(code, actor=request.actor),
    )
    return _workbook(tables, f"wishes-{code}")


@require_http_methods(["GET", "POST"])
def load(request: ActedRequest) -> HttpResponse:
    """Load a filled sheet: everything in it, or nothing."""
    code = request.GET.get("place", "")
    policies.ENTER_DECISIONS.require(request.actor, code, seen=policies.SEE_UNITS.allows(request.actor, code))
    place = queries.answering_place(code, actor=request.actor)
    form = LoadForm(request.POST or None, request.FILES or None, initial={"key": uuid4()})
    faults = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            told = answers_in(
                file.read(), file.name, place=code, actor=request.actor, today=timezone.localdate(request.now)
            )
            if told.stops:
                faults = fault_table(told.faults)
                raise SheetFaulty(where="file", count=sum(1 for fault in told.faults if fault.severity == "fault"))
            done = commands.load_answers(
                actor=request.actor, now=request.now, key=form.cleaned_data["key"], place=code, rows=told.rows
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.add_error("file", words.refusal_text(refusal))
        else:
            told_ = {"answered": done.answered, "passed": done.passed_over}
            messages.success(
                request, _("%(answered)s answers were loaded; %(passed)s lines had none or were known.") % told_
            )
            return redirect(f"{reverse('units_answers')}?place={code}")
    request.place = code
    context = {"form": form, "place": code, "faults": faults, "name": place.label("en" if words.is_english() else "zh")}
    return render(request, "units/answers/load.html", context, status=422 if form.errors else 200)


@require_GET
def find(request: ActedRequest) -> HttpResponse:
    """Open the household whose form code was typed."""
    try:
        return form(request, request.GET.get("form", ""))
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, words.refusal_text(refusal))
        return redirect("units_answers" if policies.SEE_UNITS.scopes(request.actor) else "units_own_wishes")


@require_GET
def form(request: ActedRequest, form: str) -> HttpResponseRedirect:
    """What the square code of a paper form opens: the own page for the household, the entry page for who keeps it."""
    code, is_own = queries.household_of_form(form, actor=request.actor, on=timezone.localdate(request.now))
    return redirect("units_own_wishes") if is_own else redirect("units_answer_entry", code=code)


@require_http_methods(["GET", "POST"])
def entry(request: ActedRequest, code: str) -> HttpResponse:
    """Put a household's answer down from paper or as it was told, then go on to the next household."""
    on = timezone.localdate(request.now)
    page = queries.entry(code, actor=request.actor, on=on)
    if not page.may_answer:
        raise NotAllowed
    way = request.GET.get("way", "") if request.GET.get("way", "") in {"paper", "cadre"} else AnswerWay.PAPER.value
    day = _day(request.GET.get("on", "")) or on
    terms = terms_of("wish", on=on)
    label = words.labels(all_terms())
    choices = [(term.key, label(term.key)) for term in terms]
    form = EntryForm(request.POST or None, page=page, key=uuid4(), terms=choices, way=way, on=day)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        way, day = facts["way"], facts["answered_on"]
        carry = f"?way={way}&on={day.isoformat()}"
        try:
            answering = form.answering(AnswerWay(way), day)
            commands.answer(actor=request.actor, now=request.now, key=facts["key"], answering=answering)
        except Stale as refusal:
            page, form = _again(request, code, choices, page, refusal)
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The answer of %(name)s is put down.") % {"name": page.householder})
            if page.next_code:
                return redirect(reverse("units_answer_entry", kwargs={"code": page.next_code}) + carry)
            return redirect(f"{reverse('units_answers')}?place={page.hamlet[: Level.VILLAGE]}")
    request.place = page.hamlet
    shown = pages.entry(page, terms, label, carry=f"?way={way}&on={day.isoformat()}")
    status = 422 if form.errors else 200
    return render(request, "units/answers/entry.html", {"page": shown, "form": form}, status=status)


def _again(
    request: ActedRequest, code: str, choices: list[tuple[str, str]], page: OwnAnswer, refusal: Stale
) -> tuple[OwnAnswer, EntryForm]:
    """Somebody changed the household meanwhile: show what was typed once more, to be sent on what it is now."""
    on = timezone.localdate(request.now)
    page = queries.entry(code, actor=request.actor, on=on)
    form = EntryForm(_newer(request.POST, page.version), page=page, key=uuid4(), terms=choices, on=on)
    form.is_valid()
    form.refuse(refusal)
    return page, form


@require_http_methods(["GET", "POST"])
def own_wishes(request: ActedRequest) -> HttpResponse:
    """The own household's wishes, on its own phone."""
    on = timezone.localdate(request.now)
    page = queries.own_answer(actor=request.actor, on=on)
    if request.method == "POST" and not page.may_answer:
        raise NotAllowed
    label = words.labels(all_terms())
    choices = [(term.key, label(term.key)) for term in terms_of("wish", on=on)]
    # A wish put down before its term ended stays until the household takes it out.
    choices += [(wish, label(wish)) for wish in page.wishes if wish not in dict(choices)]
    form = OwnWishesForm(request.POST or None, page=page, key=uuid4(), terms=choices)
    if request.method == "POST" and form.is_valid():
        try:
            answering = form.answering(AnswerWay.PHONE, on)
            commands.answer(actor=request.actor, now=request.now, key=form.cleaned_data["key"], answering=answering)
        except Stale as refusal:
            page = queries.own_answer(actor=request.actor, on=on)
            form = OwnWishesForm(_newer(request.POST, page.version), page=page, key=uuid4(), terms=choices)
            form.is_valid()
            form.refuse(refusal)
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. What you wish is put down."))
            return redirect("units_own_wishes")
    status = 422 if form.errors else 200
    return render(request, "units/answers/own.html", {"page": pages.own(page), "form": form}, status=status)


def _newer(posted: QueryDict, version: int) -> QueryDict:
    data = posted.copy()
    data["version"] = str(version)
    return data


def _names(codes: list[str]) -> dict[str, str]:
    english = words.is_english()
    return {key: en if english and en else zh for key, (zh, en) in queries.hamlet_names(set(codes)).items()}


def _workbook(tables: list[SheetTable], name: str) -> HttpResponse:
    response = HttpResponse(render_workbook(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
