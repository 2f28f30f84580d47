"""A proved lower bound for a partition, and often the proof that it is the best.

1. Column generation: prices from the programme over known units, cheap units for these prices guessed by local search,
   until no more are found.
2. One exact enumeration: every unit whose reduced cost is below the distance between the bound that would do and the
   base value of the prices: the best partition's value where the optimum itself is asked for, less where a gap will do.
   With r <= 0 the least reduced cost and d the room up to which the list is complete, a partition either consists of
   listed units only, or has a unit from outside the list and so costs at least base + d + (units - 1) * r.
3. A set partition over the list gives the least of the former. The lesser of the two numbers is a lower bound; when
   the list holds everything that could beat the best partition, that is the optimum itself.

All costs are integers, so a bound may be rounded up to one.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from shihu.engines.formation.instance import Instance
from shihu.engines.formation.problem import Bools, Floats, Ints
from shihu.engines.formation.programme import Programme, Status
from shihu.engines.formation.proof.guesses import guess_sets
from shihu.engines.formation.proof.master import Duals, Master
from shihu.engines.formation.proof.pricing import MOST, Prices, first_members, sets_from
from shihu.engines.formation.search.lineup import line_up, value_of
from shihu.engines.formation.search.moves import anneal, descend
from shihu.engines.formation.search.randomness import random_state
from shihu.engines.formation.search.rounds import COLD, HOT, board_of, nearest_partners, spread_of

Array = np.ndarray
LIST_LIMIT = 20_000
"""Units that one branch of the enumeration may list before it drops the dearer half and lowers its room."""

COLUMN_LIMIT = 15_000
"""Units that the set partition takes on; the cheapest ones, with the room lowered to match."""

LEAST = 3
"""Smallest size of a unit that the enumeration can grow."""

WARM_STARTS = 8
NOISE = (0.05, 0.1, 0.2, 0.3)
ROUNDING = 0.25
"""Thousandths taken off every bound before it is rounded up: more than the solver's tolerances can amount to."""


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """The best partition known after the attempt, its value, and the bound (None if time ran out before any)."""

    unit: Ints
    value: int
    bound: int | None


@dataclass(frozen=True, slots=True)
class Goal:
    """The gap at which a proof may end, as a share of the objective: a partition's value and `constant`."""

    gap: float
    constant: int

    def bound(self, value: int) -> int:
        """The least bound that is good enough for a partition of `value`."""
        return value - math.floor(self.gap * abs(value + self.constant))


Hurry = Callable[[], float]
"""Seconds left; below zero it is time to stop."""


def prove(instance: Instance, unit: Ints, seed: int, hurry: Hurry, *, goal: Goal, threads: int | None = None) -> Proof:
    """A lower bound for `instance`, whose nodes must all have weight 1, starting from a clean partition.

    Ends as soon as the bound meets the goal. No bound is given for units of fewer than LEAST or more than MOST
    households.
    """
    value = int(value_of(instance.cost, unit))
    proof = Proof(unit, value, value if instance.groups < 2 else None)
    if instance.groups < 2 or int(instance.low[0]) < LEAST or int(instance.high[0]) > MOST:
        return proof
    master = _known_units(instance, unit, seed)
    for _ in range(3):
        duals = _generate(instance, master, seed, hurry)
        if duals is None:
            return proof
        listed = _enumerate(instance, duals, max(goal.bound(proof.value) - duals.base, 0.0), hurry, threads)
        if listed is None:
            return proof
        missed = listed.reduced < -1.0
        proof = _conclude(instance, listed, duals, proof, goal, hurry)
        if not missed.any() or (proof.bound is not None and proof.bound >= goal.bound(proof.value)):
            break
        for inside in listed.rows[missed]:
            master.add(inside)
    return proof


def _known_units(instance: Instance, unit: Ints, seed: int) -> Master:
    """A programme that knows the best partition's units and those of a few short searches around it."""
    master = Master(instance.cost, instance.groups)
    board, near = board_of(instance), nearest_partners(instance.cost)
    spread, n = spread_of(instance), len(unit)
    partitions = [unit]
    for start in range(WARM_STARTS):
        at = line_up(board, unit)
        random = random_state(seed, 1_000_000 + start)
        anneal(board, at, near, random, 300 * n, HOT * spread, COLD * spread)
        descend(board, at)
        if instance.clean(at.unit):
            partitions.append(at.unit)
    for partition in partitions:
        for group in range(instance.groups):
            master.add(partition == group)
    return master


