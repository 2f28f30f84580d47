"""Units as somebody has put them: what they cost, which rules they break, what a change by hand does to both.

Nothing is searched here and no compiler is loaded: a hamlet of three hundred is judged in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.checks import Violation, verify
from shihu.engines.formation.costs import SCALE, TERMS, CostModel, Mix
from shihu.engines.formation.errors import InvalidProblem, Rule
from shihu.engines.formation.explain import HouseholdChange, shares_of
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.ordering import canonical_order, input_hash, reordered
from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import FormationProblem, Ints
from shihu.engines.formation.report import described, terms_of
from shihu.engines.formation.result import FormationResult, Terms
from shihu.engines.formation.sizes import tilings


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two sets of units of one hamlet compared: those before a change by hand and those after it.

    before, after  the hamlet's objective by term
    change         after less before, term by term; below zero is better
    broken         rules that the change breaks, or breaks further
    mended         rules that were broken before and are not, or less, after it
    standing       rules that were broken before and are so still, no more and no less
    households     everybody whose own share of the pair costs changes
    """

    before: Terms
    after: Terms
    change: Terms
    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]
    standing: tuple[Violation, ...]
    households: tuple[HouseholdChange, ...]

    @property
    def allowed(self) -> bool:
        """Whether the change breaks no rule, and none further."""
        return not self.broken


def moved_to(labels: npt.ArrayLike, household: int, unit: int) -> Ints:
    """The units `labels` [n] after one household has gone to `unit`: any number, a new one, or -1 for none."""
    after = np.array(labels, dtype=np.int64)
    after[household] = unit
    return after


def exchanged(labels: npt.ArrayLike, one: int, other: int) -> Ints:
    """The units `labels` [n] after two households have changed places."""
    after = np.array(labels, dtype=np.int64)
    after[[one, other]] = after[[other, one]]
    return after


def assess(
    problem: FormationProblem,
    labels: npt.ArrayLike,
    *,
    fixed: Iterable[int] = (),
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    reference: Mix | None = None,
) -> FormationResult:
    """Units as they stand, whoever made them and whatever rules they break, for `explain` and `move_effect` to work on.

    labels  int [n]: the unit of each household under any whole numbers from 0, -1 for in none; the result numbers the
            units 0, 1, 2, ... in the order of their labels
    fixed   households that may not leave their unit: what stopped a wish may be that

    The result has no bound, and its input hash is that of a search for the same households and parameters.
    """
    rule = sizes or SizeRule()
    partition = Partition(
        CostModel.of(problem, weights or Weights()), ranked(read_labels(problem, labels)), rule, fixed=fixed
    )
    locked = len(problem.locked)
    ways = tilings(int(problem.willing.sum()) - sum(map(len, problem.locked)), rule)
    return described(
        partition,
        reference=reference,
        exception=ways[0].exception if ways else None,
        wanted=ways[0].units + locked if ways else locked,
        input_hash=input_hash(reordered(problem, canonical_order(problem)), rule, partition.model.weights),
    )


def judge(
    problem: FormationProblem,
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    *,
    fixed: Iterable[int] = (),
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
) -> Judgement:
    """What going from the units `before` to those `after` changes.

    before, after  int [n]: the unit of each household under any whole numbers from 0, -1 for in none
    fixed          households that may not leave their unit of `before`

    Broken rules are told, never raised; any number of households may have changed units. Raises InvalidProblem for
    arrays that are not units of this problem.
    """
    rule = sizes or SizeRule()
    old, new = read_labels(problem, before), read_labels(problem, after)
    model = CostModel.of(problem, weights or Weights())
    was, now = Partition(model, ranked(old), rule), Partition(model, ranked(new), rule)
    cost_was, cost_now = terms_of(was), terms_of(now)
    told_was = verify(problem, old, sizes=rule)
    told_now = [*verify(problem, new, sizes=rule), *_left_seats(old, new, fixed)]
    measure_was, measure_now = ({_key(v): _measure(v, rule) for v in told} for told in (told_was, told_now))
    shares_was, shares_now = shares_of(model, was.members), shares_of(model, now.members)
    changed = sorted(i for i in shares_was.keys() | shares_now.keys() if shares_was.get(i, 0) != shares_now.get(i, 0))
    return Judgement(
        before=cost_was,
        after=cost_now,
        change=Terms(**{name: round(getattr(cost_now, name) - getattr(cost_was, name), 3) for name in TERMS}),
        broken=tuple(v for v in told_now if _measure(v, rule) > measure_was.get(_key(v), 0)),
        mended=tuple(v for v in told_was if _measure(v, rule) > measure_now.get(_key(v), 0)),
        standing=tuple(v for v in told_now if _measure(v, rule) == measure_was.get(_key(v), 0)),
        households=tuple(
            HouseholdChange(i, shares_was.get(i, 0) / SCALE, shares_now.get(i, 0) / SCALE) for i in changed
        ),
    )


def read_labels(problem: FormationProblem, labels: npt.ArrayLike) -> Ints:
    """`labels` as int [n]. Raises InvalidProblem when they are not one whole number from -1 for each household."""
    unit = np.asarray(labels)
    if unit.shape != (problem.n,) or unit.dtype.kind not in "iu" or bool((unit < -1).any()):
        raise InvalidProblem(
            "wrong_shape",
            "the units have shape {shape} and type {kind}; they must be {n} whole numbers from -1.",
            values={"shape": unit.shape, "kind": str(unit.dtype), "n": problem.n},
        )
    return unit.astype(np.int64)


def ranked(unit: Ints) -> Ints:
    """Units numbered 0, 1, 2, ... in the order of their labels; -1 stays."""
    names = np.unique(unit[unit >= 0])
    return np.where(unit >= 0, np.searchsorted(names, unit), -1)


def _left_seats(old: Ints, new: Ints, fixed: Iterable[int]) -> list[Violation]:
    return [
        Violation(Rule.LOCKED, int(old[i]), (i,), f"household {i} is fixed in unit {old[i]}")
        for i in sorted({int(i) for i in fixed})
        if old[i] != new[i]
    ]


def _key(violation: Violation) -> tuple[object, ...]:
    """What makes two violations the same one before and after: the unit for its size and head, else the households."""
    by_unit = violation.rule in {Rule.SIZE, Rule.HEAD}
    return violation.rule, violation.unit if by_unit else violation.households


def _measure(violation: Violation, sizes: SizeRule) -> int:
    """How far a rule is broken: by how many households a unit's size strays, 1 for all others."""
    if violation.rule is not Rule.SIZE:
        return 1
    size = len(violation.households)
    return max(sizes.low - size, size - sizes.high, 1)
