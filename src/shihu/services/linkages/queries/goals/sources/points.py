"""Figures of the points: households with points of integrity."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from shihu.base.registry.queries import household_counts
from shihu.kernel.actors import Actor
from shihu.services.linkages.models import PointEntry
from shihu.services.linkages.types.goals import Days, Measured

_YEAR = timedelta(days=365)


def households(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Households that earned points of integrity in the twelve months before the day, of all households."""
    rows = PointEntry.objects.filter(
        account__village__in=villages,
        account__household__isnull=False,
        item__linkage="integrity",
        points__gt=0,
        reversed_by=None,
    ).order_by()
    earned = list(rows.values_list("account__village_id", "account__household_id", "day"))
    whole = household_counts(villages, days=days)
    told = {}
    for day in days:
        homes = {(village, home) for village, home, on in earned if day - _YEAR < on <= day}
        told[day] = {
            village: Measured(sum(1 for of, _home in homes if of == village), whole[day][village])
            for village in villages
        }
    return told
