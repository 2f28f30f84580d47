"""Pages of the accounts: who signs in, with which role for which place."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts import commands, queries
from shihu.base.accounts.policies import KEEP_ACCOUNTS
from shihu.base.accounts.types import ActedRequest
from shihu.base.accounts.web.forms import OpenForm, RoleForm, first_password
from shihu.base.accounts.web.pages import people_page, person_page
from shihu.kernel.actors import Role
from shihu.kernel.refusals import NotFound, Refusal


def _door(request: ActedRequest) -> None:
    if not KEEP_ACCOUNTS.scopes(request.actor):
        raise NotFound


def _given(request: ActedRequest) -> QueryDict | None:
    """What was posted, even if it is empty: an empty form is a faulty one, not a fresh one."""
    return request.POST if request.method == "POST" else None


@require_GET
def people(request: ActedRequest) -> HttpResponse:
    """The accounts of the actor's area."""
    _door(request)
    rows = queries.accounts(actor=request.actor, today=timezone.localdate(request.now))
    return render(request, "accounts/people.html", {"page": people_page(rows, request.GET)})


def open_(request: ActedRequest) -> HttpResponse:
    """Open an account with its first role."""
    _door(request)
    form = OpenForm(_given(request), actor=request.actor, initial={"password": first_password()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            commands.open_account_with_role(
                actor=request.actor,
                now=request.now,
                username=given["username"],
                name=given["name"],
                phone=given["phone"] or None,
                password=given["password"],
                role=Role(given["role"]),
                scope=given["scope"],
            )
        except Refusal as refusal:
            form.add_error(
                refusal.where if refusal.where in form.fields else None, _(refusal.sentence) % refusal.values
            )
        else:
            messages.success(request, _("The account %(name)s is open.") % {"name": given["username"]})
            return redirect("accounts_person", username=given["username"])
    return render(request, "accounts/open.html", {"form": form}, status=422 if form.errors else 200)


def person(request: ActedRequest, username: str) -> HttpResponse:
    """One account: its roles, and a form for one more."""
    _door(request)
    today = timezone.localdate(request.now)
    row = next((r for r in queries.accounts(actor=request.actor, today=today) if r.username == username), None)
    if row is None:
        raise NotFound
    form = RoleForm(_given(request), actor=request.actor)
    if form.is_valid():
        role, scope = Role(form.cleaned_data["role"]), form.cleaned_data["scope"]
        try:
            commands.grant_role(
                actor=request.actor, now=request.now, username=username, role=role, scope=scope, since=today
            )
        except Refusal as refusal:
            form.add_error(
                refusal.where if refusal.where in form.fields else None, _(refusal.sentence) % refusal.values
            )
        else:
            messages.success(request, _("The role was given."))
            return redirect("accounts_person", username=username)
    context = {"page": person_page(row, request.actor), "form": form}
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: ActedRequest, username: str) -> HttpResponse:
    """Take a role away."""
    _door(request)
    role, scope = request.POST.get("role", ""), request.POST.get("scope", "")
    if role not in set(Role):
        raise NotFound
    commands.end_role(actor=request.actor, now=request.now, username=username, role=Role(role), scope=scope)
    messages.success(request, _("The role has ended."))
    return redirect("accounts_person", username=username)


@require_POST
def password(request: ActedRequest, username: str) -> HttpResponse:
    """Give a new first password and show it once."""
    _door(request)
    given = first_password()
    commands.set_password(actor=request.actor, now=request.now, username=username, password=given)
    messages.warning(request, _("New password: %(password)s. Pass it on; it is shown only now.") % {"password": given})
    return redirect("accounts_person", username=username)


def shut(_request: ActedRequest, what: str) -> HttpResponse:
    """Answer what the library offers and this platform does not: signing up, addresses, resets by mail."""
    raise NotFound(where=what)


@require_POST
def close(request: ActedRequest, username: str) -> HttpResponse:
    """Bar an account from signing in."""
    _door(request)
    commands.close_account(actor=request.actor, now=request.now, username=username)
    messages.success(request, _("The account %(name)s can no longer sign in.") % {"name": username})
    return redirect("accounts_people")
