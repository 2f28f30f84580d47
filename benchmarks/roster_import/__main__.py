"""Rosters of 6,000 and 100,000 rows into an empty SQLite: ours against django-import-export, on the same file.

``python -m benchmarks.roster_import [rows ...]`` prints one table. Each run is a process of its own with a
database of its own, so that neither warms the other. The peer reads the same .xlsx through tablib and writes
the same columns of the same tables, in bulk, without diffs or reports; it checks no ID numbers, compares with
nothing that is there, finds no duplicates, and keeps neither an audit nor what undoing needs.

Seconds are those of the processor, which a busy machine does not change; the clock stands beside them.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_SIZES = (6_000, 100_000)


def main() -> None:
    """Build the files, run both, print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(_SIZES)
    with tempfile.TemporaryDirectory(prefix="shihu-bench-") as folder:
        print(f"{'rows':>8}  {'':<26}{'read':>9}{'write':>9}{'cpu':>9}{'clock':>9}{'peak MB':>9}{'times ours':>12}")
        for size in sizes:
            file = Path(folder) / f"{size}.xlsx"
            _run("files", file, size, Path(folder))
            ours = _run("ours", file, size, Path(folder))
            peer = _run("peer", file, size, Path(folder))
            for name, found in (("shihu", ours), ("django-import-export, bulk", peer)):
                print(
                    f"{size:>8}  {name:<26}{found['read']:>8.2f}s{found['write']:>8.2f}s{found['cpu']:>8.2f}s"
                    f"{found['wall']:>8.2f}s{found['peak']:>9.0f}{found['cpu'] / ours['cpu']:>11.1f}x"
                )


def _run(what: str, file: Path, size: int, folder: Path) -> dict[str, float]:
    environment = {
        **os.environ,
        "SHIHU_DATA": str(folder / f"{what}-{size}"),
        "SHIHU_MODE": "demo",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "shihu.config.settings",
    }
    command = [sys.executable, "-m", f"benchmarks.roster_import.{what}", str(file), str(size)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{what} failed:\n{done.stderr[-4000:]}")
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1] or "{}") if done.stdout.strip() else {}
    return answer


if __name__ == "__main__":
    main()
