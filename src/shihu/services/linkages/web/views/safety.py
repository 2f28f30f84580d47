"""Pages of safety: each calls one query or command and renders."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Subject
from shihu.kernel.places import Level
from shihu.kernel.presentation import Action, Link, PageHead
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages import policies
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.queries import safety as queries
from shihu.services.linkages.web.pages import safety as pages
from shihu.services.linkages.web.pages import safety_rounds as round_pages
from shihu.services.linkages.web.pages import safety_words as words
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.safety_forms import AssignForm, HazardForm, LookInForm, MendedForm, RecheckForm
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried, workbook


@require_GET
def hazards(request: ActedRequest) -> HttpResponse:
    """The open hazards of a place."""
    place, today = asked_place(request, policies.SEE_SAFETY), timezone.localdate(request.now)
    sees = policies.SEE_SAFETY.allows(request.actor, place)
    rows = queries.hazards(place, actor=request.actor, on=today)
    page = pages.hazards_page(
        place,
        rows,
        queries.safety_figures(place, actor=request.actor, on=today) if sees else None,
        given=request.GET.dict(),
        may_report=len(place) > Level.TOWNSHIP and (policies.KEEP_SAFETY.allows(request.actor, place) or not sees),
        walks=sees or queries.walked_unit(actor=request.actor) is not None,
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The open hazards as a workbook: the rows that the filters leave."""
    place, today = asked_place(request, policies.SEE_SAFETY), timezone.localdate(request.now)
    rows = pages.narrowed(queries.hazards(place, actor=request.actor, on=today), request.GET.dict())
    return workbook(pages.sheet(rows), f"{wording.place_name(place)}-{_('Hazards')}")


@require_http_methods(["GET", "POST"])
def hazard_new(request: ActedRequest) -> HttpResponse:
    """Report a hazard: what, where, how bad, who mends it."""
    place = asked_place(request, policies.SEE_SAFETY)
    household = _key(request.GET.get("household", ""))
    round_ = _key(request.GET.get("round", ""))
    home = queries.home_of(household) if household else None
    hamlet = home.hamlet if home else queries.hamlet_to_report(place, actor=request.actor)
    queries.unit_to_report_from(hamlet, actor=request.actor, household=household)
    initial = {"where": _("house of %(name)s") % {"name": home.householder}, "mender": home.householder} if home else {}
    form = HazardForm(request.POST if request.method == "POST" else None, initial=initial)
    if len(place) == Level.VILLAGE and home is None:
        form.ask_hamlet(queries.hamlets_of(place))
    back = address("linkages_safety", place)
    if round_:
        back = reverse("linkages_safety_round", kwargs={"key": round_})

    def run() -> str:
        given = form.cleaned_data
        key = commands.report_hazard(
            actor=request.actor,
            now=request.now,
            hamlet=given.get("hamlet") or hamlet,
            kind=given["kind"],
            grade=given["grade"],
            where=given["where"],
            words=given["words"],
            mender=given["mender"],
            mend_by=given["mend_by"],
            household=household,
            round=round_,
        )
        messages.success(request, _("Reported. %(who)s mends it.") % {"who": given["mender"]})
        return back if round_ else reverse("linkages_safety_hazard", kwargs={"key": key})

    head = PageHead(
        pgettext("linkages", "Report a hazard"),
        _("A photograph only where it helps; it is added on the hazard's own page."),
        back=Link(pgettext("linkages", "Back to the list"), back),
    )
    return form_page(request, form, head, pgettext("linkages", "Report it"), run)


@require_GET
def hazard(request: ActedRequest, key: UUID) -> HttpResponse:
    """One hazard."""
    return _hazard(request, key, {})


@require_POST
def mend(request: ActedRequest, key: UUID) -> HttpResponse:
    """Say that it is mended."""
    form = MendedForm(request.POST)
    done = tried(
        form,
        lambda: commands.mend_hazard(
            actor=request.actor, now=request.now, hazard=key, words=form.cleaned_data["words"]
        ),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"mended": form})


@require_POST
def recheck(request: ActedRequest, key: UUID) -> HttpResponse:
    """Write down the second look."""
    row = queries.hazard(key, actor=request.actor, on=timezone.localdate(request.now))
    queries.require_rechecks(row.hamlet, row.unit, actor=request.actor)
    form = RecheckForm(request.POST)
    done = tried(
        form,
        lambda: commands.recheck_hazard(
            actor=request.actor,
            now=request.now,
            hazard=key,
            holds=form.cleaned_data["holds"] == "yes",
            words=form.cleaned_data["words"],
        ),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"recheck": form})


