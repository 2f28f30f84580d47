"""Cheap units for given prices by greedy growth and local search: quick, and no proof of anything."""

from __future__ import annotations

import numpy as np

from shihu.engines.formation.proof.pricing import Prices
from shihu.engines.formation.search.compiled import Array, Whole, compiled
from shihu.engines.formation.search.randomness import below, next_bits

HEADLESS = 1e12
"""Added to the value of a set without a head; more than any pair costs and prices add up to."""


@compiled
def grow(prices: Prices, inside: Array, size: Whole, random: Array, noise: float) -> None:
    """Add the cheapest next member, its margin blurred by up to `noise`, until `inside` has `size`."""
    cost, price, _ = prices
    n = len(price)
    margin = -price
    held = 0
    for v in range(n):
        if inside[v]:
            margin += cost[v]
            held += 1
    for _ in range(size - held):
        best, best_value = -1, np.inf
        for v in range(n):
            if not inside[v]:
                value = margin[v] + noise * (next_bits(random) / 4294967296.0)
                if value < best_value:
                    best, best_value = v, value
        inside[best] = True
        margin += cost[best]


@compiled
def thin(random: Array, inside: Array) -> None:
    """Take out each member with probability two in five."""
    for v in range(len(inside)):
        if inside[v] and next_bits(random) < 1717986918:
            inside[v] = False


@compiled
def headless(lead: Whole, change: Whole) -> float:
    """What a set that has `lead` heads pays more after winning `change`."""
    return (HEADLESS if lead + change == 0 else 0.0) - (HEADLESS if lead == 0 else 0.0)


@compiled
def best_change(
    prices: Prices, inside: Array, margin: Array, lead: Whole, grows: bool, shrinks: bool
) -> tuple[float, Whole, Whole]:
    """(gain, who comes, who goes) of the best addition, removal or swap; -1 for nobody."""
    cost, price, heads = prices
    n = len(price)
    best, comes, goes = -1e-6, -1, -1
    for v in range(n):
        if inside[v]:
            gain = headless(lead, -heads[v]) - margin[v]
            if shrinks and gain < best:
                best, comes, goes = gain, -1, v
            continue
        gain = headless(lead, heads[v]) + margin[v]
        if grows and gain < best:
            best, comes, goes = gain, v, -1
        row = cost[v]
        for u in range(n):
            if inside[u]:
                gain = margin[v] - margin[u] - row[u] + headless(lead, heads[v] - heads[u])
                if gain < best:
                    best, comes, goes = gain, v, u
    return best, comes, goes


@compiled
def settle(prices: Prices, low: Whole, high: Whole, inside: Array) -> float:
    """Change members one by one while that lowers the set's value; the value reached."""
    cost, price, heads = prices
    margin = -price
    size: Whole = 0
    lead: Whole = 0
    value = 0.0
    for v in range(len(price)):
        if inside[v]:
            value += margin[v]
            margin += cost[v]
            size += 1
            lead += heads[v]
    value += HEADLESS if lead == 0 else 0.0
    while True:
        gain, comes, goes = best_change(prices, inside, margin, lead, size < high, size > low)
        if comes < 0 and goes < 0:
            return value
        value += gain
        if comes >= 0:
            inside[comes] = True
            margin += cost[comes]
            size += 1
            lead += heads[comes]
        if goes >= 0:
            inside[goes] = False
            margin -= cost[goes]
            size -= 1
            lead -= heads[goes]


@compiled
def guess_sets(
    prices: Prices, low: Whole, high: Whole, room: float, random: Array, bases: Array, noise: float, found: Array
) -> Whole:
    """Local optima below `room`, one bool row of `found` each; how many.

    One start grows from each node alone, and one from what is left of each row of `bases` after thinning it out.
    """
    n = len(prices.price)
    seen = 0
    inside = np.zeros(n, dtype=np.bool_)
    for turn in range(n + len(bases)):
        if turn < n:
            inside[:] = False
            inside[turn] = True
        else:
            inside[:] = bases[turn - n]
            thin(random, inside)
        size = min(low + below(random, high - low + 1), n)
        grow(prices, inside, size, random, 0.0 if turn < n else noise)
        if settle(prices, low, high, inside) < room and seen < len(found):
            found[seen] = inside
            seen += 1
    return seen
