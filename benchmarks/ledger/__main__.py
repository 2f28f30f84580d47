"""Our ledger against django-hordak and django-ledger on one PostgreSQL, in one run, with ratios.

``python -m benchmarks.ledger [--posts 1000] [--lines 1000000] [--quick]``

Each system runs in a process of its own with a database of its own on the same server. *Posting*: one entry of two
lines after the other, each in its own transaction, by the call that the library documents; then a hundred to a
transaction. Ours also checks permission, rules, period, document and idempotency key, reads back what was written and
appends to the hash-chained audit. *Statement*: an
account with ``lines`` lines (as many entries), filled in bulk with triggers off, the same for all three: its balance on
the last day, the last page of 50 lines with the balance after each, and the balances of all accounts.

The peers do less: django-hordak has no periods, documents, keys, approvals or audit; django-ledger has periods, but no
balance after a line (a dash). hordak does not migrate on SQLite; ours is shown there too. Seconds are the clock's.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import on_postgres

SYSTEMS = {
    "shihu": ("ours", "shihu.config.settings", "ours"),
    "django-hordak": ("hordak_peer", "benchmarks.ledger.settings_hordak", "hordak"),
    "django-ledger": ("django_ledger_peer", "benchmarks.ledger.settings_django_ledger", "peer"),
}
MEASURES = (
    ("posts", "entries/s, one transaction each", "{:.0f}"),
    ("batch", "entries/s, 100 to a transaction", "{:.0f}"),
    ("balance", "ms, balance of the account", "{:.1f}"),
    ("page", "ms, last page with balance after", "{:.1f}"),
    ("trial", "ms, balances of all accounts", "{:.1f}"),
)


def main(words: list[str]) -> int:
    """Run the systems one after the other and print one table."""
    posts, lines = _asked(words, "--posts", 1_000), _asked(words, "--lines", 1_000_000)
    if "--quick" in words:
        posts, lines = 200, 20_000
    # A run that is ended from outside must still stop its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = on_postgres.programs()
    if folder is None:
        print("no PostgreSQL server on this machine", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="shihu-bench-") as scratch, on_postgres.server(folder) as address:
        found = {name: _run(name, address, Path(scratch), posts, lines) for name in SYSTEMS}
        sqlite = _run("shihu", "", Path(scratch) / "sqlite", posts, 0)
    print(f"{posts:,} entries posted one by one; then an account with {lines:,} lines (PostgreSQL)")
    print(f"{'':<36}" + "".join(f"{name:>16}" for name in SYSTEMS) + f"{'hordak/ours':>14}{'ledger/ours':>14}")
    for key, label, shape in MEASURES:
        values = [found[name].get(key) for name in SYSTEMS]
        told = "".join(f"{shape.format(value) if value is not None else '—':>16}" for value in values)
        ours = values[0] or 0.0
        ratios = "".join(f"{f'{value / ours:.2f}' if value and ours else '—':>14}" for value in values[1:])
        print(f"{label:<36}{told}{ratios}")
    print(f"{'entries/s on SQLite':<36}{sqlite['posts']:>16.0f}")
    return 0


def _asked(words: list[str], name: str, otherwise: int) -> int:
    return int(words[words.index(name) + 1]) if name in words else otherwise


def _run(name: str, address: str, folder: Path, posts: int, lines: int) -> dict[str, float]:
    module, settings, database = SYSTEMS[name]
    if address:
        _create(address, database)
        address = address.rsplit("/", 1)[0] + f"/{database}"
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "SHIHU_DATA": str(folder),
        "SHIHU_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": settings,
    }
    command = [sys.executable, "-m", f"benchmarks.ledger.{module}", str(posts), str(lines)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-4000:]}")
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def _create(address: str, name: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
