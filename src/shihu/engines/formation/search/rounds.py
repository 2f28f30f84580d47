"""The order of a search: descent from the start, then annealing rounds, the best partition kept.

The rounds follow one fixed timetable; a budget only decides how many of them are run, so a larger budget never gives a
worse value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from shihu.engines.formation.instance import Earlier, Instance
from shihu.engines.formation.search.compiled import Array
from shihu.engines.formation.search.lineup import Board, line_up, value_of
from shihu.engines.formation.search.moves import anneal, descend
from shihu.engines.formation.search.randomness import random_state
from shihu.engines.formation.search.recombine import Pool
from shihu.engines.formation.search.repair import carried_over

NEIGHBOURS = 24
HOT, WARM, COLD = 0.25, 0.2, 0.02
RECOMBINE_EVERY = 4
RECOMBINED_SIZE = 16
"""Larger groups hardly ever come back unchanged in another round, and their set partitions take long."""
FRESH = (1.0, 2.0, 8.0)
HEATS = ((0.15, 0.02), (0.25, 0.02), (0.35, 0.05), (0.35, 0.1), (0.35, 0.2), (0.7, 0.1), (1.5, 0.1))
REPAIRS = 3
CARRIED_MOVES = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The best partition so far: its cost with penalties, and the moves proposed for each node."""

    unit: Array
    value: int
    moves: int
    rounds: int


def nearest_partners(cost: Array, count: int = NEIGHBOURS) -> Array:
    """[n, m] the m cheapest partners of each node, the cheapest first."""
    n = len(cost)
    m = min(count, n - 1)
    own = cost.astype(np.int64)
    np.fill_diagonal(own, np.iinfo(np.int64).max)
    return np.argsort(own, axis=1, kind="stable")[:, :m]


def timetable() -> Iterator[int]:
    """Moves for each node, round by round."""
    yield from (200, 300, 500, 1000)
    for length in (2000, 8000):
        yield from (length,) * 12
    while True:
        yield 20_000


def board_of(instance: Instance) -> Board:
    """What the compiled functions need of an instance."""
    return Board(
        instance.cost,
        instance.weight,
        instance.heads,
        instance.low,
        instance.high,
        instance.need,
        instance.penalty,
    )


def clean_start(instance: Instance, seed: int) -> Array | None:
    """A partition that breaks no rule, by cutting the nodes' order and repairing the cut; None where that fails."""
    unit = instance.even_cut()
    if unit is None or len(unit) < 2:
        return unit if unit is not None and instance.clean(unit) else None
    unit = repaired(instance, unit, seed)
    return unit if instance.clean(unit) else None


def repaired(instance: Instance, unit: Array, seed: int) -> Array:
    """A partition improved by descent, and by short annealing as long as it breaks a rule, a few times."""
    board = board_of(instance)
    at = line_up(board, unit)
    descend(board, at)
    for attempt in range(REPAIRS):
        if instance.clean(at.unit):
            break
        near, spread = nearest_partners(board.cost), spread_of(instance)
        anneal(board, at, near, random_state(seed, -1 - attempt), 200 * len(unit), HOT * spread, COLD * spread)
        descend(board, at)
    return at.unit


