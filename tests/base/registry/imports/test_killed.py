"""A worker that is killed in the middle of loading leaves the registry as it was."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import os, signal
from benchmarks.roster_import import files
from benchmarks.roster_import.stage import NOW, TOWNSHIP, set_up
set_up()
from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.commands.roster import load_roster
from shihu.base.registry.queries.imports import hamlets_of
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import SYSTEM

lines = [",".join(map(str, row)) for row in (files.HEADINGS, *files.rows(400))]
hamlets = hamlets_of(TOWNSHIP, actor=SYSTEM)
made = read_roster("\\n".join(lines).encode(), "a.csv", hamlets, all_terms(), NOW.date(), True)

def step(done, total, note):
    # Most of the rows are written by now, and nothing is committed.
    if done >= 85:
        os.kill(os.getpid(), signal.SIGKILL)

load_roster(actor=SYSTEM, now=NOW, households=made.households, progress=step)
"""


def test_kill_in_the_middle_of_loading_leaves_nothing_half_written(on_sqlite: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], env=on_sqlite, check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with sqlite3.connect(tmp_path / "shihu.sqlite3") as database:
        tables = ("registry_person", "registry_household", "registry_membership", "registry_wish")
        count = "SELECT count(*) FROM "
        counts = [database.execute(count + table).fetchone()[0] for table in tables]
        places = database.execute("SELECT count(*) FROM places_place").fetchone()[0]
        entries = database.execute("SELECT count(*) FROM audit_auditentry WHERE action LIKE 'registry.%'").fetchone()[0]
    database.close()
    assert places > 80
    assert (counts, entries) == ([0] * 4, 0)
