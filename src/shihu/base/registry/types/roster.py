"""A roster on its way in: plain, checked values, from a spreadsheet or from the demonstration's seeds."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person of a household. Terms are term keys (``relation.spouse``, ``skill.spawn``)."""

    name: str
    relation: str
    id_number: str = ""
    sex: str = "unknown"
    birth: date | None = None
    phone: str = ""
    is_party_member: bool = False
    party_since: date | None = None
    labour: str | None = None
    health: str | None = None
    may_head: bool | None = None
    skills: tuple[str, ...] = ()
    where: str = field(default="", compare=False)  # sheet and row, for messages


@dataclass(frozen=True, slots=True)
class RosterHousehold:
    """One household with its members, the householder among them exactly once (``relation.householder``).

    ``statuses`` are (term key, since, until, reason); ``prefers`` and ``refuses`` are household codes.
    An empty text, date or list says "not told" and leaves what the registry has. The yes-or-no facts cannot
    be empty: ``silent`` names those (``willing``, ``is_party_member``) that the source has no column for.
    """

    code: str
    hamlet: str
    members: tuple[RosterPerson, ...]
    street: str = ""
    street_order: int | None = None
    lon: float | None = None
    lat: float | None = None
    phone: str = ""
    land_mu: Decimal | None = None
    willing: bool = True
    wishes: tuple[str, ...] = ()
    statuses: tuple[tuple[str, date, date | None, str], ...] = ()
    prefers: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    since: date | None = None
    silent: frozenset[str] = frozenset()
    where: str = field(default="", compare=False)  # sheet and row, for messages
