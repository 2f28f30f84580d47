import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from tests.engines.formation.drawing import compiled_only, hamlet

from shihu.engines.formation import (
    REPAIR_ONLY,
    FormationProblem,
    Rule,
    Stop,
    districts,
    explain,
    form_units,
    insert,
    judge,
    move_effect,
    moved_to,
    reform,
    solve,
    verify,
)
from shihu.engines.formation.solve import Request, form

QUICK = Stop(iterations=200)


@pytest.fixture(scope="module")
def large() -> FormationProblem:
    return hamlet(1000, 3, able=0.4, refusals=20, friends=30)


@compiled_only
def test_a_hamlet_of_thousands_is_formed_by_districts_and_breaks_no_rule(large):
    result = form(large, Request(stop=Stop(iterations=200)))
    one = form(large, Request(stop=Stop(iterations=200), threads=1))
    assert verify(large, result.assignment) == []
    assert result.assignment.tolist() == one.assignment.tolist()


@compiled_only
def test_a_large_hamlet_is_formed_anew_with_few_moves_and_every_fixed_household_in_its_seat(large):
    earlier = form_units(large, stop=QUICK).assignment * 2 + 5
    rng = np.random.default_rng(1)
    can_lead = large.can_lead.copy()
    can_lead[np.flatnonzero(can_lead)[:40]] = False
    newcomers = rng.choice(1000, 15, replace=False)
    before = earlier.copy()
    before[newcomers] = -1
    fixed = np.setdiff1d(rng.choice(1000, 100, replace=False), newcomers)
    changed = replace(large, can_lead=can_lead)
    again = reform(changed, before, price=REPAIR_ONLY, fixed=fixed)
    assert verify(changed, again.result.assignment) == []
    assert len(again.moved) <= 60
    assert again.labels[fixed].tolist() == earlier[fixed].tolist()
    cheap = reform(changed, before, price=0.0, fixed=fixed)
    assert verify(changed, cheap.result.assignment) == []
    assert cheap.result.objective < again.result.objective
    assert cheap.labels[fixed].tolist() == earlier[fixed].tolist()


@compiled_only
def test_units_of_a_large_hamlet_are_dissolved_and_cut_anew_as_their_number_asks(large):
    earlier = form_units(large, stop=QUICK).assignment
    few = np.where(earlier < 60, earlier, -1)
    assert verify(large, reform(large, few, price=REPAIR_ONLY).result.assignment) == []
    many = reform(large, np.arange(1000) // 6, price=REPAIR_ONLY)
    assert verify(large, many.result.assignment) == []


@compiled_only
def test_a_large_hamlet_is_explained_and_changed_by_hand(large):
    result = form_units(large, stop=QUICK)
    told = explain(large, result, 500)
    assert told.alternative is not None
    effect = move_effect(large, result, 500, told.alternative.to_unit, partner=told.alternative.partner)
    assert effect.terms == told.alternative.terms
    away = moved_to(result.assignment, 500, told.alternative.to_unit)
    assert (
        judge(large, result.assignment, away).change == move_effect(large, result, 500, told.alternative.to_unit).terms
    )
    ways = insert(large, moved_to(result.assignment, 500, -1), 500)
    assert len(ways) == result.units
    assert all(Rule.SIZE not in way.broken for way in ways[:3])


@compiled_only
def test_no_matrix_of_a_whole_large_hamlet_is_ever_held():
    problem = hamlet(2500, 1, able=0.5, refusals=10, friends=10)
    form_units(hamlet(950, 1), stop=QUICK)  # compiled code is loaded before memory is counted
    tracemalloc.start()
    result = form_units(problem, stop=QUICK, threads=1)
    reform(problem, result.assignment, price=1.0)
    explain(problem, result, 77)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2500 * 2500 * 8 / 2


@compiled_only
def test_heads_that_are_few_and_live_together_still_give_every_unit_one():
    base = hamlet(1000, 5, refusals=0)
    can_lead = np.zeros(1000, dtype=bool)
    can_lead[np.argsort(base.xy[:, 0])[:104]] = True
    problem = replace(base, can_lead=can_lead)
    result = form_units(problem, stop=QUICK)
    assert verify(problem, result.assignment) == []


def test_districts_that_are_small_give_units_that_break_no_rule_and_keep_seats(monkeypatch):
    monkeypatch.setattr(solve, "LARGE", 50)
    monkeypatch.setattr(districts, "DISTRICT", 4)
    problem = hamlet(64, 2, able=0.4, refusals=3)
    problem = replace(problem, together=((0, 1),))
    result = form_units(problem, stop=QUICK)
    assert verify(problem, result.assignment) == []
    before = result.assignment.copy()
    before[[5, 9]] = -1
    again = reform(problem, before, price=REPAIR_ONLY, fixed=[20, 30])
    assert verify(problem, again.result.assignment) == []
    assert again.labels[[20, 30]].tolist() == before[[20, 30]].tolist()
    assert len(again.moved) <= 4


def test_heads_that_live_together_are_dealt_before_all_others(monkeypatch):
    monkeypatch.setattr(solve, "LARGE", 50)
    monkeypatch.setattr(districts, "DISTRICT", 2)
    base = hamlet(80, 5, refusals=0)
    can_lead = np.zeros(80, dtype=bool)
    can_lead[np.argsort(base.xy[:, 0])[:9]] = True
    problem = replace(base, can_lead=can_lead)
    assert verify(problem, form_units(problem, stop=QUICK).assignment) == []
