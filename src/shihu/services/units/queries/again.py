"""The earlier units from which others are solved again."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.kernel.places import Level, lies_in
from shihu.services.units.errors import SharedUnits
from shihu.services.units.models import IN_FORCE, Seat, Unit
from shihu.services.units.types import Again, EarlierUnit


def stored_again(told: Mapping[str, Any]) -> Again:
    """Return what a formation keeps of how it was to be solved again."""
    return Again(
        price=told["price"],
        locked_units=tuple(UUID(key) for key in told["locked_units"]),
        pinned={code: UUID(key) for code, key in told["pinned"].items()},
        together=tuple((a, b) for a, b in told["together"]),
        left_out=dict(told["left_out"]),
    )


def units_of_formation(key: UUID) -> list[EarlierUnit]:
    """Return the units of a draft or proposal, those in force among them with the seats that they have today.

    For the job that draws from them, as :func:`units_in_force_at` is: not limited to what somebody may see.
    """
    units = list(Unit.objects.filter(formation=key))
    # A unit that was established meanwhile, or that continues one in force, is known by that one.
    standing = {u.pk: u.pk if u.since else u.continues_id for u in units}
    drafted = _codes(Seat.objects.filter(unit__in=units, until=None))
    return [
        EarlierUnit(u.pk, u.hamlet_id, u.ordinal, u.name, drafted.get(u.pk, ()), standing[u.pk])
        for u in units
        if u.until is None
    ]


def units_in_force_at(place: str) -> list[EarlierUnit]:
    """Return the units in force that touch a hamlet or a village, with who sits in them today."""
    units = units_touching(place)
    seated = _codes(Seat.objects.filter(IN_FORCE, unit__in=units))
    return [EarlierUnit(u.pk, u.hamlet_id, u.ordinal, u.name, seated.get(u.pk, ()), u.pk) for u in units]


def units_touching(place: str) -> list[Unit]:
    """Return the units in force that touch ``place``: a unit of its village may hold households of two hamlets."""
    units = Unit.objects.filter(IN_FORCE, within("hamlet_id", [place[: Level.VILLAGE]]))
    return [u for u in units if any(lies_in(hamlet, place) for hamlet in (u.hamlet_id, *u.facts.get("hamlets", ())))]


def only_within(place: str, units: list[Unit]) -> list[Unit]:
    """Return the units, or refuse where one holds households from outside ``place``."""
    for unit in units:
        if not all(lies_in(hamlet, place) for hamlet in (unit.hamlet_id, *unit.facts.get("hamlets", ()))):
            raise SharedUnits(place=unit.name)
    return units


def _codes(seats: Any) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for unit, code in seats.order_by("household__code").values_list("unit_id", "household__code"):
        found[unit].append(code)
    return {unit: tuple(codes) for unit, codes in found.items()}
