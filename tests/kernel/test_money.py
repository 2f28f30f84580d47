"""Money is whole fen; what people write is read exactly or refused with a reason."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.kernel.money import (
    MOST,
    AmountTooLarge,
    BadAmount,
    FractionOfFen,
    Rounding,
    decimal,
    fen,
    in_words,
    rounded,
    yuan,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1280.5", 128050),
        ("1,280.50", 128050),
        ("１２８０．５０元", 128050),
        ("￥ 1,280.50", 128050),
        ("1.2万", 1200000),
        ("0.5亿", 5_000_000_000),
        ("-3.10", -310),
        ("0", 0),
        (".05", 5),
        ("7.", 700),
        (12, 1200),
        (Decimal("0.10"), 10),
    ],
)
def test_what_people_write_is_read(written: str | int | Decimal, expected: int) -> None:
    assert fen(written) == expected


@pytest.mark.parametrize("written", ["", "abc", "1,28.50", "1..2", "1e5", "万", "12元5", "--3", "１２a", "NaN", "٣"])
def test_what_is_no_amount_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(BadAmount) as refused:
        fen(written)
    assert refused.value.values["given"] == written


def test_parts_of_a_fen_are_refused_and_never_rounded() -> None:
    with pytest.raises(FractionOfFen):
        fen("0.005")
    with pytest.raises(FractionOfFen):
        fen("1.2345678万")


def test_more_than_the_ledger_holds_is_refused() -> None:
    assert fen(yuan(MOST)) == MOST
    with pytest.raises(AmountTooLarge):
        fen(yuan(MOST + 1))


@given(st.integers(-MOST, MOST))
def test_writing_and_reading_come_back_to_the_same_fen(amount: int) -> None:
    assert fen(yuan(amount)) == fen(decimal(amount)) == amount


@pytest.mark.parametrize(
    ("exact", "half_up", "half_even", "down", "up"),
    [
        (Fraction(5, 2), 3, 2, 2, 3),
        (Fraction(7, 2), 4, 4, 3, 4),
        (Fraction(-5, 2), -3, -2, -3, -2),
        (Fraction(1, 3), 0, 0, 0, 1),
        (Fraction(2, 3), 1, 1, 0, 1),
        (Fraction(10**30 * 2 + 1, 2), 10**30 + 1, 10**30, 10**30, 10**30 + 1),
        (Decimal("4.5"), 5, 4, 4, 5),
        (7, 7, 7, 7, 7),
    ],
)
def test_rounding_happens_once_by_the_named_mode(
    exact: Fraction | Decimal | int, half_up: int, half_even: int, down: int, up: int
) -> None:
    modes = (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP)
    assert [rounded(exact, mode) for mode in modes] == [half_up, half_even, down, up]


@given(st.fractions(min_value=-(10**12), max_value=10**12))
def test_rounding_half_up_is_never_more_than_half_a_fen_off(exact: Fraction) -> None:
    assert abs(rounded(exact) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (30, "叁角整"),
        (100, "壹元整"),
        (128050, "壹仟贰佰捌拾元零伍角整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (10_000_000, "壹拾万元整"),
        (100_050_000_00, "壹亿零伍万元整"),
        (1000_0001_00, "壹仟万零壹元整"),
        (-500, "负伍元整"),
    ],
)
def test_receipts_say_the_amount_in_capital_numerals(amount: int, said: str) -> None:
    assert in_words(amount) == said
