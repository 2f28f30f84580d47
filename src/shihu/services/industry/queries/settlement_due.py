"""What waits for somebody in settlements."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.services.industry import policies
from shihu.services.industry.models import DividendPayout, Participation, Settlement
from shihu.services.industry.queries.belonging import own_participations

_STATE = Settlement.State


def settlement_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor: to publish, to answer, to approve, to confirm, to read. Three queries."""
    runs = within("season__project__place_id", policies.RUN_PROJECTS.scopes(actor))
    mine = Participation.objects.filter(own_participations(actor), until=None).values("project")
    rows = Settlement.objects.filter(
        runs | Q(season__project__in=mine, state=_STATE.NOTICE), state__in=(_STATE.DRAFT, _STATE.NOTICE)
    ).annotate(waiting=Count("objections", filter=Q(objections__answered_on=None)))
    found = [
        item
        for row in rows.select_related("season__project").order_by("drafted_at")
        if (item := _of_settlement(row, row.waiting, actor, on))
    ]
    payouts = DividendPayout.objects.filter(
        within("settlement__season__project__place_id", policies.APPROVE.scopes(actor)),
        state=DividendPayout.State.ORDERED,
    ).exclude(ordered_by=actor.key)
    for one in payouts.select_related("settlement__season__project"):
        title = _("Confirm payment %(number)s of dividends") % {"number": one.number}
        found.append(_item("industry.dividend_payout", title, one.settlement, timezone.localdate(one.ordered_at)))
    return found


def _of_settlement(row: Settlement, waiting: int, actor: Actor, on: date) -> DueItem | None:
    place, drafted = row.season.project.place_id, timezone.localdate(row.drafted_at)
    runs = policies.RUN_PROJECTS.allows(actor, place)
    if row.state == _STATE.DRAFT:
        return _item("industry.settlement_publish", _("Look through and publish"), row, drafted) if runs else None
    if not runs:
        is_open = row.objections_until is not None and on <= row.objections_until
        title = _("Read what our household gets; doubts by the last day")
        return (
            _item("industry.settlement_read", title, row, row.published_on, row.objections_until) if is_open else None
        )
    if waiting:
        title = _("Answer an objection")
        return _item("industry.settlement_objection", title, row, row.published_on, row.objections_until)
    is_over = row.objections_until is not None and on > row.objections_until
    if is_over and row.drafted_by != actor.key and policies.APPROVE.allows(actor, place):
        return _item("industry.settlement_approve", _("Approve and book"), row, row.objections_until)
    return None


def _item(kind: str, title: str, row: Settlement, since: date | None, due: date | None = None) -> DueItem:
    return DueItem(
        kind,
        title,
        f"{row.season.project.name} {row.season.name}",
        row.season.project.place_id,
        "industry_settlement",
        {"key": str(row.pk)},
        since=since,
        due=due,
    )
