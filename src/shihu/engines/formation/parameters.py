"""The small policies of a formation: how large units are, what the terms weigh, when to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from shihu.engines.formation.errors import InvalidProblem

SkillsMode = Literal["alike", "complementary"]


def _require(condition: bool, field: str, told: object, need: str) -> None:
    if not condition:
        raise InvalidProblem(
            "parameter_out_of_range",
            "{field} is {told}; it must be {need}.",
            values={"field": field, "told": told, "need": need},
        )


@dataclass(frozen=True, slots=True)
class SizeRule:
    """How many households make a unit.

    Units hold `low` to `high` households and their number is the feasible one nearest to n / `target`. Where no number
    of units fits (with 8..12: 1 to 7 and 13 to 15 households) a named exception may use `exception_low` to
    `exception_high`; left at None these are low - 2 and high + 3.
    """

    low: int = 8
    high: int = 12
    target: int = 10
    exception_low: int | None = None
    exception_high: int | None = None

    def __post_init__(self) -> None:
        _require(self.low >= 1, "SizeRule.low", self.low, "at least 1")
        _require(self.high >= self.low, "SizeRule.high", self.high, f"at least low = {self.low}")
        _require(
            self.low <= self.target <= self.high,
            "SizeRule.target",
            self.target,
            f"between {self.low} and {self.high}",
        )
        if self.exception_low is None:
            object.__setattr__(self, "exception_low", max(1, self.low - 2))
        if self.exception_high is None:
            object.__setattr__(self, "exception_high", self.high + 3)
        smallest, largest = self.exception_range
        _require(1 <= smallest <= self.low, "SizeRule.exception_low", smallest, f"between 1 and low = {self.low}")
        _require(largest >= self.high, "SizeRule.exception_high", largest, f"at least high = {self.high}")

    @property
    def exception_range(self) -> tuple[int, int]:
        """Smallest and largest size that a named exception may have."""
        smallest = max(1, self.low - 2) if self.exception_low is None else self.exception_low
        largest = self.high + 3 if self.exception_high is None else self.exception_high
        return smallest, largest


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term of the objective weighs; the unit of account is 100 metres between two households.

    A pair in one unit costs distance * min(metres, distance_cap_m) / 100 + wish * mismatch
    + skill * mean|difference| / 0.33 - preference [if mutual], and a unit costs balance * (sum of squared deviations
    of its wealth classes and Party members from the hamlet's mix). In the "complementary" mode the skill term is turned
    round: the more two households differ, the less they cost (skill * (1 - mean|difference|) / 0.33).
    """

    distance: float = 1.0
    distance_cap_m: float = 400.0
    wish: float = 0.6
    skill: float = 0.5
    preference: float = 0.8
    balance: float = 2.0
    skills_mode: SkillsMode = "alike"

    def __post_init__(self) -> None:
        for field in ("distance", "wish", "skill", "preference", "balance"):
            told = getattr(self, field)
            _require(0.0 <= told <= 1000.0, f"Weights.{field}", told, "between 0 and 1000")
        _require(
            0.0 < self.distance_cap_m <= 100_000.0,
            "Weights.distance_cap_m",
            self.distance_cap_m,
            "above 0 and at most 100000 metres",
        )
        _require(
            self.skills_mode in {"alike", "complementary"},
            "Weights.skills_mode",
            self.skills_mode,
            '"alike" or "complementary"',
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop looking for better units.

    `iterations`: annealing moves proposed for each household; the search runs in rounds of fixed length and stops
    before the round that would exceed it, so a larger number never gives worse units. `seconds`: wall clock, for a
    whole call, from when its code is compiled; asked for alone it makes a result depend on the machine's speed. `gap`:
    after the search, prove a lower bound within `seconds`, and better units where the proof comes across some. The
    proof ends as soon as the best possible is known to be less than this share (0.001 = 0.1 %) away; with 0 it goes for
    the optimum itself.
    """

    iterations: int = 2000
    seconds: float | None = None
    gap: float | None = None

    def __post_init__(self) -> None:
        _require(self.iterations >= 0, "Stop.iterations", self.iterations, "0 or more")
        _require(self.seconds is None or self.seconds > 0, "Stop.seconds", self.seconds, "None or above 0")
        _require(self.gap is None or 0 <= self.gap < 1, "Stop.gap", self.gap, "None or between 0 and 1")

    @classmethod
    def first_answer(cls) -> Self:
        """Construction and descent only: a feasible answer within a few per cent, in milliseconds."""
        return cls(iterations=0)

    @classmethod
    def quick(cls) -> Self:
        """For a screen that waits."""
        return cls(iterations=200)

    @classmethod
    def standard(cls) -> Self:
        """For the units that will be published."""
        return cls(iterations=2000)

    @classmethod
    def thorough(cls) -> Self:
        """Several starts, recombined: for the last tenth of a per cent."""
        return cls(iterations=40_000)

    @classmethod
    def proven(cls, gap: float = 0.001, seconds: float = 30.0) -> Self:
        """Search, then prove how far from the best possible the answer can be."""
        return cls(iterations=8000, seconds=seconds, gap=gap)
