"""Disputes, hearings, agreements: what passes in and out of mediation."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from shihu.base.cases.types import CaseDetail, CaseFigures, CaseRow

DISPUTE = "linkages.dispute"


class MediationLevel(StrEnum):
    """Where a dispute lies: the unit's head, the villagers' group, the hearing panel of the village's Party branch."""

    HEAD = "head"
    GROUP = "group"
    PANEL = "panel"


class Side(StrEnum):
    """One side of a dispute: the one that brought it, and the other."""

    A = "a"
    B = "b"


class Performed(StrEnum):
    """How far an agreement was kept."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"


class Court(StrEnum):
    """What the court said to the joint application."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class MediationTerms:
    """The township's dated rule: how long each level has, and when somebody comes back to look.

    ``unit`` is ND (calendar days) or WD (working days).
    """

    since: date
    head_days: int = 7
    group_days: int = 8
    panel_days: int = 15
    unit: str = "ND"
    visit_days: int = 30

    @property
    def together(self) -> int:
        """All three levels."""
        return self.head_days + self.group_days + self.panel_days


@dataclass(frozen=True, slots=True)
class Report:
    """A dispute as it is reported: which households stand against each other, about what, since when.

    ``key`` is made by the phone: the same key never opens a second dispute.
    """

    side_a: tuple[str, ...]  # household codes
    side_b: tuple[str, ...]
    matter: str  # term of the vocabulary "dispute"
    facts: str
    since_year: int | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewHearing:
    """A hearing of the panel, as it was held."""

    held_on: date
    where: str
    members: tuple[UUID, ...]  # persons; the first chairs it
    statement_a: str
    statement_b: str
    findings: str
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """The words of a mediation agreement (人民调解法 art. 29)."""

    facts: str
    terms: str
    performance: str
    perform_by: date | None = None


@dataclass(frozen=True, slots=True)
class MediatorRow:
    """Somebody who mediates for a villagers' group or sits on the village's panel."""

    key: UUID
    person: UUID
    household: UUID | None
    name: str
    level: MediationLevel
    place: str
    since: date
    until: date | None
    bar: str = ""  # why they may not sit on this case


@dataclass(frozen=True, slots=True)
class HearingRow:
    """A hearing. The statements are empty where the reader may not read them."""

    key: UUID
    held_on: date
    where: str
    members: tuple[str, ...]  # the chair first
    statement_a: str
    statement_b: str
    findings: str
    is_sealed: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One who must sign: a party, or the mediator."""

    key: int
    name: str
    side: str  # a, b, mediator
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One version of an agreement."""

    key: UUID
    version: int
    is_oral: bool
    facts: str
    terms: str
    performance: str
    perform_by: date | None
    signers: tuple[SignerRow, ...]
    sealed_on: date | None
    effective_on: date | None
    confirm_until: date | None
    applied_on: date | None
    court: str
    court_result: str
    decided_on: date | None

    @property
    def is_effective(self) -> bool:
        """True once it binds."""
        return self.effective_on is not None


@dataclass(frozen=True, slots=True)
class PerformanceRow:
    """What was found of an agreement's performance."""

    on: date
    state: Performed
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute in a list."""

    key: UUID
    case: CaseRow
    matter: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeDetail:
    """Everything that the reader may know of one dispute."""

    key: UUID
    case: CaseDetail
    matter: str
    facts: str
    since_year: int | None
    unit: UUID | None
    hearings: tuple[HearingRow, ...]
    agreements: tuple[AgreementRow, ...]
    performance: tuple[PerformanceRow, ...]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # side -> names

    @property
    def agreement(self) -> AgreementRow | None:
        """The newest version."""
        return self.agreements[0] if self.agreements else None


@dataclass(frozen=True, slots=True)
class MediationFigures:
    """Figures of mediation at a place, with what they were reckoned from."""

    place: str
    since: date
    until: date
    told: CaseFigures
    handed_to_town: int
    long_by_head: int

    def share(self, level: MediationLevel) -> int | None:
        """Whole per cent of the settled that were settled at the level; None without any."""
        count = next((n for key, _, n in self.told.settled_at if key == level), 0)
        return round(count * 100 / self.told.settled) if self.told.settled else None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, and whom they may name: by office anybody, a head the own unit, a villager the own household."""

    kind: str  # office, head, villager
    place: str
    own: str  # household code
    own_name: str
    homes: tuple[tuple[str, str, str], ...]  # (code, householder, hamlet)
