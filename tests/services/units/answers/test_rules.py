"""Codes of paper forms, typed names and typed numbers."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units import rules
from shihu.services.units.errors import BadFormCode, NeighbourTwice, NeighbourUnknown, TooManyPartners, WishNumber

KNOWN = [("赵二虎", "001"), ("姚福海", "002"), ("赵平 0003", "0003"), ("赵平 0004", "0004")]
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXY"


@given(st.uuids())
def test_a_form_code_is_read_back_however_it_is_typed(key: UUID) -> None:
    code = rules.form_code(key)
    assert rules.form_typed(code) == code
    assert rules.form_typed(code.lower().replace("-", " ")) == code


@given(st.uuids(), st.integers(0, 6), st.sampled_from(SIGNS))
def test_no_single_wrong_sign_opens_another_household(key: UUID, at: int, sign: str) -> None:
    plain = rules.form_code(key).replace("-", "")
    wrong = plain[:at] + sign + plain[at + 1 :]
    if wrong != plain:
        with pytest.raises(BadFormCode):
            rules.form_typed(wrong)


@given(st.uuids(), st.integers(0, 5))
def test_no_two_neighbouring_signs_exchanged_open_another_household(key: UUID, at: int) -> None:
    plain = rules.form_code(key).replace("-", "")
    wrong = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    if wrong != plain:
        with pytest.raises(BadFormCode):
            rules.form_typed(wrong)


def test_the_code_printed_as_an_example_is_a_code() -> None:
    assert rules.form_typed("k7m 4qxf") == "K7M-4QXF"


def test_a_typed_name_means_one_household_of_the_village() -> None:
    assert rules.meant(["姚福海", "", " 赵二虎 ", "姚福海"], KNOWN, where="x") == ["002", "001"]
    assert rules.meant(["赵平 0004"], KNOWN, where="x") == ["0004"]
    assert rules.meant(["0003"], KNOWN, where="x") == ["0003"]


@pytest.mark.parametrize(
    ("given", "refusal", "says"),
    [
        (["赵平"], NeighbourTwice, "赵平 0003、赵平 0004"),
        (["赵大虎"], NeighbourUnknown, "赵二虎"),
        (["赵二虎", "姚福海", "赵平 0003", "赵平 0004"], TooManyPartners, "3"),
    ],
)
def test_a_name_that_does_not_mean_one_household_is_told(given: list[str], refusal: type[Exception], says: str) -> None:
    with pytest.raises(refusal, match=says):
        rules.meant(given, KNOWN, where="prefer_1")


def test_wishes_are_typed_by_their_numbers() -> None:
    terms = ["a", "b", "c"]
    assert rules.wishes_by_number("3 1", terms) == ["c", "a"]
    assert rules.wishes_by_number("3、1，3", terms) == ["c", "a"]
    assert rules.wishes_by_number("", terms) == []
    for wrong in ("4", "0", "x", "1 y"):
        with pytest.raises(WishNumber):
            rules.wishes_by_number(wrong, terms)
