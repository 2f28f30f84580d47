"""Lots that fall the same way everywhere, and shares that sum exactly."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.base.registry.seeds.draw import Draw, Urn, shared_out


def test_the_numbers_are_those_of_splitmix64() -> None:
    draw = Draw()
    draw._state = 1234567  # the state of the published example
    assert [draw.number() for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_the_same_keys_give_the_same_lots_and_other_keys_other_ones() -> None:
    assert [Draw(1, "a").number() for _ in range(3)] == [Draw(1, "a").number() for _ in range(3)]
    assert len({Draw(*keys).number() for keys in ((1, "a"), (2, "a"), (1, "b"), ("1", "a", ""))}) == 4


def test_keys_do_not_run_together() -> None:
    assert Draw("ab", "c").number() != Draw("a", "bc").number()


@given(st.integers(), st.integers(1, 1000))
def test_a_lot_below_a_limit_is_below_it(seed: int, limit: int) -> None:
    assert 0 <= Draw(seed).below(limit) < limit
    assert 0.0 <= Draw(seed).share() < 1.0


def test_an_urn_gives_each_thing_as_often_as_its_weight_says() -> None:
    urn, draw = Urn({"a": 1, "b": 3, "c": 6}), Draw("urn")
    seen = Counter(urn.draw(draw) for _ in range(10_000))
    assert abs(seen["a"] - 1000) < 120
    assert abs(seen["b"] - 3000) < 180
    assert abs(seen["c"] - 6000) < 200


@given(st.lists(st.integers(0, 50), max_size=30), st.integers())
def test_shuffling_keeps_every_thing(things: list[int], seed: int) -> None:
    assert sorted(Draw(seed).shuffled(things)) == sorted(things)


@given(
    st.lists(st.tuples(st.floats(0.01, 100), st.integers(0, 50)), min_size=1, max_size=20),
    st.floats(0, 1),
)
def test_shares_sum_exactly_and_keep_their_caps(parts: list[tuple[float, int]], part: float) -> None:
    caps = [cap for _, cap in parts]
    total = int(sum(caps) * part)
    shares = shared_out(total, [weight for weight, _ in parts], caps)
    assert sum(shares) == total
    assert all(0 <= share <= cap for share, cap in zip(shares, caps, strict=True))


def test_shares_follow_the_weights_to_less_than_one() -> None:
    assert shared_out(100, [1, 1, 1], [100] * 3) == [34, 33, 33]
    assert shared_out(10, [7, 2, 1], [10] * 3) == [7, 2, 1]


def test_nobody_without_weight_gets_a_share() -> None:
    assert shared_out(5, [0, 1], [5, 5]) == [0, 5]


def test_more_than_the_caps_hold_cannot_be_shared_out() -> None:
    with pytest.raises(ValueError, match="cannot be shared out"):
        shared_out(5, [1, 1], [2, 2])
