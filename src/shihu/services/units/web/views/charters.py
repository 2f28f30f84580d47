"""Pages of charters: each calls one query or command and renders."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import place as place_of
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.errors import NoTemplate
from shihu.services.units.rules import charters as rules
from shihu.services.units.types import CharterRow, UnitCharters
from shihu.services.units.web.charter_forms import CharterForm, PaperForm, TemplateForm
from shihu.services.units.web.pages import charter_lists, wording
from shihu.services.units.web.pages import charters as pages


def home(actor: Actor) -> str:
    """The outermost place whose units the actor sees."""
    return next(iter(policies.SEE_UNITS.scopes(actor)), "")


def place_title(code: str, actor: Actor) -> str:
    """A place's name in the reader's language."""
    row = place_of(code, actor=actor)
    return wording.place_label(row.name, row.name_en)


@require_GET
def charters(request: ActedRequest) -> HttpResponse:
    """How far each unit of a place is, and the township's template."""
    code = request.GET.get("place", "") or home(request.actor)
    states = queries.charter_states(code, actor=request.actor, today=timezone.localdate(request.now))
    page = charter_lists.list_page(
        code,
        place_title(code, request.actor),
        states,
        queries.templates(code, actor=request.actor),
        names=queries.hamlet_names({state.hamlet for state in states}),
        pager=asked_page(request.GET, len(states), charter_lists.PAGE_SIZE),
        keeps=policies.KEEP_TEMPLATES.allows(request.actor, queries.township_of(code)),
    )
    return render(request, "units/charters/list.html", {"page": page})


@require_GET
def template(request: ActedRequest, key: UUID) -> HttpResponse:
    """One version of the template, with what changed."""
    told = queries.template(key, actor=request.actor)
    versions = queries.templates(told.place, actor=request.actor)
    before = next((row for row in versions if row.version < told.version), None)
    keeps = policies.KEEP_TEMPLATES.allows(request.actor, told.place)
    page = charter_lists.template_page(told, before, keeps=keeps)
    request.place = told.place
    return render(request, "units/charters/template.html", {"page": page})


