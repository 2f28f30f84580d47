"""Figures of the sanitation rounds: the mean score of the duty areas."""

from collections.abc import Collection, Sequence
from datetime import date

from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.services.linkages.models import InspectionRound
from shihu.services.linkages.queries.sanitation import month_at
from shihu.services.linkages.types.goals import Days, Measured


def score(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Mean score of the units' areas in the last month inspected, whole points of 100, rounded down."""
    rows = InspectionRound.objects.filter(closed_at__isnull=False).order_by()
    walked = {(hamlet[: Level.VILLAGE], on.replace(day=1)) for hamlet, on in rows.values_list("hamlet_id", "on")}
    means: dict[tuple[str, date], int] = {}
    for village, month in walked:
        if village in villages:
            ranks, _rounds, _units = month_at(village, month)
            if ranks:
                means[village, month] = sum(row.mean for row in ranks) // len(ranks) // 100
    told: dict[date, dict[str, Measured]] = {}
    for day in days:
        told[day] = {}
        for village in villages:
            months = [month for of, month in means if of == village and month <= day]
            told[day][village] = Measured(means[village, max(months)] if months else 0)
    return told
