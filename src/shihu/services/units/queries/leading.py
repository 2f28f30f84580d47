"""Who leads which unit: the one place where the roll-out, the cards and the member's page ask for heads."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from shihu.services.units.queries.terms import heads_of
from shihu.services.units.types import HeadInOffice


def heads_in_office(units: Collection[UUID], *, on: date) -> dict[UUID, HeadInOffice]:
    """Return the head in office of each unit on the day; units without one are absent. One query."""
    return {unit: HeadInOffice(term.name, term.since) for unit, term in heads_of(units, on=on).items()}
