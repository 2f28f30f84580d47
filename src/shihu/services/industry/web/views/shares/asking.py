"""What every view of a share book begins with."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import names
from shihu.kernel.actors import Role
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import Refusal
from shihu.services.industry import queries
from shihu.services.industry.types import ShareBookDetail
from shihu.services.industry.web.share_forms import RefusingForm


def today(request: ActedRequest) -> date:
    """The day of the request."""
    return timezone.localdate(request.now)


def book_of(request: ActedRequest, key: Any, on: date | None = None) -> ShareBookDetail:
    """The book as the actor may open it; the page belongs to its place."""
    detail = queries.share_book(key, actor=request.actor, on=on or today(request))
    if detail.sees:
        request.place = detail.row.place
    return detail


def back_to(detail: ShareBookDetail) -> Link:
    """The list from which the book was opened."""
    if detail.sees:
        return Link(_("Shares"), f"{reverse('industry_shares')}?place={detail.row.place}")
    return Link(_("Our shares"), reverse("industry_shares_own"))


def leads(request: ActedRequest, detail: ShareBookDetail) -> bool:
    """Tell whether the actor is a member and a head."""
    mine = any(one.is_own and one.is_member for one in detail.holders)
    return mine and bool(request.actor.scopes({Role.HEAD}))


def place_names(codes: set[str]) -> dict[str, str]:
    """Names of places in the reader's language."""
    english = (get_language() or "").startswith("en")
    return {code: row.name_en if english and row.name_en else row.name for code, row in names(codes).items()}


def form_page(
    request: ActedRequest,
    form: RefusingForm,
    head: PageHead,
    button: str,
    do: Callable[[], HttpResponse],
    *,
    notes: tuple[str, ...] = (),
    template: str = "industry/shares/form.html",
    **more: Any,
) -> HttpResponse:
    """Show a form, or do what it asks for; a refusal that the form can mend stands in it."""
    if request.method == "POST" and form.is_valid():
        try:
            return do()
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
    context = {"form": form, "head": head, "button": button, "notes": notes, **more}
    return render(request, template, context, status=422 if form.errors else 200)
