"""kill -9 in the middle of a payment of wages, and several who pay at once: on SQLite and on PostgreSQL."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

STAGE = str(Path(__file__).with_name("stage.py"))
SOUND = {"sum": 0, "breaches": 0, "chain_holds": True}


def stage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, STAGE, *words], env=environment, check=False, capture_output=True, text=True)


def at_once(environment: dict[str, str], *commands: tuple[str, ...]) -> list[str]:
    """Run processes that wait for one moment; return the last word of each."""
    at = str(time.time() + 8)
    racers = [
        subprocess.Popen([sys.executable, STAGE, *words, at], env=environment, stdout=subprocess.PIPE, text=True)
        for words in commands
    ]
    return [racer.communicate()[0].strip() for racer in racers]


def verdict(environment: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stage(environment, "verdict").stdout)
    return told


def test_wages_killed_while_they_are_booked_are_not_paid_and_can_be_paid_again(environment: dict[str, str]) -> None:
    built = stage(environment, "build", "listed")
    assert built.returncode == 0, built.stderr
    before = {"payments": ["prepared"], "lines": 4, "owed": -40_000, **SOUND}
    assert verdict(environment) == before
    killed = stage(environment, "kill")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert verdict(environment) == before
    assert stage(environment, "confirm", "0").stdout.strip() == "paid"
    assert verdict(environment) == {**before, "payments": ["paid"], "owed": 0}


def test_lists_made_and_paid_at_once_are_one(environment: dict[str, str]) -> None:
    built = stage(environment, "build", "not yet")
    assert built.returncode == 0, built.stderr
    told = at_once(environment, ("prepare", "one"), ("prepare", "one"), ("prepare", "two"))
    assert sorted(told) in (
        ["industry.no_wages", "listed", "listed"],
        ["industry.no_wages", "industry.no_wages", "listed"],
    )
    assert at_once(environment, ("confirm",), ("confirm",), ("confirm",)) == ["paid"] * 3
    assert verdict(environment) == {"payments": ["paid"], "lines": 4, "owed": 0, **SOUND}
