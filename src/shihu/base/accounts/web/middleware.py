"""Puts the actor and the moment on the request: no view asks the clock or the session again."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from shihu.base.accounts.queries import actor_for
from shihu.base.accounts.types import ActedRequest
from shihu.kernel.actors import Actor


class ActorMiddleware:
    """Sets ``request.now`` (aware) and ``request.actor`` (read from the grants when first used)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acted = cast("ActedRequest", request)
        acted.now = timezone.now()
        acted.actor = cast("Actor", SimpleLazyObject(lambda: actor_for(acted.user, acted.now)))
        return self.get_response(request)
