"""Above which amount a second person must look, and whose own books are."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger import commands, policies, queries
from shihu.base.ledger.types import EntityKind
from shihu.base.ledger.web import words
from shihu.base.ledger.web.pages.standards import rules_page
from shihu.base.ledger.web.standards_forms import KeeperForm, RuleForm
from shihu.base.ledger.web.views.books import opened, place_asked, today
from shihu.base.places.queries import names as place_names
from shihu.base.registry.queries import person_meant
from shihu.kernel.places import lies_in
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, Refusal

_KINDS = tuple(kind for kind in EntityKind if kind != EntityKind.HOUSEHOLD)


@require_http_methods(["GET", "POST"])
def rules(request: ActedRequest) -> HttpResponse:
    """The rules of a place and above it; the officer sets a new one from a day on."""
    place = place_asked(request)
    may_set = policies.SET_RULES.allows(request.actor, place.code)
    if request.method == "POST" and not may_set:
        raise NotAllowed
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        kinds=[(kind, _(words.KINDS[kind])) for kind in _KINDS],
        initial={"kind": EntityKind.COLLECTIVE.value, "since": today(request)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            commands.set_approval_rule(
                actor=request.actor,
                now=request.now,
                kind=EntityKind(given["kind"]),
                place=place.code,
                above=given["above"],
                since=given["since"],
            )
        except Refusal as refusal:
            form.add_error(refusal.where if refusal.where in form.fields else None, words.said(refusal))
        else:
            messages.success(request, _("The rule is set. Entries of earlier days follow the rule of their day."))
            return redirect(f"{reverse('ledger_rules')}?place={place.code}")
    found = [
        row for row in queries.approval_rules() if lies_in(place.code, row.place) or lies_in(row.place, place.code)
    ]
    found.sort(key=lambda row: (row.kind, row.place, row.since), reverse=True)
    page = rules_page(
        found,
        place=place,
        names=place_names({row.place for row in found if row.place}),
        today=today(request),
        may_set=may_set,
    )
    return render(request, "ledger/rules.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def keeper(request: ActedRequest, key: UUID) -> HttpResponse:
    """Name whose own these books are, such as the unit's head: that person then sees them."""
    row = opened(request, key)
    if not row.may_keep or row.kind == EntityKind.HOUSEHOLD:
        raise NotAllowed
    held = queries.keeper_name(key, actor=request.actor)
    form = KeeperForm(request.POST if request.method == "POST" else None, initial={"person": held})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["person"].strip()
        try:
            person = person_meant(given, row.place, actor=request.actor, on=today(request)) if given else None
            commands.name_keeper(actor=request.actor, now=request.now, entity=key, person=person)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.add_error("person", words.said(refusal))
        else:
            messages.success(request, _("It is noted whose own these books are."))
            return redirect("ledger_book", key=key)
    head = PageHead(
        _("Whose own: %(name)s") % {"name": row.name},
        _("A keeper, such as a unit's head, sees these books without an office. Recording stays with the cadre."),
        back=Link(row.name, reverse("ledger_book", kwargs={"key": key})),
    )
    return render(request, "ledger/keeper.html", {"head": head, "form": form}, status=422 if form.errors else 200)
