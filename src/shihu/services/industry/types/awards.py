"""What passes in and out of award funds. Amounts are whole fen; quantities are whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class FundDetail:
    """A fund whole."""

    row: FundRow
    rule: AwardRuleRow
    objection_days: int
    paper: Paper
    book: UUID
    waits_in_books: int  # fen handed in for approval and not booked yet
    kinds: tuple[KindSum, ...]
    rounds: tuple["RoundRow", ...]
    may_enter: bool = False
    may_check: bool = False
    may_keep: bool = False
    may_see_books: bool = False


@dataclass(frozen=True, slots=True)
class NewApplication:
    """One kind of one household. ``signer`` is who signed on paper where somebody else enters it."""

    household: str  # code
    kind: str
    quantity: int
    signer: str = ""


@dataclass(frozen=True, slots=True)
class CheckedCount:
    """What a checker found on the spot. A refusal has a reason and counts nothing."""

    application: UUID
    counted: int
    refused: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListFault:
    """One thing wrong in a list, by row (from 1); nothing of the list is written."""

    row: int
    subject: str
    code: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of an application."""

    revision: int
    counted: int
    refused: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application with its last check."""

    key: UUID
    fund: UUID
    household: UUID
    code: str
    householder: str
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    kind: str
    quantity: int
    state: ApplicationState
    applied_by: str
    applied_at: datetime
    signer: str
    check: CheckRow | None = None
    is_own: bool = False
    may_check: bool = False
    why_not: str = ""  # own, same_person: why this actor is not the second person
    is_fixed: bool = False  # stands in a round under notice or approved

    @property
    def difference(self) -> int:
        """Found more (positive) or less than was said; 0 before the check."""
        return self.check.counted - self.quantity if self.check and not self.check.refused else 0


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """What a list of applications is narrowed to; empty means anything."""

    state: str = ""
    kind: str = ""
    hamlet: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the rules give one household for one accepted kind: its weight in the split."""

    application: UUID
    household: str  # code: the stable order of ties
    kind: str
    quantity: int
    weight: int


@dataclass(frozen=True, slots=True)
class Share:
    """What a claim got: ``asked`` is what the rules alone would give (fen; 0 in a rule by points)."""

    application: UUID
    household: str
    kind: str
    quantity: int
    weight: int
    asked: int
    amount: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of awards in a list."""

    key: UUID
    number: int
    state: RoundState
    amount: int
    asked: int
    households: int
    drafted_by: str
    drafted_at: datetime
    published_on: date | None
    objections_until: date | None
    approved_on: date | None
    approved_by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One household of a round, with its kinds. ``paid`` follows from the postings."""

    household: UUID
    code: str
    householder: str
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    shares: tuple[Share, ...]
    amount: int
    asked: int
    paid: int
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment list. ``entry`` is the number of its voucher once it is booked."""

    key: UUID
    number: int
    day: date
    account: str
    document: str
    amount: int
    households: int
    prepared_by: str
    entry: int
    is_booked: bool
    may_pay: bool = False


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One household of a payment list."""

    code: str
    householder: str
    hamlet_name: str
    hamlet_name_en: str
    amount: int


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    """A payment list whole."""

    row: PaymentRow
    round: UUID
    number: int
    fund_title: str
    village: str
    lines: tuple[PaymentLine, ...]
    may_discard: bool


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A round whole."""

    row: RoundRow
    fund: FundDetail
    lines: tuple[RoundLine, ...]
    payments: tuple[PaymentRow, ...]
    objections: tuple["ObjectionRow", ...]
    unpaid: int
    may_publish: bool = False
    may_approve: bool = False
    may_discard: bool = False
    may_prepare: bool = False
    may_reopen: bool = False
    why_not_approve: str = ""  # own, early, objections


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection to a check or to what a round gives."""

    key: UUID
    application: UUID
    householder: str
    kind: str
    words: str
    made_by: str
    made_at: datetime
    answer: str
    upheld: bool | None
    answered_by: str
    answered_at: datetime | None
    may_answer: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a household would get for a kind, in the words of the rule."""

    kind: str
    quantity: int
    least: int
    per: int
    cap: int
    asked: int
    is_capped: bool
    is_too_few: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """One household's statement of a round."""

    round: RoundRow
    fund_title: str
    village: str
    line: RoundLine
    paid_on: date | None
    voucher: int
    document: str
    rule: AwardRuleRow


@dataclass(frozen=True, slots=True)
class OwnFund:
    """A fund as a household of the village sees it: the rules, its own applications, its awards."""

    key: UUID
    title: str
    first: date
    last: date
    is_open: bool
    sums: FundSums
    rule: AwardRuleRow
    applications: tuple[ApplicationRow, ...]
    slips: tuple[Slip, ...]
    objections: tuple[ObjectionRow, ...]
