"""`python -m benchmarks.grouping FILE [--seconds S] [--seed N]`: a public instance through the formation search."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.grouping.library import SCALE, read
from shihu.engines.formation.search.rounds import Found, search, tuned

ENDLESS = 10**12


def main() -> int:
    """Print name, value, seconds and seed of each file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grouping", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="time for each file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--iterations", type=int, default=ENDLESS, help="moves for each node instead of a time")
    parser.add_argument("--trace", action="store_true", help="print the value after each round that improved it")
    asked = parser.parse_args()
    for path in asked.files:
        try:
            library = read(path)
            start = library.start()
        except (OSError, ValueError) as error:
            print(error, file=sys.stderr)
            return 2
        began = time.monotonic()
        best = [0]

        def pause(found: Found, began: float = began, best: list[int] = best) -> bool:
            if asked.trace and found.value < best[0]:
                best[0] = found.value
                print(f"  {time.monotonic() - began:7.2f} s  {-found.value / SCALE:14.3f}", flush=True)
            return time.monotonic() - began >= asked.seconds

        instance, partners = library.instance(), len(start) - 1
        start, heat = tuned(instance, start, asked.seed, partners)
        found = search(instance, start, asked.iterations, asked.seed, pause, partners, heat)
        seconds = time.monotonic() - began
        value = library.value(found.unit)
        print(f"{library.name:24s} value {value:14.3f}  seconds {seconds:7.2f}  seed {asked.seed}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
