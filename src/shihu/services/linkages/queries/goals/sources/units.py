"""Figures of the units: heads, charters, appraisals."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from shihu.kernel.actors import Actor
from shihu.services.linkages.types.goals import Days, Measure, Measured
from shihu.services.units.queries import village_counts
from shihu.services.units.types.counts import VillageCounts


def _share(part: Callable[[VillageCounts], tuple[int, int]]) -> Measure:
    def measured(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
        counted = village_counts(villages, days=days)
        return {day: {village: Measured(*part(counts)) for village, counts in counted[day].items()} for day in days}

    return measured


heads = _share(lambda counts: (counts.headed, counts.units))
charters = _share(lambda counts: (counts.chartered, counts.units))
appraised = _share(lambda counts: (counts.appraised, counts.to_appraise))
