"""The first page: what needs me, and my area in a few numbers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shihu.base.places.queries import names, with_status
from shihu.base.places.types import PlaceRow
from shihu.base.registry import queries as registry
from shihu.fronts.desk.web import inbox
from shihu.fronts.desk.web.pages.figures import stats
from shihu.fronts.desk.web.pages.inbox import GroupShown, first_lines, places_of
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of, lies_in
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Stat, Table
from shihu.services.units import queries as units
from shihu.services.units.types import UnitRow

# How many villages without units, and how many things that wait, the first page names.
_MOST = 6
_FIRST = 6
_FIGURES = ("registry.households", "registry.persons", "registry.incidence")


@dataclass(frozen=True, slots=True)
class ScopeFigures:
    """One of the actor's areas."""

    name: str
    href: str
    stats: tuple[Stat, ...]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What the template draws."""

    head: PageHead
    groups: tuple[GroupShown, ...]
    more: Link | None
    empty: Empty | None
    unformed: Table | None
    scopes: tuple[ScopeFigures, ...]
    units: Table | None


def today_page(*, actor: Actor, on: date) -> TodayPage:
    """Gather the top of the inbox, and the figures of the actor's areas."""
    language = get_language() or "zh-hans"
    scopes = registry.scopes_of_figures(actor=actor)
    known = names(set(scopes))
    found = inbox.gather(actor=actor, on=on)
    drafted = {item.place for _group, item in found.items if item.kind == "units.draft"}
    unformed = [
        row
        for scope in units.scopes(actor=actor)
        if scope in known and units.may_form(scope, actor=actor)
        if level_of(scope) in {Level.TOWNSHIP, Level.VILLAGE}
        for row in _unformed(scope, drafted, actor, on, language)
    ]
    own = units.own_units(actor=actor)
    more = None
    if len(found.items) > _FIRST:
        count = len(found.items)
        words = ngettext("All %(count)s in the inbox", "All %(count)s in the inbox", count) % {"count": count}
        more = Link(words, reverse("desk_inbox"))
    empty = Empty(_("Nothing waits for you"), _("What has to be decided or put right will stand here."), icon="check")
    return TodayPage(
        head=PageHead(_("Today"), date_format(on, "DATE_FORMAT")),
        groups=first_lines(found, places_of(found), on, _FIRST),
        more=more,
        empty=None if found.items or unformed else empty,
        unformed=_villages(unformed) if unformed else None,
        scopes=tuple(_figures(known[scope], actor, on, language) for scope in scopes if scope in known),
        units=_own(own) if own else None,
    )


def _villages(rows: list[Row]) -> Table:
    """Villages whose households sit in no unit: no duty with a day, but the next step of the roll-out."""
    return Table(
        columns=(
            Column("what", _("What"), names_row=True),
            Column("where", _("Where")),
            Column("act", "", "action"),
        ),
        rows=tuple(rows),
        caption=_("Villages without units"),
        shows_caption=True,
        id="unformed",
    )


def _unformed(scope: str, drafted: set[str], actor: Actor, on: date, language: str) -> list[Row]:
    """Villages without a unit, and how many households wait there."""
    formed = (
        {u.place for u in units.places_units(scope, actor=actor) if u.units} if len(scope) < Level.VILLAGE else set()
    )
    if len(scope) == Level.VILLAGE and units.place_units(scope, actor=actor).units:
        return []
    counted = registry.figures_under(scope, Level.VILLAGE, actor=actor, on=on)
    pilots = {p.code for p in with_status("village.pilot", scope, on=on)}
    waiting = [code for code, f in counted.items() if code not in formed | drafted and f.households]
    waiting.sort(key=lambda code: (code not in pilots, code))
    known = names(set(waiting[:_MOST]))
    rows = []
    for code in waiting[:_MOST]:
        what = ngettext(
            "%(count)s household is in no unit yet", "%(count)s households are in no unit yet", counted[code].households
        )
        place = Link(known[code].label(language), note=_("Pilot village") if code in pilots else "")
        href = f"{reverse('units_ask')}?place={code}"
        act = Action(_("Form units"), href)
        rows.append(Row((Link(what % {"count": counted[code].households}, href), place, act)))
    return rows


def _figures(place: PlaceRow, actor: Actor, on: date, language: str) -> ScopeFigures:
    described = registry.described(registry.figures_of(place.code, actor=actor, on=on))
    shown = stats(described, _FIGURES)
    if any(lies_in(place.code, scope) for scope in units.scopes(actor=actor)):
        formed = units.place_units(place.code, actor=actor)
        shown += (
            Stat(_("Units"), f"{formed.units:,}", href=reverse("units_formations") + f"?place={place.code}"),
            Stat(_("Households in units"), f"{formed.households:,}"),
        )
    return ScopeFigures(place.label(language), reverse("desk_place", kwargs={"code": place.code}), shown)


def _own(own: list[UnitRow]) -> Table:
    return Table(
        columns=(Column("name", _("Unit"), names_row=True), Column("households", _("Households"), "number")),
        rows=tuple(
            Row((Link(u.name, reverse("units_unit", kwargs={"key": u.key})), len(u.seats)), str(u.key)) for u in own
        ),
        caption=_("My unit"),
    )
