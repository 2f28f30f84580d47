"""What of the register counts elsewhere: in the labour pool of a settlement, in the published figures."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Sum

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import WorkLine
from shihu.services.industry.queries.labour.standings import CONFIRMED
from shihu.services.industry.rules import labour as rules


def share_minutes(season: UUID) -> dict[UUID, tuple[str, int]]:
    """Return (code, minutes) of unpaid work for a share by household; for commands, limits nothing.

    Work that was paid a wage is a cost of the season and counts for nobody's share.
    """
    lines = WorkLine.objects.filter(CONFIRMED, workday__season=season, counted__gt=0).order_by()
    sums = lines.values_list("household", "household__code").annotate(Sum("counted"))
    return {household: (code, minutes) for household, code, minutes in sums if household is not None}


def labourers_a_day(place: str, *, actor: Actor, on: date, days: int = 30) -> tuple[int, int]:
    """Return the least and the most people on confirmed days of the register in ``days`` up to the day."""
    if not policies.SEE_PROJECTS.allows(actor, place):
        raise NotFound
    lines = WorkLine.objects.filter(
        CONFIRMED,
        within("workday__season__project__place_id", [place]),
        workday__day__gt=on - timedelta(days=days),
        workday__day__lte=on,
    )
    counts = lines.order_by().values_list("workday__day").annotate(Count("worker", distinct=True))
    return rules.spread([people for _day, people in counts])
