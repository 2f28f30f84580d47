"""Problem, stopping rule and seed in; units out."""

from __future__ import annotations

import importlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from shihu.engines.formation.costs import SCALE, CostModel, Mix
from shihu.engines.formation.districts import LARGE, Outline, form_large, reform_large
from shihu.engines.formation.feasibility import (
    Verdict,
    check_fixed,
    feasible_start,
    refuse_conflict,
    refuse_heads,
    refuse_size,
    undecided,
)
from shihu.engines.formation.instance import Earlier, Instance, Nodes, node_costs
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.ordering import canonical_order, input_hash, reordered
from shihu.engines.formation.parameters import SizeRule, Stop, Weights
from shihu.engines.formation.problem import Bools, FormationProblem, Ints
from shihu.engines.formation.report import described, numbered
from shihu.engines.formation.result import FormationResult
from shihu.engines.formation.seats import held
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
        return self._late()

    def pause_at(self, moves: int) -> bool:
        """The same for a search by districts, whose objective is only known at its end."""
        if self.progress is not None and self.progress(moves / max(self.stop.iterations, 1), math.nan) is False:
            self.stopped = True
        return self._late()

    def _late(self) -> bool:
        if self.stop.seconds is not None and self.clock() - self.began >= self.stop.seconds:
            self.stopped = True
        return self.stopped

    def left(self) -> float:
        """Seconds left for a proof; none once the listener said stop."""
        if self.stopped:
            return -1.0
        return math.inf if self.stop.seconds is None else self.stop.seconds - (self.clock() - self.began)


def form_units(
    problem: FormationProblem,
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    reference: Mix | None = None,
    threads: int | None = None,
    clock: Clock = time.monotonic,
) -> FormationResult:
    """Join the willing households of one hamlet into units.

    progress   called after each round with the share done and the best objective; False stops with the best so far
    reference  a wider mix (the village's, say) against which the part between hamlets is reported
    threads    for the proof that `stop.gap` asks for (None: one for each processor); the search uses one
    clock      monotonic seconds; read only where `stop.seconds` asks for it, and only when all code is compiled

    Depends on the problem, the parameters and the seed alone (unless `stop.seconds` cuts it short), not on the order of
    the households. Raises FormationRefusal with the households and the rule where no units can obey every rule, and
    FormationUndecided where that could not be settled in time.
    """
    return form(problem, Request(sizes, weights, stop, seed, progress, reference, threads, clock))


@dataclass(frozen=True, slots=True)
class Request:
    """What `form_units` was asked for, the defaults still to be filled in; `earlier` when units are formed anew."""

    sizes: SizeRule | None = None
    weights: Weights | None = None
    stop: Stop | None = None
    seed: int = 0
    progress: Progress | None = None
    reference: Mix | None = None
    threads: int | None = None
    clock: Clock = time.monotonic
    earlier: Earlier | None = None


def form(problem: FormationProblem, request: Request) -> FormationResult:
    """`form_units` and `reform` in one; see there."""
    sizes, weights, stop = request.sizes or SizeRule(), request.weights or Weights(), request.stop or Stop()
    if stop.seconds is not None:
        with _COMPILING:
            _compile(proof=stop.gap is not None, large=problem.n >= LARGE)
    before = request.earlier
    seated = problem if before is None else held(problem, before)
    check_fixed(seated, sizes)
    order = canonical_order(problem)
    own = reordered(problem, order)
    model = CostModel.of(own, weights)
    watch = _Watch(stop, request.clock, request.progress, model.constant)
    watch.constant += sum(sum(model.unit_terms(group).values()) for group in own.locked)
    nodes = Nodes.of(own if seated is problem else reordered(seated, order))
    matrix = None if nodes.households >= LARGE else model.matrix()
    earlier = None if before is None else _by_node(before, order, nodes)
    ways = _ways(problem, nodes, sizes, earlier)
    task = _Task(own, model, matrix, nodes, request.seed, watch, request.threads, earlier)
    outcome = _by_districts(task, ways[0]) if matrix is None else _search(task, matrix, ways)
    if outcome is None:
        raise refuse_conflict(Nodes.of(seated), ways)
    unit = np.full(problem.n, -1, dtype=np.int64)
    nodes.spread(outcome.unit, unit)
    for number, group in enumerate(own.locked):
        unit[list(group)] = outcome.tiling.units + number
    wanted = tilings(nodes.households, sizes)[0].units + len(own.locked)
    fixed = np.zeros(problem.n, dtype=np.bool_) if before is None else before.fixed
    drawn = _Drawn(problem, order, numbered(unit), model, matrix, outcome, wanted, fixed)
    return _result(drawn, watch, sizes, request.seed, request.reference)


