"""Parts of the table, each with its rows and what it adds to the world.

A part is a module beside this one with ``ROWS: tuple[Row, ...]`` and ``furnish(world, cast, now)``, which makes one
of each thing through the commands and puts the keys of its addresses into ``world.keys``.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from tests.permissions import advances, awards, cases, civility, duties, goals, labour, points, settlement, shares
from tests.permissions.table import TABLE, Row
from tests.permissions.world import World
from tests.village.people import Cast


class Part(Protocol):
    """What a module of this folder offers."""

    ROWS: tuple[Row, ...]

    def furnish(self, world: World, cast: Cast, now: datetime) -> None: ...


PARTS: tuple[Part, ...] = (advances, awards, cases, civility, duties, goals, labour, points, settlement, shares)


def rows() -> tuple[Row, ...]:
    """Return the whole table."""
    parts: Iterable[Part] = PARTS
    return (*TABLE, *(row for part in parts for row in part.ROWS))


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """Let every part make its things."""
    for part in PARTS:
        part.furnish(world, cast, now)
