"""Share books as they pass in and out: holdings, contributions, valuations, transfers, certificates. Money is fen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from shihu.services.industry.types.settlement import Footing, Terms


class Factor(StrEnum):
    """What is contributed: 土地、资金、技术、劳务、设备."""

    LAND = "land"
    MONEY = "money"
    SKILL = "skill"
    LABOUR = "labour"
    EQUIPMENT = "equipment"


class Basis(StrEnum):
    """What a price of a valuation is for."""

    MU_YEAR = "mu_year"
    DAY = "day"
    ITEM = "item"


class Threshold(StrEnum):
    """How many are enough. Words, not percentages: two thirds of three are two."""

    MORE_THAN_HALF = "more_than_half"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    ALL = "all"


class Movement(StrEnum):
    """What an entry of the register does."""

    ISSUE = "issue"
    TRANSFER = "transfer"
    INHERITANCE = "inheritance"
    WITHDRAWAL = "withdrawal"
    REVALUATION = "revaluation"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"


class Answer(StrEnum):
    """A household's word on a valuation."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody holds of one factor: whole shares, and the rest below one share."""

    shares: int = 0
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """What one household (or the collective) holds in a book on a day. ``value_fen`` is shares at par and rests."""

    shares: int = 0
    land_mu: Decimal = Decimal(0)
    value_fen: int = 0
    frozen: bool = False
    parts: Mapping[Factor, Part] = field(default_factory=dict)

    @property
    def rest_fen(self) -> int:
        """What has not become a share yet."""
        return sum(part.rest for part in self.parts.values())


@dataclass(frozen=True, slots=True)
class NewShareBook:
    """A share book to be opened for the producer whose books are ``entity``. ``par`` is the value of one share.

    ``unit``: its seated households become members. ``codes``: households that become members besides.
    """

    entity: UUID
    par: int
    charter: str
    project: UUID | None = None
    unit: UUID | None = None
    codes: tuple[str, ...] = ()
    quorum: Threshold = Threshold.TWO_THIRDS
    majority: Threshold = Threshold.TWO_THIRDS
    asks_members: bool = True
    offer_days: int = 15
    notice_days: int = 90


@dataclass(frozen=True, slots=True)
class NewPrice:
    """One line of a valuation table: fen for a mu and year, a day, or the item itself."""

    factor: Factor
    name: str
    basis: Basis
    price: int


@dataclass(frozen=True, slots=True)
class NewContribution:
    """What a household (its code; empty: the village collective) puts in. ``key`` is made by the form once."""

    code: str
    factor: Factor
    paper: str
    key: str
    item: str = ""
    quantity: Decimal = Decimal(1)
    amount: int = 0  # of money
    parcel: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ShareBookRow:
    """A share book in a list, with what the actor may do."""

    key: UUID
    entity: UUID
    name: str
    kind: str  # cooperative, unit, collective
    place: str
    par: int
    opened_on: date
    members: int
    holders: int
    shares: int
    value: int
    vote: UUID | None  # the valuation that is being voted
    waiting: int  # contributions without shares yet
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One line of the register."""

    household: UUID | None  # None: the collective
    code: str
    name: str
    hamlet: str
    holding: Holding
    is_own: bool = False
    is_member: bool = True


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A contribution and what became of it."""

    key: UUID
    code: str
    name: str
    factor: Factor
    item: str
    quantity: Decimal
    amount: int
    parcel: str
    since: date | None
    until: date | None
    paper: str
    day: date
    state: str  # offered, waiting, issued
    value: int
    price: int  # of the valuation in force, 0 where none is
    is_voted: bool


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A line of a valuation table."""

    factor: Factor
    name: str
    basis: Basis
    price: int


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A household's vote; ``answer`` is empty until it is given."""

    household: UUID
    code: str
    name: str
    answer: str
    channel: str
    cast_on: date | None


@dataclass(frozen=True, slots=True)
class ValuationRow:
    """A valuation table with its vote."""

    key: UUID
    book: UUID
    title: str
    method: str
    state: str  # voting, adopted, rejected
    valid_from: date
    vote_until: date
    proposed_by: str
    proposed_on: date
    decided_on: date | None
    sheet: str
    tellers: tuple[str, ...]
    prices: tuple[PriceRow, ...]
    votes: tuple[VoteRow, ...] = ()

    def count(self, answer: Answer) -> int:
        return sum(vote.answer == answer for vote in self.votes)

    @property
    def cast(self) -> int:
        return sum(bool(vote.answer) for vote in self.votes)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the register."""

    number: int
    day: date
    kind: Movement
    code: str
    name: str
    factor: str
    shares: int
    rest: int
    words: str
    paper: str
    recorded_by: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer on its way, or done."""

    key: UUID
    book: UUID
    factor: Factor
    shares: int
    price: int
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    state: str  # open, done, off
    asked_on: date
    offered_until: date | None
    giver_agreed: date | None
    giver_how: str
    taker_agreed: date | None
    taker_how: str
    members_agreed: date | None
    minutes: str
    done_on: date | None
    needs_members: bool
    is_giver: bool = False
    is_taker: bool = False
    may_claim: bool = False
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawalRow:
    """A request to leave: when it takes effect, what is paid, and how it was reckoned."""

    key: UUID
    book: UUID
    code: str
    name: str
    why: str
    asked_on: date
    effective_on: date
    state: str  # asked, waiting, paid, off
    paid: int
    paid_on: date | None
    reckoned: Mapping[str, int]
    may_keep: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate as those who see the book see it."""

    key: UUID
    number: str
    code: str
    issued_on: date
    replaced_on: date | None
    shares: int
    value: int
    holder: str
    household_code: str
    book: str
    place: str
    par: int
    parts: Mapping[Factor, Part]
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may learn of a certificate whose number and code they hold."""

    number: str
    holder: str  # surname and 户
    book: str
    shares: int
    issued_on: date
    state: str  # valid, frozen, replaced
    replaced_on: date | None


@dataclass(frozen=True, slots=True)
class ShareBookDetail:
    """A share book whole, on a day."""

    row: ShareBookRow
    on: date
    quorum: Threshold
    majority: Threshold
    asks_members: bool
    offer_days: int
    notice_days: int
    charter: str
    unit: UUID | None
    holders: tuple[HolderRow, ...]
    sees: bool
    own: UUID | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the register and account 301 say different things."""

    name: str
    register: int
    ledger: int


@dataclass(frozen=True, slots=True)
class ShareTotals:
    """What a household holds in one book, for the pages of others."""

    book: UUID
    name: str
    par: int
    holding: Holding
    total: int


@dataclass(frozen=True, slots=True)
class SimulatorSetting:
    """What a household's question is reckoned from."""

    book: UUID
    name: str
    place: str
    par: int
    household: UUID
    code: str
    householder: str
    holdings: Mapping[UUID | None, Holding]
    prices: tuple[PriceRow, ...]
    surplus: int
    surplus_from: str  # booked, planned, none
    season: str
    terms: Terms
    terms_paper: str  # of the vote; empty where no rule is voted yet
    footings: tuple[Footing, ...]  # who counts with what in that season, on the day
    earlier_loss: int
    risk: Mapping[str, int]