_COMPILING = Lock()


@cache
def _compile(*, proof: bool, large: bool) -> None:
    """Have all code compiled, by forming a hamlet from nothing, so that a time limit is spent on the search alone.

    Compiling takes 40 s on a machine that has none of it on disk, which would leave nothing of the 30 s of a proof.
    """
    each = np.arange(LARGE if large else 20)
    made_up = FormationProblem.of(
        np.column_stack((each * 37 % 101, each * 53 % 97)).astype(np.float64),
        skills=(each % 3 == 0).astype(np.float64)[:, None],
        wealth=each % 3,
        party=each % 4 == 0,
    )
    form(made_up, Request(stop=Stop(iterations=20 if large else 200, gap=0.0 if proof else None), threads=1))


def _ways(problem: FormationProblem, nodes: Nodes, sizes: SizeRule, earlier: Earlier | None) -> tuple[Tiling, ...]:
    """The numbers of units that sizes and heads admit, the preferred first: the earlier number where there is one."""
    ways = tilings(nodes.households, sizes)
    if not ways:
        raise refuse_size(problem, nodes.households, sizes.low, sizes.exception_range[0])
    fitting = [way for way in ways if way.units <= int((nodes.heads > 0).sum())]
    if not fitting:
        raise refuse_heads(problem, nodes.households, min(way.units for way in ways))
    if earlier is not None:
        before = int(earlier.label.max(initial=-1)) + 1
        fitting.sort(key=lambda way: abs(way.units - before))
    return tuple(fitting)


def _by_node(earlier: Earlier, order: Ints, nodes: Nodes) -> Earlier:
    """What is asked of households, asked of the nodes, which are in canonical order: labels without gaps.

    A node of several households takes the label of its first fixed member and is fixed; where none is, that of the
    first who has one.
    """
    own, fixed = earlier.label[order], earlier.fixed[order]
    told = [min(block, key=lambda i: (not fixed[i], own[i] < 0)) for block in nodes.members]
    names = np.unique(own[told][own[told] >= 0])
    label = np.where(own[told] < 0, -1, np.searchsorted(names, own[told]))
    return Earlier(label, earlier.price, fixed[told])


