"""Projects as they pass in and out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to be opened in the books ``book`` (a key of the ledger). ``risk``: thousandths by bearer."""

    book: UUID
    kind: str
    name: str
    plan: str
    risk: Mapping[str, int]
    opened_on: date
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewSite:
    """A shed, field, yard or workshop; ``mu`` its area."""

    kind: str
    name: str
    hamlet: str
    since: date
    mu: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewBudgetLine:
    """One line of a budget; ``price`` is fen for one ``measure``."""

    side: str  # cost, income
    words: str
    quantity: Decimal
    measure: str
    price: int


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A stored line of a budget, amounts in fen."""

    side: str
    words: str
    quantity: Decimal
    measure: str
    price: int
    amount: int


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """A season of a project. ``planned`` is income less costs of its budget, fen."""

    key: UUID
    project: UUID
    name: str
    since: date
    due: date
    closed_on: date | None
    budget: tuple[BudgetRow, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def planned(self) -> int:
        return sum(row.amount if row.side == "income" else -row.amount for row in self.budget)


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site of a project."""

    key: UUID
    kind: str
    name: str
    hamlet: str
    mu: Decimal | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A household in a project, with the dates."""

    household: UUID
    code: str
    householder: str
    hamlet: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as lists show it, with what the actor may do to it."""

    key: UUID
    name: str
    kind: str
    kind_zh: str
    kind_en: str
    place: str
    place_name: str
    place_name_en: str
    book: UUID
    book_kind: str  # cooperative, collective, unit
    book_name: str
    unit: UUID | None
    opened_on: date
    closed_on: date | None
    households: int
    season: SeasonRow | None  # the open one that began last
    may_run: bool = False

    def kind_name(self, language: str) -> str:
        return self.kind_en if language.startswith("en") else self.kind_zh


@dataclass(frozen=True, slots=True)
class ProjectDetail:
    """A project whole."""

    row: ProjectRow
    plan: str
    risk: Mapping[str, int]
    closed_why: str
    sites: tuple[SiteRow, ...]
    seasons: tuple[SeasonRow, ...]
    participants: tuple[ParticipantRow, ...]
    may_approve: bool = False  # be the second person
    is_dissolved: bool = False  # a unit's, and the unit is no more
