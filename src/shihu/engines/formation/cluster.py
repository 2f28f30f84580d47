"""Formation across machines: hamlets of a Parquet file on a Dask cluster, chunk by chunk.

The roster is read a row group at a time by the workers themselves, so that no machine holds more than its own chunks.
Dask and Polars are imported when a function here is called, never before.

Columns of the roster (one row for each willing household, hamlet by hamlet):

    hamlet                   any orderable key; rows of one hamlet stand together
    x, y                     metres
    wish_0, wish_1, ...      0..1        skill_0, skill_1, ...    0..1
    wealth                   class       party, can_lead          bool
    mutual, refused          optional lists of row numbers within the hamlet
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shihu.engines.formation.batch import Households, form_batch
from shihu.engines.formation.errors import InvalidProblem
from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import Ints

CHUNK = 200_000
"""Households that a worker takes on at a time."""

NEEDED = ("hamlet", "x", "y", "wealth", "party", "can_lead")


@dataclass(frozen=True, slots=True, eq=False)
class ChunkResult:
    """unit by row of the chunk that starts at row `first`; status and value by hamlet, as in `BatchResult`."""

    first: int
    unit: Ints
    status: Ints
    units: Ints
    value: Ints


@dataclass(frozen=True, slots=True)
class Budget:
    """What each chunk is formed with."""

    moves: int = 50
    sizes: SizeRule | None = None
    weights: Weights | None = None
    seed: int = 0


def chunk_bounds(roster: Path | str, size: int = CHUNK) -> tuple[tuple[int, int], ...]:
    """(first row, number of rows) of chunks of whole hamlets, each of about `size` households.

    Reads the hamlet column alone. Raises InvalidProblem when a hamlet's rows do not stand together.
    """
    polars = importlib.import_module("polars")
    hamlet = polars.scan_parquet(roster).select("hamlet").collect()["hamlet"].rle_id().to_numpy()
    runs = np.flatnonzero(np.diff(hamlet, prepend=-1))
    names = polars.scan_parquet(roster).select(polars.col("hamlet").n_unique()).collect().item()
    if len(runs) != names:
        raise InvalidProblem(
            "hamlets_scattered",
            "the rows of {scattered} hamlets of {roster} do not stand together; sort the file by hamlet.",
            values={"scattered": len(runs) - names, "roster": str(roster)},
        )
    ends = np.append(runs[1:], len(hamlet))
    bounds, first = [], 0
    for end in ends:
        if end - first >= size or end == len(hamlet):
            bounds.append((first, int(end) - first))
            first = int(end)
    return tuple(bounds)


def read_chunk(roster: Path | str, first: int, rows: int) -> Households:
    """The households of one chunk. Raises InvalidProblem for missing columns."""
    polars = importlib.import_module("polars")
    frame = polars.scan_parquet(roster).slice(first, rows).collect()
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise InvalidProblem(
            "columns_missing",
            "{roster} has no columns {missing}; it has {columns}.",
            values={"roster": str(roster), "missing": missing, "columns": frame.columns},
        )
    hamlet = frame["hamlet"].rle_id().to_numpy()
    start = np.append(np.flatnonzero(np.diff(hamlet, prepend=-1)), len(hamlet)).astype(np.int64)

    def block(prefix: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        columns = sorted((c for c in frame.columns if c.startswith(prefix)), key=lambda c: int(c.removeprefix(prefix)))
        if not columns:
            return np.zeros((len(frame), 0))
        return np.ascontiguousarray(frame.select(columns).to_numpy().astype(np.float64))

    def pairs(column: str) -> Ints:
        if column not in frame.columns:
            return np.zeros((0, 2), dtype=np.int64)
        lists = frame[column]
        one = np.repeat(np.arange(len(frame)), lists.list.len().fill_null(0).to_numpy())
        other = start[hamlet[one]] + lists.explode(empty_as_null=False).drop_nulls().to_numpy().astype(np.int64)
        both = np.column_stack([np.minimum(one, other), np.maximum(one, other)]).astype(np.int64)
        return np.unique(both, axis=0)

    return Households(
        start=start,
        xy=np.ascontiguousarray(frame.select("x", "y").to_numpy().astype(np.float64)),
        wishes=block("wish_"),
        skills=block("skill_"),
        wealth=frame["wealth"].to_numpy().astype(np.int64),
        party=frame["party"].to_numpy().astype(np.bool_),
        can_lead=frame["can_lead"].to_numpy().astype(np.bool_),
        mutual=pairs("mutual"),
        refused=pairs("refused"),
    )


def form_chunk(roster: str, first: int, rows: int, budget: Budget) -> ChunkResult:
    """One chunk, on one thread: the cluster's workers are the threads."""
    made = form_batch(
        read_chunk(roster, first, rows),
        moves=budget.moves,
        sizes=budget.sizes,
        weights=budget.weights,
        seed=budget.seed,
        threads=1,
    )
    return ChunkResult(first, made.unit, made.status, made.units, made.value)


def form_stream(roster: Path | str, budget: Budget | None = None, *, chunk: int = CHUNK) -> Iterator[ChunkResult]:
    """Every chunk in turn on this machine's threads, holding one chunk at a time."""
    wanted = budget or Budget()
    for first, rows in chunk_bounds(roster, chunk):
        made = form_batch(
            read_chunk(roster, first, rows),
            moves=wanted.moves,
            sizes=wanted.sizes,
            weights=wanted.weights,
            seed=wanted.seed,
        )
        yield ChunkResult(first, made.unit, made.status, made.units, made.value)


def form_on_cluster(
    roster: Path | str, scheduler: str, budget: Budget | None = None, *, chunk: int = CHUNK
) -> Iterator[ChunkResult]:
    """Every chunk on the cluster whose scheduler listens at `scheduler`, as they come back.

    The workers read `roster` by the path given, so it must be a place that all of them see. The same units as
    `form_stream` gives, whatever the number of workers.
    """
    distributed = importlib.import_module("distributed")
    wanted = budget or Budget()
    bounds = chunk_bounds(roster, chunk)
    with distributed.Client(scheduler) as client:
        futures = [client.submit(form_chunk, str(roster), first, rows, wanted, pure=False) for first, rows in bounds]
        for future in distributed.as_completed(futures):
            yield future.result()
