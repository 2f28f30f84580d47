"""Who sits in which unit today: one query for a place or for some units. It hangs on the wall: no role is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.services.units.models import Seat


@dataclass(frozen=True, slots=True)
class SeatedHousehold:
    """A household in its unit."""

    unit: UUID
    unit_name: str
    unit_hamlet: str
    unit_ordinal: int
    household: UUID
    code: str
    hamlet: str
    householder: str


def seated_households(*, place: str = "", units: Collection[UUID] = ()) -> list[SeatedHousehold]:
    """Return the households that sit in these units, or in the units in force of a place, in order of units."""
    wanted = Q(unit__in=units)
    if place:
        wanted |= within("unit__hamlet_id", [place])
    found = Seat.objects.filter(wanted, since__isnull=False, until=None, unit__since__isnull=False, unit__until=None)
    columns = (
        "unit_id",
        "unit__name",
        "unit__hamlet_id",
        "unit__ordinal",
        "household_id",
        "household__code",
        "household__hamlet_id",
        "household__householder__name",
    )
    order = ("unit__hamlet_id", "unit__ordinal", "household__street", "household__street_order", "household__code")
    return [SeatedHousehold(*row) for row in found.order_by(*order).values_list(*columns)]
