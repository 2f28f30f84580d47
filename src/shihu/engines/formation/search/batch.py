"""Many hamlets in one call without Python in between: for a city, a province, a first answer, a re-forming.

The pair costs are those of `costs.CostModel`, operation for operation, so that both give the same integers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shihu.engines.formation.search.compiled import Array, Whole, compiled
from shihu.engines.formation.search.lineup import Board, Lineup, line_up
from shihu.engines.formation.search.moves import anneal, descend
from shihu.engines.formation.search.randomness import fill_state
from shihu.engines.formation.search.repair import carried_over

FORMED, UNTILEABLE, HEADLESS, UNREPAIRED = 0, 1, 2, 3


class Rows(NamedTuple):
    """Households of many hamlets, hamlet h in rows start[h] to start[h + 1].

    xy [N, 2], wishes [N, W], skills [N, S], wealth [N], party [N], can_lead [N]; mutual and refused [m, 2] pairs of row
    numbers, those of hamlet h in rows mutual_start[h] to mutual_start[h + 1] of them, and so for refused.
    """

    xy: Array
    wishes: Array
    skills: Array
    wealth: Array
    party: Array
    can_lead: Array
    start: Array
    mutual: Array
    mutual_start: Array
    refused: Array
    refused_start: Array


class Prices(NamedTuple):
    """The weights of the terms, as in `Weights`."""

    distance: float
    cap: float
    wish: float
    skill: float
    preference: float
    balance: float
    complementary: bool


class Effort(NamedTuple):
    """Sizes and budget: moves for each household, the temperatures as shares of the costs' spread, the seed.

    `warm` takes the place of `hot` where earlier units are to be kept.
    `price` in thousandths is what a household that leaves its earlier unit costs; below zero earlier units are ignored.
    """

    low: int
    high: int
    target: int
    moves: int
    hot: float
    warm: float
    cold: float
    nearest: int
    seed: int
    price: int


@compiled
def thousandths(amount: float) -> Whole:
    """Rounded half to even, as numpy does."""
    return np.int64(np.rint(1000 * amount))


@compiled
def mismatch(wishes: Array, i: Whole, j: Whole) -> float:
    """1 - max over kinds of the lesser strength; one half where either wish is unknown."""
    shared = 0.0
    known_i = known_j = False
    for kind in range(wishes.shape[1]):
        one, other = wishes[i, kind], wishes[j, kind]
        shared = max(shared, min(one, other))
        known_i |= one > 0.0
        known_j |= other > 0.0
    return float(1.0 - shared) if known_i and known_j else 0.5


@compiled
def difference(skills: Array, i: Whole, j: Whole, complementary: bool) -> float:
    """Mean absolute difference of the skills, turned round in the complementary mode."""
    total = 0.0
    for kind in range(skills.shape[1]):
        total = total + abs(skills[i, kind] - skills[j, kind])
    mean = float(total / max(skills.shape[1], 1))
    return 1.0 - mean if complementary else mean


@compiled
def deviation(rows: Rows, first: Whole, last: Whole) -> Array:
    """y [n, classes + 1] against the mix of the rows themselves."""
    n = last - first
    classes = 1
    for i in range(first, last):
        classes = max(classes, rows.wealth[i] + 1)
    mix = np.zeros(classes + 1)
    y = np.zeros((n, classes + 1))
    for i in range(first, last):
        y[i - first, rows.wealth[i]] = 1.0
        y[i - first, classes] = 1.0 if rows.party[i] else 0.0
        mix[rows.wealth[i]] += 1.0
        mix[classes] += y[i - first, classes]
    for column in range(classes + 1):
        share = mix[column] / n
        for k in range(n):
            y[k, column] -= share
    return y


@compiled
def pair_costs(rows: Rows, prices: Prices, h: Whole) -> Array:
    """int32 [n, n] pair costs of hamlet h, without penalties."""
    first, last = rows.start[h], rows.start[h + 1]
    n = last - first
    xy, wishes, skills = rows.xy, rows.wishes, rows.skills
    y = deviation(rows, first, last)
    cost = np.zeros((n, n), dtype=np.int32)
    for a in range(n):
        i = first + a
        for b in range(a):
            j = first + b
            dx, dy = xy[i, 0] - xy[j, 0], xy[i, 1] - xy[j, 1]
            metres = min(np.sqrt(dx * dx + dy * dy), prices.cap)
            folded = 0.0
            for column in range(y.shape[1]):
                folded = folded + y[a, column] * y[b, column]
            total = thousandths(prices.distance * metres / 100.0)
            total += thousandths(prices.wish * mismatch(wishes, i, j))
            total += thousandths(prices.skill * difference(skills, i, j, prices.complementary) / 0.33)
            total += thousandths(2.0 * prices.balance * folded)
            cost[a, b] = cost[b, a] = total
    bonus = thousandths(prices.preference)
    for m in range(rows.mutual_start[h], rows.mutual_start[h + 1]):
        a, b = rows.mutual[m, 0] - first, rows.mutual[m, 1] - first
        cost[a, b] -= bonus
        cost[b, a] -= bonus
    return cost


@compiled
def curve_order(xy: Array, first: Whole, last: Whole) -> Array:
    """Places 0..n-1 of the rows along Hilbert's curve over their bounding square."""
    n = last - first
    left, low = xy[first:last, 0].min(), xy[first:last, 1].min()
    side = max(xy[first:last, 0].max() - left, xy[first:last, 1].max() - low)
    side = side if side > 0.0 else 1.0
    keys = np.zeros(n, dtype=np.int64)
    for k in range(n):
        x = min(int((xy[first + k, 0] - left) / side * 65536.0), 65535)
        y = min(int((xy[first + k, 1] - low) / side * 65536.0), 65535)
        step = 32768
        while step:
            right, upper = int((x & step) > 0), int((y & step) > 0)
            keys[k] += step * step * ((3 * right) ^ upper)
            x &= step - 1
            y &= step - 1
            if not upper:
                if right:
                    x, y = step - 1 - x, step - 1 - y
                x, y = y, x
            step >>= 1
    return np.argsort(keys, kind="mergesort")


