"""Pages of elections: each calls one query or command and renders."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import place as place_of
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, policies, queries
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries.electors import unit_named
from shihu.services.units.queries.words import refusal_text, unit_label
from shihu.services.units.types import Kind, Way
from shihu.services.units.web import election_forms as fields
from shihu.services.units.web.pages.heads import ballot, elections, listing
from shihu.services.units.web.views.answers import beside, form_page, key_of


@require_GET
def elections_(request: ActedRequest) -> HttpResponse:
    """Elections of a place. A member is led to the one of the own unit."""
    code = request.GET.get("place", "") or next(iter(policies.SEE_HEADS.scopes(request.actor)), "")
    if not code:
        own = queries.own_elections(actor=request.actor)
        if not own:
            raise NotFound
        return redirect("units_ballot", key=own[0].key)
    rows = queries.elections_of(code, actor=request.actor)
    without = queries.without_election(code, actor=request.actor)
    names = queries.hamlet_names({*(r.hamlet for r in rows), *(u.hamlet_id for u in without)})
    page = listing.page(
        rows,
        [(str(u.pk), unit_label(u.name, names.get(u.hamlet_id, ("", ""))[1], u.ordinal)) for u in without],
        place=place_of(code, actor=request.actor),
        names=names,
        actor=request.actor,
        on=timezone.localdate(request.now),
        given=request.GET.dict(),
    )
    return render(request, "units/heads/elections.html", {"page": page})


@require_http_methods(["GET", "POST"])
def open_(request: ActedRequest) -> HttpResponse:
    """Open an election in a unit."""
    unit = unit_named(key_of(request.GET.get("unit", "")))
    policies.RUN_ELECTIONS.require(
        request.actor, unit.hamlet, seen=policies.SEE_HEADS.allows(request.actor, unit.hamlet)
    )
    today = timezone.localdate(request.now)
    held = queries.head_rules(unit.hamlet, on=today)
    form = fields.made(fields.opening(today, deputies=held.most_deputies), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            key = commands.open_election(
                actor=request.actor,
                now=request.now,
                unit=unit.key,
                kind=Kind(given["kind"]),
                way=Way(given["way"]),
                places=(given["places"] or 1) if given["kind"] == Kind.DEPUTY else 1,
                nominate_until=given["nominate_until"],
                vote_from=given["vote_from"],
                vote_until=given["vote_until"],
            )
        except Refusal as refusal:
            beside(form, refusal)
        else:
            messages.success(request, _("The election is open. Members nominate from today."))
            return redirect("units_election", key=key)
    request.place = unit.hamlet
    names = queries.hamlet_names({unit.hamlet})
    name = unit_label(unit.name, names.get(unit.hamlet, ("", ""))[1], unit.ordinal)
    back = Link(name, reverse("units_unit", kwargs={"key": unit.key}))
    head = PageHead(_("Open an election in %(unit)s") % {"unit": name}, _(words.PARTY_FIRST), back=back)
    return form_page(request, form, head, _("Open the election"), back.href)


@require_GET
def election_(request: ActedRequest, key: UUID) -> HttpResponse:
    """One election on the desk; members have a page of their own."""
    today = timezone.localdate(request.now)
    detail = queries.election(key, actor=request.actor, on=today)
    request.place = detail.row.hamlet
    if not policies.SEE_HEADS.allows(request.actor, detail.row.hamlet):
        return redirect("units_ballot", key=key)
    names = queries.hamlet_names({detail.row.hamlet})
    page = elections.page(detail, names=names, on=today)
    return render(request, "units/heads/election.html", {"page": page})


@require_GET
def notice_(request: ActedRequest, key: UUID) -> HttpResponse:
    """The result as a public notice, to be printed."""
    detail = queries.election(key, actor=request.actor, on=timezone.localdate(request.now))
    if not detail.votes:
        raise NotFound
    names = queries.hamlet_names({detail.row.hamlet})
    context = {
        "title": elections.unit_name(detail.row, names),
        "kind": _(words.KINDS[detail.row.kind]),
        "facts": elections.notice_facts(detail),
        "chosen": "、".join(detail.row.chosen),
        "is_recall": detail.row.kind == Kind.RECALL,
        "recalled": detail.row.recalled,
        "row": detail.row,
        "why": _(words.REASONS[detail.reason]) if detail.reason in words.REASONS else "",
        "lot": detail.lot,
        "tellers": "、".join(t.name for t in detail.tellers),
        "minutes": detail.minutes,
    }
    return render(request, "units/heads/notice.html", context)


@require_http_methods(["GET", "POST"])
def ballot_(request: ActedRequest, key: UUID) -> HttpResponse:
    """A member's page: nominate, second, consent, vote, object."""
    today = timezone.localdate(request.now)
    detail = queries.election(key, actor=request.actor, on=today)
    if detail.own_household is None:
        raise NotAllowed
    problem = ""
    if request.method == "POST":
        try:
            said = _member_act(request, key)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            problem = refusal_text(refusal)
        else:
            messages.success(request, said)
            return redirect("units_ballot", key=key)
    people = queries.who_may_stand(key, actor=request.actor, on=today) if detail.row.stage == "nominating" else []
    names = queries.hamlet_names({detail.row.hamlet})
    page = ballot.page(detail, people, names=names, on=today)
    request.place = detail.row.hamlet
    context = {"page": page, "problem": problem}
    return render(request, "units/heads/ballot.html", context, status=422 if problem else 200)


def _member_act(request: ActedRequest, key: UUID) -> str:
    acted: dict[str, Any] = {"actor": request.actor, "now": request.now}
    match request.POST.get("act", ""):
        case "vote":
            choice, tap = request.POST.get("choice", ""), request.POST.get("key", "")
            commands.cast_vote(**acted, election=key, choice=choice, key=tap)
            return _("Your household's vote is in.")
        case "nominate":
            person = key_of(request.POST.get("person", ""))
            commands.nominate(**acted, election=key, person=person, grounds=request.POST.get("grounds", ""))
            return _("Nominated. Another household must second it.")
        case "second":
            commands.second(**acted, candidate=key_of(request.POST.get("candidate", "")))
            return _("You stand behind this nomination.")
        case "consent":
            commands.consent(**acted, candidate=key_of(request.POST.get("candidate", "")))
            return _("You have agreed to stand.")
        case "withdraw":
            commands.withdraw(**acted, candidate=key_of(request.POST.get("candidate", "")))
            return _("The nomination is withdrawn.")
        case "object":
            commands.raise_objection(**acted, election=key, text=request.POST.get("text", ""))
            return _("Your objection is noted. The village answers it before anybody takes office.")
    raise NotFound
