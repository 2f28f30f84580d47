"""`python -m benchmarks.grouping FILE [--seconds S] [--seed N]`: a public instance through the formation search."""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.grouping.library import Library, read
from shihu.engines.formation.search.rounds import Found, search, tuned

ENDLESS = 10**12
STALE = 400_000
"""Moves for each node without a better partition after which the search starts afresh."""

LONG = 400_000
LONG_HEAT = (1.0, 0.1)
"""Nodes of different weight: which light nodes go together is settled by long anneals, each afresh."""


def main() -> int:
    """Print name, value, seconds and seed of each file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grouping", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="time for each file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--iterations", type=int, default=ENDLESS, help="moves for each node instead of a time")
    parser.add_argument("--trace", action="store_true", help="print each better value when it is found")
    asked = parser.parse_args()
    for path in asked.files:
        try:
            library = read(path)
            library.start()
        except (OSError, ValueError) as error:
            print(error, file=sys.stderr)
            return 2
        began = time.monotonic()
        best = [-np.inf]

        def late(found: Found, library: Library = library, began: float = began, best: list[float] = best) -> bool:
            if -found.value > best[0]:
                best[0] = -found.value
                if asked.trace:
                    print(f"  {time.monotonic() - began:7.2f} s  {library.value(found.unit):14.3f}", flush=True)
            return time.monotonic() - began >= asked.seconds

        unit = solved(library, asked.seed, asked.iterations, late)
        seconds = time.monotonic() - began
        value = library.value(unit)
        print(f"{library.name:24s} value {value:14.3f}  seconds {seconds:7.2f}  seed {asked.seed}", flush=True)
    return 0


def solved(library: Library, seed: int, iterations: int, late: Callable[[Found], bool]) -> np.ndarray:
    """The best of searches from one start after another, until `late` or `iterations` moves for each node are spent."""
    instance, partners = library.instance(), len(library.weight) - 1
    best: Found | None = None
    left = iterations
    for turn in itertools.count():
        stale = [0, 0]

        def pause(found: Found, stale: list[int] = stale) -> bool:
            if found.value < stale[0]:
                stale[:] = [found.value, found.moves]
            return late(found) or found.moves - stale[1] >= STALE

        own = seed + 1000 * turn
        if library.uneven:
            start, heat, lengths = library.light_start(), LONG_HEAT, (LONG,)
        else:
            (start, heat), lengths = tuned(instance, library.start(), own, partners), None
        found = search(instance, start, left, own, pause, partners, heat, lengths)
        left -= found.moves
        if best is None or found.value < best.value:
            best = found
        if late(best) or not found.moves:
            break
    return best.unit


if __name__ == "__main__":
    raise SystemExit(main())
