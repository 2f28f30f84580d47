"""Where a person belonged on a day, as other services need to know it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A person on a day. ``household`` is None once they left it, and ``left_on`` says when."""

    person: UUID
    name: str
    phone: str
    household: UUID | None
    code: str
    hamlet: str
    died_on: date | None
    left_on: date | None
