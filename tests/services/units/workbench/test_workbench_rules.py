"""Decisions of the workbench on plain values: what is held, what is undone, how kinds of households fare."""

from itertools import permutations
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shihu.services.units import rules
from shihu.services.units.errors import HeldAlready, NotHeld, RulesForbid, SizeNeedsReason, UnitEmptied, UnitLocked
from shihu.services.units.rules import fairness
from shihu.services.units.types import Act, Edit, Holds, Wanted

ONE, TWO = UUID(int=1), UUID(int=2)
NAMED = rules.Named({"a": "赵一", "b": "赵二", "c": "赵三"}, {ONE: "一单元", TWO: "二单元"})
SEATS = {"a": ONE, "b": ONE, "c": TWO}


def test_the_last_household_of_a_unit_cannot_leave_it_but_can_be_exchanged() -> None:
    with pytest.raises(UnitEmptied):
        rules.completed(Wanted(Act.MOVE, "c", ONE), SEATS, {ONE, TWO}, {})
    edit = rules.completed(Wanted(Act.EXCHANGE, "c", other="a"), SEATS, {ONE, TWO}, {})
    assert (edit.origin, edit.unit) == (TWO, ONE)
    assert rules.seats_after(SEATS, edit) == {"a": TWO, "b": ONE, "c": ONE}
    assert rules.seats_before(rules.seats_after(SEATS, edit), edit) == SEATS


def test_holding_twice_and_releasing_what_is_free_are_refused() -> None:
    locked = Holds(locked=frozenset({ONE}))
    with pytest.raises(HeldAlready):
        rules.require_free(Edit(0, Act.LOCK, unit=ONE), locked, SEATS, NAMED)
    with pytest.raises(NotHeld):
        rules.require_free(Edit(0, Act.UNLOCK, unit=TWO), locked, SEATS, NAMED)
    with pytest.raises(NotHeld):
        rules.require_free(Edit(0, Act.UNTIE, "a", other="b"), locked, SEATS, NAMED)


def test_two_whom_a_lock_keeps_apart_cannot_be_tied_nor_the_lock_set_after() -> None:
    with pytest.raises(UnitLocked):
        rules.require_free(Edit(0, Act.TIE, "a", other="c"), Holds(locked=frozenset({TWO})), SEATS, NAMED)
    tied = Holds(tied=frozenset({("a", "c")}))
    with pytest.raises(UnitLocked):
        rules.require_free(Edit(0, Act.LOCK, unit=ONE), tied, SEATS, NAMED)
    rules.require_free(Edit(0, Act.TIE, "a", other="b"), Holds(locked=frozenset({ONE})), SEATS, NAMED)


def test_a_pair_that_is_apart_may_be_brought_together() -> None:
    tied = Holds(tied=frozenset({("a", "c")}))
    rules.require_free(Edit(0, Act.MOVE, "a", TWO, origin=ONE), tied, SEATS, NAMED)


@pytest.mark.parametrize("broken", [("head",), ("refusal",), ("head", "size"), ("together",)])
@pytest.mark.parametrize("may_allow", [True, False])
def test_no_reason_allows_a_hard_rule_to_be_broken(broken: tuple[str, ...], may_allow: bool) -> None:
    with pytest.raises(RulesForbid) as refused:
        rules.require_lawful(broken, may_allow=may_allow, confirms=True, reason="因为", low=8, high=12)
    assert refused.value.values["rules"] == (sorted(broken) if may_allow else [])


def test_a_size_is_soft_for_the_officer_alone_and_takes_a_reason() -> None:
    rules.require_lawful((), may_allow=False, confirms=False, reason="", low=8, high=12)
    rules.require_lawful(("size",), may_allow=True, confirms=True, reason="一家人", low=8, high=12)
    with pytest.raises(SizeNeedsReason):
        rules.require_lawful(("size",), may_allow=True, confirms=True, reason=" ", low=8, high=12)
    with pytest.raises(RulesForbid):
        rules.require_lawful(("size",), may_allow=False, confirms=True, reason="一家人", low=8, high=12)


def test_who_was_put_back_counts_as_not_moved() -> None:
    there, back = Edit(1, Act.MOVE, "a", TWO, origin=ONE), Edit(2, Act.MOVE, "a", ONE, origin=TWO)
    assert rules.moved_by_hand({**SEATS, "a": TWO}, [there]).keys() == {"a"}
    assert rules.moved_by_hand(SEATS, [there, back]) == {}


