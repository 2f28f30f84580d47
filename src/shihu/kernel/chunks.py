"""Many values in several statements: a database takes only so many in one."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value")
MOST = 10_000  # below SQLite's limit of values in one statement


def chunks(values: Iterable[Value], size: int = MOST) -> Iterator[list[Value]]:
    """Cut ``values`` into lists of at most ``size``, in their order: 5 by 2 gives 2, 2 and 1; nothing gives nothing."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
