"""Pages of the eight ones: the board, a village, a goal, the poster and the public page."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Subject
from shihu.base.places.queries import names
from shihu.base.sheets.queries import render_workbook
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.queries import goals as queries
from shihu.services.linkages.types.goals import GoalStanding, VillageGoals
from shihu.services.linkages.web.goals_forms import AskCheckForm, FoundForm, GoalPlanForm
from shihu.services.linkages.web.pages.goals import board as board_pages
from shihu.services.linkages.web.pages.goals import village as pages
from shihu.services.linkages.web.pages.goals import wording

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_place(request: ActedRequest, *levels: Level) -> str:
    """Return the place that the address asks for, brought to a level that has a board; else the actor's own."""
    code = request.GET.get("place", "") or next(iter(policies.SEE_GOALS.scopes(request.actor)), "")
    if len(code) == Level.HAMLET:
        code = code[: Level.VILLAGE]
    if len(code) not in levels:
        raise NotFound
    return code


def subject(village: str, goal: str) -> Subject:
    """Return what the evidence of a goal is attached to."""
    return Subject("linkages.goal", f"{village}.{goal.partition('.')[2]}", village)


@require_GET
def board(request: ActedRequest) -> HttpResponse:
    """Villages by goals."""
    return render(request, "linkages/goals/board.html", {"page": _board(request)})


@require_GET
def print_(request: ActedRequest) -> HttpResponse:
    """The board on paper."""
    return render(request, "linkages/goals/print.html", {"page": _board(request)})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The board and its figures as a workbook."""
    code = asked_place(request, Level.TOWNSHIP, Level.VILLAGE)
    policies.EXPORT_GOALS.require(request.actor, code)
    today = timezone.localdate(request.now)
    told = queries.scoreboard(code, actor=request.actor, on=today)
    response = HttpResponse(render_workbook(board_pages.sheets(told)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="goals-{code}-{today.isoformat()}.xlsx"'
    return response


@require_POST
def roll(request: ActedRequest) -> HttpResponseRedirect:
    """Set target days from the roll-out plan."""
    code = asked_place(request, Level.TOWNSHIP)
    count = commands.plan_from_rollout(actor=request.actor, now=request.now, place=code)
    told = ngettext("%(count)s village has target days now.", "%(count)s villages have target days now.", count)
    messages.success(request, told % {"count": count})
    return redirect(f"{reverse('linkages_goals')}?place={code}")


@require_GET
def village(request: ActedRequest, village: str) -> HttpResponse:
    """The eight cards of a village."""
    told = queries.village_goals(village, actor=request.actor, on=timezone.localdate(request.now))
    files = {goal.goal: files_of(subject(village, goal.goal), actor=request.actor) for goal in told.goals}
    request.place = village
    return render(request, "linkages/goals/village.html", {"page": pages.village_page(told, files)})


@require_GET
def poster(request: ActedRequest, village: str) -> HttpResponse:
    """The eight goals of a village for its wall; whoever sees the public page may print it."""
    return render(request, "linkages/goals/poster.html", _public(request, village))


@require_GET
def public(request: ActedRequest, village: str) -> HttpResponse:
    """The eight goals of a village for everybody."""
    return render(request, "linkages/goals/public.html", _public(request, village))


@require_http_methods(["GET", "POST"])
def plan(request: ActedRequest, village: str) -> HttpResponse:
    """Set the target days of a village."""
    seen = policies.SEE_GOALS.allows(request.actor, village)
    policies.PLAN_GOALS.require(request.actor, village, seen=seen)
    form = GoalPlanForm(
        request.POST if request.method == "POST" else None,
        goals=queries.goal_terms(on=timezone.localdate(request.now)),
        planned=queries.plan_of(village, actor=request.actor),
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.plan_goals(actor=request.actor, now=request.now, village=village, planned=form.planned())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The target days are kept."))
            return redirect("linkages_goals_village", village=village)
    context = {"form": form, "village": village, "title": _name(village)}
    return render(request, "linkages/goals/plan.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def goal(request: ActedRequest, village: str, goal: str) -> HttpResponse:
    """One goal of a village with its history; ask for a check, or say what was found."""
    told, standing = _standing(request, village, goal)
    asking = AskCheckForm()
    finding = FoundForm(initial={"on": timezone.localdate(request.now)})
    if request.method == "POST" and request.POST.get("act") == "ask":
        asking = AskCheckForm(request.POST)
        if asking.is_valid() and _ask(request, standing, village, asking):
            return redirect("linkages_goals_goal", village=village, goal=goal)
    elif request.method == "POST":
        finding = FoundForm(request.POST)
        if finding.is_valid() and _decide(request, standing, finding):
            return redirect("linkages_goals_goal", village=village, goal=goal)
    checks = queries.checks_of(village, standing.goal, actor=request.actor)
    files = files_of(subject(village, standing.goal), actor=request.actor)
    page = pages.goal_page(told, standing, checks, files)
    context = {"page": page, "asking": asking, "finding": finding}
    status = 422 if asking.errors or finding.errors else 200
    return render(request, "linkages/goals/goal.html", context, status=status)


def _standing(request: ActedRequest, village: str, goal: str) -> tuple[VillageGoals, GoalStanding]:
    told = queries.village_goals(village, actor=request.actor, on=timezone.localdate(request.now))
    request.place = village
    found = next((one for one in told.goals if one.goal == f"goal.{goal}"), None)
    if found is None:
        raise NotFound
    return told, found


def _ask(request: ActedRequest, standing: GoalStanding, village: str, form: AskCheckForm) -> bool:
    try:
        commands.ask_check(
            actor=request.actor,
            now=request.now,
            village=village,
            goal=standing.goal,
            note=form.cleaned_data["note"],
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        form.refuse(refusal)
        return False
    messages.success(request, _("Asked for. Somebody else of the township will look."))
    return True


def _decide(request: ActedRequest, standing: GoalStanding, form: FoundForm) -> bool:
    if standing.check is None:
        raise NotFound
    try:
        commands.decide_check(
            actor=request.actor,
            now=request.now,
            key=standing.check.key,
            verdict=form.verdict_given(),
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        form.refuse(refusal)
        return False
    messages.success(request, _("What you found is kept."))
    return True


def _board(request: ActedRequest) -> board_pages.BoardPage:
    code = asked_place(request, Level.TOWNSHIP, Level.VILLAGE)
    told = queries.scoreboard(code, actor=request.actor, on=timezone.localdate(request.now))
    return board_pages.board_page(told, request.GET)


def _public(request: ActedRequest, village: str) -> dict[str, object]:
    told = queries.public_goals(village, on=timezone.localdate(request.now))
    return {"page": pages.village_page(told, {}), "site": request.build_absolute_uri("/")[:-1]}


def _name(village: str) -> str:
    known = names({village}).get(village)
    return wording.named(known.name, known.name_en) if known else village
