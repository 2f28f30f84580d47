from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.formation.drawing import hamlet

from shihu.engines.formation import (
    REPAIR_ONLY,
    FormationProblem,
    InvalidProblem,
    Rule,
    SizeRule,
    Stop,
    form_many,
    form_units,
    frontier,
    insert,
    merge_small,
    moved_households,
    reform,
    reform_curve,
    verify,
)
from shihu.engines.formation.batch import HamletStatus, Households, form_batch
from shihu.engines.formation.sizes import tiles, tilings


@given(n=st.integers(0, 400), low=st.integers(2, 9), spread=st.integers(0, 5))
def test_a_tiling_exists_exactly_where_sizes_add_up(n, low, spread):
    rule = SizeRule(low=low, high=low + spread, target=low + spread // 2)
    possible = any(units * rule.low <= n <= units * rule.high for units in range(n + 1))
    assert tiles(n, rule) == possible or n == 0
    ways = tilings(n, rule)
    if possible and n:
        assert all(way.exception is None and way.units * low <= n <= way.units * rule.high for way in ways)


def test_small_hamlets_join_the_nearest_of_their_village_with_which_they_can_be_cut():
    places = [(0, 0), (100, 0), (300, 0), (50, 0)]
    groups = merge_small([5, 20, 9, 30], places, ["a", "a", "a", "b"])
    assert groups == ((0, 1), (2,), (3,))
    assert merge_small([5, 30], [(0, 0), (1, 1)], ["a", "b"]) == ((0,), (1,))
    assert merge_small([5, 9], [(0, 0), (1, 1)], ["a", "a"]) == ((0, 1),)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 200), price=st.sampled_from([0.0, 0.5, 2.0, REPAIR_ONLY]))
def test_units_formed_anew_break_no_rule_and_a_high_price_moves_few(seed, price):
    problem = hamlet(50, seed, able=0.6)
    first = form_units(problem, stop=Stop.quick())
    rng = np.random.default_rng(seed)
    wealth = problem.wealth.copy()
    wealth[rng.integers(50, size=4)] = rng.integers(3, size=4)
    changed = replace(problem, wealth=wealth)
    earlier = first.assignment.copy()
    earlier[rng.integers(50)] = -1
    again = reform(changed, earlier, price=price)
    assert verify(changed, again.result.assignment) == []
    if price == REPAIR_ONLY:
        assert len(again.moved) <= 1


def test_the_curve_of_prices_moves_fewer_and_fewer_households():
    problem = hamlet(80, 3, able=0.8)
    poor_start = form_units(problem, stop=Stop.first_answer()).assignment
    curve = reform_curve(problem, poor_start, prices=(0.0, 1.0, REPAIR_ONLY))
    moved = [len(point.moved) for point in curve]
    assert moved == sorted(moved, reverse=True)
    assert moved[-1] == 0
    assert curve[0].result.objective <= curve[-1].result.objective


def test_a_lost_head_is_repaired_whatever_the_price():
    problem = hamlet(40, 8, able=0.5, refusals=0)
    first = form_units(problem, stop=Stop.quick())
    can_lead = problem.can_lead.copy()
    can_lead[list(first.composition[0].heads)] = False
    changed = replace(problem, can_lead=can_lead)
    again = reform(changed, first.assignment, price=REPAIR_ONLY)
    assert verify(changed, again.result.assignment) == []
    assert 1 <= len(again.moved) <= 2


def test_moves_are_counted_by_what_became_of_each_unit():
    assert moved_households([0, 0, 0, 1, 1, 1], [5, 5, 5, 2, 2, 2]) == ()
    assert moved_households([0, 0, 0, 1, 1, 1], [1, 1, 0, 0, 0, 0]) == (2,)
    assert moved_households([0, 0, -1], [0, 0, 0]) == ()


