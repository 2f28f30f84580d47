"""The demonstration, built once in a whole run: by the first who asks for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import override_settings

from tests.once import made_once

ROOT = Path(__file__).resolve().parents[1]
_RECORD_KEY = "journeys only: opens nothing real"


def environment_of(data: Path) -> dict[str, str]:
    """The environment of a process that has its databases in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SHIHU_", "DATABASE_URL"))}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "shihu.config.settings",
        "SHIHU_MODE": "demo",
        "SHIHU_DATA": str(data),
        "SHIHU_BUILD": str(ROOT / ".build"),
        "SHIHU_SECRET_KEY": "journeys only",
        "SHIHU_RECORD_KEY": _RECORD_KEY,
    }


@pytest.fixture(scope="session")
def built_demo(shared: Path) -> Path:
    """The folder with the demonstration's database of SQLite and its clock. Who changes anything takes a copy."""
    return made_once(shared / "built-demo", _build)


def _build(folder: Path) -> None:
    command = [sys.executable, "-m", "shihu.fronts.cli.main", "demo"]
    ran = subprocess.run(command, env=environment_of(folder), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def copied(demo: Path, data: Path) -> Path:
    """Copy the demonstration's databases into a folder; return the folder."""
    for file in demo.glob("*.sqlite3*"):
        shutil.copy(file, data)
    return data


@contextmanager
def before(data: Path) -> Iterator[None]:
    """Let this process ask the databases of SQLite in a folder, and then its own again."""
    own = connections["default"]
    theirs = type(own)({**own.settings_dict, "NAME": data / "shihu.sqlite3"}, "default")
    connections["default"] = theirs
    try:
        with override_settings(RECORD_KEY=_RECORD_KEY):
            yield
    finally:
        theirs.close()
        connections["default"] = own
