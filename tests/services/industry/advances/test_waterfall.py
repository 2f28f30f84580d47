"""The waterfall as a law: exact, the floor never touched, never more than owed, more never gives less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.industry.errors import BadFloor, BadStep, NoCost, Overdrawn
from shihu.services.industry.rules.advances import check_limit, pieces_left, unit_cost
from shihu.services.industry.rules.waterfall import checked_floor, checked_steps, floor_of, pour, steps_of, steps_told
from shihu.services.industry.types import CapKind, Floor, Step, StepKind

FEN = st.integers(0, 10_000_000)
OWED = st.fixed_dictionaries({StepKind.ADVANCE: FEN, StepKind.RENTAL: FEN})
FLOORS = st.builds(Floor, per_sale=st.integers(0, 200_000), share=st.integers(0, 1000), per_month=FEN)


def _step(kind: StepKind) -> st.SearchStrategy[Step]:
    caps = [
        st.builds(Step, st.just(kind), st.just(CapKind.SHARE), st.integers(1, 1000)),
        st.builds(Step, st.just(kind), st.just(CapKind.PER_KG), st.integers(1, 500)),
    ]
    if kind in {StepKind.ADVANCE, StepKind.RENTAL}:
        caps.append(st.just(Step(kind, CapKind.ALL)))
    return st.one_of(caps)


STEPS = st.permutations(list(StepKind)).flatmap(
    lambda kinds: st.integers(0, 4).flatmap(lambda n: st.tuples(*(_step(kind) for kind in kinds[:n])))
)


@given(FEN, st.integers(1, 5_000_000), OWED, STEPS, FLOORS, FEN)
def test_steps_and_household_are_the_proceeds_and_the_floor_is_never_touched(
    proceeds: int, grams: int, owed: dict[StepKind, int], steps: tuple[Step, ...], floor: Floor, kept: int
) -> None:
    split = pour(proceeds, grams, owed, checked_steps(steps), checked_floor(floor), kept)
    assert split.household + sum(step.amount for step in split.steps) == proceeds
    assert 0 <= split.floor == floor_of(proceeds, floor, kept) <= split.household
    for step in split.steps:
        assert 0 <= step.amount <= step.most
        assert step.owed is None or step.amount <= step.owed == owed[step.kind]


@given(st.tuples(FEN, st.integers(1, 100_000)), st.integers(1, 5_000_000), OWED, STEPS, FLOORS, FEN)
def test_more_proceeds_never_give_a_household_less(
    given_proceeds: tuple[int, int],
    grams: int,
    owed: dict[StepKind, int],
    steps: tuple[Step, ...],
    floor: Floor,
    kept: int,
) -> None:
    proceeds, more = given_proceeds
    less = pour(proceeds, grams, owed, steps, floor, kept)
    richer = pour(proceeds + more, grams, owed, steps, floor, kept)
    assert richer.household >= less.household
    for kind in StepKind:
        assert richer.taken(kind) >= less.taken(kind)


@given(FEN, FEN, OWED, FLOORS, STEPS)
def test_who_owes_less_never_gets_less(
    proceeds: int, spared: int, owed: dict[StepKind, int], floor: Floor, steps: tuple[Step, ...]
) -> None:
    eased = owed | {StepKind.ADVANCE: max(0, owed[StepKind.ADVANCE] - spared)}
    debts = tuple(step for step in steps if step.kind in {StepKind.ADVANCE, StepKind.RENTAL})
    assert pour(proceeds, 1000, eased, debts, floor).household >= pour(proceeds, 1000, owed, debts, floor).household


def test_the_worked_slip_of_the_documentation() -> None:
    steps = (
        Step(StepKind.ADVANCE, CapKind.SHARE, 700),
        Step(StepKind.RENTAL, CapKind.SHARE, 500),
        Step(StepKind.FUND, CapKind.PER_KG, 2),
        Step(StepKind.FEE, CapKind.SHARE, 20),
    )
    owed = {StepKind.ADVANCE: 5_225_796, StepKind.RENTAL: 100_000}
    split = pour(763_200, 1_004_210, owed, steps, Floor(per_sale=50_000, share=200), 0)
    assert split.floor == 152_640  # a fifth of 7,632.00 is more than 500
    assert [step.amount for step in split.steps] == [427_392, 91_584, 2_008, 1_791]
    assert split.household == 240_425


def test_what_stays_below_the_floor_pays_nothing_off() -> None:
    steps = (Step(StepKind.ADVANCE, CapKind.ALL),)
    split = pour(30_000, 4_000, {StepKind.ADVANCE: 999_999}, steps, Floor(per_sale=50_000))
    assert (split.floor, split.household, split.steps[0].amount) == (30_000, 30_000, 0)


def test_a_monthly_floor_counts_what_the_household_kept_already() -> None:
    floor = Floor(per_month=80_000)
    assert [floor_of(100_000, floor, kept) for kept in (0, 50_000, 80_000, 90_000)] == [80_000, 30_000, 0, 0]


@pytest.mark.parametrize(
    "steps",
    [
        (Step(StepKind.FEE, CapKind.ALL),),
        (Step(StepKind.FUND, CapKind.ALL),),
        (Step(StepKind.FEE, CapKind.SHARE, 1001),),
        (Step(StepKind.FEE, CapKind.SHARE, 0),),
        (Step(StepKind.FUND, CapKind.PER_KG, -1),),
        (Step(StepKind.ADVANCE, CapKind.ALL), Step(StepKind.ADVANCE, CapKind.SHARE, 10)),
    ],
)
def test_steps_that_cannot_be_meant_are_refused(steps: tuple[Step, ...]) -> None:
    with pytest.raises(BadStep):
        checked_steps(steps)


@pytest.mark.parametrize("floor", [Floor(per_sale=-1), Floor(share=1001), Floor(per_month=-5)])
def test_a_floor_below_nothing_or_above_the_whole_is_refused(floor: Floor) -> None:
    with pytest.raises(BadFloor):
        checked_floor(floor)


@given(STEPS)
def test_steps_are_read_as_they_were_stored(steps: tuple[Step, ...]) -> None:
    assert steps_of(steps_told(steps)) == steps


@given(st.integers(1, 10**12), st.integers(1, 10**7))
def test_a_batch_costs_what_its_pieces_and_the_rest_cost(cost: int, pieces: int) -> None:
    if cost < pieces:
        with pytest.raises(NoCost):
            unit_cost(cost, pieces)
        return
    unit = unit_cost(cost, pieces)
    assert unit.price * pieces + unit.rest == cost
    assert 0 <= unit.rest < pieces  # less than one fen a piece: nobody pays above cost


@given(st.integers(1, 30_000), st.integers(1, 900), st.integers(0, 30_000))
def test_pieces_left_are_what_is_owed_over_the_price(pieces: int, price: int, unpaid: int) -> None:
    left = min(unpaid, pieces)
    assert pieces_left(pieces, pieces * price, left * price) == left


def test_a_part_of_a_piece_counts_whole() -> None:
    assert pieces_left(100, 32_400, 325) == 2
    assert pieces_left(0, 0, 0) == pieces_left(10, 3240, -5) == 0


def test_an_overdrawn_advance_is_refused_with_its_numbers() -> None:
    check_limit("x", 100_00, 400_00, 500_00)
    with pytest.raises(Overdrawn) as refused:
        check_limit("14", 100_00, 400_01, 500_00)
    assert refused.value.values == {
        "code": "14",
        "owed": "100.00",
        "more": "400.01",
        "limit": "500.00",
        "room": "400.00",
    }
