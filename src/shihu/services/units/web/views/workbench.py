"""The workbench of a draft: each view calls one query, adapter or command and renders."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.jobs.queries import job as job_row
from shihu.base.jobs.types import JobRow
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.units import commands, policies, queries, rules
from shihu.services.units.errors import DraftMoved, SizeNeedsReason
from shihu.services.units.queries import drawing, words
from shihu.services.units.types import SEATING, Act, Bench, Wanted
from shihu.services.units.web.pages import workbench as pages
from shihu.services.units.web.pages import workbench_compare, workbench_fairness, workbench_seen
from shihu.services.units.web.pages.workbench_parts import Ask, Conflict, Draft, Seen
from shihu.services.units.web.weights import SolveForm


@require_GET
def bench_(request: ActedRequest, key: UUID) -> HttpResponseBase:
    """The workbench, with what a change would do where one is asked about."""
    draft = _draft(request, key, _asked(request))
    if draft.bench.state not in {"draft", "asked"}:
        return redirect(drawing.formation_address(key))
    return _rendered(request, draft, seen=_seen(request, draft, draft.ask.wanted()))


@require_GET
def preview_(request: ActedRequest, key: UUID) -> HttpResponse:
    """What a change would do, as a fragment: asked while a household is held over a unit."""
    bench = queries.bench(key, actor=request.actor)
    policies.FORM_UNITS.require(request.actor, bench.place, seen=True)
    ask = _asked(request)
    draft = Draft(bench, None, queries.hamlet_names(set(bench.hamlet_of.values())), ask)
    href = drawing.address("units_workbench_edit", key=key)
    return render(
        request, "units/workbench/seen.html", {"seen": _seen(request, draft, ask.wanted()), "edit_href": href}
    )


@require_POST
def edit(request: ActedRequest, key: UUID) -> HttpResponseBase:
    """Change the draft by hand. A refused change shows the bench as it stands, with what was asked for."""
    from shihu.services.units.adapters import workbench

    bench = queries.bench(key, actor=request.actor)
    policies.FORM_UNITS.require(request.actor, bench.place, seen=True)
    posted = request.POST
    wanted = _wanted(
        posted.get("act", ""), posted.get("household", ""), posted.get("unit", ""), posted.get("other", "")
    )
    version = _number(posted.get("version", ""))
    reason = posted.get("reason", "")
    if wanted is None or version is None:
        ask = Ask(hamlet=posted.get("place", ""))
        return _rendered(request, _draft(request, key, ask), refusal=_("Choose a household and a unit."), status=422)
    try:
        workbench.carry_out(
            actor=request.actor,
            now=request.now,
            key=key,
            version=version,
            wanted=wanted,
            reason=reason,
            confirms=posted.get("confirms") == "yes",
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return _refused(request, key, wanted, refusal, version=version, reason=reason)
    here = Draft(bench, None, {}, Ask(hamlet=posted.get("place", "")))
    return redirect(here.address(household=wanted.household if wanted.act not in SEATING else ""))


@require_POST
def solve(request: ActedRequest, key: UUID) -> HttpResponseBase:
    """Solve the draft again around what is held; the new draft stands beside this one."""
    bench = queries.bench(key, actor=request.actor)
    policies.FORM_UNITS.require(request.actor, bench.place, seen=True)
    form = SolveForm.of(bench, request.POST)
    ask = Ask(hamlet=request.POST.get("place", ""))
    if not form.is_valid():
        text = _("A weight must be a number from 0 to 1000. Open “Solve again” and correct what is marked there.")
        return _rendered(request, _draft(request, key, ask), refusal=text, form=form, status=422)
    try:
        made = commands.ask_again(actor=request.actor, now=request.now, key=key, again=form.again(bench))
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        text = words.refusal_text(refusal)
        return _rendered(request, _draft(request, key, ask), refusal=text, status=refusal.status)
    place = f"?place={ask.hamlet}" if ask.hamlet else ""
    return redirect(drawing.address("units_workbench", key=made) + place)


@require_GET
def compare(request: ActedRequest) -> HttpResponse:
    """Drafts of one place side by side, all by the weights of one of them."""
    from shihu.services.units.adapters import measuring

    place = request.GET.get("place", "")
    listed = queries.drafts_of(place, actor=request.actor)
    chosen = workbench_compare.chosen(listed, request.GET.getlist("draft"), request.GET.get("by", ""))
    benches = [queries.bench(key, actor=request.actor) for key in chosen]
    by = next((bench for bench in benches if str(bench.key) == request.GET.get("by")), next(iter(benches), None))
    measured = []
    if by is not None:
        measured = measuring.yardsticks(
            benches,
            place=place,
            by=by.choices,
            on=timezone.localdate(request.now),
            in_force=queries.codes_in_force(place, actor=request.actor),
        )
    rows = queries.formation_rows([key for key, _state in listed], actor=request.actor)
    page = workbench_compare.page(place, rows, benches, measured, by=by, label=words.labels(all_terms()))
    return render(request, "units/workbench/compare.html", {"page": page})


@require_GET
def fairness(request: ActedRequest, key: UUID) -> HttpResponse:
    """How each kind of household fares in a draft, against units drawn by lot."""
    from shihu.services.units.adapters import measuring

    bench = queries.bench(key, actor=request.actor)
    hamlet = request.GET.get("place", "")
    hamlets = {code for told in bench.outcome.get("clusters", ()) for code in told["hamlets"]}
    hamlet = hamlet if hamlet in hamlets else ""
    audit = measuring.fairness_of(bench, on=timezone.localdate(request.now), hamlet=hamlet)
    names = queries.hamlet_names(hamlets | {bench.place})
    page = workbench_fairness.page(bench, audit, names=names, label=words.labels(all_terms()), hamlet=hamlet)
    request.place = bench.place
    return render(request, "units/workbench/fairness.html", {"page": page})


def _draft(request: ActedRequest, key: UUID, ask: Ask) -> Draft:
    bench = queries.bench(key, actor=request.actor)
    detail = queries.formation(key, actor=request.actor)
    names = queries.hamlet_names({bench.place, *detail.hamlets, *bench.hamlet_of.values()})
    by_hand = frozenset(rules.moved_by_hand(bench.seats, rules.piles(bench.edits)[0]))
    return Draft(bench, detail, names, ask, by_hand)


def _asked(request: ActedRequest) -> Ask:
    given = request.GET
    return Ask(given.get("place", ""), given.get("household", ""), given.get("to", ""))


def _seen(request: ActedRequest, draft: Draft, wanted: Wanted | None, reason: str = "") -> Seen | None:
    """What the change would do; a sentence where it cannot even be asked. Nothing for whoever may not change."""
    from shihu.services.units.adapters import workbench

    if wanted is None or wanted.act not in SEATING or not draft.bench.may_edit:
        return None
    try:
        seen = workbench.preview(draft.bench, wanted, on=timezone.localdate(request.now))
    except Refusal as refusal:
        return workbench_seen.refused(words.refusal_text(refusal))
    return workbench_seen.seen_of(draft, seen, reason=reason)


def _refused(
    request: ActedRequest, key: UUID, wanted: Wanted, refusal: Refusal, *, version: int, reason: str
) -> HttpResponse:
    to = f"h:{wanted.other}" if wanted.act is Act.EXCHANGE else f"u:{wanted.unit}" if wanted.unit else ""
    draft = _draft(request, key, Ask(request.POST.get("place", ""), wanted.household, to))
    seen = _seen(request, draft, wanted, reason)
    text = words.refusal_text(refusal)
    conflict: Conflict | None = None
    if isinstance(refusal, DraftMoved):
        conflict = workbench_seen.conflict_of(draft, version, text, wanted)
        text = ""
    elif seen is not None and not isinstance(refusal, SizeNeedsReason) and (seen.broken or seen.refusal):
        text = "" if seen.refusal else text
    return _rendered(request, draft, seen=seen, refusal=text, conflict=conflict, status=refusal.status)


def _rendered(
    request: ActedRequest,
    draft: Draft,
    *,
    seen: Seen | None = None,
    refusal: str = "",
    conflict: Conflict | None = None,
    form: SolveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = pages.page(
        draft,
        job=_job(draft.bench, request.actor),
        is_stale=_is_stale(draft.bench, request),
        seen=seen,
        refusal=refusal,
        conflict=conflict,
    )
    request.place = draft.bench.place
    shown = {"page": page, "form": form or SolveForm.of(draft.bench)}
    return render(request, "units/workbench/bench.html", shown, status=status)


def _is_stale(bench: Bench, request: ActedRequest) -> bool:
    if not bench.may_edit:
        return False
    return queries.roster_hash(bench.place, on=timezone.localdate(request.now)) != bench.input_hash


def _job(bench: Bench, actor: Actor) -> JobRow | None:
    """The job at work, for the one who asked."""
    if bench.state != "asked" or bench.job is None:
        return None
    try:
        return job_row(bench.job, actor=actor)
    except NotFound:
        return None


def _wanted(act: str, household: str, unit: str, other: str) -> Wanted | None:
    try:
        return Wanted(Act(act), household, UUID(unit) if unit else None, other)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
