"""Writing units."""

from shihu.services.units.commands.again import ask_again, ask_repair
from shihu.services.units.commands.asking import JOB
from shihu.services.units.commands.formations import (
    adopt_formation,
    ask_formation,
    discard_formation,
    store_formation,
)
from shihu.services.units.commands.seats import join_unit, leave_unit, release_seats

__all__ = [
    "JOB",
    "adopt_formation",
    "ask_again",
    "ask_formation",
    "ask_repair",
    "discard_formation",
    "join_unit",
    "leave_unit",
    "release_seats",
    "store_formation",
]
