"""Puts the actor and the moment on the request, and asks officers for their second factor."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from shihu.base.accounts.queries import actor_for, has_second_factor, moment
from shihu.base.accounts.types import ActedRequest
from shihu.kernel.actors import SECOND_FACTOR_ROLES, Actor


class ActorMiddleware:
    """Sets ``request.now`` (aware) and ``request.actor`` (read from the grants when first used)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acted = cast("ActedRequest", request)
        acted.now = moment()
        acted.place = ""
        acted.actor = cast("Actor", SimpleLazyObject(lambda: actor_for(acted.user, acted.now)))
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends an officer without a second factor to set one up, where the settings insist on it.

    The account pages themselves stay open, or nobody could ever set it up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = cast("ActedRequest", request).actor
        if (
            settings.SECOND_FACTOR_REQUIRED
            and not request.path.startswith(("/account/", "/ui/", settings.STATIC_URL))
            and any(grant.role in SECOND_FACTOR_ROLES for grant in actor.grants)
            and actor.key is not None
            and not has_second_factor(actor.key)
        ):
            messages.info(request, _("Your role opens many households' records: set up the second factor first."))
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
