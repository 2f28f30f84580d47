"""kill -9 in the middle of a payout, then several who pay the same list at once: on SQLite and on PostgreSQL."""

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
CRASH = str(Path(__file__).with_name("crash.py"))


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own."""
    given = {
        **os.environ,
        "SHIHU_DATA": str(tmp_path),
        "SHIHU_MODE": "demo",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "shihu.config.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    if request.param == "sqlite":
        yield given
        return
    folder = on_postgres.programs()
    if folder is None:
        pytest.skip("No PostgreSQL server on this machine")
    with on_postgres.server(folder) as address:
        yield {**given, "DATABASE_URL": address}


def crash(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, CRASH, *words]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def verdict(environment: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(crash(environment, "verdict").stdout)
    return told


def test_a_payout_killed_in_the_middle_pays_nobody_and_sent_again_by_several_pays_once(
    environment: dict[str, str],
) -> None:
    built = crash(environment, "build")
    assert built.returncode == 0, built.stderr
    killed = crash(environment, "kill")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    sound = {"awarded": 150_000, "left": 350_000, "breaches": 0, "chain_holds": True}
    assert verdict(environment) == {**sound, "paid": 0, "payments": 0}
    command = [sys.executable, CRASH, "pay", str(time.time() + 8)]
    racers = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(RACERS)
    ]
    ends = [racer.communicate() for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * RACERS, ends
    answers = [json.loads(out) for out, _ in ends]
    assert len({answer["entry"] for answer in answers}) == 1
    assert sorted(answer["is_new"] for answer in answers) == [False] * (RACERS - 1) + [True]
    assert verdict(environment) == {**sound, "paid": 150_000, "payments": 1}
