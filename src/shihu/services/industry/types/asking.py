"""Acts that may have to wait for a second person, each kept whole as it was asked for. Amounts are fen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shihu.services.industry.types.advances import Let, NewBatch, NewCost, Supplied, WoundUp


class ActKind(StrEnum):
    """What is asked for."""

    COST = "cost"
    BATCH = "batch"
    SUPPLY = "supply"
    BACK = "back"
    LET = "let"
    REPAY = "repay"
    WIND = "wind"
    RECEIVE = "receive"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class CostAct:
    """Book a cost."""

    kind: ClassVar = ActKind.COST
    season: UUID
    new: NewCost

    @property
    def key(self) -> str:
        return self.new.key


@dataclass(frozen=True, slots=True)
class BatchAct:
    """Take a batch into stock."""

    kind: ClassVar = ActKind.BATCH
    season: UUID
    new: NewBatch

    @property
    def key(self) -> str:
        return self.new.key


@dataclass(frozen=True, slots=True)
class SupplyAct:
    """Supply pieces on credit."""

    kind: ClassVar = ActKind.SUPPLY
    batch: UUID
    given: tuple[Supplied, ...]
    day: date
    paper: str
    key: str


@dataclass(frozen=True, slots=True)
class BackAct:
    """Take pieces back."""

    kind: ClassVar = ActKind.BACK
    batch: UUID
    household: UUID
    pieces: int
    is_broken: bool
    day: date
    paper: str
    key: str


@dataclass(frozen=True, slots=True)
class LetAct:
    """Let sheds."""

    kind: ClassVar = ActKind.LET
    season: UUID
    lets: tuple[Let, ...]
    lessor: UUID | None
    day: date
    paper: str
    key: str


@dataclass(frozen=True, slots=True)
class RepayAct:
    """Take money that a household pays on a debt."""

    kind: ClassVar = ActKind.REPAY
    season: UUID
    household: UUID
    thing: str
    amount: int
    paid_into: str
    day: date
    paper: str
    key: str


@dataclass(frozen=True, slots=True)
class Offset:
    """What stands for a household in a season pays so much of what it owes for a thing."""

    season: UUID
    code: str
    thing: str
    amount: int


@dataclass(frozen=True, slots=True)
class WindAct:
    """Wind up the project of a dissolved unit; ``offsets`` is what was reckoned when it was asked for."""

    kind: ClassVar = ActKind.WIND
    project: UUID
    paper: str
    key: str
    offsets: tuple[Offset, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReceiveAct:
    """Take what a buyer pays on a sale."""

    kind: ClassVar = ActKind.RECEIVE
    sale: UUID
    amount: int
    paid_into: str
    day: date
    paper: str
    key: str


@dataclass(frozen=True, slots=True)
class UndoReceiptAct:
    """Take a buyer's payment back."""

    kind: ClassVar = ActKind.UNDO
    receipt: UUID
    reason: str
    key: str


Act = CostAct | BatchAct | SupplyAct | BackAct | LetAct | RepayAct | WindAct | ReceiveAct | UndoReceiptAct


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an act: booked at once, or waiting under ``asked`` for a second person."""

    asked: UUID | None
    wound_up: WoundUp | None = None

    @property
    def waits(self) -> bool:
        return self.asked is not None


@dataclass(frozen=True, slots=True)
class AskedRow:
    """An act that was asked for. ``state``: waiting, booked, turned_down."""

    key: UUID
    project: UUID
    project_name: str
    season: UUID | None
    place: str
    kind: ActKind
    amount: int
    state: str
    recorded_by: str
    recorded_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    entry: UUID | None
    may_decide: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One household of an act: pieces where it has any, and fen."""

    code: str
    householder: str
    amount: int
    pieces: int = 0
    thing: str = ""


@dataclass(frozen=True, slots=True)
class AskedDetail:
    """An act whole, with the names of what it concerns."""

    row: AskedRow
    act: Act
    book: UUID
    season_name: str
    lines: tuple[AskedLine, ...] = ()
    batch: str = ""
    measure: str = ""
    price: int = 0
    lessor: str = ""
    buyer: str = ""
