"""Types of the accounts app that other parts use."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from shihu.kernel.actors import Actor


class ActedRequest(HttpRequest):
    """A request after the middleware: who acts, when, and whether htmx asks for a fragment.

    ``place`` is the code of the place that the page is about, when neither its address nor ``?place=`` says so: the
    view of a household or a unit sets it, and the path of places above the page goes by it. ``asks_due`` is the name
    of the address that counts anew what is due, where the count shown is older than the last thing written.
    """

    actor: Actor
    now: datetime
    place: str
    asks_due: str
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration, printed when it starts."""

    username: str
    name: str
    role: str
    scope: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as the accounts page lists it."""

    key: UUID
    username: str
    phone: str
    name: str
    roles: tuple[tuple[str, str], ...]
    is_active: bool
    has_second_factor: bool
