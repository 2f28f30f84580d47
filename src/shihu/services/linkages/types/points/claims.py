"""Claims, reviews, samples, an account explained, the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shihu.services.linkages.types.points.books import PointRule, RuleBook
from shihu.services.linkages.types.points.kinds import ClaimState, Earner, PointVerdict, ReviewStage
from shihu.services.linkages.types.points.ledger import Cover, EntryRow, Flow, Lot
from shihu.services.linkages.types.points.prizes import RedemptionRow


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One look at a claim."""

    stage: ReviewStage
    verdict: PointVerdict
    points: int
    reason: str
    by: str
    at: datetime
    reviewer: UUID | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its reviews."""

    key: UUID
    account: UUID
    name: str
    code: str
    hamlet: str
    village: str
    unit: str
    rule: PointRule
    version: int
    day: date
    times: int
    asked: int
    words: str
    state: ClaimState
    claimed_by: str
    claimant: UUID | None
    claimed_at: datetime
    appeal: str
    appealed_at: datetime | None
    appeal_until: date | None
    reviews: tuple[ReviewRow, ...] = ()
    conflict: str = ""  # why this actor may not review it
    is_own: bool = False

    @property
    def given(self) -> int | None:
        """Points after the last decision that counts; None while the first is awaited."""
        told = [review for review in self.reviews if review.stage is not ReviewStage.SAMPLE]
        return told[-1].points if told else None


@dataclass(frozen=True, slots=True)
class AccountDetail:
    """An account explained to its owner."""

    key: UUID
    earner: Earner
    name: str
    code: str
    village: str
    hamlet: str
    unit: str
    entries: tuple[EntryRow, ...]
    claims: tuple[ClaimRow, ...]
    flow: Flow
    lots: tuple[Lot, ...]
    notices: tuple[tuple[date, int, date], ...]  # lapse on, points, told on
    redemptions: tuple[RedemptionRow, ...]
    is_own: bool
    hides_name: bool
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A line of a ranking. ``hundredths`` is what is ranked by: points times a hundred."""

    key: UUID
    name: str
    hamlet: str
    hundredths: int
    rank: int
    before: int | None
    points: int
    households: int = 1


@dataclass(frozen=True, slots=True)
class Board:
    """The ranking of a village for a month or a year: the top only, nobody with fewer than one point."""

    village: str
    first: date
    last: date
    households: tuple[RankedRow, ...]
    units: tuple[RankedRow, ...]
    all_households: int
    own: RankedRow | None
    size: int


@dataclass(frozen=True, slots=True)
class SampledClaim:
    """A claim drawn for a second look. ``given`` stays hidden from the one who scores until they have."""

    claim: ClaimRow
    order: int
    digest: str
    first: ReviewRow | None
    second: ReviewRow | None

    @property
    def difference(self) -> int | None:
        """First score minus the blind one: above zero = the first reviewer gave more."""
        return self.first.points - self.second.points if self.first and self.second else None


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """What the blind second look says of one reviewer."""

    name: str
    claims: int
    rescored: int
    more: int
    fewer: int
    difference: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A month's sample: the number, the seed that follows from it, what was drawn, and what came out."""

    key: UUID
    village: str
    month: date
    number: str
    number_source: str
    published_on: date
    published_by: str
    seed: str
    digest: str
    drawn_on: date | None
    decided: int
    claims: tuple[SampledClaim, ...]
    reviewers: tuple[ReviewerLine, ...]
    may_draw: bool


@dataclass(frozen=True, slots=True)
class PointsOverview:
    """What a village's points are about today."""

    village: str
    book: RuleBook | None
    draft: RuleBook | None
    cover: Cover
    waiting: int
    appealed: int
    accounts: int
    earned_this_month: int
    reserved: int
    to_notify: int
    to_lapse: int
    by_linkage: Mapping[str, int]
    may_keep: bool
