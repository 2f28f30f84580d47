"""What the figures of the eight ones are to reach: the list, and setting one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import names
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.queries import goals as queries
from shihu.services.linkages.web.goals_forms import TargetForm
from shihu.services.linkages.web.pages.goals import targets as pages
from shihu.services.linkages.web.pages.goals import wording
from shihu.services.linkages.web.views.goals import asked_place


@require_GET
def targets(request: ActedRequest) -> HttpResponse:
    """The targets of a township."""
    place, today = asked_place(request, Level.TOWNSHIP), timezone.localdate(request.now)
    told = queries.figure_targets(place, actor=request.actor, on=today)
    row = names({place})[place]
    page = pages.targets_page(
        place,
        wording.named(row.name, row.name_en),
        told,
        may_set=policies.SET_TARGETS.allows(request.actor, place),
        today=today,
    )
    return render(request, "linkages/goals/works.html", {"page": page})


@require_http_methods(["GET", "POST"])
def target(request: ActedRequest, figure: str) -> HttpResponse:
    """Set what a figure is to reach."""
    place, today = asked_place(request, Level.TOWNSHIP), timezone.localdate(request.now)
    told = queries.figure_targets(place, actor=request.actor, on=today)
    policies.SET_TARGETS.require(request.actor, place, seen=True)
    one = next((row for row in told if row.indicator.code == figure), None)
    if one is None:
        raise NotFound
    form = TargetForm(
        request.POST if request.method == "POST" else None,
        unit=wording.unit(one.indicator.unit),
        kind=one.target.kind,
        is_money=one.indicator.unit == "yuan",
        initial={"since": today},
    )
    back = f"{reverse('linkages_goals_targets')}?place={place}"
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_target(actor=request.actor, now=request.now, place=place, figure=figure, **form.told())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The target is set."))
            return redirect(back)
    head = PageHead(
        _(one.indicator.name),
        _("%(words)s Target in force: %(target)s.")
        % {"words": _(one.indicator.words), "target": wording.target_words(one.target, one.indicator.unit)},
        back=Link(_("All targets"), back),
    )
    status = 422 if form.errors else 200
    return render(request, "linkages/goals/target.html", {"form": form, "head": head, "back": back}, status=status)
