"""Formation of very many hamlets at once: arrays in, arrays out, no report for each household.

For a first answer on a screen, a city's or a province's rehearsal, a re-forming after a year's changes. What needs
groups that stay together, locked units, exceptions of size, explanations or a proof goes through `form_units`.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.costs import mutual_pairs, refused_pairs
from shihu.engines.formation.errors import InvalidProblem
from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import Bools, Floats, FormationProblem, Ints

CHUNK = 4_000
"""Households that a thread takes on at a time."""


class HamletStatus(IntEnum):
    """What became of a hamlet."""

    FORMED = 0
    UNTILEABLE = 1
    TOO_FEW_HEADS = 2
    UNREPAIRED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Households:
    """Willing households of many hamlets, hamlet by hamlet.

    start       int [H + 1]      the rows of hamlet h are start[h] to start[h + 1]
    xy          float [N, 2]     metres
    wishes      float [N, W]     0..1
    skills      float [N, S]     0..1
    wealth      int [N]          class
    party, can_lead  bool [N]
    mutual      int [m, 2]       pairs of rows that prefer each other
    refused     int [r, 2]       pairs of rows kept apart
    """

    start: Ints
    xy: Floats
    wishes: Floats
    skills: Floats
    wealth: Ints
    party: Bools
    can_lead: Bools
    mutual: Ints
    refused: Ints

    @property
    def n(self) -> int:
        """Number of households."""
        return len(self.xy)

    @property
    def hamlets(self) -> int:
        """Number of hamlets."""
        return len(self.start) - 1

    @classmethod
    def of(cls, problems: Sequence[FormationProblem]) -> Households:
        """The households of several problems. Raises InvalidProblem for what only `form_units` can do."""
        for index, problem in enumerate(problems):
            if problem.together or problem.locked or not problem.willing.all():
                raise InvalidProblem(
                    "not_for_batches",
                    "hamlet {hamlet} has groups, locked units or unwilling households; form it with form_units.",
                    values={"hamlet": index},
                )
        start = np.concatenate([[0], np.cumsum([problem.n for problem in problems])]).astype(np.int64)
        widths = {(problem.wishes.shape[1], problem.skills.shape[1]) for problem in problems}
        if len(widths) > 1:
            raise InvalidProblem(
                "wrong_shape",
                "the hamlets have different kinds of wishes and skills: {widths}; give all the same columns.",
                values={"widths": sorted(widths)},
            )
        return cls(
            start=start,
            xy=np.concatenate([problem.xy for problem in problems]),
            wishes=np.concatenate([problem.wishes for problem in problems]),
            skills=np.concatenate([problem.skills for problem in problems]),
            wealth=np.concatenate([problem.wealth for problem in problems]),
            party=np.concatenate([problem.party for problem in problems]),
            can_lead=np.concatenate([problem.can_lead for problem in problems]),
            mutual=np.concatenate([mutual_pairs(p) + s for p, s in zip(problems, start, strict=False)]),
            refused=np.concatenate([refused_pairs(p) + s for p, s in zip(problems, start, strict=False)]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class BatchResult:
    """unit [N] numbers within the hamlet (-1 where it was not formed); status, units and value by hamlet.

    `value` is the sum of the pair costs in thousandths, without the constant part of the balance. Earlier units keep
    their numbers while none had to be dissolved.
    """

    unit: Ints
    status: Ints
    units: Ints
    value: Ints

    @property
    def formed(self) -> bool:
        """Whether every hamlet was."""
        return bool((self.status == HamletStatus.FORMED).all())


def form_batch(
    households: Households,
    *,
    moves: int = 50,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    seed: int = 0,
    threads: int | None = None,
    earlier: npt.ArrayLike | None = None,
    price: float = 1.0,
) -> BatchResult:
    """Units for every hamlet: a cut along the curve, descent, `moves` annealing moves for each household, descent.

    With `earlier` (unit numbers of an earlier formation within each hamlet, -1 for newcomers) each hamlet starts from
    its earlier units, keeps their number where it can, and a household leaves its unit only where that saves more than
    `price` (in the objective's unit). Results do not depend on the number of threads. Hamlets that the size rule cannot
    tile, that lack heads or whose refusals could not be met are left to `form_units`, which finds or proves the answer.
    """
    kernel = importlib.import_module("shihu.engines.formation.search.batch")
    rounds = importlib.import_module("shihu.engines.formation.search.rounds")
    sizes, weights = sizes or SizeRule(), weights or Weights()
    unit = np.full(households.n, -1, dtype=np.int64)
    if earlier is not None:
        unit[:] = np.asarray(earlier, dtype=np.int64)
    hamlet_of_mutual = np.searchsorted(households.start, households.mutual[:, 0], side="right") - 1
    hamlet_of_refused = np.searchsorted(households.start, households.refused[:, 0], side="right") - 1
    by_mutual, by_refused = (np.argsort(key, kind="stable") for key in (hamlet_of_mutual, hamlet_of_refused))
    every = np.arange(households.hamlets + 1)
    rows = kernel.Rows(
        households.xy,
        households.wishes,
        households.skills,
        households.wealth,
        households.party,
        households.can_lead,
        households.start,
        households.mutual[by_mutual],
        np.searchsorted(hamlet_of_mutual[by_mutual], every),
        households.refused[by_refused],
        np.searchsorted(hamlet_of_refused[by_refused], every),
    )
    effort = kernel.Effort(
        sizes.low,
        sizes.high,
        sizes.target,
        moves,
        rounds.HOT,
        rounds.WARM,
        rounds.COLD,
        rounds.NEIGHBOURS,
        seed,
        round(price * 1000) if earlier is not None else -1,
    )
    prices = kernel.Prices(
        weights.distance,
        weights.distance_cap_m,
        weights.wish,
        weights.skill,
        weights.preference,
        weights.balance,
        weights.skills_mode == "complementary",
    )
    status, units, value = (np.zeros(households.hamlets, dtype=np.int64) for _ in range(3))
    chunks = _chunks(households.start)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="formation") as pool:
        work = [pool.submit(kernel.form_hamlets, rows, prices, effort, c, unit, status, units, value) for c in chunks]
        for done in work:
            done.result()
    return BatchResult(unit, status, units, value)


def _chunks(start: Ints) -> list[Ints]:
    hamlets = np.arange(len(start) - 1)
    return [chunk for chunk in np.split(hamlets, np.flatnonzero(np.diff(start[:-1] // CHUNK)) + 1) if len(chunk)]
