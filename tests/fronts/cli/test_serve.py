"""The supervisor starts again what dies, gives up on what keeps dying, and ends everything together."""

import socket
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from shihu.fronts.cli.serve import Supervisor, serve


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def wait_for(condition: object, seconds: float = 20) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)


def test_a_process_that_dies_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    code = f"open({str(log)!r}, 'a').write('x'); import os, time; (os.path.getsize({str(log)!r}) < 2) or time.sleep(60)"
    supervisor = Supervisor([python(code)])
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    wait_for(lambda: log.exists() and len(log.read_text()) >= 2)
    supervisor.over.set()
    watching.join()
    supervisor.stop()
    assert [p.poll() is None for p in supervisor.processes] == [False]


def test_a_process_that_keeps_dying_ends_the_whole(capfd: pytest.CaptureFixture[str]) -> None:
    supervisor = Supervisor([python("raise SystemExit(3)"), python("import time; time.sleep(60)")], pause=0.01)
    supervisor.start()
    supervisor.watch()
    supervisor.stop()
    assert "keeps dying" in capfd.readouterr().err
    assert supervisor.processes[1].poll() is not None


def test_a_signal_takes_no_lock_and_ends_the_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    supervisor = Supervisor([python("import time; time.sleep(60)")])
    supervisor.start()

    def locked() -> None:
        pytest.fail("the thread that the signal interrupts may hold this lock")

    with monkeypatch.context() as patch:
        patch.setattr(supervisor.over, "set", locked)
        supervisor.ask()
    supervisor.watch()
    supervisor.stop()
    assert supervisor.over.is_set()
    assert supervisor.processes[0].poll() is not None


def test_a_process_that_will_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shihu.fronts.cli.serve._PATIENCE", 0.5)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    supervisor = Supervisor([python(deaf)])
    supervisor.start()
    time.sleep(0.5)
    supervisor.stop()
    wait_for(lambda: supervisor.processes[0].poll() is not None)


def test_a_taken_port_is_said_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = CliRunner().invoke(serve, ["--prepared", "--port", str(taken.getsockname()[1])])
    assert ran.exit_code == 1
    assert "choose another --port" in ran.output
