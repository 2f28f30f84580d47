"""What every view of civility, integrity and safety does: find the place, show a form, answer with a workbook."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import own_household
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable
from shihu.kernel.actors import Role
from shihu.kernel.permissions import Permission
from shihu.kernel.presentation import PageHead
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.linkages.web.civility_forms import Refused
from shihu.services.linkages.web.pages.sheet import FormPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEMBERS = frozenset({Role.HEAD, Role.VILLAGER})


def asked_place(request: ActedRequest, permission: Permission) -> str:
    """Return the place asked for, or the outermost that the actor sees by office, or the own hamlet."""
    asked = request.GET.get("place", "")
    if asked:
        return asked
    seen = permission.scopes(request.actor)
    if seen:
        return seen[0]
    mine = own_household(actor=request.actor, on=request.now.date())
    if mine is None or not request.actor.holds(_MEMBERS, mine.hamlet):
        raise NotFound
    return mine.hamlet


def asked_key(text: str) -> UUID | None:
    """Return the key that an address or a form names; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def form_page(
    request: ActedRequest,
    form: Refused,
    head: PageHead,
    button: str,
    run: Callable[[], str],
    *,
    hints: tuple[str, ...] = (),
) -> HttpResponse:
    """Show a form; posted and sound, ``run`` does it and says where to go. A refusal stands beside its field."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(run())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
    page = FormPage(head, form, button, hints)
    return render(request, "linkages/civility/form.html", {"page": page}, status=422 if form.errors else 200)


def tried(form: Refused, run: Callable[[], object]) -> bool:
    """Run what a form on a page asks for; False when the form has to be shown again with what is wrong."""
    if not form.is_valid():
        return False
    try:
        run()
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        form.refuse(refusal)
        return False
    return True


def workbook(sheet: SheetTable, name: str) -> HttpResponse:
    """Answer with a sheet as a file."""
    answer = HttpResponse(render_workbook([sheet]), content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.xlsx')}"
    return answer
