"""kill -9 in the middle of booking a sale, and many who sell or pay at once: on SQLite and on PostgreSQL."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import on_postgres

RACERS = 3
STAGE = str(Path(__file__).with_name("stage.py"))
ROOT = str(Path(__file__).parents[4])


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own, in which a farm stands."""
    given = {
        **os.environ,
        "SHIHU_DATA": str(tmp_path),
        "SHIHU_MODE": "demo",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "shihu.config.settings",
        "PYTHONPATH": os.pathsep.join([ROOT, *(path for path in sys.path if path)]),
    }
    if request.param == "sqlite":
        yield _built(given)
        return
    folder = on_postgres.programs()
    if folder is None:
        pytest.skip("No PostgreSQL server on this machine")
    with on_postgres.server(folder) as address:
        yield _built({**given, "DATABASE_URL": address})


def _built(environment: dict[str, str]) -> dict[str, str]:
    built = stage(environment, "build")
    assert built.returncode == 0, built.stderr
    return environment


def stage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, STAGE, *words]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def verdict(environment: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stage(environment, "verdict").stdout)
    return told


def at_once(environment: dict[str, str], *acts: tuple[str, str]) -> list[dict[str, str]]:
    """Let processes act at the same moment; return what each answered."""
    at = str(time.time() + 8)
    racers = [
        subprocess.Popen([sys.executable, STAGE, *act, at], env=environment, stdout=subprocess.PIPE, text=True)
        for act in acts
    ]
    return [json.loads(racer.communicate()[0]) for racer in racers]


def test_killed_while_selling_nothing_remains_and_at_once_everything_happens_once(environment: dict[str, str]) -> None:
    killed = stage(environment, "kill")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    sound = {"breaches": 0, "chain_holds": True}
    assert verdict(environment) == {"sales": 0, "lines": 0, "slips": 0, "entries": 0, "paid": 0, **sound}
    # Different keys for the same goods: one sells, the others are told that nothing is left.
    answers = at_once(environment, *(("sell", f"race-sale-{racer}") for racer in range(RACERS)))
    assert sum("sale" in answer for answer in answers) == 1
    assert {answer.get("refused") for answer in answers} == {None, "industry.sold_above_delivered"}
    assert verdict(environment) == {"sales": 1, "lines": 2, "slips": 2, "entries": 1, "paid": 0, **sound}
    # A double click (one key twice) and a second list: everybody is paid once.
    answers = at_once(environment, ("pay", "race-pay-1"), ("pay", "race-pay-1"), ("pay", "race-pay-2"))
    assert len({answer["payout"] for answer in answers if "payout" in answer}) == 1
    assert verdict(environment) == {"sales": 1, "lines": 2, "slips": 2, "entries": 1, "paid": 2, **sound}
