"""Pages of the roll-out: the board, its poster, a village's planned days."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.errors import NotAVillage
from shihu.services.units.types import RolloutStage
from shihu.services.units.web.appraisal_forms import PlanForm
from shihu.services.units.web.pages import rollout as pages
from shihu.services.units.web.views.charters import home, place_title


@require_GET
def board(request: ActedRequest) -> HttpResponse:
    """Where each village stands, planned beside done."""
    return render(request, "units/rollout/board.html", {"page": _page(request)})


@require_GET
def poster(request: ActedRequest) -> HttpResponse:
    """The board on paper, for the wall of the township."""
    return render(request, "units/rollout/poster.html", {"page": _page(request)})


@require_http_methods(["GET", "POST"])
def plan(request: ActedRequest) -> HttpResponse:
    """Set the planned days of a village."""
    code = request.GET.get("place", "")
    seen = bool(code) and policies.SEE_UNITS.allows(request.actor, code)
    policies.PLAN_ROLLOUT.require(request.actor, code, seen=seen)
    if len(code) != Level.VILLAGE:
        raise NotAVillage
    told = queries.rollout_board(code, actor=request.actor, today=timezone.localdate(request.now))
    (village,) = told.villages
    form = PlanForm(
        request.POST if request.method == "POST" else None, planned={step.stage: step.planned for step in village.steps}
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.plan_village(actor=request.actor, now=request.now, place=code, planned=form.planned())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The planned days are kept."))
            return redirect(f"{reverse('units_rollout')}?place={code}")
    context = {"form": form, "place": code, "title": place_title(code, request.actor), "last": RolloutStage.RUNNING}
    return render(request, "units/rollout/plan.html", context, status=422 if form.errors else 200)


def _page(request: ActedRequest) -> pages.BoardPage:
    code = request.GET.get("place", "") or home(request.actor)
    if len(code) == Level.HAMLET:
        code = code[: Level.VILLAGE]
    if len(code) not in {Level.TOWNSHIP, Level.VILLAGE}:
        raise NotFound
    told = queries.rollout_board(code, actor=request.actor, today=timezone.localdate(request.now))
    concerned = {key for v in told.villages for key in (*v.without_head, *v.not_alive)}
    is_village = len(code) == Level.VILLAGE
    units = queries.unit_names(concerned) if is_village else {}
    return pages.board_page(
        told, unit_names=units, names=queries.hamlet_names({hamlet for _name, hamlet, _ordinal in units.values()})
    )
