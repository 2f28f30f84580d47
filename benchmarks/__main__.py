"""``make bench``: every benchmark, one after the other, each side by side with its peers.

python -m benchmarks                 all
python -m benchmarks pages           one of them
python -m benchmarks --quick         shorter runs, for a look
"""

import subprocess
import sys
import time

BENCHMARKS = {
    "formation": "units of the demonstration township against k-means-constrained, pymetis, KaHIP, CP-SAT, a plain cut",
    "workbench": "drafts solved again after 1, 5 and 20 changes against a solve from nothing; previews of a move",
    "roster_import": "6,000 and 100,000 rows against django-import-export",
    "workdays": "working-day limits against chinesecalendar, numpy's busday, workalendar: right answers and speed",
    "ledger": "posting, and statements of 1,000,000 lines, against django-hordak and django-ledger",
    "pages": "list, place, household, search and unit pages under load, the list against Django's admin",
}


def main(words: list[str]) -> int:
    chosen = [word for word in words if not word.startswith("-")] or list(BENCHMARKS)
    flags = [word for word in words if word.startswith("-")]
    unknown = set(chosen) - set(BENCHMARKS)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    worst = 0
    for name in chosen:
        print(f"\n== {name}: {BENCHMARKS[name]}", flush=True)
        began = time.monotonic()
        ran = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *flags], check=False)
        worst = max(worst, ran.returncode)
        print(f"   ({time.monotonic() - began:.0f} s)", flush=True)
    return worst


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
