"""What civility, integrity and safety offer to pages that gather several services."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.accounts.queries import moment
from shihu.base.registry.queries import named_households
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Fact, Link
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import IntegrityFact, ModelNomination
from shihu.services.linkages.queries.civility.moral import moral_models
from shihu.services.linkages.queries.hazards import open_hazards, safety_figures
from shihu.services.linkages.queries.integrity import household_integrity


@dataclass(frozen=True, slots=True)
class LinkageCard:
    """One of the six linkages on their overview: a figure, what it counts, a sentence, where it leads."""

    linkage: str
    title: str
    figure: str
    unit: str
    sentence: str
    href: str


def civility_card(place: str, *, actor: Actor, on: date) -> LinkageCard | None:
    """Return the card of civility; None for those who may not see it there."""
    try:
        told = moral_models(place, actor=actor, on=on)
    except (NotFound, NotAllowed):
        return None
    return LinkageCard(
        "civility",
        pgettext("linkages", "Civility"),
        str(told.persons),
        pgettext("linkages", "moral models"),
        ngettext(
            "Chosen from %(hamlets)s natural village, after notice to all.",
            "Chosen from %(hamlets)s natural villages, after notice to all.",
            told.hamlets,
        )
        % {"hamlets": told.hamlets},
        f"{reverse('linkages_civility')}?place={place}",
    )


def safety_card(place: str, *, actor: Actor, on: date) -> LinkageCard | None:
    """Return the card of safety; None for those who may not see it there."""
    if not policies.SEE_SAFETY.allows(actor, place):
        return None
    told = safety_figures(place, actor=actor, at=datetime.combine(on, time(23, 59), get_current_timezone()))
    return LinkageCard(
        "safety",
        pgettext("linkages", "Safety"),
        str(told.open_hazards),
        pgettext("linkages", "open hazards"),
        _("%(late)s late, %(closed)s closed this year; %(rounds)s rounds walked.")
        % {"late": told.late_hazards, "closed": told.closed_this_year, "rounds": told.rounds_this_year},
        f"{reverse('linkages_safety')}?place={place}",
    )


def integrity_card(place: str, *, actor: Actor, on: date) -> LinkageCard | None:
    """Return the card of integrity; None for those who may not see it there."""
    if not policies.SEE_INTEGRITY.allows(actor, place):
        return None
    homes = [home.key for home in named_households(actor=actor, place=place)]
    standing = IntegrityFact.objects.filter(household__in=homes, day__lte=on, until__gt=on, withdrawn_at=None)
    facts = standing.count()
    return LinkageCard(
        "integrity",
        pgettext("linkages", "Integrity"),
        str(facts),
        pgettext("linkages", "facts that count"),
        _("Promises kept and dues paid of %(homes)s households, each with its source.")
        % {"homes": standing.values("household").distinct().count()},
        f"{reverse('linkages_integrity')}?place={place}",
    )


@dataclass(frozen=True, slots=True)
class HouseholdCivility:
    """For ``linkages/civility/household.html``: finished text, nothing left to reckon."""

    facts: tuple[Fact, ...] = ()


def household_civility(code: str, *, actor: Actor) -> HouseholdCivility:
    """Return what a household's page says of its integrity, its moral models and open hazards. Empty for strangers."""
    on = localdate(moment())
    try:
        told = household_integrity(code, actor=actor, on=on)
    except NotFound:
        return HouseholdCivility()
    href = reverse("linkages_integrity_household", kwargs={"code": code})
    facts = []
    if told.reckoned is not None:
        points = _("%(points)s points") % {"points": told.reckoned.points}
        facts.append(Fact(pgettext("linkages", "Integrity"), Link(points, href)))
    else:
        facts.append(Fact(pgettext("linkages", "Integrity"), Link(pgettext("linkages", "nothing noted yet"), href)))
    models = ModelNomination.objects.filter(household_id=told.household, state="chosen").select_related("round")
    facts += [
        Fact(
            pgettext("linkages", "Moral model"),
            Link(f"{one.name} · {one.round.year}", reverse("linkages_civility_nomination", kwargs={"key": one.pk})),
        )
        for one in models
    ]
    facts += [
        Fact(
            pgettext("linkages", "Open hazard"),
            Link(where, reverse("linkages_safety_hazard", kwargs={"key": key})),
        )
        for key, where in open_hazards(household=told.household)
    ]
    return HouseholdCivility(tuple(facts))
