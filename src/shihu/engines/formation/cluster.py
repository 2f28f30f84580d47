"""Formation of a roster too large for one call: chunk by chunk, here or on a Dask cluster.

The workers read their chunks themselves, so that no machine holds more than its own. Dask is imported when a function
here is called, never before.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from shihu.engines.formation.batch import form_batch
from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import Ints
from shihu.engines.formation.roster import Chunk, Extract, Roster


@dataclass(frozen=True, slots=True, eq=False)
class ChunkResult:
    """unit by row of the chunk, whose rows `names` tells; status, units and value by hamlet, as in `BatchResult`."""

    chunk: Chunk
    names: Mapping[str, Any]
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


def form_chunk(roster: Roster, chunk: Chunk, budget: Budget) -> ChunkResult:
    """One chunk, on one thread: the cluster's workers are the threads."""
    return _formed(chunk, roster.read(chunk), budget, threads=1)


def form_stream(roster: Roster, chunks: Sequence[Chunk], budget: Budget) -> Iterator[ChunkResult]:
    """Every chunk in turn on this machine's threads, the next one being read while one is formed."""
    with ThreadPoolExecutor(1, thread_name_prefix="roster") as reader:
        coming = [reader.submit(roster.read, chunk) for chunk in chunks[:1]]
        for number, chunk in enumerate(chunks):
            extract = coming.pop().result()
            coming += [reader.submit(roster.read, following) for following in chunks[number + 1 : number + 2]]
            yield _formed(chunk, extract, budget, threads=None)


def form_on_cluster(
    roster: Roster, chunks: Sequence[Chunk], budget: Budget, *, scheduler: str
) -> Iterator[ChunkResult]:
    """Every chunk on the cluster whose scheduler listens at `scheduler`, as they come back.

    The workers read `roster` themselves, so it must be a place that all of them see. The same units as `form_stream`
    gives, whatever the number of workers.
    """
    distributed = importlib.import_module("distributed")
    with distributed.Client(scheduler) as client:
        futures = [client.submit(form_chunk, roster, chunk, budget, pure=False) for chunk in chunks]
        for future in distributed.as_completed(futures):
            yield future.result()
            future.release()


def _formed(chunk: Chunk, extract: Extract, budget: Budget, threads: int | None) -> ChunkResult:
    made = form_batch(
        extract.households,
        moves=budget.moves,
        sizes=budget.sizes,
        weights=budget.weights,
        seed=budget.seed,
        threads=threads,
    )
    return ChunkResult(chunk, extract.names, made.unit, made.status, made.units, made.value)
