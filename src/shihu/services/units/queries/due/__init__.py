"""What waits for somebody in the units: at the desk, and in one's own unit."""

from datetime import date

from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.services.units.queries.due import desk, own


def units_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return everything that waits for the actor. Each kind is one or two queries, however many wait."""
    kinds = (*desk.KINDS, *own.KINDS)
    return [item for kind in kinds for item in kind(actor, on)]


__all__ = ["units_due"]
