"""What the platform asks of people, in numbers: never what they wrote."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shihu.kernel.actors import Role


def minutes(seconds: int) -> int:
    """Return whole minutes, rounded up: nobody is told that something takes no time."""
    return -(-seconds // 60)


@dataclass(frozen=True, slots=True)
class Sending:
    """One form sent: which, how many fields were filled, how long it took where that is known, whether it was kept."""

    form: str
    fields: int
    seconds: int | None
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Week:
    """A person's week, from its Monday. ``measured`` of the sendings have a time; ``seconds`` is their sum."""

    monday: date
    sendings: int = 0
    fields: int = 0
    seconds: int = 0
    measured: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class FormUse:
    """How a form was used in a time: medians, never sums by person."""

    form: str
    times: int
    people: int
    fields: int
    seconds: int | None
    refused: int
    last_used: datetime


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """People of one role in one village in a week: how many were asked, and how much of the one in the middle."""

    village: str
    role: Role
    people: int
    sendings: int
    median_seconds: int
    most_seconds: int
    median_fields: int


@dataclass(frozen=True, slots=True)
class Filler:
    """Whose sendings they are."""

    actor: UUID
    place: str
    role: Role
