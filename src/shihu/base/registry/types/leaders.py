"""A person as those who choose a unit's head need to know them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HouseholdPerson:
    """A member of a standing household on a day: what matters for leading others, and how to reach them."""

    person: UUID
    name: str
    household: UUID
    code: str  # of the household
    hamlet: str
    is_householder: bool
    birth: date | None
    is_party_member: bool
    is_able: bool  # named by the village, or by rule
    phone: str  # whole: pages mask it
    username: str  # of the linked account, empty without one
