"""Appraisal: rules in dated versions, scores in hundredths, publications, objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal
from uuid import UUID

Scorer = Literal["unit", "township", "both"]
How = Literal["number", "scale", "yes_no"]

LINKAGES = ("party", "sanitation", "integrity", "welfare", "safety", "civility", "industry")
SCORERS: tuple[Scorer, ...] = ("both", "unit", "township")
HOWS: tuple[How, ...] = ("scale", "yes_no", "number")
SCALE_STEPS = 4  # of a scale: 0 (poor) to 4 (very good)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the rules. ``maximum`` in hundredths of a point, ``weight`` in hundredths of a per cent."""

    key: str
    linkage: str
    words: str
    maximum: int
    weight: int
    who: Scorer = "both"
    how: How = "scale"
    may_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one item brings: ``points`` of its maximum, exactly ``exact`` hundredths, shown as ``shown``."""

    item: Item
    points: int | None
    exact: Fraction
    shown: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A version of the rules. ``threshold`` in hundredths of a point of the total, ``objection_days`` in days."""

    key: UUID
    place: str
    version: int
    title: str
    items: tuple[Item, ...]
    threshold: int
    objection_days: int
    valid_from: date
    is_published: bool
    made_by: str
    published_by: str

    def asked(self, who: Scorer) -> tuple[Item, ...]:
        """Return the items that the unit (or the township) scores."""
        return tuple(item for item in self.items if item.who in {who, "both"})


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Points for one item: as it stands, and whether it was taken over from the month before."""

    item: str
    points: int
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One appraisal of a unit and a month; ``revision`` 2 and later correct it after an objection."""

    key: UUID
    kind: str
    revision: int
    scores: tuple[ScoreRow, ...]
    by: str
    at: datetime

    @property
    def points(self) -> Mapping[str, int]:
        """Points by item."""
        return {score.item: score.points for score in self.scores}


@dataclass(frozen=True, slots=True)
class AppraisalObjectionRow:
    """What a unit holds against its published appraisal, and the answer."""

    key: UUID
    unit: UUID
    unit_name: str
    hamlet: str
    ordinal: int
    month: date
    item: str
    words: str
    by: str
    at: datetime
    is_upheld: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnitAppraisal:
    """A unit's month: the rules, both appraisals, what is published of it, objections."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    month: date
    rule: RuleRow | None
    own: AppraisalRow | None
    township: AppraisalRow | None
    total: int | None  # hundredths; None until the township has appraised
    own_total: int | None
    parts: tuple[Part, ...]
    difference: int | None  # own minus township over the items that both score, hundredths
    published_on: date | None
    objections: tuple[AppraisalObjectionRow, ...] = ()
    rank: int | None = None
    ranked: int = 0
    is_member: bool = False
    may_score: bool = False
    has_conflict: bool = False
    may_answer: bool = False

    @property
    def is_apart(self) -> bool:
        """True where unit and township differ by more than the threshold."""
        return self.difference is not None and self.rule is not None and abs(self.difference) > self.rule.threshold


@dataclass(frozen=True, slots=True)
class RankRow:
    """A unit's place in the published ranking of its village; equal totals share a rank."""

    unit: UUID
    name: str
    hamlet: str
    ordinal: int
    total: int
    rank: int


@dataclass(frozen=True, slots=True)
class VillageMonth:
    """What is published of a village's month."""

    village: str
    month: date
    rule_version: int
    published_on: date
    published_by: str
    object_until: date
    ranking: tuple[RankRow, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """How many fields the rules ask of a unit and of a scorer each month, and of all units of the place together."""

    unit: int
    township: int
    units: int

    @property
    def monthly(self) -> int:
        """All fields of a month."""
        return self.units * (self.unit + self.township)
