"""What passes in and out of award funds. Amounts are whole fen; quantities are whole."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

# More than a courtyard holds: what exceeds it is a slip of the hand.
MOST_QUANTITY = 100_000


class AwardMode(StrEnum):
    """What a rule gives: yuan a head, or points whose worth follows from the fund."""

    YUAN = "yuan"
    POINTS = "points"


class Measure(StrEnum):
    """In what a kind is counted."""

    PIECE = "piece"  # 只: hens, rabbits, sheep
    HEAD = "head"  # 头: cattle, pigs
    PLANT = "plant"
    STICK = "stick"
    HIVE = "hive"
    SQUARE_METRE = "square_metre"


class ApplicationState(StrEnum):
    """Where an application stands; derived from its checks and from the round that it is in."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RoundState(StrEnum):
    """Where a round of awards stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    APPROVED = "approved"
    DISCARDED = "discarded"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class AwardItem:
    """What one kind brings: ``per`` fen (or points) for each head from ``least`` heads on, ``cap`` at most.

    ``kind`` is a term of the vocabulary ``courtyard``; a cap of 0 is none; ``evidence`` is what the checker looks at.
    """

    kind: str
    measure: Measure
    least: int
    per: int
    cap: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NewAwardRule:
    """A version of a village's rules. ``household_cap`` fen, 0 for none; ``bonus`` per cent for the registered."""

    title: str
    mode: AwardMode
    items: tuple[AwardItem, ...]
    household_cap: int = 0
    bonus: int = 0


@dataclass(frozen=True, slots=True)
class AwardRuleRow:
    """A version as it stands. ``approved_on`` is empty while it is a draft."""

    key: UUID
    village: str
    version: int
    rule: NewAwardRule
    drafted_by: str
    drafted_at: datetime
    approved_on: date | None
    approved_by: str
    minutes: str
    may_approve: bool = False

    def item(self, kind: str) -> AwardItem | None:
        return next((item for item in self.rule.items if item.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of the village meeting that a decision stands on."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class NewFund:
    """A fund to be opened: from the village's collective income, by a meeting, for one period of applications."""

    village: str
    title: str
    rule: UUID
    first: date
    last: date
    objection_days: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class FundSums:
    """What the postings of a fund say, fen: set aside, awarded, paid. Never stored."""

    budget: int = 0
    awarded: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """Set aside and not awarded."""
        return self.budget - self.awarded

    @property
    def owed(self) -> int:
        """Awarded and not yet paid."""
        return self.awarded - self.paid


@dataclass(frozen=True, slots=True)
class FundRow:
    """A fund in a list."""

    key: UUID
    village: str
    village_name: str
    village_name_en: str
    title: str
    first: date
    last: date
    sums: FundSums
    applications: int
    waiting: int
    households: int
    is_open: bool

    def name(self, language: str) -> str:
        return self.village_name_en if language.startswith("en") and self.village_name_en else self.village_name


@dataclass(frozen=True, slots=True)
class KindSum:
    """One kind of a fund: how many households keep it, how many head, what it was awarded."""

    kind: str
    households: int
    quantity: int
    amount: int
