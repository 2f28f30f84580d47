"""Pages of households: the list, one household's changes, one person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import under
from shihu.base.registry import commands, queries
from shihu.base.registry.types.households import HouseholdDetail, PersonDetail
from shihu.base.registry.web.forms.act import About, ActForm
from shihu.base.registry.web.forms.adding import AddForm
from shihu.base.registry.web.pages import acts
from shihu.base.registry.web.pages import household as one
from shihu.base.registry.web.pages import households as many
from shihu.base.registry.web.pages.wording import words
from shihu.base.registry.web.workbooks import workbook
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.presentation import asked_page, asked_sort
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal


@require_GET
def households(request: ActedRequest) -> HttpResponse:
    """The list of a place; filters, order and page live in the address."""
    actor, place = request.actor, queries.place_of_list(request.GET.get("place", ""), actor=request.actor)
    asked = many.asked_filters(request.GET, place.code)
    sort = asked_sort(request.GET, many.columns(), many.DEFAULT_SORT)
    pager = asked_page(request.GET, 10**9)
    today = timezone.localdate(request.now)
    found = queries.households(actor=actor, on=today, filters=asked, sort=sort, offset=pager.offset, limit=pager.size)
    pager = asked_page(request.GET, found.total)
    if not found.rows and found.total:
        # A bookmark outlived its rows: show the last page that there is.
        found = queries.households(
            actor=actor, on=today, filters=asked, sort=sort, offset=pager.offset, limit=pager.size
        )
    page = many.households_page(
        found,
        place=place,
        hamlets=_hamlets(place.code, actor),
        asked=asked,
        sort=sort,
        pager=pager,
        may_add=queries.may_keep(place.code, actor=actor),
        may_import=queries.may_import(place.code, actor=actor),
        said=words(),
    )
    return render(request, "registry/households.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The list as a spreadsheet, with the same filters and order."""
    place = queries.place_of_list(request.GET.get("place", ""), actor=request.actor)
    sort = asked_sort(request.GET, many.columns(), many.DEFAULT_SORT)
    asked = many.asked_filters(request.GET, place.code)
    found = commands.export_households(actor=request.actor, now=request.now, filters=asked, sort=sort)
    said = words()
    return workbook([many.sheet(found, place=place, said=said)], place=place, now=request.now)


@require_http_methods(["GET", "POST"])
def add(request: ActedRequest) -> HttpResponse:
    """A new household with its members."""
    actor = request.actor
    place = queries.place_of_list(request.GET.get("place", ""), actor=actor)
    if not queries.may_keep(place.code, actor=actor):
        raise NotAllowed
    said = words()
    hamlets = [(h.code, h.label(said.language)) for h in _hamlets(place.code, actor)]
    data = request.POST if request.method == "POST" else None
    form = AddForm(data, hamlets=hamlets, said=said, today=timezone.localdate(request.now), place=place.code)
    if request.method == "POST" and form.is_valid():
        given = form.home.cleaned_data
        try:
            done = commands.add_household(
                actor=actor,
                now=request.now,
                hamlet=given["hamlet"],
                members=form.people(),
                since=given["since"],
                about=form.home.about_place(),
                code=given["code"],
            )
        except Refusal as refusal:
            form.put(refusal.where, said.refusal(refusal))
        else:
            messages.success(request, said.happening(done.happenings[0]))
            return redirect("desk_household", code=done.household)
    page = acts.add_page(form, place=place, said=said)
    return render(request, "registry/add.html", {"page": page}, status=422 if request.method == "POST" else 200)


@require_GET
def household(request: ActedRequest, code: str) -> HttpResponse:
    """One household with every change that can be made to it."""
    found = _kept(code, request)
    return render(request, "registry/household.html", {"page": one.changes_page(found, said=words())})


