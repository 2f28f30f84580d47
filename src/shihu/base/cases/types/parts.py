"""What is passed in: parties, and what a case is about."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Part(StrEnum):
    """What somebody is to a case."""

    PARTY = "party"
    WITNESS = "witness"
    HANDLER = "handler"
    PANEL = "panel"
    CONFLICT = "conflict"  # stood aside: never handles it again


class Happening(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    PAUSED = "paused"
    RESUMED = "resumed"
    ESCALATED = "escalated"
    NOTE = "note"
    DECISION = "decision"
    CLOSED = "closed"
    VISITED = "visited"
    REOPENED = "reopened"
    APPEALED = "appealed"
    CONFLICT = "conflict"


class State(StrEnum):
    """Where a case stands."""

    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewPart:
    """Somebody to be named in a case: a person, a household, or a name alone. ``side`` is a or b of a dispute."""

    name: str
    person: UUID | None = None
    household: UUID | None = None
    side: str = ""
    part: Part = Part.PARTY


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be opened. ``reference`` and ``source`` name the record of the service that it is about."""

    title: str
    place: str
    facts: str = ""
    parts: tuple[NewPart, ...] = ()
    reference: UUID | None = None
    source: str = ""
    about: dict[str, str] = field(default_factory=dict)