@require_POST
def assign(request: ActedRequest, key: UUID) -> HttpResponse:
    """Give it to somebody else, or another day."""
    row = queries.hazard(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.KEEP_SAFETY.require(request.actor, row.hamlet, seen=True)
    form = AssignForm(request.POST)
    done = tried(
        form,
        lambda: commands.assign_hazard(actor=request.actor, now=request.now, hazard=key, **form.cleaned_data),
    )
    return redirect("linkages_safety_hazard", key=key) if done else _hazard(request, key, {"assign": form})


@require_GET
def rounds(request: ActedRequest) -> HttpResponse:
    """What the season asks for, and the rounds walked."""
    place, today = asked_place(request, policies.SEE_SAFETY), timezone.localdate(request.now)
    found = queries.safety_rounds(place, actor=request.actor)
    own = queries.walked_unit(actor=request.actor)
    begin = []
    if own is not None and not any(row.unit == own and row.kind == "plain" and row.closed_on is None for row in found):
        href = reverse("linkages_safety_round_open")
        begin.append(
            Action(
                words.round_kind("plain"), href, "primary", posts=True, fields=(("unit", str(own)), ("kind", "plain"))
            )
        )
    due = queries.due_rounds(place, actor=request.actor, on=today)
    if not policies.KEEP_SAFETY.allows(request.actor, place) and own is None:
        due = []
    page = round_pages.rounds_page(place, due, found, begin=begin)
    return render(request, "linkages/civility/page.html", {"page": page})


@require_POST
def round_open(request: ActedRequest) -> HttpResponse:
    """Begin a round; one that is open already is gone on with."""
    unit = _key(request.POST.get("unit", ""))
    if unit is None:
        raise NotFound
    kind = request.POST.get("kind", "plain")
    queries.unit_to_walk(unit, actor=request.actor)
    key = queries.open_round(unit, kind) or commands.open_safety_round(
        actor=request.actor, now=request.now, unit=unit, kind=kind
    )
    return redirect("linkages_safety_round", key=key)


@require_GET
def round_(request: ActedRequest, key: UUID) -> HttpResponse:
    """A round: a tap at each door."""
    told = queries.safety_round(key, actor=request.actor)
    request.place = told.row.hamlet
    return render(request, "linkages/safety/round.html", {"page": round_pages.round_page(told)})


@require_POST
def check(request: ActedRequest, key: UUID) -> HttpResponse:
    """One tap. A hazard leads on to its report."""
    household = _key(request.POST.get("household", ""))
    queries.safety_round(key, actor=request.actor)
    if household is None:
        raise NotFound
    found = request.POST.get("found", "")
    commands.check_door(actor=request.actor, now=request.now, round=key, household=household, found=found)
    if found == "hazard":
        told = queries.safety_round(key, actor=request.actor)
        href = address("linkages_safety_hazard_new", told.row.hamlet)
        return redirect(f"{href}&round={key}&household={household}")
    return redirect(f"{reverse('linkages_safety_round', kwargs={'key': key})}#d-{household}")


@require_POST
def rest(request: ActedRequest, key: UUID) -> HttpResponse:
    """Nothing wrong at all other doors."""
    commands.check_the_rest(actor=request.actor, now=request.now, round=key)
    return redirect("linkages_safety_round", key=key)


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponse:
    """The round is walked."""
    commands.close_safety_round(actor=request.actor, now=request.now, round=key)
    messages.success(request, _("The round is written down."))
    return redirect("linkages_safety_round", key=key)


@require_GET
def visits(request: ActedRequest) -> HttpResponse:
    """Who needs a look-in, and who is due."""
    place, today = asked_place(request, policies.SEE_SAFETY), timezone.localdate(request.now)
    rows = queries.look_ins(place, actor=request.actor, on=today)
    page = round_pages.visits_page(place, rows, given=request.GET.dict(), today=today)
    return render(request, "linkages/civility/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def look_in(request: ActedRequest, person: UUID) -> HttpResponse:
    """A visit, in one line; what was written before stands below."""
    today = timezone.localdate(request.now)
    row = queries.someone_to_visit(person, actor=request.actor, on=today)
    form = LookInForm(request.POST if request.method == "POST" else None)
    back = address("linkages_safety_visits", row.hamlet)
    if request.method == "POST" and form.is_valid():
        try:
            commands.look_in(actor=request.actor, now=request.now, person=person, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. The next visit follows by itself."))
            return redirect(back)
    context = {
        "head": PageHead(row.name, words.whys(row), back=Link(pgettext("linkages", "Look-ins"), back)),
        "form": form,
        "events": round_pages.look_in_events(queries.visits(person, actor=request.actor, on=today)),
        "needs": bool(row.whys or row.has_hidden_why),
    }
    request.place = row.hamlet
    return render(request, "linkages/safety/look_in.html", context, status=422 if form.errors else 200)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _hazard(request: ActedRequest, key: UUID, given: dict[str, forms.Form]) -> HttpResponse:
    today = timezone.localdate(request.now)
    row = queries.hazard(key, actor=request.actor, on=today)
    request.place = row.hamlet
    page = pages.hazard_page(
        row,
        keeps=policies.KEEP_SAFETY.allows(request.actor, row.hamlet),
        rechecks=queries.may_recheck(row.hamlet, row.unit, actor=request.actor),
        given=given,
        today=today,
    )
    files = files_of(Subject("hazard", str(key), row.hamlet), actor=request.actor)
    context = {"page": page, "files": files}
    return render(request, "linkages/safety/hazard.html", context, status=422 if given else 200)
