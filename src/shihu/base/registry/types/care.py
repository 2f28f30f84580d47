"""People as those who look in on them need to know them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CaredFor:
    """A person with the ages of all of the household. ``is_frail`` is health: only some may read it."""

    person: UUID
    name: str
    age: int | None
    is_frail: bool
    household: UUID
    code: str
    hamlet: str
    ages_at_home: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class NamedHousehold:
    """A household by its name."""

    key: UUID
    code: str
    hamlet: str
    householder: str
    householder_key: UUID