# A street with four houses: A at 0 m, B at 30, C at 60, D at 90. A and B are led by women; A and C wish mushrooms,
# B poria, D names nothing. The draft joins A with C and B with D.
STREET = np.array([0.0, 30.0, 60.0, 90.0])
METRES = np.abs(STREET[:, None] - STREET[None, :])
ALIKE = np.zeros((4, 4), dtype=np.bool_)
ALIKE[0, 2] = ALIKE[2, 0] = True
FOUR = fairness.Hamlet(
    metres=METRES,
    alike=ALIKE,
    wishes=np.array([True, True, True, False]),
    unit=np.array([0, 1, 0, 1]),
    kinds={"led_by_woman": np.array([True, True, False, False]), "nobody": np.zeros(4, dtype=np.bool_)},
)


def test_the_worked_example_of_the_page() -> None:
    told = fairness.audit([FOUR], draws=20_000, seed=1)
    assert (told.households, told.units) == (4, 2)
    assert told.kinds.keys() == {"led_by_woman"}
    kind = told.kinds["led_by_woman"]
    draft = {name: figure.draft for name, figure in kind.figures.items()}
    assert draft == {"distance": 60.0, "alike": 0.5, "present": 1.0, "only": 1.0}
    # By lot the three ways to pair four houses are equally likely: AB CD, AC BD, AD BC.
    expected = {"distance": (30 + 60 + 60) / 3, "alike": (0 + 0.5 + 0) / 3, "present": 2.5 / 3, "only": 2 / 3}
    for name, mean in expected.items():
        assert kind.figures[name].by_lot == pytest.approx(mean, rel=0.02)
    assert kind.figures["alike"].beaten == pytest.approx(2 / 3, rel=0.02)
    assert kind.figures["alike"].everybody == pytest.approx(2 / 3)
    assert kind.figures["distance"].everybody == 60.0
    assert not kind.is_worse_off


def test_the_same_seed_draws_the_same_and_the_order_of_households_does_not_matter() -> None:
    assert fairness.audit([FOUR], draws=99, seed=3) == fairness.audit([FOUR], draws=99, seed=3)
    turned = [3, 1, 0, 2]
    other = fairness.Hamlet(
        METRES[np.ix_(turned, turned)],
        ALIKE[np.ix_(turned, turned)],
        FOUR.wishes[turned],
        FOUR.unit[turned],
        {name: flags[turned] for name, flags in FOUR.kinds.items()},
    )
    one, two = (fairness.audit([h], draws=99).kinds["led_by_woman"].figures for h in (FOUR, other))
    assert {name: figure.draft for name, figure in one.items()} == {name: f.draft for name, f in two.items()}


def test_a_kind_that_is_set_far_away_is_found_and_an_ordinary_draft_is_not() -> None:
    rng = np.random.default_rng(5)
    spot = rng.random((60, 2)) * 300
    near = np.sqrt(((spot[:, None] - spot[None, :]) ** 2).sum(axis=2))
    unit = np.arange(60) // 10
    kind = np.zeros(60, dtype=np.bool_)
    kind[:10] = True  # one whole unit, whose houses lie apart
    far = near.copy()
    far[:10, :10] += 400 * (1 - np.eye(10))
    made = fairness.Hamlet(far, near < 0, np.ones(60, dtype=np.bool_), unit, {"party": kind})
    assert fairness.audit([made]).kinds["party"].is_worse_off
    plain = fairness.Hamlet(near, near < 0, np.ones(60, dtype=np.bool_), unit, {"party": kind})
    assert not fairness.audit([plain]).kinds["party"].is_worse_off


def test_a_hamlet_of_which_nobody_sits_anywhere_gives_an_empty_audit() -> None:
    assert fairness.audit([]).kinds == {}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=3, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_the_draws_agree_with_counting_every_way(unit: list[int], flags: list[bool]) -> None:
    """Property: the mean over many draws is the mean over all orders of so few households."""
    n = len(unit)
    kind = np.array(flags[:n])
    if not kind.any():
        return
    made = fairness.Hamlet(
        METRES[:1, :1].repeat(n, 0).repeat(n, 1),
        np.zeros((n, n), dtype=np.bool_),
        np.zeros(n, dtype=np.bool_),
        np.array(unit),
        {"party": kind},
    )
    told = fairness.audit([made], draws=4000).kinds["party"].figures["present"].by_lot
    counts = [len({u for u, k in zip(unit, order, strict=True) if k}) for order in permutations(kind.tolist())]
    assert told == pytest.approx(sum(counts) / len(counts) / len(set(unit)), abs=0.04)
