"""Annealing and descent over a partition of nodes into groups with size ranges.

The groups' cost is the sum of pair costs within them. `link[g, i]`, the sum of the costs between node i and the members
of group g, gives the change of a move in O(1) and is brought up to date in O(n) after each accepted move:

    relocate i: A -> B          link[B, i] - link[A, i]
    swap i in A with j in B     link[B, i] - link[A, i] + link[A, j] - link[B, j] - 2 cost[i, j]

Nodes carry a weight (how many households) and a number of possible heads; groups have a lowest and highest load and
must hold `need` heads each. Loads are never violated. A group short of heads costs `penalty`, and a pair that must be
apart has a cost of that order in the matrix, so that a start which breaks these rules is repaired before anything else
is improved, and a clean state is never left at the temperatures in use.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.search.compiled import compiled
from shihu.engines.formation.search.randomness import below, next_bits

Array = npt.NDArray[Any]


@compiled
def deviates() -> Array:
    """Exponential deviates -ln(u) at 4096 equally likely points: the table that decides uphill moves."""
    table = np.empty(4096)
    for index in range(4096):
        table[index] = -np.log((index + 0.5) / 4096.0)
    return table


@compiled
def links(cost: Array, unit: Array, groups: int) -> Array:
    """link [groups, n] from scratch."""
    n = len(unit)
    link = np.zeros((groups, n), dtype=cost.dtype)
    for j in range(n):
        row = link[unit[j]]
        for i in range(n):
            row[i] += cost[j, i]
    return link


@compiled
def value_of(cost: Array, unit: Array) -> int:
    """Sum of the pair costs within groups."""
    total = 0
    n = len(unit)
    for i in range(n):
        for j in range(i):
            if unit[i] == unit[j]:
                total += np.int64(cost[i, j])
    return total


@compiled
def roster(
    unit: Array, weight: Array, heads: Array, groups: int, room: int
) -> tuple[Array, Array, Array, Array, Array]:
    """members [groups, room], place [n] in its row, count, load and lead [groups]."""
    n = len(unit)
    members = np.full((groups, room), -1, dtype=np.int64)
    place = np.zeros(n, dtype=np.int64)
    count = np.zeros(groups, dtype=np.int64)
    load = np.zeros(groups, dtype=np.int64)
    lead = np.zeros(groups, dtype=np.int64)
    for i in range(n):
        g = unit[i]
        members[g, count[g]] = i
        place[i] = count[g]
        count[g] += 1
        load[g] += weight[i]
        lead[g] += heads[i]
    return members, place, count, load, lead


@compiled
def shortage(lead: int, change: int, need: int) -> int:
    """Heads that a group is short of more (or less, negative) after its number of heads changed."""
    return max(0, need - lead - change) - max(0, need - lead)


@compiled
def shift(cost: Array, link: Array, i: int, a: int, b: int) -> None:
    """Bring `link` up to date after node i went from group a to group b."""
    row = cost[i]
    from_row = link[a]
    to_row = link[b]
    for k in range(len(row)):
        from_row[k] -= row[k]
        to_row[k] += row[k]


@compiled
def exchange(cost: Array, link: Array, i: int, j: int, a: int, b: int) -> None:
    """Bring `link` up to date after i (from group a) and j (from group b) changed places."""
    row_i = cost[i]
    row_j = cost[j]
    link_a = link[a]
    link_b = link[b]
    for k in range(len(row_i)):
        change = row_j[k] - row_i[k]
        link_a[k] += change
        link_b[k] -= change


@compiled
def move_node(i: int, b: int, unit: Array, members: Array, place: Array, count: Array) -> None:
    """Take node i out of its group's row and append it to group b's."""
    a = unit[i]
    last = members[a, count[a] - 1]
    members[a, place[i]] = last
    place[last] = place[i]
    count[a] -= 1
    members[b, count[b]] = i
    place[i] = count[b]
    count[b] += 1
    unit[i] = b


@compiled
def swap_nodes(i: int, j: int, unit: Array, members: Array, place: Array) -> None:
    """Let i and j change groups."""
    a, b = unit[i], unit[j]
    members[a, place[i]] = j
    members[b, place[j]] = i
    place[i], place[j] = place[j], place[i]
    unit[i], unit[j] = b, a


@compiled
def anneal(
    cost: Array,
    weight: Array,
    heads: Array,
    need: int,
    penalty: int,
    low: Array,
    high: Array,
    near: Array,
    unit: Array,
    random: Array,
    moves: int,
    hot: float,
    cold: float,
) -> int:
    """Propose `moves` relocations and swaps while the temperature falls geometrically from `hot` to `cold`.

    Most proposals bring a node to the group of one of its cheapest partners `near[i]`. Changes `unit` in place and
    returns the number of accepted moves.
    """
    n = len(unit)
    groups = len(low)
    members, place, count, load, lead = roster(
        unit, weight, heads, groups, n if groups == 1 else int(high.max()) + 1
    )
    link = links(cost, unit, groups)
    table = deviates()
    nearest = near.shape[1]
    accepted = 0
    temperature = hot
    step = 64
    cooling = (cold / hot) ** (step / max(moves, 1))
    for move in range(moves):
        if move % step == 0 and move:
            temperature *= cooling
        bits = next_bits(random)
        i = (bits * n) >> 32
        a = unit[i]
        bits = next_bits(random)
        partner = -1
        if bits & 15:
            u = (bits >> 8) * 5.9604644775390625e-08  # / 2**24
            partner = near[i, int(u * u * nearest)]
            b = unit[partner]
        else:
            b = ((bits >> 8) * groups) >> 24
        if a == b:
            continue
        threshold = temperature * table[next_bits(random) >> 20]
        gain = np.int64(link[b, i]) - np.int64(link[a, i])
        fits = load[b] + weight[i] <= high[b] and load[a] - weight[i] >= low[a]
        if fits and (bits >> 4) & 3 == 0:
            if need:
                gain += penalty * (shortage(lead[a], -heads[i], need) + shortage(lead[b], heads[i], need))
            if gain <= threshold:
                move_node(i, b, unit, members, place, count)
                load[a] -= weight[i]
                load[b] += weight[i]
                lead[a] -= heads[i]
                lead[b] += heads[i]
                shift(cost, link, i, a, b)
                accepted += 1
            continue
        j = members[b, below(random, count[b])]
        if j == partner:
            continue
        more = weight[j] - weight[i]
        if more and not (low[a] <= load[a] + more <= high[a] and low[b] <= load[b] - more <= high[b]):
            continue
        gain += np.int64(link[a, j]) - np.int64(link[b, j]) - 2 * np.int64(cost[i, j])
        if need and heads[i] != heads[j]:
            change = heads[j] - heads[i]
            gain += penalty * (shortage(lead[a], change, need) + shortage(lead[b], -change, need))
        if gain <= threshold:
            swap_nodes(i, j, unit, members, place)
            load[a] += more
            load[b] -= more
            lead[a] += heads[j] - heads[i]
            lead[b] += heads[i] - heads[j]
            exchange(cost, link, i, j, a, b)
            accepted += 1
    return accepted


@compiled
def descend(
    cost: Array,
    weight: Array,
    heads: Array,
    need: int,
    penalty: int,
    low: Array,
    high: Array,
    unit: Array,
) -> int:
    """Take the best relocation or swap of each node in turn until none improves; returns the number of moves.

    Changes `unit` in place; afterwards no single relocation or swap that keeps the loads lowers the cost.
    """
    n = len(unit)
    groups = len(low)
    members, place, count, load, lead = roster(
        unit, weight, heads, groups, n if groups == 1 else int(high.max()) + 1
    )
    link = links(cost, unit, groups)
    done = 0
    idle = 0
    i = 0
    while idle < n:
        a = unit[i]
        best = 0
        best_group = -1
        best_node = -1
        for b in range(groups):
            if b == a:
                continue
            out = np.int64(link[b, i]) - np.int64(link[a, i])
            if load[b] + weight[i] <= high[b] and load[a] - weight[i] >= low[a]:
                gain = out
                if need:
                    gain += penalty * (shortage(lead[a], -heads[i], need) + shortage(lead[b], heads[i], need))
                if gain < best:
                    best, best_group, best_node = gain, b, -1
            for slot in range(count[b]):
                j = members[b, slot]
                more = weight[j] - weight[i]
                if more and not (low[a] <= load[a] + more <= high[a] and low[b] <= load[b] - more <= high[b]):
                    continue
                gain = out + np.int64(link[a, j]) - np.int64(link[b, j]) - 2 * np.int64(cost[i, j])
                if need and heads[i] != heads[j]:
                    change = heads[j] - heads[i]
                    gain += penalty * (shortage(lead[a], change, need) + shortage(lead[b], -change, need))
                if gain < best:
                    best, best_group, best_node = gain, b, j
        if best < 0:
            b = best_group
            if best_node < 0:
                move_node(i, b, unit, members, place, count)
                load[a] -= weight[i]
                load[b] += weight[i]
                lead[a] -= heads[i]
                lead[b] += heads[i]
                shift(cost, link, i, a, b)
            else:
                j = best_node
                more = weight[j] - weight[i]
                swap_nodes(i, j, unit, members, place)
                load[a] += more
                load[b] -= more
                lead[a] += heads[j] - heads[i]
                lead[b] += heads[i] - heads[j]
                exchange(cost, link, i, j, a, b)
            done += 1
            idle = 0
        else:
            idle += 1
        i = (i + 1) % n
    return done
