"""Identity numbers: checksum, date, and the reserved range of the demonstration."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from shihu.kernel.identity import (
    RESERVED_COUNTY,
    BadCreditCode,
    BadResidentId,
    BadResidentIdCheck,
    BadResidentIdDate,
    ReservedResidentId,
    check_character,
    credit_code,
    mask,
    resident_id,
)

TODAY = date(2019, 8, 15)
births = st.dates(date(1900, 1, 1), TODAY)
orders = st.integers(0, 999)


def number(county: str, birth: date, order: int) -> str:
    first17 = f"{county}{birth:%Y%m%d}{order:03d}"
    return first17 + check_character(first17)


@given(births, orders)
def test_a_made_number_is_taken_by_us_and_by_stdnum(birth: date, order: int) -> None:
    made = number("110101", birth, order)
    assert ric.is_valid(made)
    parsed = resident_id(made, today=TODAY)
    assert (parsed.birth, parsed.is_male) == (birth, order % 2 == 1)


@given(births, orders, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(birth: date, order: int, position: int, shift: int) -> None:
    made = number("110101", birth, order)
    wrong = made[:position] + str((int(made[position]) + shift) % 10) + made[position + 1 :]
    with pytest.raises(BadResidentId):
        resident_id(wrong, today=TODAY)


@pytest.mark.parametrize(
    ("given_", "refusal"),
    [
        ("", BadResidentId),
        ("11010119900101123", BadResidentId),
        ("11010119900101123Y", BadResidentId),
        ("110101199001011230", BadResidentIdCheck),
        (number("110101", date(2099, 1, 1), 1), BadResidentIdDate),
        ("110101199013011236"[:17] + check_character("11010119901301123"), BadResidentIdDate),
        (number(RESERVED_COUNTY, date(1990, 1, 1), 1), ReservedResidentId),
    ],
)
def test_each_fault_has_its_own_refusal(given_: str, refusal: type[BadResidentId]) -> None:
    with pytest.raises(BadResidentId) as raised:
        resident_id(given_, today=TODAY)
    assert raised.type is refusal


def test_the_reserved_range_is_taken_only_where_it_is_allowed() -> None:
    made = number(RESERVED_COUNTY, date(1990, 1, 1), 1)
    assert resident_id(made, today=TODAY, allow_reserved=True).number == made


def test_a_county_newer_than_any_list_is_taken() -> None:
    assert resident_id(number("110118", date(1990, 1, 1), 1), today=TODAY).birth == date(1990, 1, 1)


@given(st.text("0123456789X", max_size=20))
def test_a_mask_never_shows_more_than_seven_characters(text: str) -> None:
    shown = mask(text)
    assert len(shown) == len(text)
    assert len(shown.replace("*", "")) <= 7


@pytest.mark.parametrize("good", ["91110000802100433B", "91350100M000100Y43", " 91350100m000100y43 "])
def test_a_good_credit_code_is_normalised(good: str) -> None:
    assert credit_code(good) == uscc.compact(good)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=18, max_size=18))
def test_credit_codes_are_judged_by_their_check_character(text: str) -> None:
    try:
        credit_code(text)
        taken = True
    except BadCreditCode:
        taken = False
    try:
        valid = uscc.calc_check_digit(text[:17]) == text[17]
    except uscc.ValidationError:
        valid = False
    assert taken == valid
