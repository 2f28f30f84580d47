"""Figures of mediation: disputes settled in the village, disputes open past their day."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.services.linkages.models import Dispute
from shihu.services.linkages.types.goals import Days, Measured

_YEAR = timedelta(days=365)


def settled(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Of the disputes closed in the twelve months before the day, those that a level in the village settled."""
    rows = Dispute.objects.filter(case__closed_at__isnull=False).order_by()
    closed = [
        (place[: Level.VILLAGE], timezone.localdate(at), settles)
        for place, at, settles in rows.values_list("case__place_id", "case__closed_at", "case__settles")
        if at is not None
    ]
    told = {}
    for day in days:
        recent = [(village, settles) for village, on, settles in closed if day - _YEAR < on <= day]
        counts = Counter(village for village, _settles in recent)
        kept = Counter(village for village, settles in recent if settles)
        told[day] = {village: Measured(kept[village], counts[village]) for village in villages}
    return told


def late(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Disputes that were open on the day with a clock that had run out."""
    rows = Dispute.objects.filter(case__stages__due_at__isnull=False).order_by()
    stays = list(
        rows.values_list("case__place_id", "case__stages__due_at", "case__stages__ended_at", "case__opened_at")
    )
    told = {}
    for day in days:
        end = datetime.combine(day, time(23, 59), timezone.get_current_timezone())
        counts = Counter(
            place[: Level.VILLAGE]
            for place, due, ended, opened in stays
            if opened <= end and due is not None and due < end and (ended is None or ended > end)
        )
        told[day] = {village: Measured(counts[village]) for village in villages}
    return told