@compiled
def units_for(n: Whole, able: Whole, wanted: Whole, effort: Effort) -> Whole:
    """The number of units: `wanted` or the nearest that sizes and heads allow; -1 untileable, -2 too few heads."""
    fewest = (n + effort.high - 1) // effort.high
    most = n // effort.low
    if n == 0 or fewest > most:
        return -1
    if able < fewest:
        return -2
    return max(fewest, min(most, able, wanted))


@compiled
def cheapest_partners(cost: Array, count: Whole) -> Array:
    """[n, m] the m cheapest partners of each node, the cheapest first."""
    n = len(cost)
    m = min(count, n - 1)
    near = np.zeros((n, m), dtype=np.int64)
    best = np.zeros(m, dtype=np.int64)
    for i in range(n):
        held = 0
        for j in range(n):
            if j == i or (held == m and cost[i, j] >= best[m - 1]):
                continue
            slot = held if held < m else m - 1
            held = min(held + 1, m)
            while slot > 0 and best[slot - 1] > cost[i, j]:
                best[slot], near[i, slot] = best[slot - 1], near[i, slot - 1]
                slot -= 1
            best[slot], near[i, slot] = cost[i, j], j
    return near


@compiled
def broken(board: Board, at: Lineup) -> bool:
    """Whether a group is short of heads or holds a pair that must be apart."""
    for g in range(len(board.low)):
        if at.lead[g] < board.need:
            return True
        for one in range(at.held[g]):
            for other in range(one):
                if board.cost[at.members[g, one], at.members[g, other]] > board.penalty // 2:
                    return True
    return False


@compiled
def value_at(board: Board, at: Lineup) -> Whole:
    """Sum of the pair costs within groups."""
    total = np.int64(0)
    for g in range(len(board.low)):
        for one in range(at.held[g]):
            for other in range(one):
                total += np.int64(board.cost[at.members[g, one], at.members[g, other]])
    return total


@compiled
def board_for(rows: Rows, effort: Effort, h: Whole, cost: Array, groups: Whole) -> Board:
    """The board of hamlet h; adds the penalties of its refusals to `cost`."""
    first, last = rows.start[h], rows.start[h + 1]
    n = last - first
    penalty = np.int64(4 * effort.high * max(1, np.abs(cost).max()))
    for m in range(rows.refused_start[h], rows.refused_start[h + 1]):
        a, b = rows.refused[m, 0] - first, rows.refused[m, 1] - first
        cost[a, b] += penalty
        cost[b, a] += penalty
    heads = np.zeros(n, dtype=np.int64)
    for k in range(n):
        heads[k] = 1 if rows.can_lead[first + k] else 0
    return Board(
        cost,
        np.ones(n, dtype=np.int64),
        heads,
        np.full(groups, effort.low, dtype=np.int64),
        np.full(groups, effort.high, dtype=np.int64),
        1,
        penalty,
    )


