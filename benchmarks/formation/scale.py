"""Copies of the township side by side, each house moved a little: for speed and memory, not for quality."""

from __future__ import annotations

import resource
import time

import numpy as np

from benchmarks.formation.township import Township
from shihu.engines.formation.batch import BatchResult, Households, form_batch


def copies(town: Township, households: int, seed: int = 1) -> Households:
    """At least `households` households in whole copies of the township."""
    one = Households.of(town.problems)
    count = -(-households // one.n)
    rng = np.random.default_rng(seed)
    shift = np.repeat(np.arange(count) * one.n, len(one.start) - 1)
    pairs = [
        (pairs[None, :, :] + (np.arange(count) * one.n)[:, None, None]).reshape(-1, 2)
        for pairs in (one.mutual, one.refused)
    ]
    return Households(
        start=np.append(np.tile(one.start[:-1], count) + shift, count * one.n),
        xy=_moved_a_little(np.tile(one.xy, (count, 1)), rng),
        wishes=np.tile(one.wishes, (count, 1)),
        skills=np.tile(one.skills, (count, 1)),
        wealth=np.tile(one.wealth, count),
        party=np.tile(one.party, count),
        can_lead=np.tile(one.can_lead, count),
        mutual=pairs[0],
        refused=pairs[1],
    )


def _moved_a_little(xy: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """In place and part by part: the copies are large, and the peak of memory is measured."""
    for first in range(0, len(xy), 100_000):
        xy[first : first + 100_000] += rng.normal(0, 5, xy[first : first + 100_000].shape)
    return xy


def timed(households: Households, moves: int, threads: int) -> tuple[BatchResult, float]:
    """A formation and its seconds."""
    began = time.perf_counter()
    result = form_batch(households, moves=moves, threads=threads)
    return result, time.perf_counter() - began


def broken(households: Households, result: BatchResult) -> int:
    """Units outside 8 to 12, units without a head, refused pairs in one unit."""
    hamlet = np.repeat(np.arange(households.hamlets), np.diff(households.start))
    first = np.concatenate([[0], np.cumsum(result.units)[:-1]])
    unit = first[hamlet] + result.unit
    count = np.bincount(unit)
    heads = np.bincount(unit, weights=households.can_lead)
    pairs = households.refused
    together = int((unit[pairs[:, 0]] == unit[pairs[:, 1]]).sum())
    return int(((count < 8) | (count > 12)).sum()) + int((heads == 0).sum()) + together


def peak_gb() -> float:
    """The largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
