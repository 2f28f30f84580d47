"""The page of a household: the registry's panel, its unit and why, and its history."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shihu.base.audit import queries as audit
from shihu.base.registry import commands as registry
from shihu.base.registry.types.households import HouseholdDetail
from shihu.fronts.desk.web.pages.panel import Panel
from shihu.fronts.desk.web.words import ACTIONS
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Action, Badge, Event, Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import queries as industry
from shihu.services.linkages import queries as linkages
from shihu.services.linkages.queries import mediation
from shihu.services.units import queries as units
from shihu.services.units.queries import HouseholdPanel


@dataclass(frozen=True, slots=True)
class IndustryPanel:
    """The running projects of a household with what is left to repay and to be paid, and its shares."""

    lines: tuple[tuple[Link, str], ...]
    shares: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """What the template lays side by side."""

    head: PageHead
    household: HouseholdDetail
    unit: HouseholdPanel
    panels: tuple[Panel, ...]
    changes: tuple[Event, ...]


def household_page(code: str, *, actor: Actor, now: datetime) -> HouseholdPage:
    """Open the household (the look is noted) and gather what the services know of it."""
    detail = registry.open_household(actor=actor, now=now, code=code)
    language = get_language() or "zh-hans"
    hamlet = detail.hamlet_name_en if language.startswith("en") and detail.hamlet_name_en else detail.hamlet_name
    actions: tuple[Action, ...] = ()
    if detail.may_keep:
        actions = (Action(_("Amend"), reverse("registry_household", kwargs={"code": code}), "primary"),)
    head = PageHead(
        title=_("Household of %(name)s") % {"name": detail.householder},
        lead=" · ".join(part for part in (hamlet, detail.street, detail.code) if part),
        actions=actions,
        badge=None if detail.stands else Badge(pgettext("household", "Ended"), "plain"),
        back=Link(
            _("Households of %(place)s") % {"place": hamlet}, f"{reverse('registry_households')}?place={detail.hamlet}"
        ),
    )
    panels = _panels(detail, actor, now)
    return HouseholdPage(head, detail, units.household_panel(code, actor=actor), panels, _changes(code, actor))


def _panels(detail: HouseholdDetail, actor: Actor, now: datetime) -> tuple[Panel, ...]:
    """What the services know of the household, each limited to what the actor may see."""
    code, on = detail.code, timezone.localdate(now)
    found = [
        Panel("industry/panels/household.html", _industry(code, actor, on)),
        Panel("industry/pictures/panel.html", industry.household_year_panel(code, actor=actor, on=on)),
        Panel("industry/awards/panels/household.html", industry.award_household_panel(code, actor=actor, on=on)),
        Panel("linkages/points/panels/account.html", linkages.household_points_panel(code, actor=actor, on=on)),
        Panel("linkages/civility/household.html", linkages.household_civility(code, actor=actor)),
        Panel("linkages/panels/disputes.html", mediation.household_panel(detail.key, actor=actor, at=now)),
    ]
    with suppress(NotFound, NotAllowed):
        found.append(Panel("linkages/panels/duties.html", linkages.duties_of_household(detail.key, actor=actor, on=on)))
    return tuple(found)


def _industry(code: str, actor: Actor, on: date) -> IndustryPanel:
    rows = industry.household_industry(code, actor=actor, on=on)
    lines = tuple(
        (
            Link(
                f"{row.project_name} · {row.season_name}",
                reverse("industry_advances_household", kwargs={"season": row.season, "code": code}),
            ),
            _("owes %(owes)s yuan, %(waiting)s yuan wait to be paid")
            % {"owes": yuan(row.standing.owes + row.standing.owes_rental), "waiting": yuan(row.standing.waiting)},
        )
        for row in rows
    )
    return IndustryPanel(lines, tuple(industry.household_shares_panel(code, actor=actor, on=on)))


def _changes(code: str, actor: Actor) -> tuple[Event, ...]:
    rows = audit.history(actor=actor, subject_kind="household", subject=code, limit=20)
    return tuple(
        Event(
            timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"),
            _(ACTIONS.get(row.action, row.action)),
            row.reason,
            row.actor_name,
            row.at.isoformat(),
        )
        for row in rows
    )
