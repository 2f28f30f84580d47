"""The register of day labour as it passes in and out. Amounts are fen, hours are minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class RateKind(StrEnum):
    """What is paid for. ``SHARE`` is not paid: its hours count in the labour pool of the settlement."""

    HOUR = "hour"
    DAY = "day"
    PIECE = "piece"
    SHARE = "share"


class WorkdayState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  # confirmed, above what one person may book
    CONFIRMED = "confirmed"
    REVERSED = "reversed"


class WagePaymentState(StrEnum):
    PREPARED = "prepared"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class NewFloor:
    """The least that the law allows for an hour, fen: of full days, and of work by the hour; with its decree."""

    place: str
    since: date
    full: int
    short: int
    source: str


@dataclass(frozen=True, slots=True)
class FloorRow:
    place: str
    since: date
    full: int
    short: int
    source: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class NewRate:
    """A rate agreed before it is used. ``price``: fen an hour, a day of ``day_minutes``, or a piece."""

    kind: RateKind
    words: str
    price: int
    since: date
    agreed_on: date
    paper: str
    measure: str = ""
    day_minutes: int = 480


@dataclass(frozen=True, slots=True)
class RateRow:
    """A stored rate; ``until`` is the day on which the next one of the same name begins."""

    key: UUID
    kind: RateKind
    words: str
    price: int
    measure: str
    day_minutes: int
    since: date
    until: date | None
    agreed_on: date
    paper: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class NewWorker:
    """Somebody to work by the day: a person of the village's roster by name, or by name and telephone."""

    name: str
    phone: str = ""
    home: str = ""
    is_outside: bool = False
    code: str = ""  # of the household, where two bear the name


@dataclass(frozen=True, slots=True)
class WorkerRow:
    key: UUID
    name: str
    phone: str
    home: str
    code: str  # of the household; empty for who stands in no roster
    person: UUID | None


@dataclass(frozen=True, slots=True)
class NewWorkLine:
    """What one person did on the day."""

    worker: UUID
    rate: UUID
    minutes: int = 0
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class NewWorkday:
    """A sheet of one day. ``key`` is made by the form once for the act."""

    day: date
    work: str
    lines: tuple[NewWorkLine, ...]
    key: str
    site: UUID | None = None


@dataclass(frozen=True, slots=True)
class WorkLineRow:
    """One person on one sheet, and whether it is paid."""

    key: int
    worker: WorkerRow
    rate: UUID
    kind: RateKind
    rate_words: str
    price: int
    measure: str
    day_minutes: int
    minutes: int
    pieces: int
    amount: int
    day: date = date.min
    work: str = ""
    workday: UUID | None = None
    paid_on: date | None = None
    is_listed: bool = False  # stands on a list that waits


@dataclass(frozen=True, slots=True)
class WorkdayRow:
    """A sheet as lists show it."""

    key: UUID
    day: date
    work: str
    site: str
    state: WorkdayState
    people: int
    minutes: int
    pieces: int
    total: int
    entered_by: str
    confirmed_by: str
    unpaid: int = 0


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at before confirming: somebody works more than twelve hours, a piece worker has no hours."""

    kind: str
    name: str
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class WorkdayDetail:
    """A sheet whole, with what the actor may do to it."""

    row: WorkdayRow
    season: UUID
    season_name: str
    project: UUID
    project_name: str
    place: str
    book: UUID
    lines: tuple[WorkLineRow, ...]
    warned: tuple[Warned, ...]
    entry: UUID | None
    confirmed_at: datetime | None
    reason: str
    sees_books: bool
    may_keep: bool  # write, confirm, discard a draft
    may_approve: bool
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class CrewRow:
    """Somebody who may have come: whether they did last time, and by what rate they are paid."""

    worker: WorkerRow
    came: bool
    rate: UUID | None
    minutes: int = 0  # other than everybody's
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Crew:
    """The form of a day before it is filled in: the last sheet's people first."""

    season: UUID
    season_name: str
    project_name: str
    place: str
    since: date
    work: str
    site: UUID | None
    sites: tuple[tuple[UUID, str], ...]
    rates: tuple[RateRow, ...]
    people: tuple[CrewRow, ...]
    copied_from: date | None
    minutes: int = 480
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class WorkerStanding:
    """What one person earned, got and is owed in a season. ``oldest``: the first day that is not paid."""

    worker: WorkerRow
    days: int
    minutes: int
    pieces: int
    earned: int
    paid: int
    oldest: date | None
    days_unpaid: int
    is_late: bool

    @property
    def unpaid(self) -> int:
        return self.earned - self.paid


@dataclass(frozen=True, slots=True)
class WagePaymentRow:
    """A payment of wages by one list for the bank."""

    key: UUID
    season: UUID
    number: int
    state: WagePaymentState
    through: date
    total: int
    people: int
    prepared_by: str
    prepared_on: date
    paid_on: date | None
    paper: str
    confirmed_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class WagePart:
    """One person on a list: days, hours, pieces and the sum."""

    worker: WorkerRow
    days: int
    minutes: int
    pieces: int
    amount: int


@dataclass(frozen=True, slots=True)
class WagePaymentDetail:
    row: WagePaymentRow
    project_name: str
    season_name: str
    place: str
    book: UUID
    entry: UUID | None
    parts: tuple[WagePart, ...]
    may_confirm: bool
    may_withdraw: bool
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class WageSlip:
    """What one person was paid, line by line."""

    payment: WagePaymentRow
    worker: WorkerRow
    owner: str
    project_name: str
    place: str
    lines: tuple[WorkLineRow, ...]


@dataclass(frozen=True, slots=True)
class ForemanRow:
    key: int
    person: UUID
    name: str
    since: date
    until: date | None
    named_by: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class LabourSeason:
    """The register of a season."""

    season: UUID
    season_name: str
    is_open: bool
    project: UUID
    project_name: str
    place: str
    owner: str
    sees: bool  # by office; else the actor is the foreman
    may_keep: bool
    may_run: bool
    may_export: bool
    may_set_floor: bool
    days: tuple[WorkdayRow, ...]
    standings: tuple[WorkerStanding, ...]
    payments: tuple[WagePaymentRow, ...]
    rates: tuple[RateRow, ...]
    foremen: tuple[ForemanRow, ...]
    floor: FloorRow | None


@dataclass(frozen=True, slots=True)
class OwnWork:
    """One's own days at one base."""

    season: UUID
    season_name: str
    project_name: str
    owner: str
    standing: WorkerStanding
    lines: tuple[WorkLineRow, ...]
    payments: tuple[tuple[UUID, date, int], ...]  # key, paid on, fen


@dataclass(frozen=True, slots=True)
class Led:
    """A register that the actor keeps as foreman."""

    season: UUID
    season_name: str
    project_name: str
    place: str
    last_day: date | None
    drafts: int
