"""Figures of the register of village works: only what a second person found as it was said."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from shihu.kernel.actors import Actor
from shihu.services.linkages.models import PublicWork
from shihu.services.linkages.types.goals import Days, Measured, Verdict, WorkKind

LIVED_ON = tuple(kind for kind in WorkKind if kind is not WorkKind.GREEN)


def _found(villages: Collection[str]) -> QuerySet[PublicWork]:
    return PublicWork.objects.filter(village__in=villages, verdict=Verdict.HOLDS.value).order_by()


def infrastructure(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """How many of the six kinds of works the village has, each counted from the day it was checked."""
    rows = _found(villages).exclude(kind=WorkKind.GREEN.value).values_list("village_id", "kind", "checked_on")
    works = list(rows)
    told: dict[date, dict[str, Measured]] = {}
    for day in days:
        kinds: dict[str, set[str]] = defaultdict(set)
        for village, kind, checked in works:
            if checked is not None and checked <= day:
                kinds[village].add(kind)
        told[day] = {village: Measured(len(kinds[village]), len(LIVED_ON)) for village in villages}
    return told


def greened(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Square metres greened, each work counted from the day it was checked; whole metres, rounded down."""
    rows = _found(villages).filter(kind=WorkKind.GREEN.value).values_list("village_id", "quantity", "checked_on")
    works = list(rows)
    told: dict[date, dict[str, Measured]] = {}
    for day in days:
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for village, quantity, checked in works:
            if checked is not None and checked <= day:
                sums[village] += quantity
        told[day] = {village: Measured(int(sums[village])) for village in villages}
    return told
