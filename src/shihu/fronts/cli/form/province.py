"""``shihu form ROSTER.parquet``: many hamlets, chunk by chunk, here or on a Dask cluster.

A spreadsheet holds a township; a county or a province comes as Parquet (columns: engines/formation/cluster.py). Chunks
of whole hamlets are formed and written as they come, so that memory holds one chunk for each worker and no more.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from shihu.engines.formation import FormationError, SizeRule, Weights
from shihu.engines.formation.cluster import Budget, ChunkResult, chunk_bounds, form_on_cluster, form_stream
from shihu.services.units.types import Choices

# Annealing moves a household by effort; a single hamlet is formed with far more, a province in minutes with these.
MOVES = {"quick": 0, "standard": 50, "thorough": 400, "proven": 400}


def form_parquet(roster: Path, out: Path, choices: Choices, *, scheduler: str | None, quiet: bool) -> int:
    """Form every hamlet of ``roster``; write ``out`` (row, unit) in the order of the rows. Returns the exit code.

    0 every hamlet was formed, 1 the file cannot be used, 3 some hamlet cannot be formed by the rules (its rows have
    unit -1). A unit's number counts from 0 within its hamlet.
    """
    if out.suffix != ".parquet":
        raise click.UsageError(
            f"--out {out}: the units of a Parquet roster are written as Parquet; name a .parquet file."
        )
    if scheduler and find_spec("distributed") is None:
        raise click.UsageError(
            f"--scheduler {scheduler}: Dask is not installed; install shihu[cluster], or leave it out."
        )
    budget = Budget(moves=MOVES[choices.effort], sizes=_sizes(choices), weights=_weights(choices), seed=choices.seed)
    began = time.monotonic()
    try:
        bounds = chunk_bounds(roster)
        chunks = form_on_cluster(roster, scheduler, budget) if scheduler else form_stream(roster, budget)
        parts, told = _gather(chunks, sum(rows for _, rows in bounds), quiet=quiet)
    except FormationError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"no scheduler answers at {scheduler}: {error}") from error
    _write(out, parts)
    refused = told["hamlets"] - told["formed"]
    if not quiet:
        click.echo(
            f"{told['households']:,} households of {told['hamlets']:,} hamlets, {told['units']:,} units, "
            f"{refused:,} hamlets not formed, {time.monotonic() - began:.1f} s, seed {choices.seed}",
            err=True,
        )
    return 3 if refused else 0


def _sizes(choices: Choices) -> SizeRule:
    return SizeRule(low=choices.low, high=choices.high, target=choices.target)


def _weights(choices: Choices) -> Weights:
    return Weights(
        distance=choices.distance,
        wish=choices.wish,
        skill=choices.skill,
        preference=choices.preference,
        balance=choices.balance,
        skills_mode="complementary" if choices.complementary else "alike",
    )


def _gather(
    chunks: Iterator[ChunkResult], households: int, *, quiet: bool
) -> tuple[list[tuple[int, Any]], Counter[str]]:
    """Take the chunks as they come; return (first row, units) of each, by row, and what was counted."""
    parts: list[tuple[int, Any]] = []
    told: Counter[str] = Counter()
    with click.progressbar(length=households, label="forming", file=sys.stderr, hidden=quiet) as bar:
        for made in chunks:
            parts.append((made.first, made.unit))
            told["households"] += len(made.unit)
            told["hamlets"] += len(made.status)
            told["formed"] += int((made.status == 0).sum())
            told["units"] += int(made.units.sum())
            bar.update(len(made.unit))
    parts.sort(key=lambda part: part[0])
    return parts, told


def _write(out: Path, parts: list[tuple[int, Any]]) -> None:
    """Write the units beside the target and put the file in place as a whole."""
    import numpy as np
    import polars as pl

    unit = np.concatenate([part for _, part in parts]) if parts else np.zeros(0, dtype=np.int64)
    fresh = out.with_suffix(".parquet.new")
    pl.DataFrame({"row": np.arange(len(unit)), "unit": unit}).write_parquet(fresh)
    fresh.replace(out)
