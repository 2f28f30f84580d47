from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.formation.drawing import hamlet

from shihu.engines.formation import (
    REPAIR_ONLY,
    FormationProblem,
    FormationRefusal,
    InvalidProblem,
    Rule,
    Stop,
    assess,
    exchanged,
    explain,
    form_units,
    judge,
    move_effect,
    moved_to,
    objective_of,
    reform,
    successors,
    verify,
)

TERMS = ("distance", "wish", "skill", "preference", "balance")


@settings(max_examples=20, deadline=None)
@given(n=st.integers(16, 60), seed=st.integers(0, 300), data=st.data())
def test_a_change_by_hand_is_judged_as_the_objective_and_the_checks_say(n, seed, data):
    problem = hamlet(n, seed, able=0.4, refusals=5)
    labels = np.random.default_rng(seed).integers(0, max(2, n // 10), size=n) * 7 + 100
    one, other = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    unit = data.draw(st.sampled_from([*sorted(set(labels.tolist())), -1, 9999]))
    for after in (moved_to(labels, one, unit), exchanged(labels, one, other)):
        told = judge(problem, labels, after)
        assert told.before.total == objective_of(problem, labels)
        assert told.after.total == objective_of(problem, after)
        for term in TERMS:
            change = getattr(told.after, term) - getattr(told.before, term)
            assert getattr(told.change, term) == pytest.approx(change, abs=1e-6)
        share = sum(household.change for household in told.households) / 2
        assert share == pytest.approx(told.change.total, abs=1e-6)
        assert {*told.broken, *told.standing} <= set(verify(problem, after))
        assert set(told.mended) <= set(verify(problem, labels))
        assert told.allowed == (not told.broken)


def test_a_change_back_mends_what_the_change_broke():
    problem = hamlet(60, 4, able=0.3)
    labels = form_units(problem, stop=Stop.quick()).assignment
    head = int(np.flatnonzero(problem.can_lead & (labels == 0))[0])
    away = moved_to(labels, head, 1)
    there, back = judge(problem, labels, away), judge(problem, away, labels)
    assert there.change.total == -back.change.total
    assert [(v.rule, v.unit) for v in there.broken] == [(v.rule, v.unit) for v in back.mended]


def test_every_rule_that_a_change_breaks_is_named_with_its_unit_and_households():
    base = hamlet(32, 6, able=1.0, refusals=0, friends=0)
    can_lead = np.zeros(32, dtype=bool)
    can_lead[[0, 8, 16, 24]] = True
    problem = FormationProblem.of(
        base.xy,
        can_lead=can_lead,
        willing=[True] * 31 + [False],
        refuses=[(1, 9)],
        together=[(2, 3)],
        locked=[range(16, 24)],
    )
    labels = np.arange(32) // 8
    labels[31] = -1
    assert [v.rule for v in judge(problem, labels, labels).standing] == [Rule.SIZE]  # 24 to 30 are seven

    def broken(after, fixed=()):
        return {(v.rule, v.unit, v.households) for v in judge(problem, labels, after, fixed=fixed).broken}

    assert (Rule.HEAD, 0, (1, 2, 3, 4, 5, 6, 7, 9)) in broken(exchanged(labels, 0, 9))
    assert (Rule.REFUSAL, 1, (1, 9)) in broken(moved_to(labels, 1, 1))
    assert (Rule.TOGETHER, None, (2, 3)) in broken(moved_to(labels, 2, 1))
    assert (Rule.LOCKED, None, tuple(range(16, 24))) in broken(moved_to(labels, 4, 2))
    assert (Rule.WILLING, 3, (31,)) in broken(moved_to(labels, 31, 3))
    assert (Rule.WILLING, None, (5,)) in broken(moved_to(labels, 5, -1))
    assert (Rule.LOCKED, 0, (6,)) in broken(exchanged(labels, 6, 14), fixed=[6])
    assert broken(exchanged(labels, 6, 14)) == set()
    # One fewer in the unit that is too small already breaks its size further; one more mends it.
    assert (Rule.SIZE, 3, tuple(range(25, 31))) in broken(moved_to(labels, 24, 0))
    assert Rule.SIZE in {v.rule for v in judge(problem, labels, moved_to(labels, 4, 3)).mended}


def test_units_made_by_hand_are_explained_like_any_others():
    problem = hamlet(40, 9, able=1.0)
    formed = form_units(problem, stop=Stop.quick())
    names = np.array([50, 20, 90, 10])
    stands = assess(problem, names[formed.assignment])
    assert stands.objective == formed.objective
    assert stands.terms == formed.terms
    assert stands.input_hash == formed.input_hash
    assert stands.units_wanted == formed.units_wanted
    assert {u.members for u in stands.composition} == {u.members for u in formed.composition}
    assert explain(problem, stands, 3).alternative.terms == explain(problem, formed, 3).alternative.terms
    target = (int(stands.assignment[3]) + 1) % 4
    other = moved_to(stands.assignment, 3, target)
    assert judge(problem, stands.assignment, other).change == move_effect(problem, stands, 3, target).terms


def test_a_wish_that_a_fixed_seat_stops_says_so():
    problem = FormationProblem.of(np.zeros((16, 2)), prefers=[(0, 15), (15, 0)])
    stands = assess(problem, np.arange(16) // 8, fixed=range(16))
    assert {unmet.obstacle for unmet in stands.unmet} == {"locked"}


@settings(max_examples=15, deadline=None)
@given(
    n=st.integers(20, 70),
    seed=st.integers(0, 300),
    price=st.sampled_from([0.0, 1.0, REPAIR_ONLY]),
    share=st.sampled_from([0.1, 0.5, 1.0]),
)
def test_fixed_households_stay_with_what_becomes_of_their_unit(n, seed, price, share):
    problem = hamlet(n, seed, able=0.6, refusals=1)
    rng = np.random.default_rng(seed)
    try:
        earlier = form_units(problem, stop=Stop.first_answer()).assignment * 3 + 1
    except FormationRefusal:
        return
    fixed = np.flatnonzero(rng.random(n) < share).tolist()
    wealth = rng.permutation(problem.wealth)
    again = reform(replace(problem, wealth=wealth), earlier, price=price, fixed=fixed)
    assert verify(problem, again.result.assignment) == []
    assert not set(fixed) & set(again.moved)
    assert again.labels[fixed].tolist() == earlier[fixed].tolist()
    assert np.flatnonzero(again.labels != earlier).tolist() == list(again.moved)


def test_a_unit_that_must_shrink_keeps_its_fixed_households():
    problem = hamlet(36, 2, able=1.0, refusals=0)
    earlier = np.repeat([4, 7, 9], [16, 10, 10])
    fixed = [0, 3, 5, 8, 11, 15]
    again = reform(problem, earlier, price=REPAIR_ONLY, fixed=fixed)
    assert verify(problem, again.result.assignment) == []
    assert set(again.labels[fixed].tolist()) == {4}
    assert len(again.moved) == 4


def test_a_new_unit_gets_a_label_of_its_own():
    problem = hamlet(40, 2, able=1.0, refusals=0)
    earlier = np.append(np.repeat([4, 7], 12), np.full(16, -1))
    again = reform(problem, earlier, price=REPAIR_ONLY)
    assert set(again.labels.tolist()) - {4, 7} == {8, 9}
    assert again.labels[0] == 4
    assert successors(earlier, again.labels) == {4: 4, 7: 7}


def test_seats_that_contradict_the_rules_are_refused_by_name():
    problem = FormationProblem.of(hamlet(20, 1).xy, together=[(0, 19)], refuses=[(2, 3)])
    earlier = np.arange(20) // 10
    with pytest.raises(FormationRefusal) as caught:
        reform(problem, earlier, fixed=[0, 19])
    assert caught.value.households == (0, 19)
    assert caught.value.rule is Rule.TOGETHER
    with pytest.raises(FormationRefusal) as caught:
        reform(problem, earlier, fixed=[2, 3])
    assert caught.value.households == (2, 3)
    assert caught.value.rule is Rule.REFUSAL
    with pytest.raises(InvalidProblem, match="in none"):
        reform(problem, np.where(earlier == 0, -1, 0), fixed=[1])


def test_a_group_goes_where_its_fixed_member_sits():
    base = hamlet(30, 2, able=1.0, refusals=0)
    problem = FormationProblem.of(base.xy, wishes=base.wishes, together=[(0, 29)])
    earlier = np.arange(30) // 10
    again = reform(problem, earlier, price=REPAIR_ONLY, fixed=[29])
    assert verify(problem, again.result.assignment) == []
    assert again.labels[[0, 29]].tolist() == [2, 2]
