"""Households fixed in the unit where they are: what that asks of units formed anew.

Units have no names for the search, so a seat is said by company: those fixed in one unit stay together, and those fixed
in two units stay apart. Any units that obey both give every fixed household what became of its own unit.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from shihu.engines.formation.errors import FormationRefusal, InvalidProblem, Rule
from shihu.engines.formation.instance import Earlier, blocks_of
from shihu.engines.formation.problem import FormationProblem


def held(problem: FormationProblem, earlier: Earlier) -> FormationProblem:
    """The problem with its fixed households held in their earlier units by groups and refusals.

    Raises InvalidProblem for a fixed household that is in no unit or not willing, FormationRefusal where a group that
    must stay together is fixed in two units.
    """
    unit, seated = earlier.label, np.flatnonzero(earlier.fixed).tolist()
    if not seated:
        return problem
    wrong = [i for i in seated if unit[i] < 0 or not problem.willing[i]]
    if wrong:
        raise InvalidProblem(
            "fixed_in_no_unit",
            "households {households} are to stay in their units but are in none, or not willing; do not fix them.",
            values={"households": wrong},
            households=wrong,
        )
    locked = {i for group in problem.locked for i in group}
    by_unit: dict[int, list[int]] = {}
    for i in seated:
        if i not in locked:
            by_unit.setdefault(int(unit[i]), []).append(i)
    for block in blocks_of(problem.n, problem.together):
        if len({int(unit[i]) for i in block if i in seated}) > 1:
            raise FormationRefusal(
                "together_across_seats",
                "households {households} must stay together but are fixed in different units; free one of them.",
                values={"households": list(block)},
                households=block,
                rule=Rule.TOGETHER,
            )
    company = tuple(tuple(members) for members in by_unit.values() if len(members) > 1)
    apart = np.array([*combinations([members[0] for members in by_unit.values()], 2)], dtype=np.int64)
    refuses = np.concatenate([problem.refuses, apart.reshape(-1, 2)])
    return replace(problem, together=problem.together + company, refuses=refuses)
