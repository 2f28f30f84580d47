import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.formation.drawing import hamlet

from shihu.engines.formation import (
    FormationProblem,
    InvalidProblem,
    Rule,
    SizeRule,
    Stop,
    Weights,
    explain,
    form_units,
    move_effect,
)
from shihu.engines.formation.batch import Households
from shihu.engines.formation.costs import SCALE, CostModel
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.reform import objective_of
from shihu.engines.formation.search import batch as kernel
from shihu.engines.formation.search.lineup import Board, line_up, relocate, swap, trade_price, value_of
from shihu.engines.formation.search.randomness import below, random_state


def rows_of(problem: FormationProblem) -> kernel.Rows:
    h = Households.of([problem])
    return kernel.Rows(
        h.xy,
        h.wishes,
        h.skills,
        h.wealth,
        h.party,
        h.can_lead,
        h.start,
        h.mutual,
        np.array([0, len(h.mutual)]),
        h.refused,
        np.array([0, len(h.refused)]),
    )


@settings(max_examples=30, deadline=None)
@given(
    n=st.integers(2, 40),
    seed=st.integers(0, 500),
    mode=st.sampled_from(["alike", "complementary"]),
    balance=st.sampled_from([0.0, 0.7, 2.0]),
)
def test_the_compiled_costs_are_the_documented_ones_to_the_last_digit(n, seed, mode, balance):
    problem = hamlet(n, seed, friends=5)
    w = Weights(skills_mode=mode, balance=balance, wish=0.37)
    prices = kernel.Prices(
        w.distance, w.distance_cap_m, w.wish, w.skill, w.preference, w.balance, mode == "complementary"
    )
    compiled = kernel.pair_costs(rows_of(problem), prices, 0)
    assert np.array_equal(compiled, CostModel.of(problem, w).matrix())


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_links_kept_up_to_date_are_those_from_scratch(seed):
    rng = np.random.default_rng(seed)
    n, groups = 24, 3
    cost = rng.integers(-50, 100, (n, n))
    cost = np.triu(cost, 1) + np.triu(cost, 1).T
    weight, heads = rng.integers(1, 3, n), rng.integers(0, 2, n)
    board = Board(cost, weight, heads, np.zeros(groups, dtype=np.int64), np.full(groups, 60), 1, 10_000)
    at = line_up(board, np.arange(n) % groups)
    random = random_state(seed, 1)
    for _ in range(50):
        i, j, k, b = below(random, n), below(random, n), below(random, n), below(random, groups)
        before = value_of(cost, at.unit)
        if at.unit[i] != at.unit[j] == at.unit[k] and j != k:
            a, c = at.unit[i], at.unit[j]
            change = trade_price(cost, at.link, i, j, k, a, c)
            swap(board, at, i, j)
            relocate(board, at, k, a)
            assert value_of(cost, at.unit) - before == change
            continue
        if at.unit[i] != at.unit[j]:
            a, c = at.unit[i], at.unit[j]
            change = at.link[c, i] - at.link[a, i] + at.link[a, j] - at.link[c, j] - 2 * cost[i, j]
            swap(board, at, i, j)
            assert value_of(cost, at.unit) - before == change
        elif at.unit[i] != b:
            change = at.link[b, i] - at.link[at.unit[i], i]
            relocate(board, at, i, b)
            assert value_of(cost, at.unit) - before == change
    again = line_up(board, at.unit)
    assert np.array_equal(again.link, at.link)
    assert np.array_equal(again.load, at.load)
    assert np.array_equal(again.lead, at.lead)


def worked() -> FormationProblem:
    """Sixteen households on two streets of eight, 300 m apart, 10 m between neighbours; worked by hand in the docs."""
    xy = [(10.0 * k, 0.0) for k in range(8)] + [(10.0 * k, 300.0) for k in range(8)]
    wishes = [[1.0, 0.0]] * 8 + [[0.0, 1.0]] * 8
    return FormationProblem.of(xy, wishes=wishes, wealth=[0, 1] * 8, can_lead=[True] + [False] * 14 + [True])


def test_the_hamlet_worked_by_hand_in_the_documentation():
    problem = worked()
    result = form_units(problem, stop=Stop(iterations=2000, gap=0.0))
    assert [unit.members for unit in result.composition] == [tuple(range(8)), tuple(range(8, 16))]
    # Distances on a street: sum over gaps g = 1..7 of (8 - g) * g * 0.1 = 8.4, on each of two streets.
    assert result.terms.distance == pytest.approx(16.8)
    assert result.terms.wish == 0.0
    assert result.terms.skill == 0.0
    # Four of each class in each unit, no Party members: exactly the hamlet's mix.
    assert result.terms.balance == pytest.approx(0.0)
    assert result.objective == result.bound == 16.8
    swapped = move_effect(problem, result, 0, 1, partner=8)
    # Each of the two leaves seven neighbours of 0.1 to 0.7 (2.8) for seven 300 m and more away, and seven strangers to
    # its wish; both units lose nothing of their mix, for 0 and 8 are of one class; and 0 takes the only head away.
    across = 2 * sum(round(np.hypot(10.0 * k, 300.0) / 100, 3) for k in range(1, 8))
    assert swapped.terms.distance == pytest.approx(across - 5.6, abs=0.01)
    assert swapped.terms.wish == pytest.approx(0.6 * 14)
    assert swapped.broken == (Rule.HEAD,)


