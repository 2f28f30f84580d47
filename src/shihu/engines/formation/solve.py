"""Problem, stopping rule and seed in; units out."""

from __future__ import annotations

import importlib
import math
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from shihu.engines.formation.costs import SCALE, CostModel, Mix
from shihu.engines.formation.errors import FormationError
from shihu.engines.formation.feasibility import (
    Verdict,
    check_fixed,
    feasible_start,
    refuse_conflict,
    refuse_heads,
    refuse_size,
    undecided,
)
from shihu.engines.formation.instance import Instance, Nodes, node_costs
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.ordering import canonical_order, input_hash, reordered
from shihu.engines.formation.parameters import SizeRule, Stop, Weights
from shihu.engines.formation.problem import FormationProblem, Ints
from shihu.engines.formation.report import compositions, numbered, terms_of, unmet_of
from shihu.engines.formation.result import FormationResult
from shihu.engines.formation.sizes import Tiling, tilings

if TYPE_CHECKING:
    from shihu.engines.formation.search.rounds import Found

Clock = Callable[[], float]


class Progress(Protocol):
    """Told how far the work is (0..1) and the best objective so far; answers False to stop it there."""

    def __call__(self, done: float, best: float, /) -> bool | None: ...


@dataclass(slots=True)
class _Watch:
    """Budget, clock and listener of one hamlet's search."""

    stop: Stop
    clock: Clock
    progress: Progress | None
    constant: int
    began: float = field(init=False)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.began = self.clock() if self.stop.seconds is not None else 0.0

    def pause(self, found: Found) -> bool:
        """Whether to end the search: told by the listener or by the clock."""
        if self.progress is not None:
            done = min(1.0, found.moves / max(self.stop.iterations, 1))
            if self.progress(done, (found.value + self.constant) / SCALE) is False:
                self.stopped = True
        if self.stop.seconds is not None and self.clock() - self.began >= self.stop.seconds:
            self.stopped = True
        return self.stopped


def form_units(
    problem: FormationProblem,
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    reference: Mix | None = None,
    clock: Clock = time.monotonic,
) -> FormationResult:
    """Join the willing households of one hamlet into units.

    progress   called after each round with the share done and the best objective; False stops with the best so far
    reference  a wider mix (the village's, say) against which the part between hamlets is reported
    clock      monotonic seconds; read only where `stop.seconds` asks for it

    Depends on the problem, the parameters and the seed alone (unless `stop.seconds` cuts it short), not on the order of
    the households. Raises FormationRefusal with the households and the rule where no units can obey every rule, and
    FormationUndecided where that could not be settled in time.
    """
    sizes, weights, stop = sizes or SizeRule(), weights or Weights(), stop or Stop()
    check_fixed(problem, sizes)
    order = canonical_order(problem)
    own = reordered(problem, order)
    model = CostModel.of(own, weights)
    watch = _Watch(stop, clock, progress, model.constant)
    nodes = Nodes.of(own)
    ways = tilings(nodes.households, sizes)
    fitting = tuple(way for way in ways if way.units <= int((nodes.heads > 0).sum()))
    if not ways:
        raise refuse_size(problem, nodes.households, sizes.low, sizes.exception_range[0])
    if not fitting:
        raise refuse_heads(problem, nodes.households, min(way.units for way in ways))
    outcome = _search(model, nodes, fitting, stop, seed, watch)
    if outcome is None:
        raise refuse_conflict(Nodes.of(problem), fitting)
    unit = np.full(problem.n, -1, dtype=np.int64)
    nodes.spread(outcome.unit, unit)
    for number, group in enumerate(own.locked):
        unit[list(group)] = outcome.tiling.units + number
    unit = numbered(unit)
    wanted = ways[0].units + len(own.locked)
    return _result(_Drawn(problem, order, unit, model, outcome, wanted), watch, sizes, seed, reference)


@dataclass(frozen=True, slots=True, eq=False)
class _Outcome:
    """Nodes in groups, for one of the possible numbers of units."""

    unit: Ints
    tiling: Tiling
    moves: int


def _search(
    model: CostModel, nodes: Nodes, ways: tuple[Tiling, ...], stop: Stop, seed: int, watch: _Watch
) -> _Outcome | None:
    """The best units found for the first number of units that the rules admit; None: proved that they admit none."""
    if ways[0].units == 0:
        return _Outcome(np.zeros(0, dtype=np.int64), ways[0], 0)
    rounds = importlib.import_module("shihu.engines.formation.search.rounds")
    cost, inside = node_costs(model, nodes)
    watch.constant += inside
    for way in ways:
        instance = Instance.of(cost, inside, nodes, way)
        start = rounds.clean_start(instance, seed)
        if start is None:
            verdict, start = feasible_start(nodes, way)
            if verdict is Verdict.UNDECIDED:
                raise undecided(nodes.households)
            if verdict is Verdict.INFEASIBLE:
                continue
        found = rounds.search(instance, start, stop.iterations, seed, watch.pause)
        return _Outcome(found.unit, way, found.moves)
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """Units by canonical place, ready to be reported; `order[k]` is the caller's index of canonical household k."""

    problem: FormationProblem
    order: Ints
    unit: Ints
    model: CostModel
    outcome: _Outcome
    wanted: int


