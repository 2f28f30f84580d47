"""The page of a place: what it counts, what lies under it, its units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shihu.base.places import queries as places
from shihu.base.places.types import PlaceRow
from shihu.base.registry import queries as registry
from shihu.base.registry.types import Figure, PlaceFigures
from shihu.base.vocabularies.queries import all_terms
from shihu.fronts.desk.web.pages.figures import stats
from shihu.fronts.desk.web.pages.panel import Panel
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.kernel.places import Level, lies_in
from shihu.kernel.presentation import (
    Cell,
    Column,
    Event,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
)
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import queries as industry
from shihu.services.linkages import queries as linkages
from shihu.services.units import queries as units
from shihu.services.units.queries import PlacePanel
from shihu.services.units.types import PlaceUnits

_BELOW = {
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
    Level.TOWNSHIP: Level.VILLAGE,
    Level.VILLAGE: Level.HAMLET,
}
_FIRST = (
    "registry.households",
    "registry.persons",
    "registry.registered_households",
    "registry.registered_persons",
    "registry.incidence",
    "registry.poor_villages",
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure in words."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class IndustryStats:
    """For ``industry/panels/place.html``: empty where nothing runs or the reader sees none of it."""

    href: str = ""
    stats: tuple[Stat, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What the template draws."""

    place: PlaceRow
    head: PageHead
    stats: tuple[Stat, ...]
    exits: str
    table: Table | None
    units: PlacePanel | None
    panels: tuple[Panel, ...]
    history: tuple[Event, ...]
    definitions: tuple[Definition, ...]
    is_invented: bool

    @property
    def counts(self) -> bool:
        """False for those who may know the place but not its figures."""
        return bool(self.stats)


def place_page(code: str, *, actor: Actor, on: date, given: Mapping[str, str]) -> PlacePage:
    """Gather the page of ``code`` as the actor may see it on the day."""
    row = places.place(code, actor=actor)
    language = get_language() or "zh-hans"
    head = PageHead(row.label(language), _lead(row))
    sees = registry.sees_figures(code, actor=actor)
    below = _BELOW.get(row.level)
    children = [p for p in places.under(code, below, actor=actor) if p.code != code] if below else []
    figures: PlaceFigures | None = None
    under: dict[str, PlaceFigures] = {}
    if sees and below and children:
        figures, under = registry.figures_with_parts(code, below, actor=actor, on=on)
    elif sees:
        figures = registry.figures_of(code, actor=actor, on=on)
    described = registry.described(figures) if figures else ()
    sees_units = any(lies_in(code, scope) for scope in units.scopes(actor=actor))
    formed = {u.place: u for u in units.places_units(code, actor=actor)} if sees_units and children else {}
    return PlacePage(
        place=row,
        head=head,
        stats=stats(described, _FIRST),
        exits=_exits(figures),
        table=_children(row, children, under, formed if sees_units else None, given) if children else None,
        units=units.place_panel(code, actor=actor) if sees_units else None,
        panels=_panels(code, actor, on) if sees_units else (),
        history=_history(code, on, language),
        definitions=_definitions(described),
        is_invented=row.is_invented,
    )


def _panels(code: str, actor: Actor, on: date) -> tuple[Panel, ...]:
    """What units do together and what they earn with, from a township down: ten queries at most."""
    if len(code) < Level.TOWNSHIP:
        return ()
    return (
        Panel("linkages/panels/place.html", linkages.place_linkages(code, actor=actor, on=on)),
        Panel("industry/panels/place.html", _industry(code, actor, on)),
        Panel("industry/awards/panels/place.html", industry.award_place_panel(code, actor=actor, on=on)),
    )


def _industry(code: str, actor: Actor, on: date) -> IndustryStats:
    try:
        told = industry.place_industry(code, actor=actor, on=on)
    except (NotAllowed, NotFound):
        return IndustryStats()
    if not told.running:
        return IndustryStats()
    return IndustryStats(
        f"{reverse('industry_projects_list')}?place={code}",
        (
            Stat(_("Projects under way"), str(len(told.running))),
            Stat(_("Households in them"), f"{told.households:,}"),
            Stat(_("Sold this year"), yuan(told.sold), _("yuan")),
        ),
    )


