"""Every unit that is cheap for given prices of its households: found exactly.

A unit S costs the sum of its pair costs less the prices of its members. A lower bound needs to know every S for which
this is below some room, or that there is none. The search fixes the size k and grows sets from a first member. With P
chosen and t = k - |P| still to choose from candidates C, let m_v be the margin of v: its cost against P less its price.
What a set T of t candidates adds, sum m_v + sum Q_vw, is the sum over its pairs of W_vw = Q_vw + (m_v + m_w) / (t - 1),
hence at least the sum over its members of B_v, half the t - 1 smallest W_vw. So

    the t smallest B_v bound the whole subtree;
    a candidate whose own B_v with the t - 1 smallest others reaches the room is left out of it;
    a pair v, w whose W_vw is not among the smallest of v or of w adds half the difference to that bound, so that
    choosing v leaves out many w at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shihu.engines.formation.search.compiled import Array, Whole, compiled

MOST = 16
"""Largest size of a unit that the buffers hold."""


class Prices(NamedTuple):
    """cost [n, n] and price [n] float64; heads [n]."""

    cost: Array
    price: Array
    heads: Array


class Stack(NamedTuple):
    """One row for each depth, that is for each number of members chosen.

    cand [k + 1, n] candidates sorted by bound; bound [k + 1, n] their B, in that order; margin and last [k + 1, n] by
    node: m_v, and the largest W that v's B counts; many (candidates) and at (the one at hand) [k + 1]; so_far
    and member [k + 1].
    """

    cand: Array
    bound: Array
    margin: Array
    last: Array
    many: Array
    at: Array
    so_far: Array
    member: Array


@compiled
def new_stack(size: Whole, n: Whole) -> Stack:
    """An empty stack for sets of `size`."""
    return Stack(
        np.zeros((size + 1, n), dtype=np.int64),
        np.zeros((size + 1, n)),
        np.zeros((size + 1, n)),
        np.zeros((size + 1, n)),
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1),
        np.zeros(size + 1, dtype=np.int64),
    )


@compiled
def keep_small(best: Array, held: Whole, room: Whole, value: float) -> Whole:
    """Insert `value` into the ascending best[:held] unless `room` smaller ones are there; the new number held."""
    if held == room:
        if value >= best[room - 1]:
            return held
        held -= 1
    slot = held
    while slot > 0 and best[slot - 1] > value:
        best[slot] = best[slot - 1]
        slot -= 1
    best[slot] = value
    return held + 1


@compiled
def half_sums(
    cost: Array, margin: Array, chosen: Array, count: Whole, t: Whole, out: Array, last: Array, best: Array
) -> None:
    """out[k] = B of candidate chosen[k]; last[v] = the largest W that it counts."""
    share = 1.0 / (t - 1)
    for a in range(count):
        v = chosen[a]
        row = cost[v]
        own = margin[v] * share
        held = 0
        for b in range(count):
            w = chosen[b]
            if w != v:
                value = row[w] + own + margin[w] * share
                if held < t - 1 or value < best[t - 2]:
                    held = keep_small(best, held, t - 1, value)
        out[a] = 0.5 * best[:held].sum()
        last[v] = best[held - 1]


@compiled
def sort_by(keys: Array, items: Array, count: Whole) -> None:
    """Sort the first `count` items by key, both in place."""
    for a in range(1, count):
        key, item = keys[a], items[a]
        b = a
        while b > 0 and keys[b - 1] > key:
            keys[b], items[b] = keys[b - 1], items[b - 1]
            b -= 1
        keys[b], items[b] = key, item


@compiled
def narrow(cost: Array, stack: Stack, depth: Whole, count: Whole, t: Whole, room: float) -> None:
    """Sort the first `count` candidates at `depth` by bound, leaving out those of no set of t below `room`."""
    chosen, out = stack.cand[depth], stack.bound[depth]
    margin, last = stack.margin[depth], stack.last[depth]
    best = np.empty(MOST)
    stack.at[depth] = 0
    stack.many[depth] = 0
    while count >= t:
        half_sums(cost, margin, chosen, count, t, out, last, best)
        sort_by(out, chosen, count)
        least = out[:t].sum()
        if least >= room:
            return
        others = least - out[t - 1]
        kept = count
        while kept > t and others + out[kept - 1] >= room:
            kept -= 1
        # Without many of its candidates a set's bounds rise: worth another look only then.
        if kept * 8 > count * 7:
            stack.many[depth] = kept
            return
        count = kept


@compiled
def first_members(prices: Prices, size: Whole) -> Array:
    """The heads in an order in which each, when its turn to be first comes, has few good partners left.

    A set is grown from the first of its heads in this order: without a head there is no set, and prices make sets that
    lack one look cheap, so growing from others would mostly explore what is not allowed.
    """
    cost, price, heads = prices
    n = len(price)
    able = np.flatnonzero(heads)
    order = np.empty(len(able), dtype=np.int64)
    left = np.ones(n, dtype=np.bool_)
    best = np.empty(MOST)
    for turn in range(len(able)):
        worst: Whole = -1
        worst_value = -np.inf
        for v in able:
            if not left[v]:
                continue
            held = 0
            for w in range(n):
                if w != v and left[w]:
                    held = keep_small(best, held, size - 1, cost[v, w] - (price[v] + price[w]) / (size - 1))
            total = best[:held].sum()
            if total > worst_value:
                worst, worst_value = v, total
        order[turn] = worst
        left[worst] = False
    return order


@compiled
def start_from(prices: Prices, stack: Stack, order: Array, turn: Whole, size: Whole, room: float) -> None:
    """Choose the head order[turn] as the first member; candidates are all others but the heads before it."""
    cost, price, _ = prices
    first = order[turn]
    stack.member[0] = first
    stack.so_far[1] = -price[first]
    open_to = np.ones(len(price), dtype=np.bool_)
    open_to[order[: turn + 1]] = False
    total = 0
    for v in range(len(price)):
        if open_to[v]:
            stack.margin[1, v] = cost[first, v] - price[v]
            stack.cand[1, total] = v
            total += 1
    narrow(cost, stack, 1, total, size - 1, room + float(price[first]))


@compiled
def step_down(prices: Prices, stack: Stack, depth: Whole, t: Whole, room: float, least: float) -> bool:
    """Choose the candidate at hand and narrow those after it down to its partners; whether enough are left.

    `least` is the bound of the sets that hold the t candidates from the one at hand on.
    """
    cost = prices.cost
    cand, bound, margin, last = stack.cand, stack.bound[depth], stack.margin[depth], stack.last[depth]
    here = stack.at[depth]
    v = cand[depth, here]
    below = depth + 1
    stack.member[depth] = v
    stack.so_far[below] = stack.so_far[depth] + margin[v]
    row = cost[v]
    to_row = cand[below]
    next_margin = stack.margin[below]
    share = 1.0 / (t - 1)
    others = least - bound[here + t - 1]
    total = 0
    for k in range(here + 1, stack.many[depth]):
        w = cand[depth, k]
        pair = row[w] + (margin[v] + margin[w]) * share
        excess = 0.5 * (max(pair - last[v], 0.0) + max(pair - last[w], 0.0))
        if (least if k < here + t else others + bound[k]) + excess < room:
            next_margin[w] = margin[w] + row[w]
            to_row[total] = w
            total += 1
    narrow(cost, stack, below, total, t - 1, room - float(stack.so_far[below]))
    return bool(stack.many[below] >= t - 1)


@compiled
def finish(
    prices: Prices, stack: Stack, size: Whole, room: float, found: Array, values: Array, seen: Whole
) -> tuple[Whole, float]:
    """List the sets that the candidate at hand completes with one more; (number listed, room).

    When the list is full its dearer half is dropped and the room shrinks to what remains complete.
    """
    cost = prices.cost
    depth = size - 2
    here = stack.at[depth]
    v = stack.cand[depth, here]
    margin = stack.margin[depth]
    start = stack.so_far[depth] + margin[v]
    for k in range(here + 1, stack.many[depth]):
        w = stack.cand[depth, k]
        value = start + margin[w] + cost[v, w]
        if value >= room:
            continue
        found[seen, : size - 2] = stack.member[: size - 2]
        found[seen, size - 2] = v
        found[seen, size - 1] = w
        values[seen] = value
        seen += 1
        if seen == len(values):
            room = np.sort(values)[seen // 2]
            kept = 0
            for entry in range(seen):
                if values[entry] < room:
                    found[kept] = found[entry]
                    values[kept] = values[entry]
                    kept += 1
            seen = kept
    return seen, room


@compiled
def sets_from(
    prices: Prices, order: Array, turn: Whole, size: Whole, room: float, found: Array, values: Array
) -> tuple[Whole, float, Whole]:
    """Sets of `size` >= 3 with a head whose first member is order[turn] and whose value is below `room`.

    Fills found [limit, MOST] and values [limit]; (number listed, the room below which the list is complete, search
    nodes used).
    """
    stack = new_stack(size, len(prices.price))
    start_from(prices, stack, order, turn, size, room)
    seen = 0
    nodes = 0
    depth = 1
    while depth > 0:
        nodes += 1
        t = size - depth
        here = stack.at[depth]
        least = np.inf
        if here + t <= stack.many[depth]:
            least = stack.so_far[depth] + stack.bound[depth, here : here + t].sum()
        if least >= room:
            depth -= 1
        elif t == 2:
            seen, room = finish(prices, stack, size, room, found, values, seen)
            stack.at[depth] += 1
        else:
            deeper = step_down(prices, stack, depth, t, room, least)
            stack.at[depth] += 1
            if deeper:
                depth += 1
    return seen, room, nodes
