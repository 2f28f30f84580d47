"""Databases for processes of their own, which tests kill or let race."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import on_postgres


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
