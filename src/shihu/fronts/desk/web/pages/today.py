"""The first page: what needs me, and my area in a few numbers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shihu.base.places.queries import names
from shihu.base.places.types import PlaceRow
from shihu.base.registry import queries as registry
from shihu.fronts.desk.web.pages.figures import stats
from shihu.kernel.actors import Actor
from shihu.kernel.places import lies_in
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Stat, Table
from shihu.services.units import queries as units
from shihu.services.units.types import UnitRow

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
    due: Table | None
    empty: Empty | None
    scopes: tuple[ScopeFigures, ...]
    units: Table | None


def today_page(*, actor: Actor, on: date) -> TodayPage:
    """Gather what waits for the actor, and the figures of the actor's areas."""
    language = get_language() or "zh-hans"
    scopes = registry.scopes_of_figures(actor=actor)
    known = names(set(scopes))
    due = [row for scope in units.scopes(actor=actor) if scope in known for row in _due(scope, actor, language)]
    own = units.own_units(actor=actor)
    table = Table(
        columns=(
            Column("what", _("What"), names_row=True),
            Column("where", _("Where")),
            Column("since", _("Since"), "date"),
            Column("act", "", "action"),
        ),
        rows=tuple(due),
        caption=_("What needs you"),
        shows_caption=True,
    )
    empty = Empty(_("Nothing waits for you"), _("What has to be decided or put right will stand here."), icon="check")
    head = PageHead(_("Today"), date_format(on, "DATE_FORMAT"))
    return TodayPage(
        head=head,
        due=table if due else None,
        empty=None if due else empty,
        scopes=tuple(_figures(known[scope], actor, on, language) for scope in scopes if scope in known),
        units=_own(own) if own else None,
    )


def _due(scope: str, actor: Actor, language: str) -> list[Row]:
    """Drafts that wait for a decision, and households that no unit holds."""
    rows = []
    for formation in units.formations(scope, actor=actor):
        if formation.state == "draft":
            english = language.startswith("en") and formation.place_name_en
            href = reverse("units_formation", kwargs={"key": formation.key})
            word = _("Look and adopt") if units.may_adopt(formation.place, actor=actor) else _("Look")
            what = ngettext("Draft of %(count)s unit", "Draft of %(count)s units", formation.units)
            rows.append(
                Row(
                    (
                        Link(what % {"count": formation.units}, href),
                        formation.place_name_en if english else formation.place_name,
                        formation.asked_at.date().isoformat(),
                        Action(word, href, "primary"),
                    )
                )
            )
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