def _lead(row: PlaceRow) -> str:
    names = {
        Level.PROVINCE: _("Province"),
        Level.CITY: _("City"),
        Level.COUNTY: _("County"),
        Level.TOWNSHIP: _("Township"),
        Level.VILLAGE: _("Administrative village"),
        Level.HAMLET: _("Hamlet (natural village)"),
    }
    return f"{names[row.level]} · {row.code}"


def _exits(figures: PlaceFigures | None) -> str:
    """Say in a sentence how many came out of poverty, year by year."""
    if figures is None:
        return ""
    sentences = []
    for year in figures.exits:
        values = {"year": year.year, "households": f"{year.households:,}", "persons": f"{year.persons:,}"}
        if year.villages:
            sentence = ngettext(
                "In %(year)s %(villages)s village, %(households)s households, %(persons)s people came out of poverty.",
                "In %(year)s %(villages)s villages, %(households)s households, %(persons)s people came out of poverty.",
                year.villages,
            )
            values["villages"] = year.villages
        else:
            sentence = _("In %(year)s %(households)s households with %(persons)s people came out of poverty.")
        sentences.append(sentence % values)
    return " ".join(sentences)


def _children(
    row: PlaceRow,
    children: Sequence[PlaceRow],
    under: Mapping[str, PlaceFigures],
    formed: Mapping[str, PlaceUnits] | None,
    given: Mapping[str, str],
) -> Table:
    language = get_language() or "zh-hans"
    columns = [
        Column("name", _("Place"), sortable=True, names_row=True),
        Column("households", _("Households"), "number", sortable=True),
        Column("persons", _("People"), "number", sortable=True),
        Column("registered", _("Registered poor households"), "number", sortable=True),
        Column("incidence", _("Poverty incidence"), "number", "%", sortable=True),
        Column("units", _("Units"), "number", sortable=True),
        Column("joined", _("Households in units"), "number", sortable=True),
    ]
    if row.level < Level.TOWNSHIP or formed is None:
        columns = columns[:5]
    lines: list[tuple[tuple[object, ...], Row]] = []
    for place in children:
        figures, unit = under.get(place.code), (formed or {}).get(place.code)
        numbers: tuple[Cell, ...] = ()
        if figures:
            numbers = (
                figures.households,
                figures.persons,
                figures.registered_households,
                f"{figures.incidence:.2f}",
            )
            numbers += (unit.units if unit else 0, unit.households if unit else 0)
        else:
            numbers = (None,) * 6
        link = Link(place.label(language), reverse("desk_place", kwargs={"code": place.code}))
        cells: tuple[Cell, ...] = (link, *numbers)
        keys = (place.code, *(float(str(n).replace(",", "")) if n is not None else -1.0 for n in numbers))
        lines.append((keys, Row(cells[: len(columns)], place.code)))
    sort = given.get("sort", "name")
    position = next((i for i, c in enumerate(columns) if c.key == sort.removeprefix("-")), 0)
    lines.sort(key=lambda line: (line[0][position], line[0][0]), reverse=sort.startswith("-"))
    caption = _("What lies under %(place)s") % {"place": row.label(language)}
    return Table(tuple(columns), tuple(line for _keys, line in lines), caption, sort=sort, shows_caption=True)


def _history(code: str, on: date, language: str) -> tuple[Event, ...]:
    terms = all_terms()
    events = []
    for place, term, since, _until in reversed(places.statuses(code, up_to=on)):
        if place == code:
            name = terms[term].name(language) if term in terms else term
            events.append(Event(date_format(since, "DATE_FORMAT"), name, iso=since.isoformat()))
    return tuple(events)


def _definitions(described: Sequence[Figure]) -> tuple[Definition, ...]:
    return tuple(Definition(_(figure.title), _(figure.definition)) for figure in described if figure.key in _FIRST)
