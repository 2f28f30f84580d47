"""Pages of organisations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import under
from shihu.base.places.types import PlaceRow
from shihu.base.registry import commands, queries
from shihu.base.registry.rules.people import plain_text
from shihu.base.registry.types.households import EnterpriseRow
from shihu.base.registry.web.forms.enterprises import EnterpriseForm
from shihu.base.registry.web.pages import enterprises as many
from shihu.base.registry.web.pages.wording import Words, words
from shihu.base.registry.web.workbooks import workbook
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.presentation import Link, PageHead, Pager, asked_page, asked_sort
from shihu.kernel.refusals import NotAllowed, Refusal


@require_GET
def enterprises(request: ActedRequest) -> HttpResponse:
    """The organisations of a place."""
    place = queries.place_of_list(request.GET.get("place", ""), actor=request.actor)
    kind, text = (plain_text(request.GET.get(name, "")[:60]) for name in ("kind", "q"))
    sort = asked_sort(request.GET, many.columns(), "place")
    if request.GET.get("as") == "xlsx":
        found, _total = queries.enterprises(
            actor=request.actor, place=place.code, kind=kind, text=text, sort=sort, limit=None
        )
        return workbook([many.sheet(found, place=place, said=words())], place=place, now=request.now)
    pager = asked_page(request.GET, 10**9)
    rows, total = _rows(request.actor, place, kind, text, sort, pager)
    pager = asked_page(request.GET, total)
    if total and not rows:
        # A bookmark outlived its rows: show the last page that there is.
        rows, total = _rows(request.actor, place, kind, text, sort, pager)
    page = many.enterprises_page(
        rows,
        place=place,
        kind=kind,
        text=text,
        sort=sort,
        pager=pager,
        may_add=queries.may_keep(place.code, actor=request.actor),
        said=words(),
    )
    return render(request, "registry/enterprises.html", {"page": page})


@require_http_methods(["GET", "POST"])
def add(request: ActedRequest) -> HttpResponse:
    """A new organisation."""
    place = queries.place_of_list(request.GET.get("place", ""), actor=request.actor)
    if not queries.may_keep(place.code, actor=request.actor):
        raise NotAllowed
    return _keep(request, place, None)


@require_http_methods(["GET", "POST"])
def enterprise(request: ActedRequest, key: UUID) -> HttpResponse:
    """One organisation, to be amended."""
    found = queries.enterprise(key, actor=request.actor)
    if not found.may_keep:
        raise NotAllowed
    around = (found.place[:level] for level in (Level.TOWNSHIP, Level.VILLAGE))
    code = next((c for c in around if queries.may_keep(c, actor=request.actor)), found.place)
    place = queries.place_of_list(code, actor=request.actor)
    return _keep(request, place, found)


def _rows(
    actor: Actor, place: PlaceRow, kind: str, text: str, sort: str, pager: Pager
) -> tuple[tuple[EnterpriseRow, ...], int]:
    return queries.enterprises(
        actor=actor, place=place.code, kind=kind, text=text, sort=sort, offset=pager.offset, limit=pager.size
    )


def _keep(request: ActedRequest, place: PlaceRow, found: EnterpriseRow | None) -> HttpResponse:
    said = words()
    data = request.POST if request.method == "POST" else None
    form = EnterpriseForm(data, places=_places(place, request.actor, said), said=said, found=found, place=place.code)
    back = f"{reverse('registry_enterprises')}?place={place.code}"
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, form, place, found)
        except Refusal as refusal:
            form.add_error(refusal.where if refusal.where in form.fields else None, said.refusal(refusal))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
            return redirect(back)
    title = _("Amend %(name)s") % {"name": found.name} if found else _("Add an organisation")
    name = place.label(said.language)
    head = PageHead(
        title=title,
        lead=_("A cooperative, collective organisation or company that works with the households here."),
        back=Link(_("Organisations of %(place)s") % {"place": name}, back),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "registry/enterprise.html", {"head": head, "form": form}, status=status)


def _save(request: ActedRequest, form: EnterpriseForm, place: PlaceRow, found: EnterpriseRow | None) -> None:
    given = form.cleaned_data
    person = None
    if typed := given["representative"].strip():
        kept = found is not None and typed == found.representative
        today = timezone.localdate(request.now)
        person = (
            found.representative_key
            if found is not None and kept
            else queries.person_meant(typed, place.code, actor=request.actor, on=today)
        )
    commands.keep_enterprise(
        actor=request.actor,
        now=request.now,
        key=found.key if found else None,
        version=given["version"] or 0,
        name=given["name"],
        kind=given["kind"],
        code=given["code"],
        place=given["place"],
        representative=person,
        since=given["since"],
        until=given["until"],
    )


def _places(place: PlaceRow, actor: Actor, said: Words) -> list[tuple[str, str]]:
    """Return the place itself, its villages and hamlets; hamlets are told apart by their village."""
    if not place.code or level_of(place.code) < Level.TOWNSHIP:
        return []
    villages = {v.code: v for v in under(place.code, Level.VILLAGE, actor=actor)}
    hamlets = under(place.code, Level.HAMLET, actor=actor)
    rows = [(place.code, place.label(said.language))]
    rows += [(v.code, v.label(said.language)) for v in villages.values() if v.code != place.code]
    for h in hamlets:
        village = villages.get(h.code[: Level.VILLAGE])
        if h.code != place.code:
            label = h.label(said.language)
            rows.append((h.code, f"{village.label(said.language)} / {label}" if village else label))
    return rows
