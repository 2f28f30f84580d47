"""What goes into and comes out of the units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Choices:
    """What an officer chooses before a formation: sizes, what matters how much, how hard to look, the seed."""

    low: int = 8
    high: int = 12
    target: int = 10
    distance: float = 1.0
    wish: float = 0.6
    skill: float = 0.5
    preference: float = 0.8
    balance: float = 2.0
    complementary: bool = False
    effort: str = "standard"
    join_small: bool = True
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Again:
    """How units are solved again from others: what a move costs, and what has to stay.

    ``price`` is in points of the objective for each household that leaves its unit; ``REPAIR_PRICE`` moves whom a rule
    moves and nobody else. ``pinned`` puts a household (code) into a unit (key), also one it did not sit in;
    ``together`` holds pairs of codes that share a unit. ``left_out`` holds codes of households that are in none, each
    with the rule. ``choices`` replace those of the base where given.
    """

    price: float = 1.0
    locked_units: tuple[UUID, ...] = ()
    pinned: Mapping[str, UUID] = field(default_factory=dict)
    together: tuple[tuple[str, str], ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    choices: Choices | None = None


# A price that no saving repays.
REPAIR_PRICE = 1000.0


@dataclass(frozen=True, slots=True)
class EarlierUnit:
    """A unit from which households are solved again. ``continues`` is the unit in force that it is or would become."""

    key: UUID
    hamlet: str
    ordinal: int
    name: str
    codes: tuple[str, ...]
    continues: UUID | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a formation was asked to do."""

    place: str
    choices: Choices
    is_waiting: bool = True  # False once it was drawn or called off
    kind: str = "fresh"
    based_on: UUID | None = None
    again: Again | None = None


EFFORTS = ("quick", "standard", "thorough", "proven")


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the input that the officer should know: a code, the household codes concerned, values."""

    code: str
    hamlet: str
    households: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A household in no unit, and the rule that says so."""

    household: str  # key
    code: str
    householder: str
    hamlet: str
    rule: str
    at: tuple[float, float] | None = None  # (lon, lat), for the map


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a hamlet (or hamlets joined) could not be formed: rule, engine code, values, households by code."""

    hamlets: tuple[str, ...]
    code: str
    rule: str
    values: Mapping[str, Any]
    households: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftSeat:
    """A household in a drafted unit, with what speaks for it there (see adapters.reasons)."""

    household: str  # key
    code: str
    householder: str
    hamlet: str
    members: int
    can_lead: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A drafted unit: one hamlet's number, name and seats, with its composition."""

    hamlet: str
    ordinal: int
    name: str
    seats: tuple[DraftSeat, ...]
    facts: Mapping[str, Any]
    continues: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that one run gives: units, who is left out and why, figures, notes."""

    units: tuple[DraftUnit, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    outcome: Mapping[str, Any]
    input_hash: str


@dataclass(frozen=True, slots=True)
class FormationRow:
    """A formation as lists show it."""

    key: UUID
    place: str
    place_name: str
    place_name_en: str
    state: str
    units: int
    households: int
    left_out: int
    gap: float | None
    actor_name: str
    asked_at: datetime
    adopted_at: datetime | None
    job: UUID | None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A household in a unit as pages show it."""

    household: UUID
    code: str
    householder: str
    hamlet: str
    members: int
    lon: float | None
    lat: float | None
    can_lead: bool
    facts: Mapping[str, Any]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as pages show it."""

    key: UUID
    formation: UUID
    hamlet: str
    ordinal: int
    name: str
    facts: Mapping[str, Any]
    since: date | None
    until: date | None
    seats: tuple[SeatRow, ...] = ()

    @property
    def size(self) -> int:
        """Number of households."""
        return int(self.facts.get("size", len(self.seats)))


@dataclass(frozen=True, slots=True)
class FormationDetail:
    """One formation with its units and the hamlets it covers."""

    row: FormationRow
    choices: Choices
    outcome: Mapping[str, Any]
    left_out: tuple[LeftOut, ...]
    units: tuple[UnitRow, ...]
    hamlets: tuple[str, ...]
    input_hash: str
    made_at: datetime | None
    sees_private: bool = False


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """One unit with what its page needs of the formation that drew it."""

    row: UnitRow
    formation: FormationRow
    hamlet_facts: tuple[Mapping[str, Any], ...]
    streets: tuple[tuple[tuple[float, float], ...], ...]
    own_household: str
    sees_all: bool
    sees_private: bool
    unit_names: Mapping[str, tuple[str, str, int]]  # name -> (name, hamlet, ordinal), of the whole formation
    all_names: Mapping[str, str]  # code -> householder, of the units that moves from here would touch


@dataclass(frozen=True, slots=True)
class PlaceUnits:
    """Units of one place in figures."""

    place: str
    name: str
    name_en: str
    units: int = 0
    households: int = 0
    since: date | None = None
    draft: UUID | None = None
    current: UUID | None = None


@dataclass(frozen=True, slots=True)
class HouseholdUnit:
    """The unit of one household, for its page."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    formation: UUID
    since: date | None
    facts: Mapping[str, Any]
    unit_facts: Mapping[str, Any]
    mates: tuple[tuple[str, str], ...] = ()  # (code, householder)
    history: tuple[tuple[str, date, date | None], ...] = ()
    other_unit: tuple[str, str, int] | None = None  # (name, hamlet, ordinal) of its best other place
    other_partner: str = ""
    sees_all: bool = False
    sees_private: bool = False


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an adoption did."""

    units: int
    households: int
    closed_units: int
    hamlets: tuple[str, ...] = field(default=())
