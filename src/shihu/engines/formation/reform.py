"""Units after a change: few households moved, and what each move is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.costs import SCALE, CostModel
from shihu.engines.formation.errors import InvalidProblem, Rule
from shihu.engines.formation.handmade import ranked, read_labels
from shihu.engines.formation.instance import Earlier
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import FormationProblem, Ints
from shihu.engines.formation.result import FormationResult
from shihu.engines.formation.solve import Request, form

REPAIR_ONLY = 1000.0
"""A price that no saving repays: households move only where a rule demands it."""

CURVE_PRICES = (0.0, 0.3, 1.0, 2.0, 4.0, REPAIR_ONLY)


@dataclass(frozen=True, slots=True, eq=False)
class Reformed:
    """The new units, and the households whose earlier unit is not (what became of) their new one.

    `labels` int [n] are the new units under the names of the earlier ones that they became; a unit that none became has
    the next number not in use, a household in no unit -1. `result` numbers the units anew.
    """

    result: FormationResult
    moved: tuple[int, ...]
    labels: Ints
    price: float


@dataclass(frozen=True, slots=True)
class Insertion:
    """One unit that a newcomer could join without anybody moving; `change` of the objective, rules it would break."""

    unit: int
    change: float
    broken: tuple[Rule, ...]


def reform(
    problem: FormationProblem,
    earlier: npt.ArrayLike,
    *,
    price: float = 1.0,
    fixed: Iterable[int] = (),
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    seed: int = 0,
) -> Reformed:
    """Form units anew from earlier ones, a household leaving its unit only for a saving of more than `price`.

    earlier  int [n]: each household's earlier unit under any whole number from 0, -1 for newcomers
    price    in the objective's unit for each household moved; REPAIR_ONLY moves whom a rule moves and nobody else
    fixed    households that stay in (what becomes of) their earlier unit, whatever that costs

    Whole units stay as they are by `problem.locked`, households stay together by `problem.together`. The number of
    units stays while sizes and heads allow it. Raises as `form_units` does.
    """
    before = read_labels(problem, earlier)
    seated = np.zeros(problem.n, dtype=np.bool_)
    for i in fixed:
        if not 0 <= i < problem.n:
            raise InvalidProblem(
                "unknown_household",
                "{field} names households that are not there: {pairs}; indices run from 0 to {last}.",
                values={"field": "fixed", "pairs": [i], "last": problem.n - 1},
            )
        seated[i] = True
    if price < 0:
        raise InvalidProblem(
            "parameter_out_of_range",
            "{field} is {told}; it must be {need}.",
            values={"field": "price", "told": price, "need": "0 or more"},
        )
    request = Request(sizes=sizes, weights=weights, seed=seed, earlier=Earlier(before, round(price * SCALE), seated))
    result = form(problem, request)
    became = successors(before, result.assignment, np.flatnonzero(seated).tolist())
    moved = _moved(before, result.assignment, became)
    return Reformed(result, moved, _under_earlier_names(before, result.assignment, became), price)


def reform_curve(
    problem: FormationProblem,
    earlier: npt.ArrayLike,
    *,
    prices: Sequence[float] = CURVE_PRICES,
    fixed: Iterable[int] = (),
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    seed: int = 0,
) -> tuple[Reformed, ...]:
    """`reform` at several prices: moves against quality, for people to choose from."""
    seated = tuple(fixed)
    return tuple(
        reform(problem, earlier, price=price, fixed=seated, sizes=sizes, weights=weights, seed=seed) for price in prices
    )


def moved_households(earlier: npt.ArrayLike, unit: npt.ArrayLike) -> tuple[int, ...]:
    """Who is no longer with what became of the earlier unit, as `successors` tells it.

    Newcomers and those who are in no unit now do not count as moved.
    """
    before, now = np.asarray(earlier, dtype=np.int64), np.asarray(unit, dtype=np.int64)
    return _moved(before, now, successors(before, now))


def successors(earlier: npt.ArrayLike, unit: npt.ArrayLike, fixed: Iterable[int] = ()) -> dict[int, int]:
    """What became of each earlier unit: the new one that took most of its members, the largest pairs matched first.

    One to one: an earlier unit whose members all went to others' successors is not in the answer. The units of `fixed`
    households, who stay where they are by definition, are matched before all others.
    """
    before, now = np.asarray(earlier, dtype=np.int64), np.asarray(unit, dtype=np.int64)
    became = {int(before[i]): int(now[i]) for i in fixed}
    taken = set(became.values())
    both = (before >= 0) & (now >= 0)
    pairs, counts = np.unique(np.column_stack([before[both], now[both]]), axis=0, return_counts=True)
    for k in np.lexsort((pairs[:, 1], pairs[:, 0], -counts)):
        old, new = int(pairs[k, 0]), int(pairs[k, 1])
        if old not in became and new not in taken:
            became[old] = new
            taken.add(new)
    return became


def _moved(before: Ints, now: Ints, became: dict[int, int]) -> tuple[int, ...]:
    both = np.flatnonzero((before >= 0) & (now >= 0))
    return tuple(int(i) for i in both if became.get(int(before[i])) != int(now[i]))


def _under_earlier_names(before: Ints, now: Ints, became: dict[int, int]) -> Ints:
    names = {new: old for old, new in became.items()}
    free = int(before.max(initial=-1)) + 1
    for unit in sorted(set(now[now >= 0].tolist()) - names.keys()):
        names[unit] = free
        free += 1
    return np.array([names.get(int(unit), -1) for unit in now], dtype=np.int64)


def insert(
    problem: FormationProblem,
    earlier: npt.ArrayLike,
    household: int,
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
) -> tuple[Insertion, ...]:
    """Every unit that `household` (in none so far) could join with nobody else moving, the best allowed one first.

    Takes about a millisecond: the newcomer's own pair costs are all that is computed.
    """
    unit = read_labels(problem, earlier)
    rule = sizes or SizeRule()
    if not 0 <= household < problem.n or unit[household] >= 0:
        raise InvalidProblem(
            "household_in_a_unit",
            "household {household} is not one that is in no unit.",
            values={"household": household},
            households=[household],
        )
    model = CostModel.of(problem, weights or Weights())
    placed = np.flatnonzero(unit >= 0)
    costs = model.pair_cost(np.full(len(placed), household), placed)
    change = np.bincount(unit[placed], weights=costs)
    size = np.bincount(unit[placed])
    refused = {int(j) for pair in problem.refuses for j in pair if household in pair} - {household}
    locked = {int(unit[i]) for group in problem.locked for i in group}
    found = []
    for number in range(len(size)):
        broken = []
        if size[number] + 1 > rule.high:
            broken.append(Rule.SIZE)
        if any(unit[j] == number for j in refused):
            broken.append(Rule.REFUSAL)
        if number in locked:
            broken.append(Rule.LOCKED)
        if not problem.willing[household]:
            broken.append(Rule.WILLING)
        found.append(Insertion(number, float(change[number]) / SCALE, tuple(broken)))
    return tuple(sorted(found, key=lambda way: (bool(way.broken), way.change, way.unit)))


def objective_of(
    problem: FormationProblem,
    assignment: npt.ArrayLike,
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
) -> float:
    """The objective of any assignment, whoever made it and whatever rules it breaks."""
    model = CostModel.of(problem, weights or Weights())
    partition = Partition(model, ranked(read_labels(problem, assignment)), sizes or SizeRule())
    return (sum(sum(model.unit_terms(row).values()) for row in partition.members) + model.constant) / SCALE
