"""The first page: what needs me, and my area in a few numbers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shihu.base.places.queries import names, with_status
from shihu.base.places.types import PlaceRow
from shihu.base.registry import queries as registry
from shihu.base.registry.queries.imports import WAITING, imports
from shihu.fronts.desk.web.pages.figures import stats
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of, lies_in
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Stat, Table
from shihu.services.units import queries as units
from shihu.services.units.types import UnitRow

# How many villages without units the first page names.
_MOST = 6
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
    due = [row for scope in units.scopes(actor=actor) if scope in known for row in _due(scope, actor, on, language)]
    due = [
        *_own_household(actor, on),
        *_elections(actor),
        *_imports(actor, language),
        *_consent(actor, on, scopes=units.scopes(actor=actor), language=language),
        *due,
    ]
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


def _elections(actor: Actor) -> list[Row]:
    """Elections under way in the actor's own unit: nominate, vote, object, each on the same page."""
    rows = []
    for row in units.own_elections(actor=actor):
        href = reverse("units_ballot", kwargs={"key": row.key})
        what = Link(_("Your unit chooses: take part"), href)
        rows.append(Row((what, row.unit_name, row.vote_from.isoformat(), Action(_("Take part"), href, "primary"))))
    return rows


def _own_household(actor: Actor, on: date) -> list[Row]:
    """What the actor's own household is asked: a proposal first, else what it wishes."""
    asked = units.waits_for_own(actor=actor, on=on)
    if asked is not None:
        href = reverse("units_own_proposal")
        until = _("until %(day)s") % {"day": date_format(asked.ends, "DATE_FORMAT")}
        if asked.word == "silent":
            what = Link(_("Your household is asked: join a unit or not"), href, note=until)
            return [Row((what, asked.unit_name, "", Action(_("Look and answer"), href, "primary")))]
        what = Link(_("What your household said to its proposed unit"), href, note=until)
        return [Row((what, asked.unit_name, "", Action(_("Look"), href)))]
    if units.still_to_ask(actor=actor, on=on):
        href = reverse("units_own_wishes")
        what = Link(_("Your household was not asked yet what it wishes"), href)
        return [Row((what, "", "", Action(_("Say what we wish"), href, "primary")))]
    return []


def _consent(actor: Actor, on: date, *, scopes: tuple[str, ...], language: str) -> list[Row]:
    """Proposals under notice, with what is open in each."""
    rows = []
    for one in units.open_proposals(actor=actor, on=on, scopes=scopes)[:_MOST]:
        href = reverse("units_proposal", kwargs={"key": one.formation})
        told = {"silent": one.silent, "requests": one.requests}
        note = _("%(silent)s not answered, %(requests)s open requests") % told
        where = one.place_name_en if language.startswith("en") and one.place_name_en else one.place_name
        what = Link(_("Consent of households, notice until %(day)s") % {"day": one.ends.isoformat()}, href, note=note)
        act = Action(_("Go on"), href, "primary" if one.requests else "plain")
        rows.append(Row((what, where, one.starts.isoformat(), act)))
    return rows


def _imports(actor: Actor, language: str) -> list[Row]:
    """Imports that wait to be mended or loaded."""
    waiting = [row for row in imports(actor=actor, limit=_MOST) if row.state in WAITING]
    known = names({row.place for row in waiting})
    rows = []
    for row in waiting:
        href = reverse("registry_import", kwargs={"key": row.key})
        where = known[row.place].label(language) if row.place in known else row.place
        what = Link(_("Roster %(file)s is not loaded yet") % {"file": row.file_name}, href)
        since = timezone.localtime(row.asked_at).date().isoformat()
        rows.append(Row((what, where, since, Action(_("Go on"), href, "primary"))))
    return rows


def _due(scope: str, actor: Actor, on: date, language: str) -> list[Row]:
    """Drafts that wait for a decision, then villages whose households are in no unit yet, pilots first."""
    rows = []
    drafted = set()
    for formation in units.formations(scope, actor=actor):
        if formation.state != "draft":
            continue
        drafted.add(formation.place)
        english = language.startswith("en") and formation.place_name_en
        href = reverse("units_formation", kwargs={"key": formation.key})
        word = _("Look and publish") if units.may_adopt(formation.place, actor=actor) else _("Look")
        what = ngettext("Draft of %(count)s unit", "Draft of %(count)s units", formation.units)
        where = formation.place_name_en if english else formation.place_name
        since = timezone.localtime(formation.asked_at).date().isoformat()
        act = Action(word, href, "primary")
        rows.append(Row((Link(what % {"count": formation.units}, href), where, since, act)))
    if units.may_form(scope, actor=actor) and level_of(scope) in {Level.TOWNSHIP, Level.VILLAGE}:
        rows += _unformed(scope, drafted, actor, on, language)
    return rows


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
        rows.append(Row((Link(what % {"count": counted[code].households}, href), place, "", act)))
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