def _generate(instance: Instance, master: Master, seed: int, hurry: Hurry) -> Duals | None:
    """Prices for which local search finds no unit of negative reduced cost; None if time ran out."""
    n = len(instance.weight)
    cost = instance.cost.astype(np.float64)
    found = np.zeros((8 * n, n), dtype=np.bool_)
    random = random_state(seed, 2_000_000)
    spread = spread_of(instance)
    low, high = int(instance.low[0]), int(instance.high[0])
    while hurry() > 0:
        duals = master.solve()
        prices = Prices(cost, duals.price, instance.heads)
        reduced = master.costs - master.rows @ duals.price - duals.each
        bases = master.rows[np.argsort(reduced, kind="stable")[: 4 * n]]
        for noise in (*NOISE, *NOISE):
            seen = guess_sets(prices, low, high, duals.each - 0.5, random, bases, noise * spread, found)
            if sum([master.add(inside) for inside in found[:seen]]):
                break
        else:
            return duals
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """rows [m, n] units with their reduced costs [m]: all there are below `room`."""

    rows: Bools
    reduced: Floats
    room: float


def _enumerate(instance: Instance, duals: Duals, room: float, hurry: Hurry, threads: int | None) -> _Listed | None:
    """Every unit of reduced cost below `room`, or below a lower room if there are too many; None if time ran out."""
    n = len(instance.weight)
    prices = Prices(instance.cost.astype(np.float64), duals.price, instance.heads)
    low, high = int(instance.low[0]), int(instance.high[0])

    def branches() -> Iterator[tuple[int, Array, int]]:
        for size in range(high, low - 1, -1):
            order = first_members(prices, size)
            for turn in range(len(order)):
                yield size, order, turn

    def explore(branch: tuple[int, Array, int]) -> tuple[Bools, Floats, float] | None:
        if hurry() <= 0:
            return None
        size, order, turn = branch
        found = np.empty((LIST_LIMIT, MOST), dtype=np.int16)
        values = np.empty(LIST_LIMIT)
        seen, complete, _ = sets_from(prices, order, turn, size, duals.each + room + ROUNDING, found, values)
        rows = np.zeros((seen, n), dtype=np.bool_)
        rows[np.arange(seen)[:, None], found[:seen, :size]] = True
        return rows, values[:seen] - duals.each, complete - duals.each

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        parts = list(pool.map(explore, branches()))
    done = [part for part in parts if part is not None]
    if len(done) < len(parts):
        return None
    return _cheapest(
        np.concatenate([rows for rows, _, _ in done]),
        np.concatenate([reduced for _, reduced, _ in done]),
        min(complete for _, _, complete in done),
    )


def _cheapest(rows: Bools, reduced: Floats, room: float) -> _Listed:
    if len(reduced) > COLUMN_LIMIT:
        room = min(room, float(np.partition(reduced, COLUMN_LIMIT)[COLUMN_LIMIT]))
    inside = reduced < room
    return _Listed(rows[inside], reduced[inside], room)


def _conclude(instance: Instance, listed: _Listed, duals: Duals, proof: Proof, goal: Goal, hurry: Hurry) -> Proof:
    """What the list proves: the best partition of listed units, and the least value of any with an unlisted one."""
    least = min(0.0, float(listed.reduced.min(initial=0.0)))
    outside = duals.base + listed.room + (instance.groups - 1) * least
    programme = Programme()
    n = len(instance.weight)
    for _ in range(n):
        programme.row(1.0, 1.0)
    programme.row(float(instance.groups), float(instance.groups))
    costs = np.rint(listed.reduced + listed.rows @ duals.price + duals.each)
    for inside, cost in zip(listed.rows, costs, strict=True):
        programme.column(float(cost), 1.0, [(int(i), 1.0) for i in (*np.flatnonzero(inside), n)])
    known = {np.packbits(proof.unit == group).tobytes() for group in range(instance.groups)}
    start = [float(np.packbits(inside).tobytes() in known) for inside in listed.rows]
    status, x, within = programme.solve(
        seconds=max(hurry(), 0.1),
        slack=proof.value - goal.bound(proof.value),
        # A list that stops short of the best partition does not hold all its units.
        start=start if sum(start) == instance.groups else None,
    )
    bound = outside if status is Status.INFEASIBLE else min(outside, within)
    # Whatever the solver had time for, no unit undercuts the least reduced cost.
    bound = max(bound, duals.base + instance.groups * least)
    chosen = listed.rows[np.flatnonzero(x > 0.5)] if len(x) == len(costs) else listed.rows[:0]
    if len(chosen) == instance.groups and bool((chosen.sum(axis=0) == 1).all()):
        unit = chosen.argmax(axis=0).astype(np.int64)
        value = int(value_of(instance.cost, unit))
        if value < proof.value:
            proof = replace(proof, unit=unit, value=value)
    whole = min(math.ceil(bound - ROUNDING), proof.value)
    return replace(proof, bound=whole if proof.bound is None else max(whole, proof.bound))
