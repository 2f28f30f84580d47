"""Rules of sharing, batches and the advance book as they pass in and out. Amounts are fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.services.industry.types.sharing import Floor, Step


@dataclass(frozen=True, slots=True)
class NewSharingRule:
    """A rule as the members voted it; ``paper`` names the minutes."""

    since: date
    floor: Floor
    steps: tuple[Step, ...]
    paper: str
    votes: int
    voters: int
    advance_limit: int | None = None


@dataclass(frozen=True, slots=True)
class SharingRuleRow:
    """A rule in force from ``since`` until before ``until``."""

    key: UUID
    since: date
    until: date | None
    floor: Floor
    steps: tuple[Step, ...]
    advance_limit: int | None
    paper: str
    votes: int
    voters: int
    recorded_by: str


@dataclass(frozen=True, slots=True)
class NewCost:
    """A cost of a season: ``what`` is materials, wages or other; paid from bank, cash or stock."""

    what: str
    amount: int
    paid_from: str  # bank, cash, stock
    words: str
    day: date
    paper: str
    issuer: str
    key: str


@dataclass(frozen=True, slots=True)
class NewBatch:
    """Inputs that were made: ``cost`` of None takes all costs of the season that stand in the books."""

    name: str
    measure: str
    pieces: int
    day: date
    paper: str
    key: str
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Supplied:
    """So many pieces for one household (its key of the roster)."""

    household: UUID
    pieces: int


@dataclass(frozen=True, slots=True)
class Let:
    """A shed let to a household for the season."""

    household: UUID
    amount: int
    site: UUID | None = None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch with what is left in stock."""

    key: UUID
    season: UUID
    name: str
    measure: str
    pieces: int
    cost: int
    price: int
    rest: int
    made_on: date
    left: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One household in the advance book of a season: pieces from the book's rows, fen from the ledger.

    ``owes`` and ``owes_rental`` are owed by it, ``waiting`` is owed to it; ``proceeds`` is what its sales brought.
    """

    household: UUID
    code: str
    householder: str
    received: int
    returned: int
    pieces_left: int
    supplied: int  # fen, less what came back
    paid: int
    owes: int
    let: int
    owes_rental: int
    proceeds: int
    taken: int  # fees and funds
    waiting: int
    paid_out: int
    measure: str = ""

    @property
    def gain(self) -> int:
        """What the season brought it so far: proceeds less fees and funds, inputs and rental."""
        return self.proceeds - self.taken - self.supplied - self.let


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """One line of the advance book, with what was owed after it."""

    day: date
    thing: str
    act: str
    pieces: int
    amount: int
    words: str
    after: int
    entry: UUID
    sale: UUID | None


@dataclass(frozen=True, slots=True)
class CostRow:
    """What stands in the books of a season on one account, fen, debit positive."""

    code: str
    name_zh: str
    name_en: str
    amount: int

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_zh


@dataclass(frozen=True, slots=True)
class SeasonMoney:
    """What a season cost and what was sold of it so far, and what stands by account."""

    cost: int
    sold: int
    rows: tuple[CostRow, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """A household's gain of a season, by its parts."""

    code: str
    householder: str
    parts: Mapping[str, int]
    gain: int


@dataclass(frozen=True, slots=True)
class WoundUp:
    """What winding up a project did: parts ended, fen offset, still owed by households, still owed to them."""

    ended: int
    offset: int
    owed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class IndustryFigure:
    """A published figure with the records under it: (household, account or season; its part)."""

    value: int
    rows: tuple[tuple[str, int], ...]
    scale: int = 1  # fen in a yuan, grams in a tonne

    @property
    def shown(self) -> int:
        """The whole units that are published."""
        return self.value // self.scale
