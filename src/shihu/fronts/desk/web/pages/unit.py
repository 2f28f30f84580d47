"""What a unit does together: duties, points, projects and shares, disputes, side by side."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.fronts.desk.web.pages.panel import Panel
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import queries as industry
from shihu.services.linkages import queries as linkages
from shihu.services.linkages.queries import mediation
from shihu.services.units.queries import unit_labels, unit_names


@dataclass(frozen=True, slots=True)
class UnitIndustry:
    """For ``industry/panels/unit.html``: the running projects of a unit and its share books."""

    projects: tuple[Link, ...]
    books: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What the template lays one under the other."""

    head: PageHead
    hamlet: str
    panels: tuple[Panel, ...]


def unit_page(key: UUID, *, actor: Actor, now: datetime) -> UnitPage:
    """Gather what the services know of a unit, for its members and for who sees it by office."""
    on = timezone.localdate(now)
    # Who may not open the unit finds no page.
    duties = linkages.duties_of_unit(key, actor=actor, on=on)
    _name, hamlet, _ordinal = unit_names([key])[key]
    name = unit_labels([key])[key]
    panels = [Panel("linkages/panels/duties.html", duties)]
    with suppress(NotFound, NotAllowed):
        points = linkages.unit_points_panel(key, actor=actor, on=on)
        panels.append(Panel("linkages/points/panels/account.html", points))
    panels.append(Panel("industry/panels/unit.html", _industry(key, hamlet, actor, now)))
    panels.append(Panel("linkages/panels/disputes.html", mediation.unit_panel(key, actor=actor, at=now)))
    head = PageHead(
        _("%(unit)s together") % {"unit": name},
        _("Duties, points, projects and shares, disputes of the unit."),
        back=Link(name, reverse("units_unit", kwargs={"key": key})),
    )
    return UnitPage(head, hamlet, tuple(panels))


def _industry(key: UUID, hamlet: str, actor: Actor, now: datetime) -> UnitIndustry:
    on = timezone.localdate(now)
    projects: tuple[Link, ...] = ()
    books: tuple[object, ...] = ()
    with suppress(NotFound, NotAllowed):
        projects = tuple(
            Link(row.name, reverse("industry_projects_project", kwargs={"key": row.key}))
            for row in industry.unit_industry(key, hamlet[: Level.VILLAGE], actor=actor, on=on)
        )
    with suppress(NotFound, NotAllowed):
        books = tuple(industry.unit_shares_panel(key, actor=actor, on=on))
    return UnitIndustry(projects, books)
