"""Where the ledger asks for a second person and none is at hand."""

from uuid import UUID

from shihu.base.ledger.types import NewEntry
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.errors import SecondPersonNeeded


def needs_second(booking: Booking, entry: NewEntry, approver: Actor | None) -> UUID:
    """Book the entry and return its key; refuse it where it is above the amount that one person may book."""
    booked = booking.post(entry, approver)
    if booked is None:
        total = sum(line.amount for line in entry.lines if line.amount > 0)
        raise SecondPersonNeeded("approver", amount=yuan(total))
    return booked
