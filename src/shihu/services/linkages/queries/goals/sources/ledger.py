"""Figures of the books: what the village collective earned."""

from collections.abc import Collection, Sequence
from datetime import date

from shihu.base.ledger.queries import collective_income
from shihu.kernel.actors import Actor
from shihu.services.linkages.types.goals import Days, Measured


def income(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """What the collective earned since the first of January, fen."""
    told = collective_income(villages, days=days)
    return {day: {village: Measured(earned) for village, earned in sums.items()} for day, sums in told.items()}
