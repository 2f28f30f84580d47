"""Nearness, likeness and mix pull in different directions: the trade-off, for people to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shihu.engines.formation.costs import SCALE, CostModel
from shihu.engines.formation.many import form_many
from shihu.engines.formation.parameters import SizeRule, Stop, Weights
from shihu.engines.formation.problem import FormationProblem
from shihu.engines.formation.result import FormationResult

BALANCES = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
LIKENESSES = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class FrontierPoint:
    """What one choice of weights gives, in figures that do not depend on the weights.

    mean_distance_m   mean metres between two households of one unit
    alike             share of pairs within units that share a wish, by strength (1 - mean mismatch)
    near_mix          share of units whose number of the poorest class is within 1 of the hamlet's share of its size
    on_frontier       no other point is at least as good in all three and better in one
    """

    weights: Weights
    mean_distance_m: float
    alike: float
    near_mix: float
    on_frontier: bool
    results: tuple[FormationResult, ...]


def frontier(
    problems: FormationProblem | Sequence[FormationProblem],
    *,
    balances: Sequence[float] = BALANCES,
    likenesses: Sequence[float] = LIKENESSES,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    threads: int | None = None,
) -> tuple[FrontierPoint, ...]:
    """Units of a hamlet, or of several, under a grid of weights.

    balances    values of `Weights.balance`
    likenesses  factors on `Weights.wish` and `Weights.skill`

    Points come in the order of the grid; those that no other point dominates are marked. Raises as `form_units` does.
    """
    hamlets = [problems] if isinstance(problems, FormationProblem) else list(problems)
    base = weights or Weights()
    points = []
    for balance in balances:
        for likeness in likenesses:
            chosen = replace(base, balance=balance, wish=base.wish * likeness, skill=base.skill * likeness)
            results = form_many(
                hamlets, sizes=sizes, weights=chosen, stop=stop or Stop.quick(), seed=seed, threads=threads
            )
            points.append(_measured(hamlets, results, chosen))
    return tuple(replace(point, on_frontier=not any(_better(other, point) for other in points)) for point in points)


def _measured(
    problems: Sequence[FormationProblem], results: Sequence[FormationResult], weights: Weights
) -> FrontierPoint:
    metres, mismatch, pairs, near, units = 0.0, 0.0, 0, 0, 0
    plain = Weights(wish=1.0)
    for problem, result in zip(problems, results, strict=True):
        model = CostModel.of(problem, plain)
        poorest = result.mix.wealth[0]
        for unit in result.composition:
            row = np.array(unit.members)
            one, other = np.triu_indices(len(row), k=1)
            apart = problem.xy[row[one]] - problem.xy[row[other]]
            metres += float(np.sqrt((apart**2).sum(axis=1)).sum())
            mismatch += float(model.pair_terms(row[one], row[other])["wish"].sum()) / SCALE
            pairs += len(one)
            near += abs(unit.wealth[0] - poorest * unit.size) <= 1.0
            units += 1
    return FrontierPoint(
        weights=weights,
        mean_distance_m=round(metres / max(pairs, 1), 2),
        alike=round(1.0 - mismatch / max(pairs, 1), 4),
        near_mix=round(near / max(units, 1), 4),
        on_frontier=True,
        results=tuple(results),
    )


def _better(one: FrontierPoint, other: FrontierPoint) -> bool:
    mine = (-one.mean_distance_m, one.alike, one.near_mix)
    theirs = (-other.mean_distance_m, other.alike, other.near_mix)
    return mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))
