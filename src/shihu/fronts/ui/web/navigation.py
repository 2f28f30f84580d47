"""The rail: which services there are, and who may open them.

An entry shows when its page exists in this installation and the actor holds one of its roles anywhere.
What is due is counted by the functions in :data:`DUE`; a front that knows a service adds one when it starts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.actors import Actor, Role

Counter = Callable[[ActedRequest], Mapping[str, int]]

# Each answers {URL name: how many things wait there}. Counting must be cheap: it runs on every page.
DUE: Final[list[Counter]] = []

_ANYONE = frozenset(Role)
_DESK = frozenset({Role.OFFICER, Role.CADRE, Role.AUDITOR})
_OWN = frozenset({Role.HEAD, Role.VILLAGER})
_AUDIT = frozenset({Role.AUDITOR, Role.OFFICER, Role.ADMINISTRATOR})
_ACCOUNTS = frozenset({Role.ADMINISTRATOR, Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the rail.

    ``under`` are the prefixes of URL names that belong to it; ``takes_place`` is a list that ``?place=``
    narrows; ``at_home`` is a page of one place, opened at the outermost of the actor's own; ``is_first`` ones
    stand in a phone's bottom bar, under their ``short`` word.
    """

    url: str
    label: str | Promise
    icon: str
    roles: frozenset[Role]
    under: tuple[str, ...] = ()
    takes_place: bool = False
    at_home: bool = False
    is_first: bool = False
    short: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand together under a word."""

    label: str | Promise
    entries: tuple[Entry, ...]


RAIL: Final = (
    Group(
        "",
        (
            Entry("desk_today", _("Today"), "today", _ANYONE, is_first=True),
            Entry("desk_inbox", _("Inbox"), "list", _ANYONE, is_first=True),
            Entry(
                "registry_households",
                _("Household roster"),
                "people",
                _DESK,
                ("registry_household", "registry_add_household", "registry_person", "desk_household"),
                takes_place=True,
                is_first=True,
                short=_("Roster"),
            ),
            Entry(
                "units_formations",
                _("Ten-household units"),
                "units",
                _DESK,
                ("units_",),
                takes_place=True,
                is_first=True,
                short=_("Units"),
            ),
            Entry(
                "units_own",
                _("My unit"),
                "units",
                _OWN,
                ("units_mine", "units_unit", "units_own_proposal"),
                is_first=True,
            ),
            Entry("units_own_wishes", _("What we wish"), "edit", _OWN, is_first=True, short=_("Our wishes")),
            Entry("desk_place", _("Villages and hamlets"), "map", _DESK, at_home=True),
            Entry(
                "registry_enterprises",
                _("Enterprises"),
                "enterprise",
                _DESK,
                ("registry_enterprise", "registry_add_enterprise"),
                takes_place=True,
            ),
        ),
    ),
    Group(
        pgettext_lazy("rail", "Economy"),
        (
            Entry(
                "industry_projects_list",
                pgettext_lazy("industry", "Projects"),
                "rising",
                _DESK,
                ("industry_projects", "industry_advances", "industry_sales", "industry_labour", "industry_lots"),
                takes_place=True,
            ),
            Entry(
                "industry_pictures_own", pgettext_lazy("industry", "Our year"), "chart", _OWN, ("industry_pictures",)
            ),
            Entry(
                "industry_projects_own",
                pgettext_lazy("industry", "Our projects"),
                "rising",
                _OWN,
                ("industry_projects", "industry_advances", "industry_sales"),
            ),
            Entry(
                "industry_shares",
                pgettext_lazy("rail", "Shares"),
                "layers",
                _DESK,
                ("industry_shares",),
                takes_place=True,
            ),
            Entry("industry_shares_own", _("Our shares"), "layers", _OWN, ("industry_shares",)),
            Entry(
                "industry_settlements",
                pgettext_lazy("rail", "Dividends"),
                "chart",
                _DESK,
                ("industry_settlement", "industry_terms"),
                takes_place=True,
            ),
            Entry(
                "industry_settlements_own",
                pgettext_lazy("rail", "Our dividends"),
                "chart",
                _OWN,
                ("industry_settlement",),
            ),
            Entry("industry_awards", _("Award fund"), "house", _DESK, ("industry_awards",), takes_place=True),
            Entry("industry_labour_mine", _("My work"), "clock", _OWN, ("industry_labour",), short=_("My work")),
            Entry("industry_awards_mine", _("My courtyard"), "house", _OWN, ("industry_awards",), short=_("Courtyard")),
            Entry("ledger_books", _("Money and books"), "book", _DESK, ("ledger_",), takes_place=True),
            Entry("ledger_own", _("My member account"), "book", _OWN, ("ledger_member",)),
        ),
    ),
    Group(
        pgettext_lazy("linkages", "Six linkages"),
        (
            Entry(
                "linkages_village",
                pgettext_lazy("linkages", "Six linkages"),
                "fit",
                _DESK,
                (
                    "linkages_sanitation",
                    "linkages_welfare",
                    "linkages_meetings",
                    "linkages_civility",
                    "linkages_models",
                    "linkages_rules",
                    "linkages_safety",
                    "linkages_integrity",
                ),
                at_home=True,
            ),
            Entry(
                "linkages_own",
                _("Our duties"),
                "fit",
                _OWN,
                ("linkages_sanitation", "linkages_welfare", "linkages_meetings"),
            ),
            Entry("linkages_safety", _("Safety"), "shield", _OWN, ("linkages_safety_",)),
            Entry(
                "linkages_civility",
                _("Civility"),
                "people",
                _OWN,
                ("linkages_civility_", "linkages_models", "linkages_rules"),
            ),
            Entry("linkages_integrity", _("Integrity"), "check", _OWN, ("linkages_integrity_",)),
            Entry(
                "linkages_disputes",
                _("Disputes and mediation"),
                "person",
                _DESK | _OWN,
                ("linkages_dispute", "linkages_agreement", "linkages_mediat"),
                takes_place=True,
            ),
            Entry("linkages_points", _("Points"), "check", _DESK, ("linkages_points",), takes_place=True),
            Entry("linkages_points_own", _("My points"), "check", _OWN, ("linkages_points",)),
            Entry("linkages_goals", _("The eight goals"), "globe", _DESK, ("linkages_goals_",), takes_place=True),
            Entry("cases_cases", _("Cases and clocks"), "clock", _DESK, ("cases_",), takes_place=True),
        ),
    ),
    Group(
        _("Records"),
        (
            Entry("registry_imports", _("Roster imports"), "upload", frozenset({Role.OFFICER}), ("registry_import",)),
            Entry("desk_audit", _("Audit"), "book", _AUDIT),
            Entry("desk_burden", _("What is asked of me"), "clock", _ANYONE, ("desk_asked",)),
            Entry("accounts_people", _("Accounts"), "key", _ACCOUNTS, ("accounts_",)),
        ),
    ),
    Group("", (Entry("ui_style", _("The look"), "palette", frozenset({Role.ADMINISTRATOR}), ("ui_",)),)),
)


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as the rail draws it."""

    url: str
    label: str
    href: str
    icon: str
    due: int
    is_current: bool
    is_first: bool
    short: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with at least one entry."""

    label: str
    entries: tuple[ShownEntry, ...]


def rail(
    actor: Actor, *, current: str, place: str, home: str, due: Mapping[str, int], is_demo: bool
) -> tuple[ShownGroup, ...]:
    """Return what ``actor`` may open; ``place`` is kept in the addresses of lists."""
    held = {grant.role for grant in actor.grants}
    groups = []
    for group in RAIL:
        entries = tuple(
            ShownEntry(
                entry.url,
                str(entry.label),
                f"{href}?place={place}" if place and entry.takes_place else href,
                entry.icon,
                due.get(entry.url, 0),
                _is_current(entry, current),
                entry.is_first,
                str(entry.short or entry.label),
            )
            for entry in group.entries
            if _may_open(entry, held, is_demo=is_demo) and (href := _href(entry, home))
        )
        if entries:
            groups.append(ShownGroup(str(group.label), entries))
    return tuple(groups)


def address(name: str, **values: str) -> str:
    """Return the address of a page, or nothing when this installation does not have it."""
    try:
        return reverse(name, kwargs=values or None)
    except NoReverseMatch:
        return ""


def takes_place(current: str) -> bool:
    """Tell whether the page is a list that may be narrowed by ``?place=``."""
    return any(entry.url == current and entry.takes_place for group in RAIL for entry in group.entries)


def due(request: ActedRequest) -> dict[str, int]:
    """Return how many things wait, by the URL name of the page where they are."""
    counted: dict[str, int] = {}
    for count in DUE:
        for name, number in count(request).items():
            counted[name] = counted.get(name, 0) + number
    return counted


def _href(entry: Entry, home: str) -> str:
    if not entry.at_home:
        return address(entry.url)
    return address(entry.url, code=home) if home else ""


def _may_open(entry: Entry, held: set[Role], *, is_demo: bool) -> bool:
    return bool(entry.roles & held) or (is_demo and entry.url == "ui_style")


def _is_current(entry: Entry, current: str) -> bool:
    return current == entry.url or any(current.startswith(prefix) for prefix in entry.under)
