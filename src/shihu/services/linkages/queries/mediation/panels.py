"""Mediation's part of pages that gather several services, and of the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.cases import queries as cases
from shihu.base.cases.types import CaseRow
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.presentation import Badge, Light, Link
from shihu.services.linkages.queries.mediation.reading import (
    dispute_rows,
    disputes_of_unit,
    waiting_agreements,
)
from shihu.services.linkages.types.mediation import DISPUTE, DisputeRow


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One dispute on a page that gathers: who against whom, its light, its state."""

    link: Link
    light: Light | None
    badge: Badge


@dataclass(frozen=True, slots=True)
class DisputesPanel:
    """For ``linkages/panels/disputes.html``. Without lines there is nothing that the reader may know."""

    lines: tuple[DisputeLine, ...]
    report: str


def household_panel(household: UUID, *, actor: Actor, at: datetime) -> DisputesPanel:
    """Return the disputes of a household that the actor may open: six queries."""
    found = cases.cases_of_household(household, actor=actor, kind=DISPUTE, at=at)
    return _panel(dispute_rows(found, actor=actor))


def unit_panel(unit: UUID, *, actor: Actor, at: datetime) -> DisputesPanel:
    """Return the disputes among a unit's households that the actor may open: seven queries."""
    return _panel(disputes_of_unit(unit, actor=actor, at=at))


def _panel(rows: Sequence[DisputeRow]) -> DisputesPanel:
    return DisputesPanel(tuple(_line(row) for row in rows), reverse("linkages_dispute_new"))


def _line(row: DisputeRow) -> DisputeLine:
    href = reverse("linkages_dispute", kwargs={"key": row.key})
    link = Link(row.case.title, href, note=timezone.localdate(row.case.opened).isoformat())
    return DisputeLine(link, cases.light(row.case), cases.state_badge(row.case))


def mediation_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor besides handling: windows to the court that close, agreements to be kept.

    What is to be handled or visited again stands in ``cases.queries.cases_due``.
    """
    found = []
    for key, row, one, is_due in waiting_agreements(actor=actor, on=on):
        if one.confirm_until and one.applied_on is None and not one.is_oral and one.confirm_until >= on:
            title = _("Joint application to the court is still possible")
            found.append(_due("linkages.court_window", title, key, row, one.effective_on, one.confirm_until))
        if is_due and one.perform_by is not None:
            title = _("See whether the agreement is kept")
            found.append(_due("linkages.performance", title, key, row, one.effective_on, one.perform_by))
    return found


def _due(kind: str, title: str, key: UUID, row: CaseRow, since: date | None, due: date) -> DueItem:
    return DueItem(
        kind=kind,
        title=title,
        subject=f"{row.number} {row.title}",
        place=row.place,
        address="linkages_dispute",
        keys={"key": str(key)},
        since=since,
        due=due,
    )
