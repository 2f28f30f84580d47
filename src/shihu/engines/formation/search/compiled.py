"""The one way in which functions of this package are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy.typing as npt

Array = npt.NDArray[Any]
Whole = Any
"""A 64-bit integer; Python's own int and numpy's mix where the code runs uncompiled."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile without the interpreter lock, and keep the machine code on disk where that can be written.

    numba falls back from the source folder to the user's cache folder by itself and raises when it may write neither;
    the function is then compiled anew in each process. What is kept is dropped when the function's own file changes,
    not when a file changes whose functions it calls: after editing one, delete the __pycache__ folders beside it.
    """
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        return cast("_Function", numba.njit(cache=True, **options)(function))
    except RuntimeError:
        return cast("_Function", numba.njit(**options)(function))
