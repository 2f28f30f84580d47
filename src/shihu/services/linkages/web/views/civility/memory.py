"""Pages of the overview, of precepts and of the village's history."""

from uuid import UUID

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
from shihu.base.places.queries import under
from shihu.base.registry.queries import own_household
from shihu.kernel.places import Level, lies_in
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed
from shihu.services.linkages import policies
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.queries import civility as queries
from shihu.services.linkages.web.civility_forms import HistoryForm, PreceptForm, ReasonForm
from shihu.services.linkages.web.pages.civility import memory as pages
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried


@require_GET
def overview(request: ActedRequest) -> HttpResponse:
    """A village's civility; above a village, its villages."""
    place, today = asked_place(request, policies.SEE_CIVILITY), timezone.localdate(request.now)
    if len(place) < Level.VILLAGE:
        policies.SEE_CIVILITY.require(request.actor, place)
        lines = queries.civility_by_village(
            [row.code for row in under(place, Level.VILLAGE, actor=request.actor)], on=today
        )
        return render(request, "linkages/civility/page.html", {"page": pages.villages_page(place, lines)})
    village = queries.village_of(place)
    page = pages.overview_page(
        village,
        queries.moral_models(village, actor=request.actor, on=today),
        queries.model_rounds(village, actor=request.actor),
        queries.village_rules(village, actor=request.actor),
        queries.precepts(village, actor=request.actor, on=today),
        queries.village_history(village, actor=request.actor),
        newest=queries.honour_roll(village, actor=request.actor)[:6],
        waiting=queries.own_nomination(actor=request.actor),
        today=today,
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_GET
def memory(request: ActedRequest) -> HttpResponse:
    """Precepts that may be read, and the village's history."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    today = timezone.localdate(request.now)
    mine = own_household(actor=request.actor, on=today)
    page = pages.memory_page(
        village,
        queries.precepts(village, actor=request.actor, on=today),
        queries.village_history(village, actor=request.actor),
        own_code=mine.code if mine is not None and lies_in(mine.hamlet, village) else "",
        may_keep=policies.KEEP_CIVILITY.allows(request.actor, village),
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def precept(request: ActedRequest, code: str) -> HttpResponse:
    """Write a household's own precept."""
    told = queries.precept_of(code, actor=request.actor)
    form = PreceptForm(
        request.POST if request.method == "POST" else None,
        initial={"words": told.words, "story": told.story, "is_shown": told.is_shown},
    )
    back = address("linkages_civility_memory", queries.village_of(told.hamlet))

    def run() -> str:
        commands.write_precept(actor=request.actor, now=request.now, household=code, **form.cleaned_data)
        messages.success(request, pgettext("linkages", "Written down."))
        return back

    head = PageHead(
        _("Precept of the household of %(name)s") % {"name": told.householder},
        _("It is yours: nobody else reads it unless you say so, and you can take it back."),
        back=Link(_("Families and history"), back),
    )
    return form_page(request, form, head, pgettext("linkages", "Keep the precept"), run)


@require_http_methods(["GET", "POST"])
def history_new(request: ActedRequest) -> HttpResponse:
    """Add an entry to the village's history."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    queries.village_history(village, actor=request.actor)
    if not policies.KEEP_CIVILITY.allows(request.actor, village):
        raise NotAllowed
    form = HistoryForm(request.POST if request.method == "POST" else None)

    def run() -> str:
        key = commands.keep_history_entry(actor=request.actor, now=request.now, village=village, **form.cleaned_data)
        return reverse("linkages_civility_history", kwargs={"key": key})

    head = PageHead(
        _("Add to the history"),
        _("Photographs are attached on the entry's own page."),
        back=Link(_("Families and history"), address("linkages_civility_memory", village)),
    )
    return form_page(request, form, head, pgettext("linkages", "Keep the entry"), run)


@require_GET
def history(request: ActedRequest, key: UUID) -> HttpResponse:
    """One entry with its photographs."""
    row = queries.history_entry(key, actor=request.actor)
    request.place = row.village
    page = pages.history_page(row, may_keep=policies.KEEP_CIVILITY.allows(request.actor, row.village))
    files = files_of(Subject("village_history", str(key), row.village), actor=request.actor)
    return render(request, "linkages/civility/history.html", {"page": page, "files": files})


@require_POST
def history_off(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take an entry off."""
    row = queries.history_entry(key, actor=request.actor)
    if not policies.KEEP_CIVILITY.allows(request.actor, row.village):
        raise NotAllowed
    form = ReasonForm(request.POST)
    done = tried(
        form,
        lambda: commands.take_history_off(
            actor=request.actor, now=request.now, entry=key, why=form.cleaned_data["why"]
        ),
    )
    if not done:
        messages.error(request, _("Say why it is taken off."))
        return redirect("linkages_civility_history", key=key)
    return redirect(address("linkages_civility_memory", row.village))
