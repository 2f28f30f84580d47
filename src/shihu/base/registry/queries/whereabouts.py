"""Where persons belonged on a day: whom a register names, and whether they still live here. They limit nothing."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.registry.models import Membership
from shihu.base.registry.types.whereabouts import Whereabouts


def whereabouts(persons: Collection[UUID], *, on: date) -> dict[UUID, Whereabouts]:
    """Return where each of ``persons`` belonged on the day. One query."""
    found: dict[UUID, Whereabouts] = {}
    rows = Membership.objects.filter(person__in=persons).select_related("person", "household")
    for row in rows.order_by("since", "id"):
        # A membership that held on the day outweighs one that ended before; one that begins later tells nothing.
        if row.since <= on or row.person_id not in found:
            found[row.person_id] = _at(row, on)
    return found


def people_named(name: str, place: str, *, on: date) -> list[Whereabouts]:
    """Return who bears the name in ``place`` on the day, by household code."""
    rows = Membership.objects.filter(
        within("household__hamlet_id", [place]), person__name=" ".join(name.split()), until=None, since__lte=on
    ).select_related("person", "household")
    return [_at(row, on) for row in rows.order_by("household__code")[:12]]


def _at(row: Membership, on: date) -> Whereabouts:
    stands = row.since <= on and (row.until is None or row.until > on)
    return Whereabouts(
        person=row.person_id,
        name=row.person.name,
        phone=row.person.phone or row.household.phone,
        household=row.household_id if stands else None,
        code=row.household.code,
        hamlet=row.household.hamlet_id,
        died_on=row.person.died_on,
        left_on=row.until if row.until is not None and row.until <= on else None,
    )
