"""Run a command with ``DATABASE_URL`` pointing at a PostgreSQL started for it, and stop it afterwards.

    python -m tests.on_postgres pytest -n 2 --database-only

The server lives in a temporary folder on a free loopback port, without fsync: it is thrown away. Where no
server program can be found the command is not run and the exit status is 0 with a loud line, except in
CI, where that is a failure. What a server holds can be packed once (``pack``) and started again many times
(``server(programs, packed)``), which costs a second where building it costs half a minute.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PASSWORD = "password-of-shihu"


def programs() -> Path | None:
    """Return the folder of initdb and postgres, newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -int(p.parts[-3]))
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def server(folder: Path, packed: Path | None = None) -> Iterator[str]:
    """Start a server on ``folder``'s programs, new or with what was packed; yield its address."""
    with _place() as data:
        if packed is None:
            _make(folder, data)
        else:
            _tar("-xpf", str(packed), "-C", str(data))
        with _running(folder, data) as address:
            yield address


def pack(folder: Path, packed: Path, *, fill: Callable[[str], None]) -> None:
    """Start a new server, let ``fill`` write through its address, and keep what it holds in the file ``packed``."""
    with _place() as data:
        _make(folder, data)
        with _running(folder, data, stop="fast") as address:
            fill(address)
        _tar("-cf", str(packed), "-C", str(data), ".")


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    data = Path(tempfile.mkdtemp(prefix="shihu-pg-"))
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _run(line: str) -> None:
    as_postgres = ["su", "postgres", "-s", "/bin/sh", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    subprocess.run([*as_postgres, line], check=True, stdout=subprocess.DEVNULL)


def _tar(*words: str) -> None:
    subprocess.run([shutil.which("tar") or "tar", *words], check=True)


def _make(folder: Path, data: Path) -> None:
    secret = data.with_suffix(".password")
    secret.write_text(secrets.token_hex(12), encoding="ascii")
    secret.chmod(0o644)
    try:
        _run(f"{folder}/initdb -D {data} -U shihu -A scram-sha-256 --pwfile={secret} -E UTF8 --locale=C >/dev/null")
        shutil.move(secret, data / _PASSWORD)
    finally:
        secret.unlink(missing_ok=True)


@contextlib.contextmanager
def _running(folder: Path, data: Path, *, stop: str = "immediate") -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"
    # No vacuum by itself: it counts the rows of a running test as none, and a plan for empty tables takes minutes.
    options += " -c full_page_writes=off -c autovacuum=off"
    _run(f'{folder}/pg_ctl -D {data} -w -l {data}/log -o "{options}" start')
    try:
        yield f"postgresql://shihu:{(data / _PASSWORD).read_text(encoding='ascii')}@127.0.0.1:{port}/postgres"
    finally:
        _run(f"{folder}/pg_ctl -D {data} -m {stop} stop")


def main() -> int:
    folder = programs()
    if folder is None:
        sys.stderr.write("\n*** No PostgreSQL server here: THE DATABASE TESTS RAN ON SQLITE ALONE ***\n\n")
        return 1 if os.environ.get("CI") else 0
    # A run that is ended from outside must still stop its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    with server(folder) as address:
        sys.stderr.write(f"PostgreSQL is up after {time.monotonic() - began:.1f} s\n")
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
