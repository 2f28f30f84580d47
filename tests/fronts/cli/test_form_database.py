"""``shihu form postgresql://…``: a table gives the units of a Parquet file with the same rows, here or on a cluster."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import psycopg
import pytest
from click.testing import CliRunner, Result
from tests.on_postgres import programs, server

from shihu.fronts.cli.form import form
from shihu.fronts.cli.form.database import opened
from shihu.fronts.cli.form.province import form_streamed
from shihu.services.units.types import Choices

SIZES = (20, 33, 47, 16)
HAMLETS = ("9 west", "10 east", "一队", "b'c")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server program on this machine")
    with server(folder) as url:
        yield url


def rows() -> list[tuple[object, ...]]:
    """Households keyed by hamlet and number, in an order that is neither; pairs 0-1 keep apart, 2-3 like each other."""
    random = np.random.default_rng(7)
    made: list[tuple[object, ...]] = []
    for hamlet, n in zip(HAMLETS, SIZES, strict=True):
        for i in range(n):
            x, y, skill = random.random(3) * (400, 400, 1)
            refused = {0: [1, 999], 1: [0]}.get(i)
            mutual = {2: [3], 3: [2]}.get(i)
            wealth, party, wish = int(random.integers(3)), bool(random.random() < 0.1), float(random.random() < 0.5)
            made.append((hamlet, i, x, y, wealth, party, i % 3 == 0, wish, skill, mutual, refused, "a note"))
    random.shuffle(made)
    return made


@pytest.fixture
def table(address: str) -> Iterator[str]:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA county")
        connection.execute(
            'CREATE TABLE county."Roster 1" (hamlet text, household int, x float8, y float8, wealth smallint, '
            "party bool, can_lead bool, wish_0 real, skill_0 float8, mutual int[], refused int[], wish_note text)"
        )
        with connection.cursor() as cursor, cursor.copy('COPY county."Roster 1" FROM STDIN') as copy:
            for row in rows():
                copy.write_row(row)
        connection.execute('CREATE INDEX ON county."Roster 1" (hamlet, household)')
        yield "county.Roster 1"
        connection.execute("DROP SCHEMA county CASCADE")


@pytest.fixture
def parquet(address: str, table: str, tmp_path: Path) -> Path:
    """The same rows in the order of the database, their relations by place within the hamlet."""
    with psycopg.connect(address) as connection:
        found = connection.execute('SELECT * FROM county."Roster 1" ORDER BY hamlet, household').fetchall()
    names = ("hamlet", "household", "x", "y", "wealth", "party", "can_lead", "wish_0", "skill_0", "mutual", "refused")
    frame = pl.DataFrame([row[:-1] for row in found], schema=names, orient="row", infer_schema_length=None)
    known = pl.col("refused").list.eval(pl.element().filter(pl.element() < 100))
    path = tmp_path / "roster.parquet"
    frame.with_columns(known).write_parquet(path)
    return path


def run(address: str, *words: str) -> Result:
    return CliRunner().invoke(form, [address, *words])


def test_a_table_gives_the_units_of_the_same_parquet_file(
    address: str, table: str, parquet: Path, tmp_path: Path
) -> None:
    ran = run(address, "--table", table, "--out", str(tmp_path / "here.parquet"))
    assert ran.exit_code == 0, ran.output
    assert "116 households of 4 hamlets" in ran.output
    assert run(str(parquet), "--out", str(tmp_path / "there.parquet")).exit_code == 0
    made, expected = pl.read_parquet(tmp_path / "here.parquet"), pl.read_parquet(tmp_path / "there.parquet")
    assert made["unit"].to_list() == expected["unit"].to_list()
    assert made["household"].to_list() == [str(k) for k in pl.read_parquet(parquet)["household"]]
    unit = {(hamlet, household): unit for hamlet, household, unit in made.iter_rows()}
    assert all(unit[hamlet, "0"] != unit[hamlet, "1"] for hamlet in HAMLETS)


def test_small_chunks_and_a_cluster_give_the_same_units(address: str, table: str, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the cluster's own package is not installed")
    for name, scheduler in (("whole", None), ("chunks", None)):
        chunk = 10**6 if name == "whole" else 30
        out = tmp_path / f"{name}.parquet"
        assert form_streamed(address, out, Choices(), table=table, scheduler=scheduler, chunk=chunk, quiet=True) == 0
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, host="127.0.0.1", protocol="tcp://"
    ) as cluster:
        out = tmp_path / "cluster.parquet"
        asked = {"table": table, "scheduler": cluster.scheduler_address, "chunk": 30, "quiet": True}
        assert form_streamed(address, out, Choices(), **asked) == 0
    whole = pl.read_parquet(tmp_path / "whole.parquet")
    assert whole.equals(pl.read_parquet(tmp_path / "chunks.parquet"))
    assert whole.equals(pl.read_parquet(tmp_path / "cluster.parquet"))


def test_every_chunk_sees_the_table_as_it_stood_at_the_start(address: str, table: str) -> None:
    with opened(address, table) as roster:
        first, *others = roster.chunks(30)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute('DELETE FROM county."Roster 1"')
        assert roster.read(first).households.n == first.rows
        assert sum(roster.read(chunk).households.n for chunk in (first, *others)) == sum(SIZES)
        assert all(n >= 30 for n in (chunk.rows for chunk in (first, *others[:-1])))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE {} SET x = NULL WHERE household = 3", "have no x, household 3 of"),
        ("UPDATE {} SET hamlet = NULL WHERE household = 3", "have no hamlet"),
        ("UPDATE {} SET household = 4 WHERE household = 3", "household 4 of hamlet"),
        ("ALTER TABLE {} DROP COLUMN wealth", "no columns ['wealth']"),
        ("DELETE FROM {}", "holds no household"),
        ("ALTER TABLE {} RENAME TO elsewhere", "does not exist"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_its_reason(
    address: str, table: str, tmp_path: Path, change: str, told: str
) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(change.format('county."Roster 1"').encode())
    ran = run(address, "--table", table, "--out", str(tmp_path / "units.parquet"))
    assert ran.exit_code == 1
    assert told in ran.output
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    ran = run("postgresql://han:secret@127.0.0.1:1/none", "--out", str(tmp_path / "units.parquet"))
    assert ran.exit_code == 1
    assert "cannot be read from the database" in ran.output
    assert "secret" not in ran.output