@compiled
def fresh_start(rows: Rows, board: Board, h: Whole) -> Lineup:
    """The curve cut into groups as evenly as can be."""
    first, last = rows.start[h], rows.start[h + 1]
    n = last - first
    groups = len(board.low)
    unit = np.zeros(n, dtype=np.int64)
    order = curve_order(rows.xy, first, last)
    for k in range(n):
        unit[order[k]] = min(groups - 1, (2 * k + 1) * groups // (2 * n))
    return line_up(board, unit)


@compiled
def earlier_start(board: Board, earlier: Array, price: Whole) -> tuple[Lineup, bool]:
    """The earlier groups carried over; groups beyond the number that there may be now, the smallest, are dissolved."""
    n, groups = len(earlier), len(board.low)
    most = max(np.int64(0), earlier.max() + 1)
    size = np.zeros(most, dtype=np.int64)
    for i in range(n):
        if earlier[i] >= 0:
            size[earlier[i]] += 1
    kept = np.sort(np.argsort(-size, kind="mergesort")[:groups])
    label = np.full(most, -1, dtype=np.int64)
    for k in range(len(kept)):
        label[kept[k]] = k
    unit = np.full(n, -1, dtype=np.int64)
    load = np.zeros(groups, dtype=np.int64)
    field = np.zeros((groups, n), dtype=board.cost.dtype)
    for i in range(n):
        g = label[earlier[i]] if earlier[i] >= 0 else -1
        if g >= 0:
            field[:, i] = price
            field[g, i] = 0
            if load[g] < board.high[g]:
                unit[i] = g
                load[g] += 1
    return carried_over(board, unit, field)


@compiled
def form_hamlet(
    rows: Rows, prices: Prices, effort: Effort, h: Whole, random: Array, unit: Array
) -> tuple[Whole, Whole, Whole]:
    """(status, groups, value in thousandths) of hamlet h; its rows of `unit` hold the earlier units and get the new."""
    first, last = rows.start[h], rows.start[h + 1]
    n = last - first
    able = 0
    for i in range(first, last):
        able += 1 if rows.can_lead[i] else 0
    own = unit[first:last]
    keeps = effort.price >= 0 and n > 0 and own.max() >= 0
    wanted = own.max() + 1 if keeps else int(n / effort.target + 0.5)
    groups = units_for(n, able, wanted, effort)
    if groups < 0:
        own[:] = -1
        return -groups, 0, 0
    board = board_for(rows, effort, h, pair_costs(rows, prices, h), groups)
    fill_state(random, effort.seed, 0)
    at = fresh_start(rows, board, h)
    if keeps:
        at, fits = earlier_start(board, own, min(effort.price, board.penalty // 4))
        if not fits:
            at = fresh_start(rows, board, h)
    descend(board, at)
    heat = effort.warm if keeps else effort.hot
    moves = effort.moves
    for _ in range(4):
        if moves and n > 1:
            near = cheapest_partners(board.cost, effort.nearest)
            spread = spread_over(board)
            anneal(board, at, near, random, moves * n, heat * spread, min(heat, effort.cold) * spread)
            descend(board, at)
        if not broken(board, at):
            break
        moves, heat = max(200, effort.moves), effort.hot
    else:
        own[:] = -1
        return UNREPAIRED, groups, 0
    own[:] = at.unit
    return FORMED, groups, value_at(board, at)


@compiled
def spread_over(board: Board) -> float:
    """Four standard deviations of the pair costs, as the unit of temperature."""
    total, squares, count = 0.0, 0.0, 0
    n = len(board.cost)
    for i in range(n):
        for j in range(i):
            cost = float(board.cost[i, j])
            if cost < board.penalty // 2:
                total += cost
                squares += cost * cost
                count += 1
    if count == 0:
        return 1.0
    mean = total / count
    return float(max(4.0 * np.sqrt(max(squares / count - mean * mean, 0.0)), 1.0))


@compiled
def form_hamlets(
    rows: Rows, prices: Prices, effort: Effort, hamlets: Array, unit: Array, status: Array, groups: Array, value: Array
) -> None:
    """`form_hamlet` for each of `hamlets`, into unit [N], status, groups and value [H]."""
    random = np.zeros(4, dtype=np.int64)
    for h in hamlets:
        status[h], groups[h], value[h] = form_hamlet(rows, prices, effort, h, random, unit)