def test_a_newcomer_is_offered_every_unit_with_its_price_and_its_obstacles():
    problem = hamlet(34, 2, able=1.0, refusals=0)
    problem = FormationProblem.of(problem.xy, wishes=problem.wishes, refuses=[(33, 0)])
    without = form_units(FormationProblem.of(problem.xy[:33], wishes=problem.wishes[:33]), stop=Stop.quick()).assignment
    earlier = np.append(without, -1)
    ways = insert(problem, earlier, 33)
    assert len(ways) == without.max() + 1
    assert not ways[0].broken
    assert any(Rule.REFUSAL in way.broken and way.unit == without[0] for way in ways)
    with pytest.raises(InvalidProblem):
        insert(problem, earlier, 3)


def test_a_batch_gives_the_same_units_on_any_number_of_threads_and_breaks_no_rule():
    problems = [hamlet(n, n, able=0.5) for n in (18, 40, 77, 16, 120)]
    households = Households.of(problems)
    one = form_batch(households, moves=100, threads=1)
    two = form_batch(households, moves=100, threads=2)
    assert np.array_equal(one.unit, two.unit)
    assert one.formed
    for problem, first, last in zip(problems, households.start, households.start[1:], strict=False):
        assert verify(problem, one.unit[first:last]) == []


def test_a_batch_leaves_what_it_cannot_form_to_form_units_and_says_why():
    none_lead = replace(hamlet(30, 1), can_lead=np.zeros(30, dtype=bool))
    outcome = form_batch(Households.of([hamlet(14, 1), none_lead, hamlet(20, 1)]))
    assert [HamletStatus(s) for s in outcome.status] == [
        HamletStatus.UNTILEABLE,
        HamletStatus.TOO_FEW_HEADS,
        HamletStatus.FORMED,
    ]
    with pytest.raises(InvalidProblem, match="form_units"):
        Households.of([replace(hamlet(20, 1), together=((0, 1),))])


def test_the_frontier_marks_points_that_no_other_beats():
    points = frontier(hamlet(60, 2), balances=(0.0, 5.0), likenesses=(0.5, 2.0), stop=Stop.quick())
    assert len(points) == 4
    assert any(point.on_frontier for point in points)
    assert points[2].near_mix >= points[0].near_mix


def test_a_batch_formed_anew_keeps_its_units_moves_few_and_breaks_no_rule():
    problems = [hamlet(n, n, able=0.5, refusals=0) for n in (40, 77, 24)]
    households = Households.of(problems)
    before = form_batch(households, moves=100).unit
    left = np.random.default_rng(2).choice(households.n, 6, replace=False)
    earlier = before.copy()
    earlier[left] = -1
    again = form_batch(households, moves=100, earlier=earlier, price=REPAIR_ONLY)
    free = form_batch(households, moves=100, earlier=earlier, price=0.0)
    stayed = np.setdiff1d(np.arange(households.n), left)
    assert again.formed
    assert np.count_nonzero(again.unit[stayed] != before[stayed]) <= 3
    assert free.value.sum() <= again.value.sum()
    for problem, first, last in zip(problems, households.start, households.start[1:], strict=False):
        assert verify(problem, again.unit[first:last]) == []
        assert verify(problem, free.unit[first:last]) == []


def test_a_batch_dissolves_the_smallest_units_where_there_are_too_many_and_fills_up_those_too_small():
    problem = hamlet(40, 4, able=1.0, refusals=0)
    for earlier in (np.arange(40) // 5, np.repeat([0, 1, 2, 3], [6, 12, 12, 10])):
        made = form_batch(Households.of([problem]), moves=100, earlier=earlier, price=REPAIR_ONLY)
        assert made.formed
        assert verify(problem, made.unit) == []


def test_a_village_tells_its_progress_and_can_be_stopped():
    problems = [hamlet(n, n, able=0.6) for n in (20, 45, 33)]
    heard = []

    def listen(done, best):
        heard.append(done)
        return done < 0.3

    results = form_many(problems, stop=Stop(iterations=20_000), progress=listen, threads=2)
    assert all(verify(p, r.assignment) == [] for p, r in zip(problems, results, strict=True))
    assert any(result.stopped for result in results)
    assert 0.0 < max(heard) <= 1.0
