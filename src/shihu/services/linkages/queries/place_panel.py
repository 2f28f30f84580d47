"""What the page of a place says of its six linkages: one count each, and the way in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.permissions import Permission
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, Stat
from shihu.services.linkages import policies
from shihu.services.linkages.models import Hazard, InspectionRound, PointEntry, WorkHours
from shihu.services.linkages.queries.duties import hours
from shihu.services.linkages.queries.hazards import OPEN
from shihu.services.linkages.queries.points.balances import EARNED


@dataclass(frozen=True, slots=True)
class PlaceLinkages:
    """For ``linkages/panels/place.html``: empty for who sees nothing of the linkages there."""

    href: str
    stats: tuple[Stat, ...] = ()
    links: tuple[Link, ...] = ()


def place_linkages(place: str, *, actor: Actor, on: date) -> PlaceLinkages:
    """Return the linkages of a township, village or hamlet in figures: one query each, four at most."""
    if len(place) < Level.TOWNSHIP:
        return PlaceLinkages("")
    first, here = on.replace(day=1), within("hamlet_id", [place])

    def rounds() -> Stat:
        count = InspectionRound.objects.filter(here, on__gte=first, on__lte=on).count()
        return Stat(_("Sanitation rounds this month"), str(count))

    def worked() -> Stat:
        noted = WorkHours.objects.filter(within("share__unit__hamlet_id", [place]), on__year=on.year, on__lte=on)
        minutes = noted.aggregate(sum=Sum("minutes"))["sum"] or 0
        return Stat(_("Hours of village work this year"), hours(minutes), pgettext("linkages", "h"))

    def earned() -> Stat:
        entries = PointEntry.objects.filter(EARNED, within("account__hamlet_id", [place]), day__range=(first, on))
        return Stat(_("Points earned this month"), f"{entries.aggregate(sum=Sum('points'))['sum'] or 0:,}")

    def dangers() -> Stat:
        count = Hazard.objects.filter(OPEN, here).count()
        return Stat(pgettext("linkages", "Open hazards"), str(count), tone="ochre" if count else "plain")

    told: tuple[tuple[Permission, Callable[[], Stat]], ...] = (
        (policies.SEE_DUTIES, rounds),
        (policies.SEE_DUTIES, worked),
        (policies.SEE_POINTS, earned),
        (policies.SEE_SAFETY, dangers),
    )
    stats = tuple(make() for permission, make in told if permission.allows(actor, place))
    if not stats:
        return PlaceLinkages("")
    village = place[: Level.VILLAGE]
    ways = (
        (policies.SEE_POINTS, pgettext("linkages", "Points"), "linkages_points", village),
        (policies.SEE_SAFETY, pgettext("linkages", "Safety"), "linkages_safety", place),
        (policies.SEE_MEDIATION, _("Disputes and mediation"), "linkages_disputes", place),
        (policies.SEE_GOALS, _("The eight goals"), "linkages_goals", village),
    )
    links = [Link(label, f"{reverse(name)}?place={at}") for seen, label, name, at in ways if seen.allows(actor, place)]
    return PlaceLinkages(reverse("linkages_village", kwargs={"code": village}), stats, tuple(links))
