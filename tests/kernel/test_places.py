"""A place code is a path, and a scope is one range of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.kernel.places import BadPlaceCode, Level, level_of, lies_in, parent_of, path_of, range_of

digits = st.text("0123456789", min_size=2, max_size=15)


@pytest.mark.parametrize("code", ["", "1", "141", "14113", "1411301", "14113010120a", "１４", "141130101200001x"])
def test_what_is_no_code_is_refused_with_the_given_text(code: str) -> None:
    with pytest.raises(BadPlaceCode) as refusal:
        level_of(code)
    assert refusal.value.values["given"] == code


def test_the_path_of_a_hamlet_names_every_level_above_it() -> None:
    assert path_of("141130101200001") == ["14", "1411", "141130", "141130101", "141130101200", "141130101200001"]


def test_a_province_has_no_parent_and_a_village_lies_in_its_township() -> None:
    assert parent_of("14") is None
    assert parent_of("141130101200") == "141130101"
    assert level_of("141130101200") is Level.VILLAGE


@given(digits, digits)
def test_a_code_is_in_the_range_of_a_scope_exactly_when_it_lies_in_it(code: str, scope: str) -> None:
    first, last = range_of(scope)
    assert (first <= code < last) == lies_in(code, scope)
