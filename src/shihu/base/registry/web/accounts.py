"""Pages of the accounts on which households are paid: who lacks one, and a list loaded whole or not at all."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.types import PlaceRow
from shihu.base.registry import commands, queries
from shihu.base.registry.errors import AccountsFaulty
from shihu.base.registry.types import AccountPage, AccountSheet
from shihu.base.registry.web.forms.bank import AccountListForm
from shihu.base.registry.web.pages import accounts as pages
from shihu.base.registry.web.pages.wording import words
from shihu.base.registry.web.workbooks import workbook
from shihu.kernel.presentation import asked_page
from shihu.kernel.refusals import NotAllowed, Refusal

_ALL = 100_000


@require_GET
def accounts(request: ActedRequest) -> HttpResponse:
    """The households of a place with where they are paid."""
    place = _place(request)
    asked, lack = request.GET.get("q", "")[:60], request.GET.get("account") == "none"
    pager = asked_page(request.GET, 10**9)
    found = _found(request, place, text=asked, lack=lack, offset=pager.offset, limit=pager.size)
    pager = asked_page(request.GET, found.total)
    page = pages.accounts_page(found, place=place, asked=asked, lack=lack, pager=pager, said=words())
    return render(request, "registry/accounts.html", {"page": page})


@require_GET
def sheet(request: ActedRequest) -> HttpResponse:
    """The list to fill in: every household without an account, its householder, empty columns for bank and number."""
    place = _place(request)
    found = _found(request, place, lack=True, limit=_ALL)
    return workbook([pages.to_fill(found, place=place, said=words())], place=place, now=request.now)


@require_http_methods(["GET", "POST"])
def load(request: ActedRequest) -> HttpResponse:
    """Load a list of accounts: everything in it, or nothing."""
    place = _place(request)
    form = AccountListForm(request.POST, request.FILES) if request.method == "POST" else AccountListForm()
    faults = None
    if request.method == "POST" and form.is_valid():
        try:
            told = _read(request, place, form)
            if told.stops:
                faults = queries.fault_table(told.faults)
                raise AccountsFaulty(where="file", count=len(told.faults))
            done = commands.load_bank_accounts(actor=request.actor, now=request.now, place=place.code, lines=told.lines)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.add_error("file", words().refusal(refusal))
        else:
            counts = {"new": done.new, "changed": done.changed, "known": done.known}
            messages.success(request, _("%(new)s new accounts, %(changed)s changed, %(known)s known already.") % counts)
            return redirect(f"{reverse('registry_accounts')}?{urlencode({'place': place.code})}")
    page = pages.load_page(form, faults, place=place, said=words())
    return render(request, "registry/accounts_load.html", {"page": page}, status=422 if form.errors else 200)


def _place(request: ActedRequest) -> PlaceRow:
    place = queries.place_of_list(request.GET.get("place", ""), actor=request.actor)
    request.place = place.code
    if not queries.may_keep(place.code, actor=request.actor):
        raise NotAllowed
    return place


def _found(
    request: ActedRequest, place: PlaceRow, *, text: str = "", lack: bool, offset: int = 0, limit: int
) -> AccountPage:
    on = timezone.localdate(request.now)
    return queries.account_page(
        place.code, actor=request.actor, on=on, text=text, lack=lack, offset=offset, limit=limit
    )


def _read(request: ActedRequest, place: PlaceRow, form: AccountListForm) -> AccountSheet:
    file = form.cleaned_data["file"]
    return queries.accounts_in(
        file.read(),
        file.name,
        place=place.code,
        actor=request.actor,
        today=timezone.localdate(request.now),
        bank=form.cleaned_data["bank"],
    )
