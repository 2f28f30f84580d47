"""The order of paying off: its floor and steps, and what became of proceeds. Amounts are fen."""

from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """For what a step takes: two debts, and two things agreed that have no end."""

    ADVANCE = "advance"
    RENTAL = "rental"
    FUND = "fund"
    FEE = "fee"


class CapKind(StrEnum):
    """How much a step may take at most."""

    ALL = "all"  # whatever is left above the floor
    SHARE = "share"  # thousandths of what is left above the floor when its turn comes
    PER_KG = "per_kg"  # fen for a kilogram sold


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``value`` is thousandths for a share, fen for ``per_kg``, nothing for all."""

    kind: StepKind
    cap: CapKind
    value: int = 0


@dataclass(frozen=True, slots=True)
class Floor:
    """What a household keeps before anything is taken: the greatest of what is agreed. Fen and thousandths."""

    per_sale: int = 0
    share: int = 0
    per_month: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step took: of ``owed`` (None: agreed without an end), at most ``most``, and so ``amount``."""

    kind: StepKind
    owed: int | None
    most: int
    amount: int


@dataclass(frozen=True, slots=True)
class Split:
    """What became of the proceeds of one household in one sale."""

    proceeds: int
    floor: int
    steps: tuple[Taken, ...]

    @property
    def household(self) -> int:
        """What the household gets: the floor, and the rest after the last step."""
        return self.proceeds - sum(step.amount for step in self.steps)

    def taken(self, kind: StepKind) -> int:
        return sum(step.amount for step in self.steps if step.kind == kind)
