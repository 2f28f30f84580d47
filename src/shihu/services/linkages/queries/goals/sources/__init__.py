"""Where the figures come from: one module a service, each small functions of one signature (types.goals.Measure).

A service that measures one day at a time is wrapped in ``each_day``. A source that answers None has no records yet:
its indicator is shown as not kept, and left out of the reckoning.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from shihu.kernel.actors import Actor
from shihu.services.linkages.types.goals import Days, Measure, Measured


def each_day(measure: Callable[[Collection[str], Actor, date], Mapping[str, Measured] | None]) -> Measure:
    """Return a measure of many days from one that knows a single day."""

    def measured(villages: Collection[str], actor: Actor, days: Sequence[date]) -> Days | None:
        told = {}
        for day in days:
            figures = measure(villages, actor, day)
            if figures is None:
                return None
            told[day] = figures
        return told

    return measured


def not_kept(_villages: Collection[str], _actor: Actor, _days: Sequence[date]) -> Days | None:
    """Stand in for a service that keeps no such records here yet."""
    return None
