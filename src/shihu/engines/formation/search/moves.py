"""Descent and annealing over a lineup.

Where nodes differ in weight, one for one is not enough: loads in range let a heavy node leave only for two light ones.
There, and only there, a node is also traded for two of another group.
"""

from __future__ import annotations

import numpy as np

from shihu.engines.formation.search.compiled import Array, Whole, compiled
from shihu.engines.formation.search.lineup import (
    Board,
    Lineup,
    fits,
    head_price,
    relocate,
    swap,
    swap_price,
    trade_price,
)
from shihu.engines.formation.search.randomness import below, next_bits


@compiled
def deviates() -> Array:
    """-ln(u) at 4096 equally likely points: the table that decides uphill moves."""
    table = np.empty(4096)
    for index in range(4096):
        table[index] = -np.log((index + 0.5) / 4096.0)
    return table


@compiled
def best_move(board: Board, at: Lineup, i: Whole) -> tuple[Whole, Whole, Whole]:
    """(gain, group, partner) of node i's best move; partner -1 is a relocation, group -1 is no improvement."""
    cost, weight, heads, low, high, need, penalty = board
    unit, _, members, held, load, lead, link = at
    best: Whole = np.int64(0)
    group: Whole = np.int64(-1)
    partner: Whole = np.int64(-1)
    a = unit[i]
    for b in range(len(low)):
        if b == a:
            continue
        if fits(load, low, high, b, a, weight[i]):
            gain = np.int64(link[b, i]) - np.int64(link[a, i])
            if heads[i]:
                gain += penalty * head_price(lead, need, b, a, heads[i])
            if gain < best:
                best, group, partner = gain, b, -1
        for slot in range(held[b]):
            j = members[b, slot]
            gain = swap_price(cost, link, i, j, a, b)
            if heads[i] != heads[j]:
                gain += penalty * head_price(lead, need, b, a, heads[i] - heads[j])
            if gain < best and (weight[i] == weight[j] or fits(load, low, high, b, a, weight[i] - weight[j])):
                best, group, partner = gain, b, j
    return best, group, partner


@compiled
def descend(board: Board, at: Lineup) -> Whole:
    """Take each node's best move in turn until no node has one; returns what was gained (0 or below)."""
    n = len(at.unit)
    gained = np.int64(0)
    idle = 0
    i = 0
    while idle < n:
        gain, group, partner = best_move(board, at, i)
        if group < 0:
            idle += 1
        else:
            idle = 0
            gained += gain
            if partner < 0:
                relocate(board, at, i, group)
            else:
                swap(board, at, i, partner)
        i = (i + 1) % n
    return gained


@compiled
def pick_group(unit: Array, near: Array, i: Whole, bits: Whole, groups: int) -> tuple[Whole, Whole]:
    """(group, partner): mostly the group of one of i's cheapest partners, the cheapest most often; partner -1: any."""
    if bits & 15:
        u = (bits >> 8) / 16777216.0
        partner = near[i, int(u * u * near.shape[1])]
        return unit[partner], partner
    return ((bits >> 8) * groups) >> 24, -1


@compiled
def anneal(board: Board, at: Lineup, near: Array, random: Array, moves: int, hot: float, cold: float) -> Whole:
    """Propose `moves` moves while the temperature falls geometrically from `hot` to `cold`; returns what was gained.

    Fifteen proposals in sixteen bring a node to the group of one of its cheapest partners `near` [n, m]. Where the
    loads allow it, one in four is a relocation, else a swap with a random member who is not that partner. Where nodes
    differ in weight, one in four is a trade for two random members instead.
    """
    cost, weight, heads, low, high, need, penalty = board
    unit, _, members, held, load, lead, link = at
    table = deviates()
    gained = np.int64(0)
    temperature = hot
    cooling = (cold / hot) ** (64 / max(moves, 1))
    uneven = bool(weight.min() < weight.max())
    for move in range(moves):
        if move & 63 == 63:
            temperature *= cooling
        i = below(random, len(unit))
        bits = next_bits(random)
        b, partner = pick_group(unit, near, i, bits, len(low))
        a = unit[i]
        if b == a:
            continue
        j: Whole = -1
        k: Whole = -1
        if uneven and bits & 192 == 0 and held[b] > 1:
            j = members[b, below(random, held[b])]
            k = members[b, below(random, held[b])]
            if j == k or not fits(load, low, high, b, a, weight[i] - weight[j] - weight[k]):
                continue
            gain = trade_price(cost, link, i, j, k, a, b)
            more = heads[i] - heads[j] - heads[k]
        elif bits & 48 or not fits(load, low, high, b, a, weight[i]):
            j = members[b, below(random, held[b])]
            if j == partner or (weight[i] != weight[j] and not fits(load, low, high, b, a, weight[i] - weight[j])):
                continue
            gain = swap_price(cost, link, i, j, a, b)
            more = heads[i] - heads[j]
        else:
            gain = np.int64(link[b, i]) - np.int64(link[a, i])
            more = heads[i]
        if more:
            gain += penalty * head_price(lead, need, b, a, more)
        if gain <= temperature * table[next_bits(random) >> 20]:
            gained += gain
            if j < 0:
                relocate(board, at, i, b)
            else:
                swap(board, at, i, j)
                if k >= 0:
                    relocate(board, at, k, a)
    return gained
