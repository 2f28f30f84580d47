"""kill -9 in the middle of posting, and many who post under one key at once: on SQLite and on PostgreSQL."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

RACERS = 6
STAGE = str(Path(__file__).with_name("stage.py"))


def stage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, STAGE, *words]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def verdict(environment: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stage(environment, "verdict").stdout)
    return told


def test_a_process_killed_in_the_middle_of_posting_leaves_the_books_balanced(environment: dict[str, str]) -> None:
    built = stage(environment, "build")
    assert built.returncode == 0, built.stderr
    killed = stage(environment, "kill")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    sound = {"lines": 4, "sum": 0, "breaches": 0, "chain_holds": True}
    assert verdict(environment) == {"keys": ["before-1", "before-2"], **sound}
    # The same act, sent again after the crash, is booked as if nothing had happened.
    assert stage(environment, "race", "killed-3", "300", "0").returncode == 0
    assert verdict(environment) == {"keys": ["before-1", "before-2", "killed-3"], **sound, "lines": 6}


def test_processes_that_post_under_one_key_at_once_book_once(environment: dict[str, str]) -> None:
    assert stage(environment, "build").returncode == 0
    at = str(time.time() + 6)
    command = [sys.executable, STAGE, "race", "one-key-for-all", "300", at]
    racers = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(RACERS)
    ]
    ends = [racer.communicate() for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * RACERS, ends
    answers = [json.loads(out) for out, _ in ends]
    assert len({answer["entry"] for answer in answers}) == 1
    assert sorted(answer["is_new"] for answer in answers) == [False] * (RACERS - 1) + [True]
    assert verdict(environment)["keys"] == ["one-key-for-all"]
    assert verdict(environment)["breaches"] == 0
