"""Figures of the industry: households that take part in a project of the village."""

from collections.abc import Collection, Sequence
from datetime import date

from shihu.base.registry.queries import household_counts
from shihu.kernel.actors import Actor
from shihu.services.industry.queries import households_in_projects
from shihu.services.linkages.types.goals import Days, Measured


def households(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Households that take part in a running project, of all households of the village."""
    joined = households_in_projects(villages, days=days)
    whole = household_counts(villages, days=days)
    return {
        day: {village: Measured(joined[day].get(village, 0), whole[day][village]) for village in villages}
        for day in days
    }