@dataclass(frozen=True, slots=True, eq=False)
class _Outcome:
    """Nodes in groups, for one of the possible numbers of units."""

    unit: Ints
    tiling: Tiling
    moves: int
    bound: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A hamlet in canonical order, ready to be searched."""

    problem: FormationProblem
    model: CostModel
    matrix: Ints | None
    nodes: Nodes
    seed: int
    watch: _Watch
    threads: int | None
    earlier: Earlier | None


def _by_districts(task: _Task, way: Tiling) -> _Outcome:
    """The outcome for a hamlet too large for one matrix. Such a hamlet is never proved impossible nor optimal."""
    watch = task.watch
    outline = Outline(task.model, task.nodes, way, task.seed)
    if task.earlier is not None:
        carried = reform_large(outline, task.earlier, task.threads)
        if carried is not None:
            return _Outcome(carried, way, 0)
    unit, clean = form_large(outline, watch.stop.iterations, watch.pause_at, task.threads)
    if not clean:
        raise undecided(task.nodes.households)
    return _Outcome(unit, way, watch.stop.iterations)


def _search(task: _Task, matrix: Ints, ways: tuple[Tiling, ...]) -> _Outcome | None:
    """The best units found for the first number of units that the rules admit; None: proved that they admit none."""
    if ways[0].units == 0:
        return _Outcome(np.zeros(0, dtype=np.int64), ways[0], 0)
    rounds = importlib.import_module("shihu.engines.formation.search.rounds")
    nodes, watch = task.nodes, task.watch
    cost, inside = node_costs(matrix, nodes)
    watch.constant += inside
    for way in ways:
        instance = Instance.of(cost, inside, nodes, way)
        if task.earlier is not None:
            carried = rounds.carry_over(instance, task.earlier, task.seed)
            if carried is not None:
                return _Outcome(carried, way, 0)
        start = rounds.clean_start(instance, task.seed)
        if start is None:
            verdict, start = feasible_start(nodes, way)
            if verdict is Verdict.UNDECIDED:
                raise undecided(nodes.households)
            if verdict is Verdict.INFEASIBLE:
                continue
        found = rounds.search(instance, start, watch.stop.iterations, task.seed, watch.pause)
        outcome = _Outcome(found.unit, way, found.moves)
        return outcome if watch.stop.gap is None else _prove(task, matrix, instance, outcome)
    return None


def _prove(task: _Task, matrix: Ints, instance: Instance, outcome: _Outcome) -> _Outcome:
    """The outcome with a lower bound, and with better units where the proof comes across some.

    Households that must stay together are free to part in the proof: what bounds the freer problem bounds this one.
    """
    bounds = importlib.import_module("shihu.engines.formation.proof.bound")
    watch, nodes = task.watch, task.nodes
    goal = bounds.Goal(watch.stop.gap, watch.constant)
    if len(nodes.members) == nodes.households:
        proof = bounds.prove(instance, outcome.unit, task.seed, watch.left, goal=goal, threads=task.threads)
        better = replace(outcome, unit=proof.unit)
        return better if proof.bound is None else replace(better, bound=proof.bound + watch.constant)
    free = Nodes.of(replace(task.problem, together=()))
    cost, _ = node_costs(matrix, free)
    unit = nodes.spread(outcome.unit, np.full(task.problem.n, -1, dtype=np.int64))
    freed = np.array([unit[block[0]] for block in free.members], dtype=np.int64)
    freer = Instance.of(cost, 0, free, outcome.tiling)
    # The constant counts the pairs inside groups, which the freer problem counts among the pairs it may part.
    goal = replace(goal, constant=watch.constant - instance.inside)
    proof = bounds.prove(freer, freed, task.seed, watch.left, goal=goal, threads=task.threads)
    if proof.bound is None:
        return outcome
    return replace(outcome, bound=proof.bound + watch.constant - instance.inside)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """Units by canonical place, ready to be reported; `order[k]` is the caller's index of canonical household k."""

    problem: FormationProblem
    order: Ints
    unit: Ints
    model: CostModel
    matrix: Ints | None
    outcome: _Outcome
    wanted: int
    fixed: Bools


def _result(drawn: _Drawn, watch: _Watch, sizes: SizeRule, seed: int, reference: Mix | None) -> FormationResult:
    problem = drawn.problem
    assignment = np.empty(problem.n, dtype=np.int64)
    assignment[drawn.order] = drawn.unit
    model = CostModel.of(problem, drawn.model.weights)
    place = np.argsort(drawn.order)
    matrix = None if drawn.matrix is None else drawn.matrix[np.ix_(place, place)]
    partition = Partition(model, assignment, sizes, matrix, np.flatnonzero(drawn.fixed))
    outcome = drawn.outcome
    result = described(
        partition,
        reference=reference,
        exception=outcome.tiling.exception,
        wanted=drawn.wanted,
        input_hash=input_hash(drawn.model.problem, sizes, model.weights),
    )
    bound = None if outcome.bound is None else min(outcome.bound / SCALE, result.objective)
    gap = None if bound is None else _gap(result.objective, bound)
    return replace(result, seed=seed, moves=outcome.moves, stopped=watch.stopped, bound=bound, gap=gap)


def _gap(objective: float, bound: float) -> float:
    """The share by which the best possible can be lower, rounded up at the sixth place."""
    whole, missing = round(abs(objective) * SCALE), round((objective - bound) * SCALE)
    return -(-missing * 1_000_000 // max(whole, 1)) / 1e6
