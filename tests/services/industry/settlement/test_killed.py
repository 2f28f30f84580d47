"""kill -9 in the middle of a payment, and two who pay at once: on SQLite and on PostgreSQL."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

STAGE = str(Path(__file__).with_name("stage.py"))


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


SOUND = {"sum": 0, "breaches": 0, "chain_holds": True}


def test_a_payment_killed_while_it_is_booked_is_not_made_and_can_be_made_again(environment: dict[str, str]) -> None:
    built = stage(environment, "build", "ordered")
    assert built.returncode == 0, built.stderr
    before = {"payouts": ["ordered"], "lines": 3, "owed": -72_000, **SOUND}
    assert verdict(environment) == before
    killed = stage(environment, "kill")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert verdict(environment) == before
    assert stage(environment, "confirm", "0").stdout.strip() == "paid"
    assert verdict(environment) == {**before, "payouts": ["paid"], "owed": 0}


def test_payments_ordered_and_made_at_once_are_one(environment: dict[str, str]) -> None:
    built = stage(environment, "build", "not yet")
    assert built.returncode == 0, built.stderr
    told = at_once(environment, ("order", "one"), ("order", "two"), ("order", "three"))
    assert sorted(told) == ["industry.no_dividend_to_pay", "industry.no_dividend_to_pay", "ordered"]
    assert at_once(environment, ("confirm",), ("confirm",), ("confirm",)) == ["paid"] * 3
    assert verdict(environment) == {"payouts": ["paid"], "lines": 3, "owed": 0, **SOUND}
