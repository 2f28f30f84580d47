"""The page of a household: the registry's panel, its unit and why, and its history."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.audit import queries as audit
from shihu.base.registry import commands as registry
from shihu.base.registry.types.households import HouseholdDetail
from shihu.fronts.desk.web.words import ACTIONS
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Action, Badge, Event, Link, PageHead
from shihu.services.units import queries as units
from shihu.services.units.queries import HouseholdPanel


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """What the template lays side by side."""

    head: PageHead
    household: HouseholdDetail
    unit: HouseholdPanel
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
        badge=None if detail.stands else Badge(_("Ended"), "plain"),
        back=Link(
            _("Households of %(place)s") % {"place": hamlet}, f"{reverse('registry_households')}?place={detail.hamlet}"
        ),
    )
    return HouseholdPage(head, detail, units.household_panel(code, actor=actor), _changes(code, actor))


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
