"""Pages of the roster's way in: upload, columns, preview, answers, commit, undo."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.commands import imports as commands
from shihu.base.registry.policies import IMPORT_ROSTER
from shihu.base.registry.queries import imports as queries
from shihu.base.registry.web import import_pages as pages
from shihu.base.registry.web.import_forms import UploadForm
from shihu.base.registry.web.import_words import sentence_of
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.refusals import NotFound, Refusal

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: ActedRequest) -> HttpResponse:
    """The imports of the actor's area, and the form that begins one."""
    _door(request)
    place = request.GET.get("place", "")
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor, initial={"place": place})
    if form.is_valid():
        try:
            key = commands.upload_roster(
                actor=request.actor,
                now=request.now,
                place=form.cleaned_data["place"],
                name=form.cleaned_data["file"].name,
                content=form.content(),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error("file", _(refusal.sentence) % refusal.values)
        else:
            return redirect("registry_import", key=key)
    rows = queries.imports(actor=request.actor, place=place)
    page = pages.list_page(rows, request.GET)
    return render(
        request, "registry/imports/list.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


@require_GET
def import_(request: ActedRequest, key: UUID) -> HttpResponse:
    """One import, wherever it stands."""
    detail = queries.roster_import(actor=request.actor, key=key)
    page = pages.detail_page(detail, request.GET, actor=request.actor)
    return render(request, page.template, {"page": page})


@require_POST
def sheet(request: ActedRequest, key: UUID) -> HttpResponse:
    """Look at another sheet or another heading row."""
    content, row = queries.file_of(actor=request.actor, key=key)
    given = request.POST.get("header", "")
    header = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
    name = request.POST.get("sheet", "")

    def choose() -> object:
        # Another sheet has its own headings; the number is for the sheet that was shown.
        return commands.choose_sheet(
            actor=request.actor,
            now=request.now,
            key=key,
            content=content,
            sheet=name,
            header_row=header if name == row.sheet else 0,
        )

    return _act(request, key, choose)


@require_POST
def check(request: ActedRequest, key: UUID) -> HttpResponse:
    """Fix the columns and check."""
    chosen = {
        int(name.removeprefix("column-")): field
        for name, field in request.POST.items()
        if name.startswith("column-") and name.removeprefix("column-").isdigit() and isinstance(field, str)
    }
    return _act(request, key, lambda: commands.ask_check(actor=request.actor, now=request.now, key=key, mapping=chosen))


@require_POST
def answers(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take the answers to doubtful pairs; ``all`` answers those that still wait."""
    given = {
        name.removeprefix("pair-"): str(answer) for name, answer in request.POST.items() if name.startswith("pair-")
    }
    everything = request.POST.get("all", "")
    if everything:
        detail = queries.roster_import(actor=request.actor, key=key)
        given = {pair.key: given.get(pair.key) or everything for pair in detail.preview.pairs}

    def keep() -> object:
        waiting = commands.answer_pairs(actor=request.actor, now=request.now, key=key, answers=given)
        if not waiting:
            messages.success(request, _("Every pair has its answer."))
        return waiting

    response = _act(request, key, keep)
    response["Location"] += "?tab=pairs"
    return response


@require_POST
def commit(request: ActedRequest, key: UUID) -> HttpResponse:
    """Load the roster."""
    return _act(request, key, lambda: commands.ask_commit(actor=request.actor, now=request.now, key=key))


@require_POST
def undo(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take the import back."""
    return _act(request, key, lambda: commands.ask_undo(actor=request.actor, now=request.now, key=key))


@require_POST
def discard(request: ActedRequest, key: UUID) -> HttpResponse:
    """Throw the import away."""
    commands.discard_import(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The import was discarded. Nothing was changed in the registry."))
    return redirect("registry_imports")


@require_GET
def faults(request: ActedRequest, key: UUID) -> HttpResponse:
    """The officer's file with everything that is wrong marked in it."""
    # Reading the file again takes the heavy libraries: they load for this answer only.
    from shihu.base.registry.adapters import roster_faults, roster_import

    detail = queries.roster_import(actor=request.actor, key=key)
    content, reading, found = roster_import.faults_of(actor=request.actor, now=request.now, key=key)
    made = roster_faults.fault_file(content, detail.row.file_name, reading, found, sentence_of)
    stem = detail.row.file_name.rpartition(".")[0] or detail.row.file_name
    return _download(made, _("%(name)s to correct.xlsx") % {"name": stem})


@require_GET
def template(request: ActedRequest) -> HttpResponse:
    """The blank roster for the actor's area."""
    from shihu.base.registry.adapters import roster_template

    place, area = _area(request)
    made = roster_template.template(
        hamlets=queries.hamlets_of(place, actor=request.actor),
        terms=all_terms(),
        today=timezone.localdate(request.now),
        area=area,
    )
    return _download(made, _("Blank roster %(area)s.xlsx") % {"area": area})


@require_GET
def example(request: ActedRequest) -> HttpResponse:
    """A filled example to try an import with."""
    from shihu.base.registry.adapters import roster_template

    place, area = _area(request)
    made = roster_template.example_roster(
        hamlets=queries.hamlets_of(place, actor=request.actor), terms=all_terms(), today=timezone.localdate(request.now)
    )
    return _download(made, _("Example roster %(area)s.xlsx") % {"area": area})


def _door(request: ActedRequest) -> None:
    if not IMPORT_ROSTER.scopes(request.actor):
        raise NotFound


def _area(request: ActedRequest) -> tuple[str, str]:
    """Return (code, name) of the place asked for, else of the first that the actor may import for."""
    _door(request)
    known = queries.places_for(actor=request.actor)
    asked = request.GET.get("place", "")
    found = [place for place in known if not asked or place.code == asked]
    if not found:
        raise NotFound
    # The file is Chinese whatever the page's language, and so is its name.
    return found[0].code, found[0].name


def _act(request: ActedRequest, key: UUID, act: Callable[[], object]) -> HttpResponse:
    """Do it and show the import again; a refusal becomes a notice on that page."""
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, _(refusal.sentence) % refusal.values)
    return redirect("registry_import", key=key)


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=_XLSX,
        headers={"Content-Disposition": _disposition(name), "Cache-Control": "private, no-store"},
    )


def _disposition(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
