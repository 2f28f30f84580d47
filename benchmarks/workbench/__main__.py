"""`python -m benchmarks.workbench`: solved again after k changes, how many others move, how long it takes.

Hamlets of the made-up township with 40 to 110 households, as a village's are. Each is formed once; then k households
change, in two ways:

facts    they take the house, wish, class and skills of some other household of their hamlet
by hand  somebody put them into another unit, and pinned them there

and the units are solved again. The peer is a solve from nothing, which knows no earlier units: its units are matched to
the earlier ones as well as can be. Nobody can ask it to keep a household where a hand put it, so that it has no second
row.

--quick  three hamlets instead of all
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from statistics import median

import numpy as np

from benchmarks.formation.township import township
from shihu.engines.formation import (
    REPAIR_ONLY,
    FormationError,
    FormationProblem,
    Stop,
    form_units,
    judge,
    moved_households,
    moved_to,
    objective_of,
    reform,
)

CHANGES = (1, 5, 20)
SMALLEST, LARGEST = 40, 110


@dataclass
class Row:
    """What one way of solving gave over all hamlets."""

    beyond: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    objective: float = 0.0
    refused: int = 0

    def told(self, name: str, best: float) -> str:
        """One line of the table."""
        over = 100 * (self.objective / best - 1) if best else 0.0
        return (
            f"{name:44s} {sum(self.beyond):7d} {median(self.beyond or [0]):7.1f} {max(self.beyond or [0]):5d} "
            f"{over:8.2f} % {1000 * median(self.seconds or [0]):8.1f} {1000 * max(self.seconds or [0]):8.1f} "
            f"{self.refused:7d}"
        )


def changed(problem: FormationProblem, who: np.ndarray, rng: np.random.Generator) -> FormationProblem:
    """The problem after `who` took the facts of some other household."""
    like = np.arange(problem.n)
    like[who] = rng.integers(problem.n, size=len(who))
    return replace(
        problem,
        xy=problem.xy[like],
        wishes=problem.wishes[like],
        skills=problem.skills[like],
        wealth=problem.wealth[like],
        party=problem.party[like],
    )


Solved = tuple[np.ndarray, tuple[int, ...]]
Ways = dict[str, Callable[[], Solved]]


def again(problem: FormationProblem, earlier: np.ndarray, price: float, fixed: Sequence[int] = ()) -> Solved:
    """The units solved again, and who moved."""
    made = reform(problem, earlier, price=price, fixed=fixed)
    return made.labels, made.moved


def fresh(problem: FormationProblem, earlier: np.ndarray) -> Solved:
    """The units solved from nothing, and who is not with what became of their earlier unit."""
    units = form_units(problem, stop=Stop.standard(), seed=1).assignment
    return units, moved_households(earlier, units)


def solve(rows: dict[str, Row], ways: Ways, problem: FormationProblem, who: np.ndarray) -> bool:
    """Solve one hamlet in each way; count only hamlets that every way can solve. Returns whether this one counts."""
    told: dict[str, tuple[Solved, float]] = {}
    for name, way in ways.items():
        began = time.perf_counter()
        try:
            told[name] = way(), time.perf_counter() - began
        except FormationError:
            rows[name].refused += 1
    if len(told) < len(ways):
        return False
    for name, ((units, moved), seconds) in told.items():
        rows[name].beyond.append(len(set(moved) - set(who.tolist())))
        rows[name].seconds.append(seconds)
        rows[name].objective += objective_of(problem, units)
    return True


AGAIN = {"again, a move saves 1 point": 1.0, "again, only whom a rule moves": REPAIR_ONLY}


def facts(problems: list[FormationProblem], earlier: list[np.ndarray], k: int) -> None:
    """k households change: solved again at two prices, and from nothing."""
    rng = np.random.default_rng(7)
    rows = {name: Row() for name in (*AGAIN, "from nothing (peer)")}
    for problem, before in zip(problems, earlier, strict=True):
        who = rng.choice(problem.n, k, replace=False)
        now = changed(problem, who, rng)
        ways: Ways = {name: partial(again, now, before, price) for name, price in AGAIN.items()}
        ways["from nothing (peer)"] = partial(fresh, now, before)
        solve(rows, ways, now, who)
    best = min(row.objective for row in rows.values())
    for name, row in rows.items():
        print(row.told(f"{k:2d} changed: {name}", best), flush=True)


def by_hand(problems: list[FormationProblem], earlier: list[np.ndarray], k: int) -> None:
    """k households put elsewhere and pinned: solved again around them. The best is the draft before anybody did it."""
    rng = np.random.default_rng(7)
    rows = {name: Row() for name in AGAIN}
    best = 0.0
    for problem, before in zip(problems, earlier, strict=True):
        who = rng.choice(np.flatnonzero(before >= 0), k, replace=False)
        put = before.copy()
        put[who] = [elsewhere(before, int(household), rng) for household in who]
        ways: Ways = {name: partial(again, problem, put, price, who.tolist()) for name, price in AGAIN.items()}
        if solve(rows, ways, problem, who):
            best += objective_of(problem, before)
    for name, row in rows.items():
        print(row.told(f"{k:2d} put by hand: {name}", best), flush=True)


def elsewhere(units: np.ndarray, household: int, rng: np.random.Generator) -> int:
    """Some other unit than the household's own."""
    return int(rng.choice(sorted(set(units.tolist()) - {-1, int(units[household])})))


def previews(problems: list[FormationProblem], earlier: list[np.ndarray]) -> None:
    """What one move would do, as a web worker reckons it: no compiler is loaded for it."""
    rng = np.random.default_rng(3)
    took = []
    for problem, before in zip(problems, earlier, strict=True):
        for household in rng.choice(np.flatnonzero(before >= 0), 10, replace=False).tolist():
            after = moved_to(before, household, elsewhere(before, household, rng))
            began = time.perf_counter()
            judge(problem, before, after)
            took.append(time.perf_counter() - began)
    told = f"median {1000 * median(took):.1f} ms, longest {1000 * max(took):.1f} ms"
    print(f"one move previewed: {told} ({len(took)} moves)")


def main(*, quick: bool) -> None:
    """Form, change, solve again, tell."""
    problems = [p for p in township(20).problems if SMALLEST <= p.n <= LARGEST]
    if quick:
        problems = problems[:3]
    earlier = [np.array(form_units(p, stop=Stop.standard()).assignment) for p in problems]
    reform(problems[0], earlier[0])  # the first call loads the compiled search
    households = sum(p.n for p in problems)
    print(f"{len(problems)} hamlets of {SMALLEST} to {LARGEST} households, {households} households")
    heads = f"{'beyond':>7s} {'median':>7s} {'most':>5s} {'over best':>10s} {'ms':>8s} {'longest':>8s} {'refused':>7s}"
    print(f"{'':44s} {heads}")
    for k in CHANGES:
        facts(problems, earlier, k)
    for k in CHANGES:
        by_hand(problems, earlier, k)
    previews(problems, earlier)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
