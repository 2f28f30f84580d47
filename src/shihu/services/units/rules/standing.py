"""When a seat no longer fits, and when a household may take one. Plain values."""

from collections.abc import Collection

ENDED, MOVED, UNWILLING = "ended", "moved", "unwilling"


def misfit(*, has_ended: bool, hamlet: str, hamlets: Collection[str], village: str, willing: bool) -> str:
    """Return why a seat no longer fits its household, empty where it does.

    ``hamlets`` are those of the unit. A household that moved to another hamlet of the village keeps its seat if the
    unit holds that hamlet; whoever left the village cannot stay a neighbour.
    """
    if has_ended:
        return ENDED
    if hamlet not in hamlets or not hamlet.startswith(village):
        return MOVED
    return "" if willing else UNWILLING


def joining_faults(*, size: int, high: int, is_refused: bool, is_neighbour: bool, willing: bool) -> tuple[str, ...]:
    """Return the rules that stop a household from joining a unit of ``size`` households.

    A unit of 12 with the largest size 12 is full; one of 11 has room for one.
    """
    return tuple(
        rule
        for rule, broken in (
            ("unwilling", not willing),
            ("neighbour", not is_neighbour),
            ("full", size >= high),
            ("refusal", is_refused),
        )
        if broken
    )
