"""Writing units."""

from shihu.services.units.commands.formations import (
    JOB,
    adopt_formation,
    ask_formation,
    discard_formation,
    store_formation,
)

__all__ = ["JOB", "adopt_formation", "ask_formation", "discard_formation", "store_formation"]
