"""How many households stood in villages on days: for figures that are shares of all."""

from collections.abc import Collection, Sequence
from datetime import date

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household
from shihu.kernel.places import Level


def household_counts(villages: Collection[str], *, days: Sequence[date]) -> dict[date, dict[str, int]]:
    """Return how many households stood in each village on each day. Names nobody, limits nothing. One query."""
    rows = Household.objects.filter(within("hamlet_id", villages)).order_by()
    stays = list(rows.values_list("hamlet_id", "since", "until"))
    told = {}
    for day in days:
        counts = dict.fromkeys(villages, 0)
        for hamlet, since, until in stays:
            if (since is None or since <= day) and (until is None or day < until):
                counts[hamlet[: Level.VILLAGE]] += 1
        told[day] = counts
    return told
