"""The split of a fund: claims and shares, rounds, payment lists, slips; a fund whole."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shihu.services.industry.types.awards.applications import ApplicationRow
from shihu.services.industry.types.awards.funds import AwardRuleRow, FundRow, FundSums, KindSum, Paper, RoundState


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
class FundDetail:
    """A fund whole."""

    row: FundRow
    rule: AwardRuleRow
    objection_days: int
    paper: Paper
    book: UUID
    waits_in_books: int  # fen handed in for approval and not booked yet
    kinds: tuple[KindSum, ...]
    rounds: tuple[RoundRow, ...]
    may_enter: bool = False
    may_check: bool = False
    may_keep: bool = False
    may_see_books: bool = False


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
