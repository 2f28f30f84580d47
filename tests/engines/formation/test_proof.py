import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engines.formation.drawing import compiled_only, hamlet

from shihu.engines.formation import FormationProblem, FormationRefusal, SizeRule, Stop, Weights, form_units, verify
from shihu.engines.formation.costs import SCALE, CostModel

ROOT = Path(__file__).resolve().parents[3]
SMALL = SizeRule(low=3, high=5, target=4, exception_low=3, exception_high=5)


def partitions(n: int, units: int, low: int, high: int) -> Iterator[list[list[int]]]:
    """Every partition of 0..n-1 into `units` sets of low..high, each once."""

    def extend(i: int, parts: list[list[int]]) -> Iterator[list[list[int]]]:
        if sum(max(0, low - len(part)) for part in parts) + low * (units - len(parts)) > n - i:
            return
        if i == n:
            if len(parts) == units:
                yield parts
            return
        for part in parts:
            if len(part) < high:
                part.append(i)
                yield from extend(i + 1, parts)
                part.pop()
        if len(parts) < units:
            yield from extend(i + 1, [*parts, [i]])

    return extend(0, [])


def best_by_hand(problem: FormationProblem, units: int) -> float | None:
    model = CostModel.of(problem, Weights())
    cost = model.matrix()
    refused = {frozenset(pair) for pair in problem.refuses.tolist()}
    best = None
    for parts in partitions(problem.n, units, SMALL.low, SMALL.high):
        if any(not problem.can_lead[part].any() for part in parts):
            continue
        if any(frozenset((i, j)) in refused for part in parts for i in part for j in part if i < j):
            continue
        value = sum(int(cost[np.ix_(part, part)].sum()) // 2 for part in parts) + model.constant
        best = value if best is None else min(best, value)
    return None if best is None else best / SCALE


@settings(max_examples=20, deadline=None)
@example(n=10, seed=234, refusals=1, able=0.2)
@given(n=st.integers(6, 10), seed=st.integers(0, 1000), refusals=st.integers(0, 5), able=st.sampled_from([0.2, 1.0]))
def test_the_proved_optimum_is_the_best_of_all_partitions(n, seed, refusals, able):
    problem = hamlet(n, seed, able=able, refusals=refusals)
    try:
        result = form_units(problem, sizes=SMALL, stop=Stop.proven(gap=0.0), threads=1)
    except FormationRefusal:
        assert all(best_by_hand(problem, units) is None for units in range(1, n // SMALL.low + 1))
        return
    best = best_by_hand(problem, result.units)
    assert result.bound == best == result.objective
    assert result.gap == 0.0


def test_a_group_and_a_gap_bound_a_hamlet_small_enough_for_every_partition():
    base = hamlet(9, 3, able=1.0, refusals=0)
    problem = FormationProblem.of(base.xy, wishes=base.wishes, together=[(0, 5)])
    result = form_units(problem, sizes=SMALL, stop=Stop(iterations=200, gap=0.3), threads=1)
    free = FormationProblem.of(base.xy, wishes=base.wishes)
    assert result.bound <= best_by_hand(free, result.units) <= result.objective
    assert result.assignment[0] == result.assignment[5]


@compiled_only
@settings(max_examples=8, deadline=None)
@given(n=st.integers(16, 30), seed=st.integers(0, 1000))
def test_no_search_goes_below_the_bound(n, seed):
    problem = hamlet(n, seed, able=0.4)
    try:
        proved = form_units(problem, stop=Stop.proven(), threads=1)
    except FormationRefusal:
        return
    searched = form_units(problem, stop=Stop(iterations=4000), seed=7)
    assert verify(problem, proved.assignment) == []
    assert proved.bound <= proved.objective <= searched.objective + 1e-9


@compiled_only
@settings(max_examples=8, deadline=None)
@given(n=st.integers(30, 44), seed=st.integers(0, 1000))
def test_a_proof_ends_at_the_gap_that_was_asked_for_and_its_bound_holds_all_the_same(n, seed):
    problem = hamlet(n, seed, able=0.6)
    try:
        best = form_units(problem, stop=Stop(iterations=2000, gap=0.0), threads=1)
    except FormationRefusal:
        return
    assert best.gap == 0.0
    for asked in (0.001, 0.02, 0.2):
        proved = form_units(problem, stop=Stop(iterations=200, gap=asked), threads=1)
        assert proved.gap <= asked
        assert proved.bound <= best.objective <= proved.objective


@compiled_only
def test_a_wide_gap_is_proved_by_listing_fewer_units():
    problem = hamlet(48, 11, able=0.6)
    wide = form_units(problem, stop=Stop(iterations=200, gap=0.1), threads=1)
    exact = form_units(problem, stop=Stop(iterations=200, gap=0.0), threads=1)
    assert exact.gap == 0.0
    assert 0.0 < wide.gap <= 0.1


@compiled_only
def test_households_that_must_stay_together_are_bounded_by_the_freer_problem():
    base = hamlet(26, 4, able=1.0, refusals=0)
    problem = FormationProblem.of(base.xy, wishes=base.wishes, together=[(0, 5), (7, 9, 11)])
    result = form_units(problem, stop=Stop.proven(), threads=1)
    assert result.bound is not None
    assert result.bound <= result.objective
    assert verify(problem, result.assignment) == []


def test_without_time_nothing_is_claimed():
    ticks = iter(range(10_000))
    result = form_units(hamlet(40, 1), stop=Stop.proven(seconds=1.0), clock=lambda: float(next(ticks)))
    assert result.bound is None
    assert result.gap is None


ALL_COMPILED = """
import gc
from numba.core.dispatcher import Dispatcher
from tests.engines.formation.drawing import hamlet
from shihu.engines.formation import Stop, form_units

began = []

def compiled():
    return sum(len(one.signatures) for one in gc.get_objects() if isinstance(one, Dispatcher))

def clock():
    began[1:] = [compiled()] if began else [compiled(), 0]
    return 0.0

result = form_units(hamlet(32, 6), stop=Stop.proven(), threads=1, clock=clock)
assert result.gap == 0.0
assert began[0] > 0, began
assert began[0] == began[1] == compiled(), (began, compiled())
"""


@compiled_only
def test_nothing_is_compiled_on_the_time_of_a_proof():
    ran = subprocess.run([sys.executable, "-c", ALL_COMPILED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@compiled_only
@pytest.mark.parametrize("threads", [1, 2])
def test_the_number_of_threads_does_not_change_the_proof(threads):
    result = form_units(hamlet(32, 6), stop=Stop(iterations=2000, gap=0.001), threads=threads)
    assert result.gap == 0.0
    assert result.objective == form_units(hamlet(32, 6), stop=Stop(iterations=2000, gap=0.001), threads=1).objective
