"""Claims: made on the phone, reviewed, appealed, scored again blind."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import own_household
from shihu.kernel.presentation import PageHead
from shihu.kernel.refusals import NotAllowed
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import ClaimRow, ClaimState
from shihu.services.linkages.web.pages.points import claims as pages
from shihu.services.linkages.web.pages.points.desk import FormPage
from shihu.services.linkages.web.points_forms import ClaimForm, ReviewForm, WordsForm
from shihu.services.linkages.web.views.points import parts

_STATES = {
    "": (ClaimState.WAITING.value, ClaimState.APPEALED.value),
    "appealed": (ClaimState.APPEALED.value,),
    "decided": (ClaimState.DECIDED.value, ClaimState.FINAL.value),
}


@require_http_methods(["GET", "POST"])
def claim(request: ActedRequest) -> HttpResponse:
    """Claim points for one's own household: what, when, how often, sent."""
    book, items = queries.claimable(actor=request.actor, on=parts.today_of(request))
    request.place = book.village
    form = ClaimForm(
        request.POST if request.method == "POST" else None,
        items=items,
        initial={"key": uuid4(), "day": parts.today_of(request)},
    )

    def act() -> None:
        told = form.cleaned_data
        commands.claim_points(
            actor=request.actor,
            now=request.now,
            key=told["key"],
            item=told["item"],
            day=told["day"],
            times=told["times"],
            words=told["words"],
        )

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("Sent. Somebody else looks at it, and you are told here."))
        return redirect("linkages_points_own")
    page = FormPage(
        PageHead(_("Claim points")),
        button=pgettext("linkages", "Send"),
        back=reverse("linkages_points_own"),
        said=_("No photograph is needed. Nobody of your household and no relative decides about it."),
    )
    return parts.form_page(request, form, page)


@require_GET
def queue(request: ActedRequest) -> HttpResponse:
    """What waits for review in a place, or in the head's unit."""
    village = parts.asked_village(request)
    state = request.GET.get("state", "")
    states = _STATES.get(state, _STATES[""])
    is_head = parts.is_member(request, village)
    told = queries.review_queue(village, actor=request.actor, states=states)
    page = pages.queue_page(
        village,
        told[:200] if state != "decided" else list(reversed(told))[:200],
        state=state if state in _STATES else "",
        counts={state: len(told)},
        is_head=is_head,
    )
    return render(request, "linkages/points/queue.html", {"page": page})


@require_GET
def claim_one(request: ActedRequest, key: UUID) -> HttpResponse:
    """One claim and what became of it."""
    today = parts.today_of(request)
    row = queries.claim(key, actor=request.actor, on=today)
    page = pages.claim_page(
        row,
        today=today,
        may_review=queries.may_review(row, actor=request.actor),
        is_member=_is_own(request, row),
    )
    request.place = row.hamlet
    return render(request, "linkages/points/claim.html", {"page": page})


@require_http_methods(["GET", "POST"])
def review(request: ActedRequest, key: UUID) -> HttpResponse:
    """Decide a claim or its appeal."""
    row = queries.claim(key, actor=request.actor, on=parts.today_of(request))
    if not queries.may_review(row, actor=request.actor):
        raise NotAllowed
    form = ReviewForm(request.POST if request.method == "POST" else None, claim=row)
    request.place = row.hamlet
    told: list[commands.Decided] = []

    def act() -> None:
        verdict, points, reason = form.told()
        told.append(
            commands.review_claim(
                actor=request.actor, now=request.now, claim=key, verdict=verdict, points=points, reason=reason
            )
        )

    here = f"{reverse('linkages_points_queue')}?place={row.village}"
    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("Decided: %(points)s points. The household reads it.") % {"points": told[0].points})
        if told[0].is_uncovered:
            messages.warning(request, _("The prize stock no longer covers all points. Fill it up."))
        return redirect(here)
    is_appeal = row.state is ClaimState.APPEALED
    title = _("Decide the appeal of %(name)s") if is_appeal else _("Review the claim of %(name)s")
    said = _("First given: %(points)s points. What the household says: %(words)s")
    page = FormPage(
        PageHead(title % {"name": row.name}),
        button=pgettext("linkages", "Decide"),
        back=here,
        said=said % {"points": row.given or 0, "words": row.appeal} if is_appeal else "",
        notice=_(row.conflict) if row.conflict else "",
        facts=pages.claim_facts(row),
    )
    return parts.form_page(request, form, page)


@require_http_methods(["GET", "POST"])
def appeal(request: ActedRequest, key: UUID) -> HttpResponse:
    """Ask for another person's look, once."""
    row = queries.claim(key, actor=request.actor, on=parts.today_of(request))
    if not _is_own(request, row):
        raise NotAllowed
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What should be looked at again?"), name="words"
    )
    request.place = row.hamlet
    here = reverse("linkages_points_claim_one", kwargs={"key": key})

    def act() -> None:
        commands.appeal_claim(actor=request.actor, now=request.now, claim=key, words=form.said())

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("Your appeal is in. Another person looks at it."))
        return redirect(here)
    page = FormPage(
        PageHead(_("Appeal: %(item)s") % {"item": row.rule.words}),
        button=_("Send the appeal"),
        back=here,
        said=_("Another person looks at it now. An appeal never leaves you with fewer points than before."),
        facts=pages.claim_facts(row),
    )
    return parts.form_page(request, form, page)


@require_http_methods(["GET", "POST"])
def rescore(request: ActedRequest, key: UUID) -> HttpResponse:
    """Score a drawn claim again without seeing the first score."""
    row = queries.sampled(key, actor=request.actor)
    form = ReviewForm(request.POST if request.method == "POST" else None, claim=row)
    request.place = row.hamlet

    def act() -> None:
        verdict, points, reason = form.told()
        commands.rescore_claim(
            actor=request.actor, now=request.now, claim=key, verdict=verdict, points=points, reason=reason
        )

    here = f"{reverse('linkages_points_samples')}?place={row.village}"
    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("Your score is kept; the difference now stands in the list."))
        return redirect(here)
    page = FormPage(
        PageHead(_("Score again, blind: %(item)s") % {"item": row.rule.words}),
        button=_("Keep my score"),
        back=here,
        said=_("You do not see what was given. The points stay as they are; the difference is listed by reviewer."),
        notice=_(row.conflict) if row.conflict else "",
        facts=pages.claim_facts(row),
    )
    return parts.form_page(request, form, page)


def _is_own(request: ActedRequest, row: ClaimRow) -> bool:
    own = own_household(actor=request.actor, on=parts.today_of(request))
    return own is not None and own.code == row.code