def _result(drawn: _Drawn, watch: _Watch, sizes: SizeRule, seed: int, reference: Mix | None) -> FormationResult:
    problem = drawn.problem
    assignment = np.empty(problem.n, dtype=np.int64)
    assignment[drawn.order] = drawn.unit
    assignment.setflags(write=False)
    model = CostModel.of(problem, drawn.model.weights)
    partition = Partition(model, assignment, sizes)
    terms = terms_of(model, partition, reference)
    exception = drawn.outcome.tiling.exception
    return FormationResult(
        assignment=assignment,
        objective=terms.total,
        terms=terms,
        composition=compositions(model, partition),
        unmet=unmet_of(model, partition),
        left_out=tuple(np.flatnonzero(~problem.willing).tolist()),
        exception=exception,
        units_wanted=drawn.wanted,
        mix=model.mix,
        sizes=sizes,
        weights=model.weights,
        seed=seed,
        input_hash=input_hash(drawn.model.problem, sizes, model.weights),
        moves=drawn.outcome.moves,
        stopped=watch.stopped,
    )


def try_many(
    problems: Sequence[FormationProblem],
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    references: Sequence[Mix | None] | None = None,
    threads: int | None = None,
    clock: Clock = time.monotonic,
) -> tuple[FormationResult | FormationError, ...]:
    """`form_units` for each hamlet of a village or township, on `threads` threads (None: one for each processor).

    A hamlet that is refused gives its error in place of a result, so that the others are formed all the same. Results
    do not depend on the number of threads. `stop.seconds` is for the whole call, shared out by households. `progress`
    hears the share of households done and the sum of the best objectives so far; False stops all.
    """
    stop = stop or Stop()
    count = max(1, min(threads or os.cpu_count() or 1, len(problems) or 1))
    households = sum(problem.n for problem in problems)
    board = _Scoreboard([problem.n for problem in problems], progress)

    def one(index: int) -> FormationResult | FormationError:
        problem = problems[index]
        own = stop
        if stop.seconds is not None:
            own = replace(stop, seconds=max(stop.seconds * count * problem.n / max(households, 1), 1e-3))
        try:
            result = form_units(
                problem,
                sizes=sizes,
                weights=weights,
                stop=own,
                seed=seed,
                progress=board.listener(index),
                reference=references[index] if references is not None else None,
                clock=clock,
            )
        except FormationError as error:
            error.hamlet = index
            return error
        board.finish(index, result.objective)
        return result

    largest_first = sorted(range(len(problems)), key=lambda index: -problems[index].n)
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="formation") as pool:
        outcomes = dict(zip(largest_first, pool.map(one, largest_first), strict=True))
    return tuple(outcomes[index] for index in range(len(problems)))


def form_many(
    problems: Sequence[FormationProblem],
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    references: Sequence[Mix | None] | None = None,
    threads: int | None = None,
    clock: Clock = time.monotonic,
) -> tuple[FormationResult, ...]:
    """`try_many`, raising the first hamlet's refusal if there is any; its `hamlet` says which problem it was."""
    outcomes = try_many(
        problems,
        sizes=sizes,
        weights=weights,
        stop=stop,
        seed=seed,
        progress=progress,
        references=references,
        threads=threads,
        clock=clock,
    )
    results = []
    for outcome in outcomes:
        if isinstance(outcome, FormationError):
            raise outcome
        results.append(outcome)
    return tuple(results)


class _Scoreboard:
    """Adds up what the hamlets' searches tell, and passes a stop on to all of them."""

    def __init__(self, sizes: Sequence[int], progress: Progress | None) -> None:
        self._sizes = sizes
        self._progress = progress
        self._done = [0.0] * len(sizes)
        self._best = [0.0] * len(sizes)
        self._stopped = False
        self._lock = Lock()

    def listener(self, index: int) -> Progress | None:
        """The listener for one hamlet; None when nobody listens."""
        if self._progress is None:
            return None

        def heard(done: float, best: float, /) -> bool:
            return self._tell(index, done, best)

        return heard

    def finish(self, index: int, best: float) -> None:
        """Count one hamlet as done."""
        if self._progress is not None:
            self._tell(index, 1.0, best)

    def _tell(self, index: int, done: float, best: float) -> bool:
        with self._lock:
            self._done[index], self._best[index] = done, best
            total = max(sum(self._sizes), 1)
            share = sum(d * n for d, n in zip(self._done, self._sizes, strict=True)) / total
            if self._progress is not None and self._progress(share, math.fsum(self._best)) is False:
                self._stopped = True
            return not self._stopped
