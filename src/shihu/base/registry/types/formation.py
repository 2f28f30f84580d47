"""A household as the formation of units needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormationHousehold:
    """Everything that matters for joining households, and nothing that identifies a person beyond a name."""

    key: str  # the household's primary key as text, or its row in a file
    code: str
    hamlet: str
    householder: str
    members: int
    lon: float | None
    lat: float | None
    street: str
    street_order: int | None
    wishes: tuple[str, ...]  # term keys, first wish first
    skills: tuple[str, ...]  # term keys held by any member
    wealth: str | None  # term key
    registered_poor: bool  # registered and not yet exited
    has_party_member: bool
    can_lead: bool
    willing: bool
    prefers: tuple[str, ...]  # household codes
    refuses: tuple[str, ...]  # household codes; never shown
