"""The units' part of pages that gather several services: finished text, nothing left to reckon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shihu.base.accounts.queries import moment
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Event, Fact, Stat
from shihu.services.units.queries import reading, terms, words
from shihu.services.units.types import HouseholdUnit


@dataclass(frozen=True, slots=True)
class HouseholdPanel:
    """For ``units/panels/household.html``. Without ``href`` the household is in no unit."""

    unit: str = ""
    href: str = ""
    why: str = ""
    facts: tuple[Fact, ...] = ()
    history: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacePanel:
    """For ``units/panels/place.html``."""

    href: str
    stats: tuple[Stat, ...]


def household_panel(code: str, *, actor: Actor) -> HouseholdPanel:
    """Return what a household's page says of its unit, limited to what the actor may see."""
    found = reading.unit_of_household(code, actor=actor)
    if found is None:
        return HouseholdPanel()
    label = words.labels(all_terms())
    hamlets = reading.hamlet_names([found.hamlet, *([found.other_unit[1]] if found.other_unit else [])])
    mates = dict(found.mates)
    size = len(mates)
    others = [name for mate, name in found.mates if mate != code]
    main = found.unit_facts["main_wish"]
    facts = [
        Fact(_("With"), words.listed(others)),
        Fact(_("Main wish"), label(main) if main else "—"),
        Fact(_("Mean distance"), _("%(metres)s m") % {"metres": round(found.unit_facts["mean_distance"])}),
    ]
    if found.since:
        facts.append(Fact(_("Since"), found.since.isoformat()))
    return HouseholdPanel(
        unit=words.unit_label(found.name, hamlets.get(found.hamlet, ("", ""))[1], found.ordinal),
        href=f"{reverse('units_unit', kwargs={'key': found.unit})}?place={found.hamlet}&household={code}",
        why=words.together(
            words.why_text(found.facts, size, mates, label), _other(found, hamlets) if found.sees_all else ""
        ),
        facts=tuple(facts),
        history=tuple(
            Event(when=_period(since, until), title=name, iso=since.isoformat()) for name, since, until in found.history
        )
        if len(found.history) > 1
        else (),
    )


def _other(found: HouseholdUnit, hamlets: Mapping[str, tuple[str, str]]) -> str:
    unit = ""
    if found.other_unit:
        name, hamlet, ordinal = found.other_unit
        unit = words.unit_label(name, hamlets.get(hamlet, ("", ""))[1], ordinal)
    return words.other_text(found.facts, unit, found.other_partner, private=found.sees_private)


def _period(since: date, until: date | None) -> str:
    if until is None:
        return _("since %(since)s") % {"since": since.isoformat()}
    return _("from %(since)s to %(until)s") % {"since": since.isoformat(), "until": until.isoformat()}


def heads_stat(place: str, *, actor: Actor) -> Stat:
    """Units in force with an elected head in office today, as a figure that opens the roster of heads."""
    units, headed = terms.heads_count(place, actor=actor, on=localdate(moment()))
    return Stat(
        _("Units with a head"),
        str(headed),
        _("of %(units)s") % {"units": units},
        href=f"{reverse('units_heads')}?place={place}",
        tone="pine" if units and headed == units else "plain",
    )


def place_panel(place: str, *, actor: Actor) -> PlacePanel:
    """Return what a place's page says of its units."""
    figures = reading.place_units(place, actor=actor)
    formed = reading.formations(place, actor=actor, limit=50)
    waiting = sum(1 for row in formed if row.state == "draft")
    return PlacePanel(
        href=f"{reverse('units_formations')}?place={place}",
        stats=(
            Stat(_("Units in force"), str(figures.units)),
            Stat(_("Households in units"), f"{figures.households:,}", _("hh")),
            heads_stat(place, actor=actor),
            Stat(_("Drafts waiting"), str(waiting), tone="ochre" if waiting else "plain"),
        ),
    )