@require_http_methods(["GET", "POST"])
def household_act(request: ActedRequest, code: str, act: str) -> HttpResponse:
    """One change of a household."""
    form_of = acts.HOUSEHOLD_ACTS.get(act)
    # With whom it would like to be is for the household itself to say, too.
    found = _own(code, request) if act == "partners" else _kept(code, request)
    if form_of is None:
        raise NotFound
    return _act(request, form_of, found, None)


@require_GET
def person(request: ActedRequest, code: str, person: UUID) -> HttpResponse:
    """One person, with what can be changed."""
    found = _person(code, person, request)
    today = timezone.localdate(request.now)
    return render(request, "registry/person.html", {"page": one.person_page(found, code, today=today, said=words())})


@require_http_methods(["GET", "POST"])
def person_act(request: ActedRequest, code: str, person: UUID, act: str) -> HttpResponse:
    """One change of a person."""
    form_of = acts.PERSON_ACTS.get(act)
    home = _kept(code, request)
    found = _person(code, person, request)
    if form_of is None or not found.may_keep:
        raise NotFound
    return _act(request, form_of, home, found)


def _act(
    request: ActedRequest, form_of: type[ActForm], home: HouseholdDetail, who: PersonDetail | None
) -> HttpResponse:
    said = words()
    hamlets = tuple((h.code, h.label(said.language)) for h in _hamlets(_widest(request.actor, home), request.actor))
    about = About(request.actor, timezone.localdate(request.now), said, home, who, hamlets)
    step = request.POST.get("step", "")
    form = form_of(request.POST if request.method == "POST" else None, about=about)
    happenings: list[str] = []
    if request.method == "POST" and step != "back" and form.is_valid():
        rehearses = form.previews and step != "do"
        try:
            facts = form.facts() | form.target()
            # Everything that the form reads on the way is read in the transaction of the command.
            with transaction.atomic():
                done = (
                    commands.rehearse(actor=request.actor, now=request.now, command=form.command, **facts)
                    if rehearses
                    else form.command(actor=request.actor, now=request.now, **facts)
                )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.add_error(refusal.where if refusal.where in form.fields else None, said.refusal(refusal))
        else:
            if not rehearses:
                messages.success(request, said.happening(done.happenings[-1]))
                return redirect("desk_household", code=done.household)
            happenings = [said.happening(one) for one in done.happenings]
    page = acts.act_page(form, home=home, who=who, happenings=happenings, posted=request.POST)
    is_wrong = request.method == "POST" and bool(form.errors) and step != "back"
    return render(request, "registry/act.html", {"page": page}, status=422 if is_wrong else 200)


def _kept(code: str, request: ActedRequest) -> HouseholdDetail:
    found = queries.household(code, actor=request.actor, on=timezone.localdate(request.now))
    request.place = found.hamlet
    if not found.may_keep and found.stands:
        raise NotAllowed
    return found


def _own(code: str, request: ActedRequest) -> HouseholdDetail:
    found = queries.household(code, actor=request.actor, on=timezone.localdate(request.now))
    request.place = found.hamlet
    if not (found.may_keep or found.sees_private):
        raise NotAllowed
    return found


def _person(code: str, key: UUID, request: ActedRequest) -> PersonDetail:
    found = queries.person(key, actor=request.actor)
    request.place = found.hamlet
    # The address names both: a person opened under another household's code is no address of ours.
    if code not in {past[0] for past in found.history}:
        raise NotFound
    return found


def _hamlets(place: str, actor: Actor) -> list[Any]:
    """Return the hamlets under a place that is not wider than a township: a select of a county helps nobody."""
    if not place or level_of(place) < Level.TOWNSHIP:
        return []
    return under(place, Level.HAMLET, actor=actor)


def _widest(actor: Actor, home: HouseholdDetail) -> str:
    """Return the widest place around the household, up to its township, in which the actor keeps households."""
    places = (home.hamlet[: level.value] for level in (Level.TOWNSHIP, Level.VILLAGE, Level.HAMLET))
    return next((place for place in places if queries.may_keep(place, actor=actor)), home.hamlet)
