"""What waits for somebody in the projects."""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.money import yuan
from shihu.services.industry import policies
from shihu.services.industry.models import Payout, Sale, Season
from shihu.services.industry.queries.asking import waiting_acts
from shihu.services.industry.queries.receivables import open_sales


def industry_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor: what a second person decides, buyers that are late, seasons. Five queries."""
    approves = policies.APPROVE.scopes(actor)
    runs = policies.RUN_PROJECTS.scopes(actor)
    if not approves and not runs:
        return []
    items = []
    first = Q(entry=None) & ~Q(recorder=actor.key)
    undo = Q(entry__isnull=False) & ~Q(undo_reason="") & ~Q(undo_recorder=actor.key)
    sales = Sale.objects.filter(within("season__project__place_id", approves), first | undo, reversed_on=None)
    for sale in sales.select_related("season__project"):
        title = _("Take a sale back") if sale.entry else _("Approve a sale")
        items.append(
            DueItem(
                "industry.sale",
                title,
                f"{sale.season.project.name} · {sale.buyer} · {yuan(sale.total)}",
                sale.season.project.place_id,
                "industry_sales_sale",
                {"key": str(sale.pk)},
                since=sale.sold_on,
                minutes=3,
            )
        )
    waits = Payout.objects.filter(within("season__project__place_id", approves), entry=None, turned_down_on=None)
    items += [
        DueItem(
            "industry.payout",
            _("Approve a payment to households"),
            f"{payout.season.project.name} · {yuan(payout.total)}",
            payout.season.project.place_id,
            "industry_sales_payout",
            {"key": str(payout.pk)},
            since=payout.day,
            minutes=3,
        )
        for payout in waits.exclude(recorder=actor.key).select_related("season__project")
    ]
    items += [
        DueItem(
            "industry.asked_act",
            _("Approve an act of a project"),
            f"{one.project.name} · {yuan(one.amount)}",
            one.project.place_id,
            "industry_asked_act",
            {"key": str(one.pk)},
            since=timezone.localdate(one.recorded_at),
            minutes=3,
        )
        for one in waiting_acts(actor)
    ]
    items += [
        DueItem(
            "industry.receivable",
            _("A buyer is late with paying"),
            f"{one.buyer} · {yuan(one.total - received)}",
            one.season.project.place_id,
            "industry_sales_sale",
            {"key": str(one.pk)},
            since=one.sold_on,
            due=one.due_on,
            minutes=5,
        )
        for one, received in open_sales(within("season__project__place_id", runs) & Q(due_on__lt=on), on)
    ]
    late = Season.objects.filter(within("project__place_id", runs), closed_on=None, due__lt=on)
    items += [
        DueItem(
            "industry.season",
            _("Settle and close a season"),
            f"{season.project.name} · {season.name}",
            season.project.place_id,
            "industry_advances_book",
            {"season": str(season.pk)},
            since=season.due,
            due=season.due,
            minutes=10,
        )
        for season in late.select_related("project")
    ]
    return items
