"""The rules of a unit as small checks of one signature, run over any assignment whoever made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.costs import refused_pairs
from shihu.engines.formation.errors import InvalidProblem, Rule
from shihu.engines.formation.parameters import SizeRule
from shihu.engines.formation.problem import FormationProblem, Ints
from shihu.engines.formation.sizes import tilings


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken: by which households, in which unit (None where several units or none are concerned)."""

    rule: Rule
    unit: int | None
    households: tuple[int, ...]
    sentence: str


Check = Callable[[FormationProblem, Ints, SizeRule], list[Violation]]


def verify(problem: FormationProblem, assignment: npt.ArrayLike, *, sizes: SizeRule | None = None) -> list[Violation]:
    """Every violation of the hard rules in `assignment` (int [n], -1 = in no unit), an empty list when there is none.

    Raises InvalidProblem when the assignment is not one number for each household.
    """
    unit = np.asarray(assignment)
    if unit.shape != (problem.n,) or unit.dtype.kind not in "iu":
        raise InvalidProblem(
            "wrong_shape",
            "the assignment has shape {shape} and type {kind}; it must be {n} whole numbers, one for each household.",
            values={"shape": unit.shape, "kind": str(unit.dtype), "n": problem.n},
        )
    return [violation for check in CHECKS for violation in check(problem, unit.astype(np.int64), sizes or SizeRule())]


def check_willing(problem: FormationProblem, unit: Ints, _sizes: SizeRule) -> list[Violation]:
    """Willing households are in a unit, unwilling ones are not."""
    forced = np.flatnonzero(~problem.willing & (unit >= 0)).tolist()
    missing = np.flatnonzero(problem.willing & (unit < 0)).tolist()
    return [
        *(Violation(Rule.WILLING, int(unit[i]), (i,), f"household {i} is not willing to join a unit") for i in forced),
        *(Violation(Rule.WILLING, None, (i,), f"household {i} is in no unit") for i in missing),
    ]


def check_sizes(problem: FormationProblem, unit: Ints, sizes: SizeRule) -> list[Violation]:
    """Units hold low..high households, or the exception's sizes; locked units keep to the exception range."""
    locked = set(problem.locked)
    free = int(problem.willing.sum()) - sum(len(group) for group in locked)
    ways = tilings(free, sizes)
    allowed = ways[0].exception.sizes if ways and ways[0].exception else ()
    smallest, largest = sizes.exception_range
    found = []
    for number, members in _units(unit):
        size = len(members)
        fixed = members in locked and smallest <= size <= largest
        if not (sizes.low <= size <= sizes.high or size in allowed or fixed):
            sentence = f"unit {number} has {size} households; it must have {sizes.low} to {sizes.high}"
            found.append(Violation(Rule.SIZE, number, members, sentence))
    return found


def check_heads(problem: FormationProblem, unit: Ints, _sizes: SizeRule) -> list[Violation]:
    """Every unit has a household able to lead."""
    return [
        Violation(Rule.HEAD, number, members, f"no household of unit {number} can lead")
        for number, members in _units(unit)
        if not problem.can_lead[list(members)].any()
    ]


def check_refusals(problem: FormationProblem, unit: Ints, _sizes: SizeRule) -> list[Violation]:
    """No refused pair shares a unit."""
    pairs = refused_pairs(problem)
    shared = pairs[(unit[pairs[:, 0]] == unit[pairs[:, 1]]) & (unit[pairs[:, 0]] >= 0)]
    return [
        Violation(Rule.REFUSAL, int(unit[i]), (int(i), int(j)), f"households {i} and {j} may not share unit {unit[i]}")
        for i, j in shared
    ]


def check_together(problem: FormationProblem, unit: Ints, _sizes: SizeRule) -> list[Violation]:
    """Groups that must stay together share a unit."""
    return [
        Violation(Rule.TOGETHER, None, group, f"households {list(group)} must share a unit")
        for group in problem.together
        if len(set(unit[list(group)].tolist())) > 1
    ]


def check_locked(problem: FormationProblem, unit: Ints, _sizes: SizeRule) -> list[Violation]:
    """Locked units are whole and hold nobody else."""
    present = {members for _, members in _units(unit)}
    return [
        Violation(Rule.LOCKED, None, group, f"the locked unit {list(group)} was changed")
        for group in problem.locked
        if group not in present
    ]


CHECKS: tuple[Check, ...] = (
    check_willing,
    check_sizes,
    check_heads,
    check_refusals,
    check_together,
    check_locked,
)


def _units(unit: Ints) -> list[tuple[int, tuple[int, ...]]]:
    order = np.argsort(unit, kind="stable")
    numbers, starts = np.unique(unit[order], return_index=True)
    return [
        (int(number), _names(members))
        for number, members in zip(numbers, np.split(order, starts[1:]), strict=True)
        if number >= 0
    ]


def _names(households: npt.NDArray[np.intp]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.sort(households))
