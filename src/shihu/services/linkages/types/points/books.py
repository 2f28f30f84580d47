"""The rule book and its versions."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from shihu.services.linkages.types.points.kinds import CoverRule, Earner, PointLinkage, PointRecord

Difference = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class PointRule:
    """One item of a rule book. ``code`` stays from version to version; ``limit`` 0 = as often as it happens.

    ``record`` gives the points by itself; ``least`` is the score of a round that earns them, or the minutes of village
    work that make one time.
    """

    code: str
    linkage: PointLinkage
    words: str
    points: int
    per: str
    limit: int = 0
    proof: str = ""
    earner: Earner = Earner.HOUSEHOLD
    clause: str = ""
    may_claim: bool = True
    record: PointRecord = PointRecord.NONE
    least: int = 0
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class BookSettings:
    """What a rule book says beside its items. Days and months are whole; ``expires_after`` 0 = points never lapse."""

    claim_days: int = 31
    appeal_days: int = 7
    expires_after: int = 12
    notice_days: int = 30
    pickup_days: int = 7
    sample_share: int = 10
    sample_least: int = 3
    board_size: int = 10
    cover_rule: CoverRule = CoverRule.WARN


@dataclass(frozen=True, slots=True)
class Vote:
    """How the village adopted a rule book."""

    on: date
    paper: str
    present: int
    in_favour: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A village's rule book in one version."""

    key: UUID
    village: str
    version: int
    title: str
    settings: BookSettings
    items: tuple[PointRule, ...]
    valid_from: date | None
    vote: Vote | None
    made_by: str
    approved_by: str

    @property
    def is_approved(self) -> bool:
        """Tell whether the version was adopted; then it never changes."""
        return self.valid_from is not None

    def item(self, code: str) -> PointRule | None:
        """Return the item with this code."""
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What became of one item between two versions."""

    kind: Difference
    old: PointRule | None
    new: PointRule | None
