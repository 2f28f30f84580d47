"""What a formation gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shihu.engines.formation.costs import Mix
from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import Ints
from shihu.engines.formation.sizes import SizeException


@dataclass(frozen=True, slots=True)
class Terms:
    """The objective by term, lower is better, in the unit of account (100 metres between two households).

    `balance` is measured against the hamlet's own mix. `between_hamlets`, given when a reference mix was, is what the
    hamlet's own mix differs from it: no choice of units inside the hamlet changes it, so it is no part of `total`.
    """

    distance: float
    wish: float
    skill: float
    preference: float
    balance: float
    between_hamlets: float | None = None

    @property
    def total(self) -> float:
        """The objective."""
        parts = (self.distance, self.wish, self.skill, self.preference, self.balance)
        return round(sum(parts), 3)


@dataclass(frozen=True, slots=True)
class UnitComposition:
    """One unit in numbers. `members` and `heads` (those able to lead) are household indices."""

    number: int
    members: tuple[int, ...]
    wealth: tuple[int, ...]
    party: int
    heads: tuple[int, ...]
    mean_distance_m: float
    locked: bool

    @property
    def size(self) -> int:
        """Number of households."""
        return len(self.members)


class UnmetKind(StrEnum):
    """What was wished for."""

    PREFERENCE = "preference"
    WISH = "wish"


class Obstacle(StrEnum):
    """What stopped a wish: a hard rule by its name, or one of the three reasons that are none."""

    SIZE = "size"
    HEAD = "head"
    REFUSAL = "refusal"
    TOGETHER = "together"
    LOCKED = "locked"
    WILLING = "willing"
    NOT_MUTUAL = "not_mutual"
    NOBODY_ALIKE = "nobody_alike"
    COST = "cost"


_UNMET_SENTENCES = {
    Obstacle.SIZE: "every move that joins them breaks the size rule",
    Obstacle.HEAD: "every move that joins them leaves a unit without a household able to lead",
    Obstacle.REFUSAL: "every move that joins them puts a household beside one that refuses it or that it refuses",
    Obstacle.TOGETHER: "one of them must stay with households that do not fit beside the other",
    Obstacle.LOCKED: "one of them is in a locked unit",
    Obstacle.WILLING: "one of them is not willing to join a unit",
    Obstacle.NOT_MUTUAL: "the preference is not mutual",
    Obstacle.NOBODY_ALIKE: "nobody else in the hamlet shares the wish",
    Obstacle.COST: "joining them costs the hamlet {cost:.3f} more than it brings",
}


@dataclass(frozen=True, slots=True)
class Unmet:
    """A preference (`other` is the household wished for) or a wish (`other` is the kind) that its unit does not meet.

    With the obstacle COST, `cost` is what the cheapest allowed move that would meet it adds to the objective.
    """

    household: int
    kind: UnmetKind
    other: int
    obstacle: Obstacle
    cost: float | None = None

    @property
    def sentence(self) -> str:
        """The reason in plain English."""
        return _UNMET_SENTENCES[self.obstacle].format(cost=self.cost or 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class FormationResult:
    """The units of one hamlet.

    assignment   int [n]: unit number from 0, -1 for households left out because they are not willing
    objective    sum of the terms, exact to the thousandth; `terms` says of what it is made
    bound        proved lower bound of the objective, None until proved
    gap          (objective - bound) / |objective| rounded up, None until proved
    exception    why a size lies outside the rule's range, None when none does
    units_wanted number of units nearest n / target; `units` differs when the hard rules needed another number
    input_hash   sha256 of the problem in canonical order and the parameters
    moves        annealing moves proposed for each household
    stopped      the search was cancelled or ran out of time before its budget
    """

    assignment: Ints
    objective: float
    terms: Terms
    composition: tuple[UnitComposition, ...]
    unmet: tuple[Unmet, ...]
    left_out: tuple[int, ...]
    exception: SizeException | None
    units_wanted: int
    mix: Mix
    sizes: SizeRule
    weights: Weights
    seed: int
    input_hash: str
    moves: int
    stopped: bool
    bound: float | None = None
    gap: float | None = None

    @property
    def units(self) -> int:
        """Number of units."""
        return len(self.composition)
