"""Units of a place: what stands, what is drafted, what came before."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Stat, Tab, Table
from shihu.services.units import policies
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.panels import heads_stat
from shihu.services.units.types import FormationRow, PlaceUnits
from shihu.services.units.web.pages.ways import ways


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Everything that the template shows."""

    title: str
    head: PageHead
    stats: tuple[Stat, ...]
    places: Table | None
    formations: Table
    tabs: tuple[Tab, ...] = ()


def page(figures: PlaceUnits, below: list[PlaceUnits], formed: list[FormationRow], *, actor: Actor) -> PlacePage:
    """Build the page of a place."""
    name = _name(figures)
    actions = []
    if figures.units and level_of(figures.place) in {Level.VILLAGE, Level.HAMLET}:
        actions.append(Action(_("Units in force"), drawing.standing_address(figures.place)))
    actions.append(Action(_("Wishes"), f"{reverse('units_answers')}?place={figures.place}", icon="list"))
    if policies.FORM_UNITS.allows(actor, figures.place):
        actions.append(Action(_("Form units"), f"{reverse('units_ask')}?place={figures.place}", "primary", "units"))
    title = _("Ten-household units of %(place)s") % {"place": name}
    return PlacePage(
        title=title,
        head=PageHead(title, _finding(figures, below), tuple(actions)),
        stats=(
            Stat(_("Units in force"), str(figures.units)),
            Stat(_("Households in units"), f"{figures.households:,}", _("hh")),
            heads_stat(figures.place, actor=actor),
            Stat(_("Latest adoption"), figures.since.isoformat() if figures.since else "—"),
        ),
        places=_places(below) if below else None,
        formations=_formations(formed, figures, actor),
        tabs=ways(figures.place, "formations"),
    )


def _name(row: PlaceUnits) -> str:
    return row.name_en if words.is_english() and row.name_en else row.name


def _finding(figures: PlaceUnits, below: list[PlaceUnits]) -> str:
    if not figures.units:
        return _("No units are in force here yet. Form them, look at the map, and adopt what fits.")
    told = ngettext(
        "%(units)s unit holds %(households)s households.",
        "%(units)s units hold %(households)s households.",
        figures.units,
    ) % {"units": figures.units, "households": figures.households}
    without = sum(1 for row in below if not row.units)
    if without:
        more = ngettext("%(count)s place below has none yet.", "%(count)s places below have none yet.", without)
        return words.together(told, more % {"count": without})
    return told


def _places(below: list[PlaceUnits]) -> Table:
    columns = (
        Column("name", _("Place"), names_row=True),
        Column("units", _("Units"), "number"),
        Column("households", _("Households in units"), "number"),
        Column("since", _("Adopted"), "date"),
        Column("open", "", "action"),
    )
    rows = []
    for row in below:
        link: Link | str = ""
        if row.draft:
            link = Link(_("Open draft"), drawing.formation_address(row.draft))
        elif row.units:
            link = Link(_("Open units"), drawing.standing_address(row.place))
        rows.append(
            Row(
                (
                    Link(_name(row), f"{reverse('units_formations')}?place={row.place}"),
                    row.units,
                    row.households,
                    row.since.isoformat() if row.since else "—",
                    link,
                )
            )
        )
    return Table(columns, tuple(rows), _("Places"), id="places")


def _formations(formed: list[FormationRow], figures: PlaceUnits, actor: Actor) -> Table:
    columns = (
        Column("place", _("Formation of"), names_row=True),
        Column("state", _("State")),
        Column("units", _("Units"), "number"),
        Column("households", _("Number of households"), "number"),
        Column("left", _("Not in a unit"), "number"),
        Column("who", _("Asked by")),
        Column("when", _("Asked"), "date"),
    )
    rows = tuple(
        Row(
            (
                Link(
                    row.place_name_en if words.is_english() and row.place_name_en else row.place_name,
                    drawing.formation_address(row.key),
                ),
                drawing.state_badge(row.state),
                row.units,
                row.households,
                row.left_out,
                row.actor_name,
                date_format(localtime(row.asked_at), "Y-m-d H:i"),
            )
        )
        for row in formed
    )
    return Table(columns, rows, _("Formations"), empty=_first_step(figures, actor), id="formations")


def _first_step(figures: PlaceUnits, actor: Actor) -> Empty:
    acts: tuple[Action, ...] = ()
    if policies.FORM_UNITS.allows(actor, figures.place):
        acts = (Action(_("Form units"), f"{reverse('units_ask')}?place={figures.place}"),)
    sentence = _(
        "A formation joins willing households by nearness, wishes and skills. It changes nothing until adopted."
    )
    return Empty(_("Nothing has been formed here"), sentence, acts, "units")