@settings(max_examples=15, deadline=None)
@given(n=st.integers(16, 36), seed=st.integers(0, 300), data=st.data())
def test_the_effect_of_a_move_is_what_the_objective_says_after_it(n, seed, data):
    problem = hamlet(n, seed, able=1.0, refusals=0)
    result = form_units(problem, stop=Stop.first_answer())
    household = data.draw(st.integers(0, n - 1))
    target = (int(result.assignment[household]) + 1) % result.units
    partner = int(np.flatnonzero(result.assignment == target)[0])
    for with_partner in (None, partner):
        effect = move_effect(problem, result, household, target, partner=with_partner)
        moved = result.assignment.copy()
        moved[household] = target
        if with_partner is not None:
            moved[with_partner] = result.assignment[household]
        assert objective_of(problem, moved) == pytest.approx(result.objective + effect.terms.total, abs=1e-6)
        shares = sum(change.after - change.before for change in effect.households) / 2
        assert shares == pytest.approx(effect.terms.total, abs=1e-6)
        model = CostModel.of(problem, Weights())
        quick = Partition(model, result.assignment, result.sizes).change(
            (household,), () if with_partner is None else (with_partner,), target
        )
        assert quick.total / SCALE == pytest.approx(effect.terms.total, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(n=st.integers(16, 40), seed=st.integers(0, 300), known=st.booleans())
def test_the_cheapest_way_is_the_cheapest_of_all_ways(n, seed, known):
    problem = hamlet(n, seed, able=0.3, refusals=8)
    model = CostModel.of(problem, Weights())
    unit = np.random.default_rng(seed).integers(0, n // 8, size=n)
    unit[np.random.default_rng(seed).integers(n)] = -1
    matrix = model.matrix() if known else None
    partition = Partition(model, unit, SizeRule(), matrix, fixed=[3])
    for household in np.flatnonzero(unit >= 0)[:8].tolist():
        for target in set(unit.tolist()) - {-1, int(unit[household])}:
            ways = partition.ways_to(household, target)
            price, broken = partition.cheapest_way(household, target)
            assert price == min((way.total for way in ways if not way.broken), default=None)
            rules = (Rule.HEAD, Rule.REFUSAL, Rule.LOCKED)
            assert [broken[rule] for rule in rules] == [sum(rule in way.broken for way in ways) for rule in rules]


def test_an_explanation_names_neighbours_shared_wishes_and_the_best_other_unit():
    problem = hamlet(40, 9, able=1.0)
    result = form_units(problem, stop=Stop(iterations=4000))
    for household in range(problem.n):
        told = explain(problem, result, household)
        mates = set(result.composition[told.unit].members)
        assert {near.household for near in told.nearest} <= mates - {household}
        assert [near.metres for near in told.nearest] == sorted(near.metres for near in told.nearest)
        assert all(set(others) <= mates for _, others in told.shared_wishes)
        if told.alternative is not None:
            assert told.alternative.allowed
            assert told.alternative.terms.total >= 0.0  # the search ended where no single move is better


def test_every_unmet_preference_names_what_stopped_it():
    base = hamlet(20, 3, able=1.0, refusals=0, friends=0)
    far = np.where(np.arange(20)[:, None] < 10, base.xy / 10, base.xy / 10 + 2000.0)
    problem = FormationProblem.of(far, prefers=[(0, 15), (15, 0), (1, 16)])
    result = form_units(problem, stop=Stop(iterations=500))
    told = {(unmet.household, unmet.other): unmet for unmet in result.unmet}
    assert told[0, 15].obstacle == "cost"
    assert told[0, 15].cost > 0
    assert told[1, 16].obstacle == "not_mutual"
    assert "mutual" in told[1, 16].sentence


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"xy": [[0.0, np.nan]] * 2}, "place_unknown"),
        ({"wishes": [[2.0], [0.0]]}, "strength_out_of_range"),
        ({"wealth": [-1, 0]}, "wealth_class_unknown"),
        ({"wealth": [0.5, 0]}, "not_an_array"),
        ({"wealth": [0]}, "wrong_shape"),
        ({"prefers": [(0, 7)]}, "unknown_household"),
        ({"refuses": [(1, 1)]}, "pair_with_self"),
        ({"together": [(0, 9)]}, "unknown_household"),
        ({"willing": [True, False], "together": [(0, 1)]}, "unwilling_in_group"),
        ({"locked": [(0,), (0, 1)]}, "locked_twice"),
        ({"locked": [(0,)], "together": [(0, 1)]}, "together_across_lock"),
        ({"wishes": "mushrooms"}, "not_an_array"),
    ],
)
def test_every_malformed_field_is_named(bad, code):
    fields = {"xy": np.zeros((2, 2)), **bad}
    with pytest.raises(InvalidProblem) as caught:
        FormationProblem.of(fields.pop("xy"), **fields)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "field", [{"distance": -1.0}, {"distance_cap_m": 0.0}, {"skills_mode": "odd"}, {"wish": np.nan}]
)
def test_every_weight_out_of_range_is_named(field):
    with pytest.raises(InvalidProblem, match=next(iter(field))):
        Weights(**field)
