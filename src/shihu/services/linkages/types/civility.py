"""What goes into and comes out of civility."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from shihu.services.units.types import Clause

RoundStage = Literal["nominating", "review", "notice", "closed"]
Method = Literal["assembly", "representatives"]


class Item(StrEnum):
    """What a village may set a ceiling for in its own rules."""

    BRIDE_PRICE = "bride_price"
    WEDDING_TABLES = "wedding_tables"
    WEDDING_TABLE_PRICE = "wedding_table_price"
    WEDDING_CARS = "wedding_cars"
    GIFT = "gift"
    FUNERAL_DAYS = "funeral_days"
    FUNERAL_TABLES = "funeral_tables"
    FUNERAL_TABLE_PRICE = "funeral_table_price"


MONEY_ITEMS = frozenset({Item.BRIDE_PRICE, Item.WEDDING_TABLE_PRICE, Item.GIFT, Item.FUNERAL_TABLE_PRICE})
ITEMS_OF: Mapping[str, tuple[Item, ...]] = {
    "wedding": (Item.BRIDE_PRICE, Item.WEDDING_TABLES, Item.WEDDING_TABLE_PRICE, Item.WEDDING_CARS, Item.GIFT),
    "funeral": (Item.FUNERAL_DAYS, Item.FUNERAL_TABLES, Item.FUNERAL_TABLE_PRICE, Item.GIFT),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the checklist: the village's ceiling, what the household plans, how far above; None = not said."""

    item: Item
    ceiling: int | None
    told: int | None

    @property
    def above(self) -> int:
        """By how much the plan exceeds the ceiling; 0 where it does not, or where one of them was not said."""
        if self.ceiling is None or self.told is None:
            return 0
        return max(0, self.told - self.ceiling)


@dataclass(frozen=True, slots=True)
class Unlawful:
    """A word that village rules have no power for, where it stands, and why not."""

    clause: int
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a vote ended: enough people came, and more than half of them said yes."""

    present: int
    needed: int
    has_quorum: bool
    passes: bool


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection to a nominee, with the answer."""

    key: UUID
    words: str
    raised_by: str
    raised_at: datetime
    is_upheld: bool | None
    answer: str
    answered_by: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class NominationRow:
    """Somebody nominated, as lists show it."""

    key: UUID
    round: UUID
    village: str
    year: int
    term: str
    person: UUID
    name: str
    hamlet: str
    household: str
    deed: str
    state: str
    unit: str
    nominated_by: str
    nominated_at: datetime
    consented_on: date | None
    consent_how: str
    yes: int | None
    votes: int | None
    decided_on: date | None
    open_objections: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a village, in figures."""

    key: UUID
    village: str
    year: int
    title: str
    stage: RoundStage
    opened_on: date
    nominate_until: date
    notice_from: date | None
    notice_until: date | None
    closed_on: date | None
    nominated: int
    chosen: int


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A round with its nominations, limited to what the actor may see."""

    row: RoundRow
    notice_days: int
    panel: tuple[str, ...]
    nominations: tuple[NominationRow, ...]
    may_keep: bool
    may_nominate: bool


@dataclass(frozen=True, slots=True)
class NominationDetail:
    """One nomination with its objections."""

    row: NominationRow
    stage: RoundStage
    notice_until: date | None
    objections: tuple[ObjectionRow, ...]
    is_mine: bool
    may_keep: bool
    may_object: bool


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """Chosen moral models of a place, and the hamlets that they come from."""

    persons: int
    hamlets: int


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """What was suggested to a draft, and what became of it."""

    key: UUID
    clause: int
    words: str
    made_by: str
    made_at: datetime
    is_taken: bool | None
    answer: str


@dataclass(frozen=True, slots=True)
class RulesRow:
    """One version of a village's rules."""

    key: UUID
    village: str
    version: int
    title: str
    clauses: tuple[Clause, ...]
    ceilings: Mapping[str, int]
    state: str
    drafted_by: str
    drafted_at: datetime
    discussed_from: date | None
    discussed_until: date | None
    method: str
    voted_on: date | None
    entitled: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    minutes: str
    power: str
    filed_on: date | None
    filed_number: str
    returned_why: str
    in_force_from: date | None


@dataclass(frozen=True, slots=True)
class RulesDetail:
    """A version with what was suggested, the version that it follows, and what the actor may do."""

    row: RulesRow
    before: RulesRow | None
    suggestions: tuple[SuggestionRow, ...]
    in_force: int
    households: int
    may_keep: bool
    may_file: bool
    may_suggest: bool


@dataclass(frozen=True, slots=True)
class PreceptRow:
    """A household's precept as the actor may read it."""

    household: UUID
    code: str
    householder: str
    hamlet: str
    words: str
    story: str
    is_shown: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry of the village's history."""

    key: UUID
    village: str
    year: int
    when: str
    title: str
    words: str
    source: str
    kept_by: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """A wedding or funeral told to the council."""

    key: UUID
    village: str
    code: str
    householder: str
    kind: str
    day: date
    state: str
    plan: Mapping[str, int]
    result: Mapping[str, int]
    rules_version: int
    ceilings: Mapping[str, int]
    told_by: str
    told_at: datetime
    talked_by: str
    talked_on: date | None
    talk: str
    result_words: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A member of the red-and-white council."""

    key: int
    name: str
    duty: str
    since: date