@require_http_methods(["GET", "POST"])
def template_new(request: ActedRequest) -> HttpResponse:
    """Write the next version, beginning with the words of the newest."""
    township = queries.township_of(request.GET.get("place", "") or home(request.actor))
    seen = queries.concerns(township, actor=request.actor)
    policies.KEEP_TEMPLATES.require(request.actor, township, seen=seen)
    newest = next(iter(queries.templates(township, actor=request.actor)), None)
    form = TemplateForm(
        request.POST if request.method == "POST" else None,
        clauses=newest.clauses if newest else (),
        initial={"title": newest.title if newest else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            key = commands.draft_template(
                actor=request.actor,
                now=request.now,
                place=township,
                title=form.cleaned_data["title"],
                clauses=form.clauses(),
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            return redirect("units_template", key=key)
    context = {"form": form, "place": township, "blanks": rules.BLANKS}
    return render(request, "units/charters/template_form.html", context, status=422 if form.errors else 200)


@require_POST
def template_approve(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Approve a draft."""
    queries.template(key, actor=request.actor)
    commands.approve_template(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The template is approved. Units draft their charters from it from now on."))
    return redirect("units_template", key=key)


@require_GET
def charter(request: ActedRequest, key: UUID) -> HttpResponse:
    """A unit's charter: read, compare, sign."""
    told, today = _told(request, key), timezone.localdate(request.now)
    page = pages.charter_page(
        told,
        names=queries.hamlet_names({told.hamlet}),
        today=today,
        version=_number(request.GET.get("version", "")),
        shows_changes=request.GET.get("changes") == "yes",
    )
    request.place = told.hamlet
    return render(request, "units/charters/charter.html", {"page": page})


@require_http_methods(["GET", "POST"])
def charter_draft(request: ActedRequest, key: UUID) -> HttpResponse:
    """Fill the blanks, add clauses of one's own."""
    told = _told(request, key)
    if not told.may_draft:
        raise NotAllowed
    base = queries.template_in_use(told.hamlet)
    if base is None:
        raise NoTemplate
    newest = told.newest
    form = CharterForm(
        request.POST if request.method == "POST" else None,
        blanks=rules.blanks_of(base.clauses),
        values=newest.values if newest else {},
        own=[clause for clause in newest.clauses if clause.is_own] if newest else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.draft_charter(
                actor=request.actor, now=request.now, unit=key, values=form.values(), own=form.clauses()
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            messages.success(request, _("The charter is open for signing: every household reads it and signs."))
            return redirect("units_charter", key=key)
    request.place = told.hamlet
    title = wording.unit_label(told.name, told.hamlet, told.ordinal, queries.hamlet_names({told.hamlet}))
    context = {"form": form, "unit": key, "title": title, "template": base, "is_new": newest is None}
    return render(request, "units/charters/charter_form.html", context, status=422 if form.errors else 200)


@require_POST
def charter_sign(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Sign for one's own household."""
    told = _told(request, key)
    shown = _version(told, request.POST.get("version", ""))
    holds = commands.sign_charter(actor=request.actor, now=request.now, key=shown.key)
    messages.success(request, _signed_words(holds=holds))
    return redirect("units_charter", key=key)


@require_http_methods(["GET", "POST"])
def charter_paper(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter a sheet that was signed on paper."""
    told, today = _told(request, key), timezone.localdate(request.now)
    if not told.may_record:
        raise NotAllowed
    shown = _version(told, request.GET.get("version", ""))
    signed = {row.household for row in shown.signatures}
    if all(sitting.household in signed for sitting in told.sitting):
        return redirect("units_charter", key=key)  # nobody is left to sign
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        waiting=[sitting for sitting in told.sitting if sitting.household not in signed],
        adults=queries.adults_by_household(told.unit, on=today),
        initial={"signed_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            holds = commands.sign_on_paper(
                actor=request.actor,
                now=request.now,
                key=shown.key,
                sheet=form.cleaned_data["sheet"],
                signed_on=form.cleaned_data["signed_on"],
                signers=form.signers(),
            )
        except Refusal as refusal:
            _shown(refusal, form)
        else:
            messages.success(request, _signed_words(holds=holds))
            return redirect("units_charter", key=key)
    request.place = told.hamlet
    title = wording.unit_label(told.name, told.hamlet, told.ordinal, queries.hamlet_names({told.hamlet}))
    context = {"form": form, "unit": key, "title": title, "version": shown.version}
    return render(request, "units/charters/paper.html", context, status=422 if form.errors else 200)


@require_GET
def charter_print(request: ActedRequest, key: UUID) -> HttpResponse:
    """The charter on A4, with a table to sign."""
    told = _told(request, key)
    shown = _version(told, request.GET.get("version", ""))
    page = pages.print_page(told, shown, names=queries.hamlet_names({told.hamlet}))
    return render(request, "units/charters/print.html", {"page": page})


def _told(request: ActedRequest, key: UUID) -> UnitCharters:
    return queries.unit_charters(key, actor=request.actor, today=timezone.localdate(request.now))


def _version(told: UnitCharters, asked: str) -> CharterRow:
    """The version asked for, or the newest; NotFound where there is none."""
    number = _number(asked)
    shown = next((row for row in told.versions if row.version == number), told.newest if number is None else None)
    if shown is None:
        raise NotFound
    return shown


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _signed_words(*, holds: bool) -> str:
    if holds:
        return _("Signed. All households have signed: the charter is in force from today.")
    return _("Signed.")


def _shown(refusal: Refusal, form: TemplateForm | CharterForm | PaperForm) -> None:
    """A refusal that the form can mend stands in it; any other is a page of its own."""
    if refusal.status in {403, 404}:
        raise refusal
    form.refuse(refusal)
