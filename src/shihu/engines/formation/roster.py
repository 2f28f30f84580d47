"""Rosters too large to hold: read chunk by chunk, each chunk some whole hamlets.

A roster is anything that can say where its chunks begin and read one of them. The one here is a Parquet file; others
(a table of a database) are made elsewhere and only have to give the same columns. Polars is imported when a function
here is called, never before.

Columns (one row for each willing household, hamlet by hamlet):

    hamlet                   any orderable key; rows of one hamlet stand together
    x, y                     metres
    wish_0, wish_1, ...      0..1        skill_0, skill_1, ...    0..1
    wealth                   class       party, can_lead          bool
    mutual, refused          optional lists of row numbers within the hamlet
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from shihu.engines.formation.batch import Households
from shihu.engines.formation.errors import InvalidProblem
from shihu.engines.formation.problem import Floats, Ints

CHUNK = 200_000
"""Households that are taken on at a time."""

NEEDED = ("hamlet", "x", "y", "wealth", "party", "can_lead")

Frame = Any
"""A polars DataFrame."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole hamlets: `rows` rows from row `first` on, from the hamlet `start` to the hamlet `end` inclusive."""

    first: int
    rows: int
    start: object
    end: object


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """What one chunk holds: the households, and the columns by which whoever asked knows each row again."""

    households: Households
    names: Mapping[str, Any]


class Roster(Protocol):
    """A place that households can be read from, whole hamlets at a time. Travels to other machines by pickling."""

    def chunks(self, size: int) -> Sequence[Chunk]:
        """Where chunks of about `size` households begin. Raises InvalidProblem for a roster that cannot be used."""
        ...

    def read(self, chunk: Chunk) -> Extract:
        """Read one of them."""
        ...


@dataclass(frozen=True, slots=True)
class ParquetRoster:
    """A Parquet file; rows are known by their number in it."""

    path: Path

    def chunks(self, size: int) -> tuple[Chunk, ...]:
        """Reads the hamlet column alone; raises InvalidProblem when a hamlet's rows do not stand together."""
        polars = importlib.import_module("polars")
        column = polars.scan_parquet(self.path).select("hamlet").collect()["hamlet"]
        ends = hamlet_starts(column)[1:]
        scattered = len(ends) - column.n_unique()
        if scattered:
            raise InvalidProblem(
                "hamlets_scattered",
                "the rows of {scattered} hamlets of {roster} do not stand together; sort the file by hamlet.",
                values={"scattered": scattered, "roster": str(self.path)},
            )
        return tuple(Chunk(a, b - a, column[a], column[b - 1]) for a, b in bounds_of(ends, size))

    def read(self, chunk: Chunk) -> Extract:
        """Raises InvalidProblem for missing columns."""
        polars = importlib.import_module("polars")
        frame = polars.scan_parquet(self.path).slice(chunk.first, chunk.rows).collect()
        start = hamlet_starts(checked(frame, str(self.path))["hamlet"])

        def pairs(column: str) -> Ints:
            if column not in frame.columns:
                return np.zeros((0, 2), dtype=np.int64)
            lists = frame[column]
            one = np.repeat(np.arange(len(frame)), lists.list.len().fill_null(0).to_numpy())
            first = start[np.searchsorted(start, one, side="right") - 1]
            return couples(one, first + lists.explode(empty_as_null=False).drop_nulls().to_numpy().astype(np.int64))

        households = households_of(frame, start, pairs("mutual"), pairs("refused"))
        return Extract(households, {"row": np.arange(chunk.first, chunk.first + chunk.rows)})


def checked(frame: Frame, roster: str) -> Frame:
    """The frame itself. Raises InvalidProblem when columns are missing."""
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise InvalidProblem(
            "columns_missing",
            "{roster} has no columns {missing}; it has {columns}.",
            values={"roster": roster, "missing": missing, "columns": list(frame.columns)},
        )
    return frame


def hamlet_starts(hamlet: Any) -> Ints:
    """[hamlets + 1] rows at which each run of one hamlet begins, and the number of rows."""
    if not len(hamlet):
        return np.zeros(1, dtype=np.int64)
    runs = np.flatnonzero(np.diff(hamlet.rle_id().to_numpy(), prepend=-1))
    return np.append(runs, len(hamlet)).astype(np.int64)


def bounds_of(ends: Ints, size: int) -> list[tuple[int, int]]:
    """(first row, end) of chunks that reach `size` rows with the last hamlet they take; `ends` [hamlets] of hamlets."""
    bounds, first = [], 0
    for end in ends.tolist():
        if end - first >= size or end == ends[-1]:
            bounds.append((first, end))
            first = end
    return bounds


def couples(one: Ints, other: Ints) -> Ints:
    """[m, 2] pairs of rows, each once, the smaller first."""
    both = np.column_stack([np.minimum(one, other), np.maximum(one, other)]).astype(np.int64)
    return np.unique(both, axis=0)


def numbered(prefix: str, column: str) -> bool:
    """Whether a column is one of a row of them: wish_0, wish_1, ..."""
    return column.startswith(prefix) and column.removeprefix(prefix).isdecimal()


def households_of(frame: Frame, start: Ints, mutual: Ints, refused: Ints) -> Households:
    """The arrays of a frame whose hamlets begin at rows `start` [hamlets + 1]; pairs [m, 2] by row."""

    def block(prefix: str) -> Floats:
        columns = sorted((c for c in frame.columns if numbered(prefix, c)), key=lambda c: int(c.removeprefix(prefix)))
        if not columns:
            return np.zeros((len(frame), 0))
        return np.ascontiguousarray(frame.select(columns).to_numpy().astype(np.float64))

    return Households(
        start=start,
        xy=np.ascontiguousarray(frame.select("x", "y").to_numpy().astype(np.float64)),
        wishes=block("wish_"),
        skills=block("skill_"),
        wealth=frame["wealth"].to_numpy().astype(np.int64),
        party=frame["party"].to_numpy().astype(np.bool_),
        can_lead=frame["can_lead"].to_numpy().astype(np.bool_),
        mutual=mutual,
        refused=refused,
    )
