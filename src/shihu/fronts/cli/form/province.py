"""``shihu form`` for a county or a province: many hamlets, chunk by chunk, here or on a Dask cluster.

A spreadsheet holds a township; more than that comes as Parquet (columns: engines/formation/roster.py) or stands in a
table of a PostgreSQL database (database.py). Chunks of whole hamlets are formed and written as they come, so that
memory holds one chunk for each worker, and one that is read ahead, and no more.
"""

import sys
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from shihu.engines.formation import FormationError, SizeRule, Weights
from shihu.engines.formation.cluster import Budget, form_on_cluster, form_stream
from shihu.engines.formation.roster import CHUNK, ParquetRoster, Roster
from shihu.fronts.cli.form.database import SCHEMES, opened
from shihu.services.units.types import Choices

# Annealing moves a household by effort; a single hamlet is formed with far more, a province in minutes with these.
MOVES = {"quick": 0, "standard": 50, "thorough": 400, "proven": 400}


def is_streamed(roster: str) -> bool:
    """Whether a roster is read chunk by chunk."""
    return roster.startswith(SCHEMES) or Path(roster).suffix == ".parquet"


def form_streamed(
    roster: str, out: Path, choices: Choices, *, table: str, scheduler: str | None, chunk: int = CHUNK, quiet: bool
) -> int:
    """Form every hamlet of ``roster``; write ``out``, one row for each household. Returns the exit code.

    ``out`` has the columns row and unit for a Parquet roster, in the order of its rows; hamlet, household and unit for
    a table, in the order of the two. A unit's number counts from 0 within its hamlet.

    0 every hamlet was formed, 1 the roster cannot be used, 3 some hamlet cannot be formed by the rules (its rows have
    unit -1).
    """
    if out.suffix != ".parquet":
        raise click.UsageError(f"--out {out}: the units of such a roster are written as Parquet; name a .parquet file.")
    if scheduler and find_spec("distributed") is None:
        raise click.UsageError(
            f"--scheduler {scheduler}: Dask is not installed; install shihu[cluster], or leave it out."
        )
    budget = Budget(moves=MOVES[choices.effort], sizes=_sizes(choices), weights=_weights(choices), seed=choices.seed)
    began = time.monotonic()
    try:
        with _source(roster, table) as source:
            told = _formed(source, out, budget, scheduler=scheduler, size=chunk, quiet=quiet)
    except FormationError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"no scheduler answers at {scheduler}: {error}") from error
    refused = told["hamlets"] - told["formed"]
    if not quiet:
        click.echo(
            f"{told['households']:,} households of {told['hamlets']:,} hamlets, {told['units']:,} units, "
            f"{refused:,} hamlets not formed, {time.monotonic() - began:.1f} s, seed {choices.seed}",
            err=True,
        )
    return 3 if refused else 0


def _source(roster: str, table: str) -> AbstractContextManager[Roster]:
    return opened(roster, table) if roster.startswith(SCHEMES) else nullcontext(ParquetRoster(Path(roster)))


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


def _formed(
    roster: Roster, out: Path, budget: Budget, *, scheduler: str | None, size: int, quiet: bool
) -> Counter[str]:
    """Form and write the chunks as they come, each to a part of its own; then put the parts in order. What was counted.

    The target appears as a whole: it is joined beside its place and moved there.
    """
    import polars as pl

    chunks = roster.chunks(size)
    if not chunks:
        raise click.ClickException("the roster holds no household.")
    parts = (
        form_on_cluster(roster, chunks, budget, scheduler=scheduler)
        if scheduler
        else form_stream(roster, chunks, budget)
    )
    told: Counter[str] = Counter()
    with (
        TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder,
        click.progressbar(
            length=sum(chunk.rows for chunk in chunks), label="forming", file=sys.stderr, hidden=quiet
        ) as bar,
    ):
        for made in parts:
            named = pl.DataFrame(dict(made.names)).with_columns(pl.Series("unit", made.unit))
            named.write_parquet(Path(folder) / f"{made.chunk.first:012d}.parquet")
            told["households"] += len(made.unit)
            told["hamlets"] += len(made.status)
            told["formed"] += int((made.status == 0).sum())
            told["units"] += int(made.units.sum())
            bar.update(len(made.unit))
        whole = Path(folder) / "whole"
        pl.scan_parquet(sorted(Path(folder).glob("*.parquet"))).sink_parquet(whole)
        whole.replace(out)
    return told
