"""What goes into and comes out of integrity."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: what one is worth, the most that all of the kind together move, and how long it counts."""

    key: str
    points: int
    most: int
    months: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the lowest points with which it is reached."""

    key: str
    lowest: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A published rule."""

    key: UUID
    place: str
    version: int
    title: str
    base: int
    kinds: tuple[Kind, ...]
    grades: tuple[Grade, ...]
    valid_from: date
    published_by: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What the reckoning needs of one fact."""

    kind: str
    day: date
    until: date
    is_contested: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What the facts of one kind came to."""

    kind: str
    count: int
    points: int
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A household's points and grade with how they were reckoned; ``missing`` points lead to the grade ``above``."""

    base: int
    parts: tuple[Part, ...]
    points: int
    grade: str
    above: str
    missing: int
    version: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as its household reads it."""

    key: UUID
    kind: str
    words: str
    source: str
    day: date
    until: date
    noted_by: str
    counts: bool
    withdrawn_why: str
    objection: str
    answer: str
    is_upheld: bool | None
    objection_key: UUID | None


@dataclass(frozen=True, slots=True)
class AdultRow:
    """An adult of a household and whether the bank may see the record by their word."""

    person: UUID
    name: str
    consented_on: date | None
    is_me: bool


@dataclass(frozen=True, slots=True)
class HouseholdIntegrity:
    """A household's record: what counts, why, what can be done."""

    household: UUID
    code: str
    hamlet: str
    householder: str
    rule: RuleRow | None
    reckoned: Reckoned | None
    facts: tuple[FactRow, ...]
    adults: tuple[AdultRow, ...]
    is_own: bool
    may_note: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class ListedIntegrity:
    """One line of the list of a place."""

    code: str
    householder: str
    hamlet: str
    grade: str
    points: int | None
    facts: int
    contested: int
    adults: int
    consents: int


# Whom consents are asked for until a credit service names others.
BANK = "农村信用合作社"
# What a rule may count; the sign of its points says which way.
KEPT = ("repaid", "promise", "goods", "dues", "labour")
BROKEN = ("overdue", "promise_broken", "bad_goods", "dues_unpaid", "judgement")
GRADES = ("A", "B", "C", "D")
