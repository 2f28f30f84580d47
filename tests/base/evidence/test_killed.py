"""A process that is killed between file and row leaves no row without its file, and the orphan is swept."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import os, signal, uuid
from benchmarks.roster_import.stage import NOW, TOWNSHIP, set_up
set_up()
from shihu.base.evidence.commands import attaching, attach
from shihu.base.evidence.types import Subject
from shihu.kernel.actors import Actor, Grant, Role

officer = Actor(uuid.UUID(int=7), "韩晓峰", (Grant(Role.OFFICER, TOWNSHIP),))
put = attaching.Shelving.put

def put_and_die(*given):
    put(*given)
    os.kill(os.getpid(), signal.SIGKILL)

if os.environ["DIES"] == "after the file":
    attaching.Shelving.put = put_and_die
else:
    def record_and_die(**given):
        os.kill(os.getpid(), signal.SIGKILL)
    attaching.record = record_and_die
pdf = b"%PDF-1.4\\n1 0 obj<</Type/Catalog>>endobj\\n%%EOF"
attach(actor=officer, now=NOW, key=uuid.uuid4(), subject=Subject("x", "1", TOWNSHIP), content=pdf, name="a.pdf")
"""


@pytest.mark.parametrize("moment", ["after the file", "before the commit"])
def test_a_kill_after_the_file_or_before_the_commit_leaves_no_row_and_an_orphan_that_is_swept(
    moment: str, on_sqlite: dict[str, str], tmp_path: Path
) -> None:
    environment = {**on_sqlite, "DIES": moment}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *words]
        return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)

    done = run("-c", _SCRIPT)
    assert done.returncode == -signal.SIGKILL, done.stderr
    files = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    assert len(files) == 1
    database = sqlite3.connect(tmp_path / "shihu.sqlite3")
    tables = ("evidence_content", "evidence_attachment")
    counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608 - names written above
    database.close()
    assert counts == [0, 0]
    verified = run("-m", "shihu.fronts.cli.main", "evidence", "verify")
    assert (verified.returncode, "0 files hold, 1 orphans" in verified.stdout) == (0, True), verified.stderr
    os.utime(files[0], (0, 0))
    assert "1 files swept" in run("-m", "shihu.fronts.cli.main", "evidence", "sweep").stdout
    assert not files[0].exists()
