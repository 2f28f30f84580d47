"""``shihu form roster.parquet``: the same units here and on a cluster, refused where the file cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner, Result

from shihu.fronts.cli.form import form

SIZES = (20, 33, 47, 16)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Four hamlets; every third household is able to lead."""
    random = np.random.default_rng(7)
    n = sum(SIZES)
    frame = pl.DataFrame(
        {
            "hamlet": np.repeat(np.arange(len(SIZES)), SIZES),
            "x": random.random(n) * 400,
            "y": random.random(n) * 400,
            "wealth": random.integers(0, 3, n),
            "party": random.random(n) < 0.1,
            "can_lead": np.arange(n) % 3 == 0,
            "wish_0": (random.random(n) < 0.5).astype(float),
            "skill_0": random.random(n),
        }
    )
    path = tmp_path / "roster.parquet"
    frame.write_parquet(path)
    return path


def run(roster: Path, *words: str) -> Result:
    return CliRunner().invoke(form, [str(roster), *words])


def units(path: Path) -> list[int]:
    return pl.read_parquet(path)["unit"].to_list()


def test_every_household_gets_a_unit_of_its_hamlet_within_the_size_range(roster: Path, tmp_path: Path) -> None:
    ran = run(roster, "--out", str(tmp_path / "units.parquet"))
    assert ran.exit_code == 0, ran.output
    assert "116 households of 4 hamlets" in ran.output
    made = pl.read_parquet(roster).with_columns(pl.Series("unit", units(tmp_path / "units.parquet")))
    sizes = made.group_by("hamlet", "unit").agg(pl.len(), pl.col("can_lead").any())
    assert sizes["len"].is_between(8, 12).all()
    assert sizes["can_lead"].all()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="the cluster's own package is not installed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, host="127.0.0.1", protocol="tcp://"
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_units_that_one_machine_gives(roster: Path, tmp_path: Path, scheduler: str) -> None:
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    assert run(roster, "--out", str(here), "--quiet").exit_code == 0
    ran = run(roster, "--out", str(there), "--quiet", "--scheduler", scheduler)
    assert ran.exit_code == 0, ran.output
    assert units(there) == units(here)


def test_a_hamlet_without_heads_is_left_unformed_and_the_status_says_so(roster: Path, tmp_path: Path) -> None:
    pl.read_parquet(roster).with_columns(can_lead=pl.col("can_lead") & (pl.col("hamlet") != 1)).write_parquet(roster)
    ran = run(roster, "--out", str(tmp_path / "units.parquet"))
    assert ran.exit_code == 3
    assert "1 hamlets not formed" in ran.output
    made = units(tmp_path / "units.parquet")
    assert set(made[20:53]) == {-1}
    assert -1 not in made[:20] + made[53:]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda frame: frame.drop("wealth"), "no columns"),
        (lambda frame: frame.sort("x"), "sort the file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_written(
    roster: Path, tmp_path: Path, spoil: object, told: str
) -> None:
    assert callable(spoil)
    spoil(pl.read_parquet(roster)).write_parquet(roster)
    ran = run(roster, "--out", str(tmp_path / "units.parquet"))
    assert ran.exit_code == 1
    assert told in ran.output
    assert not (tmp_path / "units.parquet").exists()


def test_a_workbook_cannot_hold_a_province_and_a_cluster_takes_no_workbook(roster: Path, tmp_path: Path) -> None:
    assert run(roster, "--out", str(tmp_path / "units.xlsx")).exit_code == 2
    workbook = tmp_path / "roster.xlsx"
    workbook.touch()
    assert run(workbook, "--scheduler", "tcp://127.0.0.1:1").exit_code == 2
