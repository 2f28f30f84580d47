"""How views of acts answer: a form beside its refusal, keys read from addresses."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import PageHead
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.units.web.election_forms import ActForm


def form_page(request: ActedRequest, form: ActForm, head: PageHead, verb: str, back: str) -> HttpResponse:
    """Answer with a form; 422 when it was sent and is wrong."""
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"form": form, "head": head, "verb": verb, "back": back}
    return render(request, "units/heads/act.html", context, status=status)


def beside(form: ActForm, refusal: Refusal) -> None:
    """Show a refusal in the form; one that hides or forbids goes on as it is."""
    if refusal.status in {403, 404}:
        raise refusal
    form.refuse(refusal)


def key_of(text: str) -> UUID:
    """Return the key in an address; NotFound where it is none."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
