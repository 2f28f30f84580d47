"""Processes of their own on a database of their own, which tests kill or let race.

Tables and vocabularies are made once in a whole run, for each of SQLite and PostgreSQL, and copied for each test. What
a process does stands in ``stage.py`` beside its test: a function for each word of the command line.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, Self

import pytest

from tests import on_postgres
from tests.once import made_once

_ROOT = str(Path(__file__).parents[1])


def _given(folder: Path, address: str = "") -> dict[str, str]:
    return {
        **os.environ,
        "SHIHU_DATA": str(folder),
        "SHIHU_MODE": "demo",
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "shihu.config.settings",
        "PYTHONPATH": os.pathsep.join([_ROOT, *(path for path in sys.path if path)]),
    }


def _fill(environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "tests.processes"], env=environment, check=True)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that all workers of a run see."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def ready_sqlite(shared: Path) -> Path:
    """A folder with a database of SQLite: all tables, the vocabularies."""
    return made_once(shared / "ready-sqlite", lambda folder: _fill(_given(folder)))


@pytest.fixture(scope="session")
def ready_postgresql(shared: Path) -> Path:
    """The same of PostgreSQL, packed."""
    programs = on_postgres.programs()
    if programs is None:
        pytest.skip("No PostgreSQL server on this machine")
    return (
        made_once(
            shared / "ready-postgresql",
            lambda folder: on_postgres.pack(
                programs, folder / "packed.tar", fill=lambda address: _fill(_given(shared, address))
            ),
        )
        / "packed.tar"
    )


@pytest.fixture
def on_sqlite(ready_sqlite: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of processes with a database of SQLite of their own."""
    for file in ready_sqlite.glob("*.sqlite3*"):
        shutil.copy(file, tmp_path)
    return _given(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own, of either kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("on_sqlite")
        return
    packed, folder = request.getfixturevalue("ready_postgresql"), on_postgres.programs()
    assert folder is not None
    with on_postgres.server(folder, packed) as address:
        yield _given(tmp_path, address)


class Players:
    """The ``stage.py`` beside a test: one process that has loaded everything and forks a player for each word.

    A player is a process of its own: it can be killed, it opens its own connections.
    """

    def __init__(self, script: Path, environment: Mapping[str, str], folder: Path) -> None:
        self._folder, self._count = folder, 0
        command, pipe = [sys.executable, str(script)], subprocess.PIPE
        self._house = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_told: object) -> None:
        self._house.communicate()

    def _ask(self, **told: object) -> str:
        assert self._house.stdin is not None
        assert self._house.stdout is not None
        self._house.stdin.write(json.dumps(told) + "\n")
        self._house.stdin.flush()
        return self._house.stdout.readline()

    def _send(self, words: tuple[str, ...], gate: Path | None = None) -> Path:
        self._count += 1
        place = self._folder / f"player-{self._count}"
        self._ask(words=words, place=str(place), gate=str(gate or ""))
        return place

    def _end(self, place: Path) -> tuple[int, str, str]:
        status = int(self._ask(ended=str(place)))
        return status, place.with_suffix(".out").read_text(), place.with_suffix(".err").read_text()

    def killed(self, *words: str) -> None:
        """Let one player act who must be killed."""
        status, _out, err = self._end(self._send(words))
        assert status == -signal.SIGKILL, err

    def said(self, *words: str) -> Any:
        """Let one player act; return what is said, None where nothing is."""
        return self._answer(self._send(words))

    def at_once(self, *acts: tuple[str, ...]) -> list[Any]:
        """Let players come to the point, each waiting at ``at_the_word``, then all go; return what each says."""
        gate = self._folder / f"gate-{self._count}"
        places = [self._send(words, gate) for words in acts]
        while not all(place.with_suffix(".ready").exists() for place in places):
            time.sleep(0.01)
        gate.touch()
        return [self._answer(place) for place in places]

    def _answer(self, place: Path) -> Any:
        status, out, err = self._end(place)
        assert status == 0, err
        return json.loads(out) if out else None


@pytest.fixture
def players(request: pytest.FixtureRequest, environment: dict[str, str], tmp_path: Path) -> Iterator[Players]:
    """The players of the ``stage.py`` beside the test."""
    with Players(request.path.with_name("stage.py"), environment, tmp_path) as house:
        yield house


def begin(words: Mapping[str, Any], *modules: str) -> None:
    """Load ``modules``, then fork a player for each word that is asked for: the last line of each ``stage.py``."""
    import django

    django.setup()
    for module in modules:
        import_module(module)
    players: dict[str, int] = {}
    for line in sys.stdin:
        told = json.loads(line)
        if "ended" in told:
            _pid, status = os.waitpid(players[told["ended"]], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = players[told["place"]] = os.fork()
            if answer == 0:
                _play(words, **told)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


_WAITS: dict[str, Path] = {}


def _play(script: Mapping[str, Any], *, place: str, gate: str, **told: list[str]) -> NoReturn:
    """Act in the forked process, what is said and what goes wrong into files, and end it."""
    here = Path(place)
    for stream, suffix in ((1, ".out"), (2, ".err")):
        os.dup2(os.open(here.with_suffix(suffix), os.O_WRONLY | os.O_CREAT), stream)
    if gate:
        _WAITS.update(ready=here.with_suffix(".ready"), gate=Path(gate))
    word, *rest = told["words"]
    status = 1
    try:
        script[word](*rest)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it was, the test reads it
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def at_the_word() -> None:
    """Wait, in a player of several, until all are ready; one alone does not wait."""
    if not _WAITS:
        return
    _WAITS["ready"].touch()
    while not _WAITS["gate"].exists():
        time.sleep(0.002)


def say(told: object) -> None:
    """Answer the test."""
    sys.stdout.write(json.dumps(told))


def _make() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from tests.conftest import load_vocabularies

    call_command("migrate", verbosity=0)
    load_vocabularies()


if __name__ == "__main__":
    _make()
