"""The page of the inbox, and its top on the first page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shihu.base.places.queries import names
from shihu.base.places.types import PlaceRow
from shihu.fronts.desk.web import inbox
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.places import Level
from shihu.kernel.presentation import Choice, Empty, Filter, LightColour, PageHead
from shihu.kernel.refusals import N_

_GROUPS: Mapping[inbox.Group, tuple[str, LightColour]] = {
    "overdue": (N_("Overdue"), "red"),
    "today": (N_("Due today"), "red"),
    "week": (N_("This week"), "yellow"),
    "later": (N_("Later"), "green"),
    "undated": (N_("Without a day"), "grey"),
}
SERVICES: Mapping[str, str] = {
    "cases": N_("Matters"),
    "evidence": N_("Photos and documents"),
    "industry": N_("Industry"),
    "ledger": N_("Money and books"),
    "linkages": N_("Goals and linkages"),
    "registry": N_("Household roster"),
    "units": N_("Ten-household units"),
}


@dataclass(frozen=True, slots=True)
class LineShown:
    """One thing that waits: the whole line leads to the page where it is done."""

    href: str
    title: str
    subject: str
    where: str
    kind: str
    when: str
    since: str
    minutes: str
    verb: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """What is due by the same time."""

    key: str
    title: str
    colour: LightColour
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The inbox."""

    head: PageHead
    filters: tuple[Filter, ...]
    groups: tuple[GroupShown, ...]
    empty: Empty | None
    is_narrowed: bool


def inbox_page(*, actor: Actor, on: date, given: Mapping[str, str]) -> InboxPage:
    """Gather the inbox, narrowed by ``?in=`` (a village) and ``?kind=`` (a service)."""
    everything = inbox.gather(actor=actor, on=on)
    place, service = given.get("in", ""), given.get("kind", "")
    found = inbox.narrowed(everything, place=place, service=service)
    known = names(_places(item for _group, item in everything.items))
    late = len(found.of("overdue"))
    count = len(found.items)
    lead = ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", count) % {"count": count}
    if late:
        lead += " " + ngettext("%(late)s is overdue.", "%(late)s are overdue.", late) % {"late": late}
    return InboxPage(
        head=PageHead(_("Inbox"), lead if count else _("Nothing waits for you")),
        filters=_filters(everything, known, place, service),
        groups=groups(found, known, on),
        empty=None if count else _empty(is_narrowed=bool(place or service)),
        is_narrowed=bool(place or service),
    )


def first_lines(found: inbox.Gathered, known: Mapping[str, PlaceRow], on: date, most: int) -> tuple[GroupShown, ...]:
    """Return the most urgent lines for the first page."""
    return groups(inbox.Gathered(found.items[:most]), known, on)


def places_of(found: inbox.Gathered) -> dict[str, PlaceRow]:
    """Return the places that the items name. One query."""
    return names(_places(item for _group, item in found.items))


def groups(found: inbox.Gathered, known: Mapping[str, PlaceRow], on: date) -> tuple[GroupShown, ...]:
    """Return the groups that have something in them."""
    timed = inbox.timed([item for _group, item in found.items])
    shown: dict[inbox.Group, list[LineShown]] = {}
    for (group, _item), item in zip(found.items, timed, strict=True):
        shown.setdefault(group, []).append(_line(item, known, on))
    return tuple(
        GroupShown(group, _(_GROUPS[group][0]), _GROUPS[group][1], tuple(lines)) for group, lines in shown.items()
    )


def _filters(everything: inbox.Gathered, known: Mapping[str, PlaceRow], place: str, service: str) -> tuple[Filter, ...]:
    """Return the controls that have a choice to offer."""
    language = get_language() or "zh-hans"
    villages = sorted({item.place[: Level.VILLAGE] for _group, item in everything.items if item.place})
    services = sorted({item.kind.partition(".")[0] for _group, item in everything.items})
    told = []
    if len(villages) > 1 or place:
        choices = tuple(Choice(code, known[code].label(language)) for code in villages if code in known)
        told.append(Filter("in", _("Village"), place, choices, anything=_("Everywhere")))
    if len(services) > 1 or service:
        choices = tuple(Choice(key, _(SERVICES.get(key, key))) for key in services)
        told.append(Filter("kind", _("Kind"), service, choices, anything=_("Everything")))
    return tuple(told)


def _empty(*, is_narrowed: bool) -> Empty:
    if is_narrowed:
        return Empty(_("Nothing of this kind waits here"), _("Choose everything above."), icon="check")
    return Empty(_("Nothing waits for you"), _("What has to be decided or put right will stand here."), icon="check")


def _places(items: Iterable[DueItem]) -> set[str]:
    """The places of the items and the villages that they lie in."""
    codes = {item.place for item in items if item.place}
    return codes | {code[: Level.VILLAGE] for code in codes}


def _line(item: DueItem, known: Mapping[str, PlaceRow], on: date) -> LineShown:
    kind, verb = inbox.KINDS.get(item.kind, (SERVICES.get(item.kind.partition(".")[0], item.kind), N_("Go on")))
    href = reverse(item.address, kwargs=dict(item.keys) or None)
    return LineShown(
        href=f"{href}?{item.query}" if item.query else href,
        title=item.title,
        subject=item.subject,
        where=_where(item.place, known),
        kind=_(kind),
        when=_when(item, on),
        since=_("waits since %(day)s") % {"day": day_words(item.since)} if item.since else "",
        minutes=ngettext("about %(count)s minute", "about %(count)s minutes", item.minutes) % {"count": item.minutes}
        if item.minutes
        else "",
        verb=_(verb),
    )


def _when(item: DueItem, on: date) -> str:
    if item.due is None:
        return ""
    days = (item.due - on).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return pgettext("inbox", "today")
    return _("by %(day)s") % {"day": day_words(item.due)}


def day_words(day: date) -> str:
    """A day of this year in a sentence: 8月14日, 14 August."""
    return date_format(day, "j F") if (get_language() or "").startswith("en") else f"{day.month}月{day.day}日"


def _where(code: str, known: Mapping[str, PlaceRow]) -> str:
    """A place with its village before it: 尚家沟村 上沟."""
    language = get_language() or "zh-hans"
    steps = [code[: Level.VILLAGE], code] if len(code) > Level.VILLAGE else [code]
    return " ".join(known[step].label(language) for step in steps if step in known)
