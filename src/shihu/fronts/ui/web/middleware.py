"""Turns a refusal that a view did not answer into a page, or into a fragment where htmx asks."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from shihu.kernel.refusals import Refusal


class RefusalMiddleware:
    """Answers :class:`Refusal` with its status and translated sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if exception.status in {403, 404} and request.method == "GET" and not request.user.is_authenticated:
            # A visitor with a link may well be somebody who may see it once signed in.
            door = redirect_to_login(request.get_full_path())
            return HttpResponseClientRedirect(door.url) if getattr(request, "htmx", False) else door
        sentence = gettext(exception.sentence) % exception.values
        # A fragment lands inside a page that already has its frame.
        template = "ui/parts/refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
        return render(
            request,
            template,
            {"sentence": sentence, "status": exception.status, "where": exception.where},
            status=exception.status,
        )