def carry_over(instance: Instance, earlier: Earlier, seed: int) -> Array | None:
    """Earlier groups repaired and improved; None where that does not bring them back within the rules."""
    board = board_of(instance)
    wanted = earlier.kept(instance.weight, instance.groups)
    # Above the penalty, a price would keep a household in a unit that breaks a rule.
    toll = min(earlier.price, instance.penalty // 4) * instance.weight
    # No repair of heads and refusals is worth as much as this.
    toll[earlier.fixed] = (int(instance.high.max(initial=0)) + 3) * instance.penalty
    field = np.where(np.arange(instance.groups)[:, None] == wanted, 0, toll)
    field[:, wanted < 0] = 0
    start = wanted if earlier.start is None else earlier.start
    load = np.zeros(instance.groups, dtype=np.int64)
    unit = np.full(len(start), -1, dtype=np.int64)
    for i in sorted(np.flatnonzero(start >= 0), key=lambda i: not earlier.fixed[i]):
        if load[start[i]] + instance.weight[i] <= instance.high[start[i]]:
            unit[i] = start[i]
            load[start[i]] += instance.weight[i]
    at, fits = carried_over(board, unit, field.astype(board.cost.dtype))
    if not fits:
        return None
    descend(board, at)
    if not np.array_equal(at.unit[earlier.fixed], wanted[earlier.fixed]):
        return None
    settled = at.unit.copy()
    if len(unit) > 1:
        near, spread = nearest_partners(board.cost), spread_of(instance)
        moves = CARRIED_MOVES * len(unit)
        gained = anneal(board, at, near, random_state(seed, -200), moves, WARM * spread, COLD * spread)
        gained += descend(board, at)
        if gained <= 0 and instance.clean(at.unit):
            return at.unit
    return settled if instance.clean(settled) else None


def search(
    instance: Instance,
    start: Array,
    iterations: int,
    seed: int,
    pause: Callable[[Found], bool] | None = None,
    neighbours: int = NEIGHBOURS,
    heat: tuple[float, float] = (HOT, COLD),
    lengths: Iterable[int] | None = None,
) -> Found:
    """Search from a clean `start`; `pause` is asked after each round with the best so far and stops it by True.

    `neighbours`: to how many of its cheapest partners a node is brought; more where costs have no geometry. `heat`: the
    temperatures of each round's beginning and end, as shares of the costs' spread. `lengths`: moves for each node,
    round by round, in place of the timetable.

    Each round anneals from the best partition at a temperature that forgets most of it; what the rounds have in common
    and what they do better than each other is put together by a set partition over all the groups they ended with.
    """
    board = board_of(instance)
    at = line_up(board, start)
    descend(board, at)
    best = Found(at.unit.copy(), int(value_of(board.cost, at.unit)), 0, 0)
    n = len(start)
    if n < 2 or instance.groups < 2:
        return best
    near = nearest_partners(board.cost, neighbours)
    spread = spread_of(instance)
    pool = Pool(instance)
    alike = bool((instance.low == instance.low[0]).all() and (instance.high == instance.high[0]).all())
    recombining = alike and int(instance.high[0]) <= RECOMBINED_SIZE
    for number, moves in enumerate(timetable() if lengths is None else lengths):
        spent = best.moves + moves
        if spent > iterations or (pause is not None and pause(best)):
            break
        at = line_up(board, best.unit)
        anneal(board, at, near, random_state(seed, number), moves * n, heat[0] * spread, heat[1] * spread)
        descend(board, at)
        best = _better(instance, best, at.unit, spent, number + 1)
        if recombining and instance.clean(at.unit):
            pool.add_partition(at.unit)
            if number % RECOMBINE_EVERY == RECOMBINE_EVERY - 1 and len(pool) > instance.groups:
                together = pool.best_partition()
                if together is not None:
                    best = _better(instance, best, together, spent, number + 1)
    return best


def tuned(instance: Instance, start: Array, seed: int, neighbours: int) -> tuple[Array, tuple[float, float]]:
    """(a better start, the heat from which short rounds climb best): for costs of a kind that nobody has tuned for.

    Fresh anneals from each of `FRESH` temperatures give the start; from there each of `HEATS` is tried three times.
    """
    board = board_of(instance)
    near, spread = nearest_partners(board.cost, neighbours), spread_of(instance)
    n = len(start)

    def reached(unit: Array, stream: int, moves: int, heat: tuple[float, float]) -> tuple[int, Array]:
        at = line_up(board, unit)
        anneal(board, at, near, random_state(seed, stream), moves * n, heat[0] * spread, heat[1] * spread)
        descend(board, at)
        return int(value_of(board.cost, at.unit)), at.unit

    fresh = [reached(start, -100 - k, 10_000, (hot, 0.05)) for k, hot in enumerate(FRESH)]
    _, base = min(fresh, key=lambda pair: pair[0])
    totals = [sum(reached(base, -200 - trial, 4000, heat)[0] for trial in range(3)) for heat in HEATS]
    return base, HEATS[int(np.argmin(totals))]


def _better(instance: Instance, best: Found, unit: Array, spent: int, rounds: int) -> Found:
    value = int(value_of(instance.cost, unit))
    if value < best.value and instance.clean(unit):
        return Found(unit.copy(), value, spent, rounds)
    return replace(best, moves=spent, rounds=rounds)


def spread_of(instance: Instance) -> float:
    """The unit of temperature: how much the pair costs differ."""
    cost = instance.cost[~instance.apart]
    return float(cost.std()) * 4.0 or 1.0
