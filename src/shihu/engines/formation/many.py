"""Several hamlets at once: a village or a township on the threads of one machine."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Lock

from shihu.engines.formation.costs import Mix
from shihu.engines.formation.errors import FormationError
from shihu.engines.formation.parameters import SizeRule, Stop, Weights
from shihu.engines.formation.problem import FormationProblem
from shihu.engines.formation.result import FormationResult
from shihu.engines.formation.solve import Clock, Progress, form_units


def try_many(
    problems: Sequence[FormationProblem],
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    references: Sequence[Mix | None] | None = None,
    threads: int | None = None,
    clock: Clock = time.monotonic,
) -> tuple[FormationResult | FormationError, ...]:
    """`form_units` for each hamlet of a village or township, on `threads` threads (None: one for each processor).

    A hamlet that is refused gives its error in place of a result, so that the others are formed all the same. Results
    do not depend on the number of threads. `stop.seconds` is for the whole call, shared out by households. `progress`
    hears the share of households done and the sum of the best objectives so far; False stops all.
    """
    stop = stop or Stop()
    count = max(1, min(threads or os.cpu_count() or 1, len(problems) or 1))
    households = sum(problem.n for problem in problems)
    board = _Scoreboard([problem.n for problem in problems], progress)

    def one(index: int) -> FormationResult | FormationError:
        problem = problems[index]
        own = stop
        if stop.seconds is not None:
            own = replace(stop, seconds=max(stop.seconds * count * problem.n / max(households, 1), 1e-3))
        try:
            result = form_units(
                problem,
                sizes=sizes,
                weights=weights,
                stop=own,
                seed=seed,
                progress=board.listener(index),
                reference=references[index] if references is not None else None,
                threads=1,
                clock=clock,
            )
        except FormationError as error:
            error.hamlet = index
            return error
        board.finish(index, result.objective)
        return result

    largest_first = sorted(range(len(problems)), key=lambda index: -problems[index].n)
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="formation") as pool:
        outcomes = dict(zip(largest_first, pool.map(one, largest_first), strict=True))
    return tuple(outcomes[index] for index in range(len(problems)))


def form_many(
    problems: Sequence[FormationProblem],
    *,
    sizes: SizeRule | None = None,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    references: Sequence[Mix | None] | None = None,
    threads: int | None = None,
    clock: Clock = time.monotonic,
) -> tuple[FormationResult, ...]:
    """`try_many`, raising the first hamlet's refusal if there is any; its `hamlet` says which problem it was."""
    outcomes = try_many(
        problems,
        sizes=sizes,
        weights=weights,
        stop=stop,
        seed=seed,
        progress=progress,
        references=references,
        threads=threads,
        clock=clock,
    )
    results = []
    for outcome in outcomes:
        if isinstance(outcome, FormationError):
            raise outcome
        results.append(outcome)
    return tuple(results)


class _Scoreboard:
    """Adds up what the hamlets' searches tell, and passes a stop on to all of them."""

    def __init__(self, sizes: Sequence[int], progress: Progress | None) -> None:
        self._sizes = sizes
        self._progress = progress
        self._done = [0.0] * len(sizes)
        self._best = [0.0] * len(sizes)
        self._stopped = False
        self._lock = Lock()

    def listener(self, index: int) -> Progress | None:
        """The listener for one hamlet; None when nobody listens."""
        if self._progress is None:
            return None

        def heard(done: float, best: float, /) -> bool:
            return self._tell(index, done, best)

        return heard

    def finish(self, index: int, best: float) -> None:
        """Count one hamlet as done."""
        if self._progress is not None:
            self._tell(index, 1.0, best)

    def _tell(self, index: int, done: float, best: float) -> bool:
        with self._lock:
            self._done[index], self._best[index] = done, best
            total = max(sum(self._sizes), 1)
            share = sum(d * n for d, n in zip(self._done, self._sizes, strict=True)) / total
            if self._progress is not None and self._progress(share, math.fsum(self._best)) is False:
                self._stopped = True
            return not self._stopped
