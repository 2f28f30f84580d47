"""What every page's frame needs: the rail, the path of places, the language, the theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from shihu.base.accounts.types import ActedRequest
from shihu.base.places import queries as places
from shihu.fronts.ui.web import navigation
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.presentation import Crumb

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the switch; each is named in itself."""

    code: str
    name: str
    is_current: bool


class Shell:
    """The frame around a page. Everything is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        return cast("Actor", getattr(self.request, "actor", NOBODY))

    @property
    def is_signed_in(self) -> bool:
        return self.actor.is_known

    @property
    def is_demo(self) -> bool:
        return bool(settings.MODE == "demo")

    @cached_property
    def current(self) -> str:
        match = self.request.resolver_match
        return (match.url_name or "") if match else ""

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def languages(self) -> Sequence[Language]:
        own = {"zh-hans": "中文", "en": "English"}
        return [Language(code, own[code], code == self.language) for code, _ in settings.LANGUAGES]

    @cached_property
    def theme(self) -> str:
        asked = self.request.COOKIES.get("theme", "")
        return asked if asked in THEMES else ""

    @property
    def here(self) -> str:
        """This page's address, to come back to; a posted page is not one."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"

    @cached_property
    def home(self) -> str:
        """The place that the actor's pages begin with: the outermost of their scopes."""
        scopes = sorted({grant.scope for grant in self.actor.grants}, key=lambda scope: (len(scope), scope))
        return scopes[0] if scopes else ""

    @cached_property
    def place(self) -> str:
        """The place that this page is about: from its address, else the actor's own."""
        match = self.request.resolver_match
        asked = self.request.GET.get("place", "") or str(getattr(self.request, "place", ""))
        if not asked and match and match.url_name == "desk_place":
            asked = str(match.kwargs.get("code", ""))
        is_code = asked.isascii() and asked.isdigit() and len(asked) in Level._value2member_map_
        return asked if is_code else self.home

    @cached_property
    def crumbs(self) -> list[Crumb]:
        """The path of places; each step narrows or widens what the page shows."""
        if not self.is_signed_in:
            return []
        if not self.place:
            return [Crumb(gettext("All places"), is_current=True)]
        return self.path(self.place, self.stays)

    def path(self, code: str, stays: str) -> list[Crumb]:
        """Return the steps down to ``code``; what lies above the actor's area is a word without a link."""
        scopes = {grant.scope for grant in self.actor.grants}
        # The province is not shown: nobody's work spans two, and the path stays on one line.
        return [
            Crumb(
                p.label(self.language),
                place_address(p.code, stays) if any(lies_in(p.code, scope) for scope in scopes) else "",
                p.code == code,
            )
            for p in places.path(code)
            if p.level > Level.PROVINCE
        ]

    @property
    def below(self) -> str:
        """Where the list of places under the current one is fetched."""
        asked = navigation.address("ui_places")
        return f"{asked}?{urlencode({'place': self.place, 'stay': self.stays})}" if asked else ""

    @property
    def stays(self) -> str:
        """The list that a change of place stays on; empty when it leads to the place's page."""
        return self.current if navigation.takes_place(self.current) else ""

    @cached_property
    def groups(self) -> tuple[navigation.ShownGroup, ...]:
        return navigation.rail(
            self.actor,
            current=self.current,
            place=self.place if self.place != self.home else "",
            home=self.home,
            due=navigation.due(cast("ActedRequest", self.request)) if self.is_signed_in else {},
            is_demo=self.is_demo,
        )

    @property
    def due_href(self) -> str:
        """Where the page asks for the count of what is due; empty where the one shown is fresh."""
        return navigation.address(name) if self.groups and (name := getattr(self.request, "asks_due", "")) else ""

    @property
    def bar(self) -> list[navigation.ShownEntry]:
        """The three pages of a phone's bottom bar, beside the one that opens the rail."""
        return [entry for group in self.groups for entry in group.entries if entry.is_first][:3]

    @property
    def search(self) -> str:
        return navigation.address("desk_search")

    @property
    def query(self) -> str:
        return self.request.GET.get("q", "") if self.current == "desk_search" else ""


def place_address(code: str, stays: str) -> str:
    """Return the list ``stays`` narrowed to the place, or the place's own page."""
    listed = navigation.address(stays) if stays else ""
    return f"{listed}?place={code}" if listed else navigation.address("desk_place", code=code)


def page(request: HttpRequest) -> dict[str, object]:
    """Context for every template."""
    return {"actor": getattr(request, "actor", None), "shell": Shell(request)}
