"""Bring a partition that no longer fits, or was never complete, into its load ranges as cheaply as it goes."""

from __future__ import annotations

import numpy as np

from shihu.engines.formation.search.compiled import Array, Whole, compiled
from shihu.engines.formation.search.lineup import Board, Lineup, line_up, relocate


@compiled
def join(board: Board, at: Lineup, i: Whole, b: Whole) -> None:
    """Put node i, which is in no group, into group b."""
    at.members[b, at.held[b]] = i
    at.place[i] = at.held[b]
    at.held[b] += 1
    at.unit[i] = b
    at.load[b] += board.weight[i]
    at.lead[b] += board.heads[i]
    at.link[b] += board.cost[i]


@compiled
def place_newcomers(board: Board, at: Lineup) -> bool:
    """Put each node that is in no group into the cheapest group with room; whether all found one."""
    for i in range(len(at.unit)):
        if at.unit[i] >= 0:
            continue
        best = -1
        for b in range(len(board.low)):
            roomy = at.load[b] + board.weight[i] <= board.high[b]
            if roomy and (best < 0 or at.link[b, i] < at.link[best, i]):
                best = b
        if best < 0:
            return False
        join(board, at, i, best)
    return True


@compiled
def cheapest_transfer(board: Board, at: Lineup, b: Whole) -> Whole:
    """The node whose move into group b costs least among groups that can spare it; -1 if none can."""
    best, best_gain = -1, np.int64(0)
    for i in range(len(at.unit)):
        a = at.unit[i]
        if a == b or at.load[a] - board.weight[i] < board.low[a] or at.load[b] + board.weight[i] > board.high[b]:
            continue
        gain = np.int64(at.link[b, i]) - np.int64(at.link[a, i])
        if board.heads[i] > 0 and at.lead[a] <= board.need:
            gain += board.penalty
        if best < 0 or gain < best_gain:
            best, best_gain = i, gain
    return best


@compiled
def fill_up(board: Board, at: Lineup) -> bool:
    """Bring groups below their lowest load up to it, node by node; whether that worked."""
    for b in range(len(board.low)):
        while at.load[b] < board.low[b]:
            i = cheapest_transfer(board, at, b)
            if i < 0:
                return False
            relocate(board, at, i, b)
    return True


@compiled
def carried_over(board: Board, unit: Array, field: Array) -> tuple[Lineup, bool]:
    """A lineup that starts from earlier groups (-1 for nodes in none), with `field` [groups, n] added to its links.

    The field prices a node's being in a group by itself, such as its not being in its earlier one. The second answer
    says whether every load is in range.
    """
    at = line_up(board, unit)
    at.link[:] += field
    return at, place_newcomers(board, at) and fill_up(board, at)
