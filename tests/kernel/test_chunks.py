from hypothesis import given
from hypothesis import strategies as st

from shihu.kernel.chunks import chunks


def test_five_by_two_gives_two_two_and_one() -> None:
    assert list(chunks("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]
    assert list(chunks([])) == []


@given(st.lists(st.integers()), st.integers(1, 20))
def test_nothing_is_lost_and_no_chunk_is_longer(values: list[int], size: int) -> None:
    found = list(chunks(values, size))
    assert [value for chunk in found for value in chunk] == values
    assert all(0 < len(chunk) <= size for chunk in found)
