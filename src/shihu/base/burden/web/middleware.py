"""Measures what the platform asks of people: when a page was opened, and that its form was sent. Never what was in it.

When a page was opened is kept by the browser, not by us: a signed cookie with the address and the moment of the page
last opened. A form is timed only where the page that it was sent from is that page; otherwise its time is not known.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from shihu.base.accounts.types import ActedRequest
from shihu.base.burden.commands import note_sending
from shihu.base.burden.rules import filled, seconds_between
from shihu.base.burden.types import Sending

COOKIE = "opened"
_SALT = "shihu.burden.opened"
_SECONDS = 3600
# The door, the language, the colours: what everybody does on every site is no question of ours.
# A ballot is not measured either: nothing may tell beside the vote when somebody cast it.
_NOT_MEASURED = ("units_ballot", "account_", "accounts_", "mfa_", "usersessions_", "ui_", "jobs_")
_LOG = logging.getLogger(__name__)


class BurdenMiddleware:
    """Notes each form that somebody with a role sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        acted = cast("ActedRequest", request)
        if request.method == "POST":
            _note(acted, response.status_code)
        elif request.method == "GET" and _is_page(request, response) and acted.actor.is_known:
            response.set_cookie(
                COOKIE,
                signing.dumps([request.path, acted.now.timestamp()], salt=_SALT, compress=True),
                max_age=_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


def is_measured(name: str) -> bool:
    """Tell whether a form sent to the page of this name counts."""
    return bool(name) and not name.startswith(_NOT_MEASURED) and not name.endswith("_preview")


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return response.status_code == 200 and kind.startswith("text/html") and not getattr(request, "htmx", False)


def _note(request: ActedRequest, status: int) -> None:
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    is_kept = status < 400
    if not is_measured(name) or not (is_kept or status in {409, 422}) or not request.actor.is_known:
        return
    fields = filled({key: request.POST.getlist(key) for key in request.POST}, tuple(request.FILES))
    sending = Sending(name, fields, seconds_between(_opened(request), request.now), is_kept)
    try:
        note_sending(actor=request.actor, now=request.now, sending=sending)
    except DatabaseError:
        # What was sent is kept already: measuring it must never undo that.
        _LOG.warning("A sending of %s was not measured", name, exc_info=True)


def _opened(request: ActedRequest) -> datetime | None:
    """Return when the page that the form stands on was opened, if it is the one opened last in this browser."""
    try:
        path, moment = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=None)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if path != urlsplit(request.headers.get("Referer", "")).path:
        return None
    return datetime.fromtimestamp(moment, tz=request.now.tzinfo)
