"""A partition of nodes into groups, with what is needed to price and make a move at once.

The cost of a partition is the sum of the pair costs within groups. `link[g, i]`, the sum of the costs between node i
and the members of group g, prices a move in O(1) and is brought up to date in O(n) after it:

    relocate i: A -> B          link[B, i] - link[A, i]
    swap i in A with j in B     link[B, i] - link[A, i] + link[A, j] - link[B, j] - 2 cost[i, j]
    trade i in A for j, k in B  the two swaps' changes, less link[B, i] - link[A, i] once, plus 2 cost[j, k]

Nodes carry a weight (how many households) and a number of possible heads; groups have a lowest and a highest load and
must hold `need` heads each. No move may violate a load. A group short of heads costs `penalty`, and a pair that must
be apart has a cost of that order in the matrix: a start that breaks these rules is repaired before anything else is
improved, and no temperature in use ever buys a new breach.

The inner loops work on plain arrays: taking an array out of a tuple counts a reference, which costs more than a move.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shihu.engines.formation.search.compiled import Array, Whole, compiled


class Board(NamedTuple):
    """What stays: cost [n, n] symmetric with a zero diagonal; weight, heads [n]; low, high [groups]."""

    cost: Array
    weight: Array
    heads: Array
    low: Array
    high: Array
    need: Whole
    penalty: Whole


class Lineup(NamedTuple):
    """What moves: unit, place [n]; members [groups, room]; held, load, lead [groups]; link [groups, n]."""

    unit: Array
    place: Array
    members: Array
    held: Array
    load: Array
    lead: Array
    link: Array


@compiled
def line_up(board: Board, unit: Array) -> Lineup:
    """The lineup of a partition, from scratch; nodes with unit -1 are in no group yet."""
    n = len(unit)
    groups = len(board.low)
    room = min(n, int(board.high.max()) + 1) if groups else 1
    at = Lineup(
        unit.copy(),
        np.zeros(n, dtype=np.int64),
        np.full((groups, room), -1, dtype=np.int64),
        np.zeros(groups, dtype=np.int64),
        np.zeros(groups, dtype=np.int64),
        np.zeros(groups, dtype=np.int64),
        np.zeros((groups, n), dtype=board.cost.dtype),
    )
    for i in range(n):
        g = unit[i]
        if g < 0:
            continue
        at.members[g, at.held[g]] = i
        at.place[i] = at.held[g]
        at.held[g] += 1
        at.load[g] += board.weight[i]
        at.lead[g] += board.heads[i]
        row = board.cost[i]
        link = at.link[g]
        for k in range(n):
            link[k] += row[k]
    return at


@compiled
def value_of(cost: Array, unit: Array) -> Whole:
    """Sum of the pair costs within groups, with any penalties for pairs that must be apart."""
    total = np.int64(0)
    for i in range(len(unit)):
        for j in range(i):
            if unit[i] == unit[j]:
                total += np.int64(cost[i, j])
    return total


@compiled
def fits(load: Array, low: Array, high: Array, a: Whole, b: Whole, more: Whole) -> bool:
    """Whether group a may grow by `more` and group b shrink by it."""
    return bool(low[a] <= load[a] + more <= high[a] and low[b] <= load[b] - more <= high[b])


@compiled
def head_price(lead: Array, need: Whole, a: Whole, b: Whole, more: Whole) -> Whole:
    """Heads that groups a and b would be short of more than now if a won and b lost `more` heads."""
    after = max(0, need - lead[a] - more) + max(0, need - lead[b] + more)
    return after - max(0, need - lead[a]) - max(0, need - lead[b])


@compiled
def swap_price(cost: Array, link: Array, i: Whole, j: Whole, a: Whole, b: Whole) -> Whole:
    """Change of cost if i left group a for b and j group b for a."""
    here = np.int64(link[b, i]) - np.int64(link[a, i])
    there = np.int64(link[a, j]) - np.int64(link[b, j])
    return here + there - 2 * np.int64(cost[i, j])


@compiled
def trade_price(cost: Array, link: Array, i: Whole, j: Whole, k: Whole, a: Whole, b: Whole) -> Whole:
    """Change of cost if i left group a for b, and j and k both group b for a."""
    once = np.int64(link[b, i]) - np.int64(link[a, i])
    both = swap_price(cost, link, i, j, a, b) + swap_price(cost, link, i, k, a, b)
    return both - once + 2 * np.int64(cost[j, k])


@compiled
def relocate(board: Board, at: Lineup, i: Whole, b: Whole) -> None:
    """Move node i to group b."""
    a = at.unit[i]
    last = at.members[a, at.held[a] - 1]
    at.members[a, at.place[i]] = last
    at.place[last] = at.place[i]
    at.held[a] -= 1
    at.members[b, at.held[b]] = i
    at.place[i] = at.held[b]
    at.held[b] += 1
    at.unit[i] = b
    at.load[a] -= board.weight[i]
    at.load[b] += board.weight[i]
    at.lead[a] -= board.heads[i]
    at.lead[b] += board.heads[i]
    row = board.cost[i]
    from_row = at.link[a]
    to_row = at.link[b]
    for k in range(len(row)):
        from_row[k] -= row[k]
        to_row[k] += row[k]


@compiled
def swap(board: Board, at: Lineup, i: Whole, j: Whole) -> None:
    """Let nodes i and j change groups."""
    a, b = at.unit[i], at.unit[j]
    at.members[a, at.place[i]] = j
    at.members[b, at.place[j]] = i
    at.place[i], at.place[j] = at.place[j], at.place[i]
    at.unit[i], at.unit[j] = b, a
    more = board.weight[j] - board.weight[i]
    at.load[a] += more
    at.load[b] -= more
    change = board.heads[j] - board.heads[i]
    at.lead[a] += change
    at.lead[b] -= change
    row_i = board.cost[i]
    row_j = board.cost[j]
    link_a = at.link[a]
    link_b = at.link[b]
    for k in range(len(row_i)):
        difference = row_j[k] - row_i[k]
        link_a[k] += difference
        link_b[k] -= difference
