"""Pages of weddings and funerals."""

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
from shihu.base.registry.queries import household_meant, own_household
from shihu.kernel.places import lies_in
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.queries import civility as queries
from shihu.services.linkages.types.civility import ITEMS_OF, EventRow
from shihu.services.linkages.web.civility_forms import CouncilForm, EventForm, HeldForm, TalkForm
from shihu.services.linkages.web.pages.civility import customs as pages
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried


@require_GET
def customs(request: ActedRequest) -> HttpResponse:
    """What the village agreed on, who helps, what was told."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    return _customs(request, village, {})


@require_POST
def council(request: ActedRequest) -> HttpResponse:
    """Add a member to the council."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    queries.council(village, actor=request.actor)
    if not policies.KEEP_CIVILITY.allows(request.actor, village):
        raise NotAllowed
    form = CouncilForm(request.POST)
    done = tried(
        form,
        lambda: commands.keep_council_member(
            actor=request.actor,
            now=request.now,
            village=village,
            name=form.cleaned_data["name"],
            duty=form.cleaned_data["duty"],
        ),
    )
    if not done:
        return _customs(request, village, {"council": form})
    return redirect(address("linkages_civility_customs", village))


@require_POST
def council_end(request: ActedRequest, member: int) -> HttpResponse:
    """End somebody's time in the council."""
    village = commands.end_council_member(actor=request.actor, now=request.now, member=member)
    return redirect(address("linkages_civility_customs", village))


@require_http_methods(["GET", "POST"])
def tell(request: ActedRequest) -> HttpResponse:
    """Tell the council of a coming wedding or funeral."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    queries.council(village, actor=request.actor)
    today = timezone.localdate(request.now)
    helps = policies.SEE_CUSTOMS.allows(request.actor, village)
    mine = own_household(actor=request.actor, on=today)
    if not helps and mine is None:
        raise NotAllowed
    kind = request.GET.get("kind", "wedding")
    if kind not in ITEMS_OF:
        raise NotFound
    form = EventForm(request.POST if request.method == "POST" else None, kind=kind, for_others=helps)

    def run() -> str:
        given = form.cleaned_data
        if helps:
            code = household_meant(given["household"], near=village, actor=request.actor, where="household")[0]
        else:
            code = mine.code if mine else ""
        key = commands.tell_event(
            actor=request.actor,
            now=request.now,
            household=code,
            kind=kind,
            day=given["day"],
            plan=form.plan(),
        )
        messages.success(request, _("The council knows and will call."))
        return reverse("linkages_civility_event", kwargs={"key": key})

    head = PageHead(
        wording.tell_label(kind),
        _("Only the council and the household read it. No number has to be said."),
        back=Link(_("Weddings and funerals"), address("linkages_civility_customs", village)),
    )
    return form_page(request, form, head, pgettext("linkages", "Tell the council"), run)


@require_GET
def event(request: ActedRequest, key: UUID) -> HttpResponse:
    """One wedding or funeral with its checklist."""
    return _event(request, key, {})


@require_POST
def event_talk(request: ActedRequest, key: UUID) -> HttpResponse:
    """Write down the council's talk."""
    _helped(request, key)
    form = TalkForm(request.POST)
    done = tried(
        form,
        lambda: commands.talk_over_event(actor=request.actor, now=request.now, event=key, **form.cleaned_data),
    )
    return redirect("linkages_civility_event", key=key) if done else _event(request, key, {"talk": form})


@require_POST
def event_held(request: ActedRequest, key: UUID) -> HttpResponse:
    """Write down how it was held."""
    told = _helped(request, key)
    form = HeldForm(request.POST, kind=told.kind, plan=told.plan)
    done = tried(
        form,
        lambda: commands.finish_event(
            actor=request.actor, now=request.now, event=key, result=form.result(), words=form.cleaned_data["words"]
        ),
    )
    return redirect("linkages_civility_event", key=key) if done else _event(request, key, {"held": form})


@require_POST
def event_off(request: ActedRequest, key: UUID) -> HttpResponse:
    """Call it off."""
    commands.call_off_event(actor=request.actor, now=request.now, event=key)
    return redirect("linkages_civility_event", key=key)


def _helped(request: ActedRequest, key: UUID) -> EventRow:
    told = queries.event(key, actor=request.actor)
    if not policies.SEE_CUSTOMS.allows(request.actor, told.village):
        raise NotAllowed
    return told


def _event(request: ActedRequest, key: UUID, given: dict[str, forms.Form]) -> HttpResponse:
    told = queries.event(key, actor=request.actor)
    request.place = told.village
    page = pages.event_page(told, helps=policies.SEE_CUSTOMS.allows(request.actor, told.village), given=given)
    return render(request, "linkages/civility/page.html", {"page": page}, status=422 if given else 200)


def _customs(request: ActedRequest, village: str, given: dict[str, forms.Form]) -> HttpResponse:
    today = timezone.localdate(request.now)
    mine = own_household(actor=request.actor, on=today)
    helps = policies.SEE_CUSTOMS.allows(request.actor, village)
    members = queries.council(village, actor=request.actor)
    page = pages.customs_page(
        village,
        queries.rules_in_force(village, on=today),
        members,
        queries.events(village, actor=request.actor),
        helps=helps,
        may_tell=helps or (mine is not None and lies_in(mine.hamlet, village)),
        may_keep=policies.KEEP_CIVILITY.allows(request.actor, village),
        given=given,
    )
    return render(request, "linkages/civility/page.html", {"page": page}, status=422 if given else 200)
