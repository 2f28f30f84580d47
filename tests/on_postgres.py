"""Run a command with ``DATABASE_URL`` pointing at a PostgreSQL started for it, and stop it afterwards.

    python -m tests.on_postgres pytest -n 2 --database-only

The server lives in a temporary folder on a free loopback port, without fsync: it is thrown away. Where no
server program can be found the command is not run and the exit status is 0 with a loud line, except in
CI, where that is a failure.
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
from collections.abc import Iterator
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of initdb and postgres, newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -int(p.parts[-3]))
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server on ``folder``'s programs; yield its address."""
    data = Path(tempfile.mkdtemp(prefix="shihu-pg-"))
    as_postgres = ["su", "postgres", "-s", "/bin/sh", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    password = secrets.token_hex(12)
    secret = data.with_suffix(".password")
    secret.write_text(password, encoding="ascii")
    secret.chmod(0o644)

    def run(line: str) -> None:
        subprocess.run([*as_postgres, line], check=True, stdout=subprocess.DEVNULL)

    try:
        run(f"{folder}/initdb -D {data} -U shihu -A scram-sha-256 --pwfile={secret} -E UTF8 --locale=C >/dev/null")
        options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"
        run(f'{folder}/pg_ctl -D {data} -w -l {data}/log -o "{options} -c full_page_writes=off" start')
        try:
            yield f"postgresql://shihu:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(f"{folder}/pg_ctl -D {data} -m immediate stop")
    finally:
        secret.unlink(missing_ok=True)
        shutil.rmtree(data, ignore_errors=True)


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
