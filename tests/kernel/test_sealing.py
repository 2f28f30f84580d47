"""Sealed values open only with their key and for their purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.kernel.numerals import chinese
from shihu.kernel.sealing import BrokenSeal, blind_index, seal, unseal

KEY = {"master": "k", "purpose": "p"}


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_again_and_looks_different_each_time(content: bytes) -> None:
    one, two = seal(content, **KEY), seal(content, **KEY)
    assert unseal(one, **KEY) == unseal(two, **KEY) == content
    assert one != two


@pytest.mark.parametrize("other", [{"master": "k", "purpose": "q"}, {"master": "l", "purpose": "p"}])
def test_another_key_or_purpose_does_not_open_it(other: dict[str, str]) -> None:
    with pytest.raises(BrokenSeal):
        unseal(seal(b"110101", **KEY), **other)


@given(st.integers(0, 28))
def test_one_changed_byte_breaks_the_seal(position: int) -> None:
    sealed = bytearray(seal(b"x", **KEY))
    sealed[position % len(sealed)] ^= 1
    with pytest.raises(BrokenSeal):
        unseal(bytes(sealed), **KEY)


def test_a_blind_index_is_equal_for_equal_texts_and_apart_for_purposes() -> None:
    assert blind_index("1", **KEY) == blind_index("1", **KEY)
    assert blind_index("1", **KEY) != blind_index("1", master="k", purpose="q")
    assert len(blind_index("1", **KEY)) == 43


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (105, "一百零五"),
        (1050, "一千零五十"),
    ],
)
def test_numbers_are_read_as_they_are_spoken(number: int, read: str) -> None:
    assert chinese(number) == read
