"""The monthly sample: publish the number, draw, look at what came out."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.linkages import policies
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.errors.points import BadNumber
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.web.pages.points import samples as pages
from shihu.services.linkages.web.pages.points import words
from shihu.services.linkages.web.points_forms import NumberForm
from shihu.services.linkages.web.views.points import parts


@require_http_methods(["GET", "POST"])
def samples(request: ActedRequest) -> HttpResponse:
    """The samples of a village; the officer publishes a number."""
    village, today = parts.asked_village(request), parts.today_of(request)
    told = queries.samples(village, actor=request.actor)
    may = policies.RUN_SAMPLES.allows(request.actor, village)
    if request.method == "POST" and not may:
        raise NotAllowed
    form = NumberForm(request.POST if request.method == "POST" else None, initial={"month": f"{today:%Y-%m}"})

    def act() -> None:
        given = form.cleaned_data
        try:
            month = date.fromisoformat(f"{given['month']}-01")
        except ValueError:
            raise BadNumber(where="month") from None
        commands.publish_number(
            actor=request.actor,
            now=request.now,
            village=village,
            month=month,
            number=given["number"],
            where=given["where"],
        )

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("The number is published. Hang it on the notice board as well."))
        return redirect(f"{request.path}?place={village}")
    page = pages.samples_page(village, told, is_head=parts.is_member(request, village))
    context = {"page": page, "form": form if may else None}
    return render(request, "linkages/points/samples.html", context, status=422 if form.errors else 200)


@require_GET
def sample(request: ActedRequest, key: UUID) -> HttpResponse:
    """One sample."""
    told = queries.sample(key, actor=request.actor)
    request.place = told.village
    return render(request, "linkages/points/sample.html", {"page": pages.sample_page(told)})


@require_POST
def draw(request: ActedRequest, key: UUID) -> HttpResponse:
    """Draw."""
    queries.sample(key, actor=request.actor)
    try:
        count = commands.draw_sample(actor=request.actor, now=request.now, key=key)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, words.refusal(refusal))
    else:
        told = ngettext("%(count)s claim is drawn.", "%(count)s claims are drawn.", count) % {"count": count}
        messages.success(request, told)
    return redirect("linkages_points_sample", key=key)
