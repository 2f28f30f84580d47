import importlib
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.formation.drawing import hamlet, hamlets

from shihu.engines.formation import (
    FormationProblem,
    FormationRefusal,
    Rule,
    SizeRule,
    Stop,
    Weights,
    form_many,
    form_units,
    try_many,
    verify,
)
from shihu.engines.formation.costs import SCALE, CostModel, deviations, hamlet_mix

QUICK = Stop(iterations=200)
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(problem=hamlets(), seed=st.integers(0, 5))
def test_units_break_no_rule(problem, seed):
    try:
        result = form_units(problem, stop=QUICK, seed=seed)
    except FormationRefusal:
        return
    assert verify(problem, result.assignment) == []
    assert sorted(i for unit in result.composition for i in unit.members) == list(range(problem.n))
    assert all(unit.heads for unit in result.composition)


@relaxed
@given(problem=hamlets(), seed=st.integers(0, 5))
def test_the_folded_objective_equals_the_unfolded_one(problem, seed):
    weights = Weights(balance=3.0)
    result = form_units(problem, weights=weights, stop=Stop.first_answer(), seed=seed)
    y = deviations(problem, hamlet_mix(problem))
    unfolded = sum(float((y[list(unit.members)].sum(axis=0) ** 2).sum()) for unit in result.composition)
    pairs = sum(unit.size * (unit.size - 1) // 2 for unit in result.composition)
    assert result.terms.balance == pytest.approx(weights.balance * unfolded, abs=(pairs + 1) / SCALE)
    model = CostModel.of(problem, weights)
    matrix = model.matrix()
    same = result.assignment[:, None] == result.assignment
    assert round(result.objective * SCALE) == int(matrix[same].sum()) // 2 + model.constant


@relaxed
@given(problem=hamlets(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_households_changes_nothing_but_their_names(problem, order):
    names = list(range(problem.n))
    order.shuffle(names)
    place = np.argsort(names)
    shuffled = FormationProblem.of(
        problem.xy[names],
        wishes=problem.wishes[names],
        skills=problem.skills[names],
        wealth=problem.wealth[names],
        party=problem.party[names],
        can_lead=problem.can_lead[names],
        prefers=place[problem.prefers].tolist(),
        refuses=place[problem.refuses].tolist(),
    )
    one = form_units(problem, stop=QUICK)
    other = form_units(shuffled, stop=QUICK)
    assert one.objective == other.objective
    assert one.input_hash == other.input_hash
    assert one.assignment[names].tolist() == other.assignment.tolist()


def test_the_same_seed_gives_the_same_units_and_the_number_of_threads_does_not_matter():
    problems = [hamlet(n, n) for n in (18, 31, 44, 60)]
    one = form_many(problems, stop=QUICK, seed=3, threads=1)
    two = form_many(problems, stop=QUICK, seed=3, threads=2)
    again = form_units(problems[2], stop=QUICK, seed=3)
    assert [r.assignment.tolist() for r in one] == [r.assignment.tolist() for r in two]
    assert again.assignment.tolist() == one[2].assignment.tolist()


def test_a_larger_budget_is_never_worse():
    problem = hamlet(80, 5)
    values = [form_units(problem, stop=Stop(iterations=k)).objective for k in (0, 100, 200, 500, 2000, 5000)]
    assert values == sorted(values, reverse=True)


def test_unwilling_households_are_left_out_and_listed():
    problem = hamlet(40, 2, unwilling=5)
    result = form_units(problem, stop=QUICK)
    assert result.left_out == tuple(np.flatnonzero(~problem.willing).tolist())
    assert (result.assignment[list(result.left_out)] == -1).all()
    assert verify(problem, result.assignment) == []


def test_groups_stay_together_and_locked_units_stay_whole():
    base = hamlet(50, 4, able=1.0, refusals=0)
    problem = FormationProblem.of(
        base.xy,
        wishes=base.wishes,
        wealth=base.wealth,
        together=[(0, 20), (20, 33), (5, 6, 7)],
        locked=[tuple(range(40, 50))],
    )
    result = form_units(problem, stop=QUICK)
    assert verify(problem, result.assignment) == []
    unit = result.assignment
    assert unit[0] == unit[20] == unit[33]
    assert [u.locked for u in result.composition].count(True) == 1


@pytest.mark.parametrize(
    ("n", "sizes"), [(6, [6]), (7, [7]), (13, [13]), (14, [14]), (15, [8, 7]), (8, [8]), (12, [12]), (16, [8, 8])]
)
def test_hamlets_that_the_rule_cannot_tile_get_a_named_exception(n, sizes):
    result = form_units(hamlet(n, 1, able=1.0, refusals=0), stop=QUICK)
    assert sorted((unit.size for unit in result.composition), reverse=True) == sizes
    assert (result.exception is not None) == (n in {6, 7, 13, 14, 15})
    assert verify(hamlet(n, 1, able=1.0, refusals=0), result.assignment) == []


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_fewer_households_than_any_exception_are_refused_by_name(n):
    with pytest.raises(FormationRefusal, match="nearest hamlet") as caught:
        form_units(hamlet(n, 1, refusals=0, friends=0))
    assert caught.value.rule is Rule.SIZE
    assert caught.value.households == tuple(range(n))


def test_a_hamlet_of_unwilling_households_gives_no_units():
    problem = FormationProblem.of(np.zeros((4, 2)), willing=np.zeros(4, dtype=bool))
    result = form_units(problem)
    assert result.units == 0
    assert result.left_out == (0, 1, 2, 3)
    assert form_units(FormationProblem.of(np.zeros((0, 2)))).units == 0


def test_fewer_heads_than_units_is_refused_and_the_heads_are_named():
    can_lead = np.zeros(40, dtype=bool)
    can_lead[[3, 17]] = True
    with pytest.raises(FormationRefusal, match="at least 4 units") as caught:
        form_units(FormationProblem.of(hamlet(40, 1).xy, can_lead=can_lead))
    assert caught.value.rule is Rule.HEAD
    assert caught.value.households == (3, 17)


def test_fewer_heads_than_wanted_give_fewer_and_larger_units():
    can_lead = np.zeros(60, dtype=bool)
    can_lead[[3, 17, 20, 40, 41]] = True
    problem = FormationProblem.of(hamlet(60, 1).xy, can_lead=can_lead)
    result = form_units(problem, stop=QUICK)
    assert (result.units, result.units_wanted) == (5, 6)
    assert verify(problem, result.assignment) == []


def test_refusals_that_cannot_be_met_are_proved_and_named():
    enemies = [(i, j) for i in range(3) for j in range(i)]
    problem = FormationProblem.of(hamlet(20, 1).xy, refuses=[*enemies, (10, 11)])
    with pytest.raises(FormationRefusal) as caught:
        form_units(problem)
    assert caught.value.rule is Rule.REFUSAL
    assert caught.value.households == (0, 1, 2)


def test_one_household_refused_by_too_many_is_proved_impossible():
    problem = FormationProblem.of(hamlet(20, 1).xy, refuses=[(i, 0) for i in range(1, 14)])
    with pytest.raises(FormationRefusal) as caught:
        form_units(problem)
    assert 0 in caught.value.households


def test_one_refused_hamlet_does_not_keep_the_others_from_being_formed():
    outcomes = try_many([hamlet(20, 1), hamlet(3, 1, refusals=0, friends=0), hamlet(30, 1)], stop=QUICK)
    assert isinstance(outcomes[1], FormationRefusal)
    assert outcomes[1].hamlet == 1
    assert verify(hamlet(30, 1), outcomes[2].assignment) == []
    with pytest.raises(FormationRefusal):
        form_many([hamlet(3, 1, refusals=0, friends=0)])


def test_progress_is_told_and_can_stop_the_search():
    heard = []

    def listen(done, best):
        heard.append((done, best))
        return len(heard) < 2

    result = form_units(hamlet(60, 1), stop=Stop(iterations=100_000), progress=listen)
    assert result.stopped
    assert len(heard) == 2
    assert heard[0][0] <= heard[1][0] <= 1.0


def test_a_stopped_clock_ends_the_search_at_its_second():
    ticks = iter(range(1000))
    result = form_units(hamlet(60, 1), stop=Stop(iterations=10**6, seconds=3), clock=lambda: float(next(ticks)))
    assert result.stopped
    assert verify(hamlet(60, 1), result.assignment) == []


def test_other_size_rules_are_obeyed():
    rule = SizeRule(low=4, high=6, target=5)
    problem = hamlet(37, 3, able=1.0)
    result = form_units(problem, sizes=rule, stop=QUICK)
    assert verify(problem, result.assignment, sizes=rule) == []
    assert result.units == 7


def heavy_modules_after_import():
    importlib.import_module("shihu.engines.formation")
    return sorted({"numba", "highspy", "ortools", "dask", "polars", "django"} & set(sys.modules))


def test_importing_the_engine_loads_no_compiler_and_no_solver():
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(heavy_modules_after_import).result() == []
