"""From households to the nodes that the search moves.

Unwilling households and locked units leave the search; households that must stay together become one node with their
joint weight, heads and costs; a refused pair becomes a pair cost that no saving can buy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shihu.engines.formation.costs import refused_pairs
from shihu.engines.formation.problem import Bools, FormationProblem, Groups, Ints
from shihu.engines.formation.sizes import Tiling


def blocks_of(n: int, together: Groups) -> Groups:
    """The n households cut into those that move as one; groups that overlap make one block. By first member."""
    leader = np.arange(n)
    for group in together:
        touched = leader[list(group)]
        leader[np.isin(leader, touched)] = touched.min()
    members: dict[int, list[int]] = {}
    for i, first in enumerate(leader.tolist()):
        members.setdefault(first, []).append(i)
    return tuple(tuple(block) for block in members.values())


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """What moves as one: `members[k]` are the household indices of node k; arrays are by node.

    weight   int [N]      households in the node
    heads    int [N]      households in it that can lead
    apart    int [m, 2]   pairs of nodes that may not share a unit, each once, the smaller first
    """

    members: Groups
    weight: Ints
    heads: Ints
    apart: Ints

    @classmethod
    def of(cls, problem: FormationProblem) -> Nodes:
        free = problem.willing.copy()
        for unit in problem.locked:
            free[list(unit)] = False
        members = tuple(block for block in blocks_of(problem.n, problem.together) if free[block[0]])
        node_of = np.full(problem.n, -1, dtype=np.int64)
        for node, block in enumerate(members):
            node_of[list(block)] = node
        pairs = np.sort(node_of[refused_pairs(problem)], axis=1)
        pairs = pairs[(pairs[:, 0] >= 0) & (pairs[:, 0] < pairs[:, 1])]
        return cls(
            members=members,
            weight=np.array([len(block) for block in members], dtype=np.int64),
            heads=np.array([int(problem.can_lead[list(block)].sum()) for block in members], dtype=np.int64),
            apart=np.unique(pairs, axis=0),
        )

    def among(self, inside: Ints) -> Bools:
        """[k, k]: which of the nodes `inside` (ascending) may not share a unit."""
        place = np.full(len(self.weight), -1, dtype=np.int64)
        place[inside] = np.arange(len(inside))
        pairs = place[self.apart]
        one, other = pairs[(pairs >= 0).all(axis=1)].T
        apart = np.zeros((len(inside), len(inside)), dtype=np.bool_)
        apart[one, other] = apart[other, one] = True
        return apart

    def some(self, inside: Ints) -> Nodes:
        """Only the nodes `inside` (ascending), their households as they were."""
        pairs = np.argwhere(np.triu(self.among(inside)))
        return Nodes(tuple(self.members[k] for k in inside), self.weight[inside], self.heads[inside], pairs)

    @property
    def households(self) -> int:
        """Households in all nodes together."""
        return int(self.weight.sum())

    def spread(self, unit: Ints, onto: Ints) -> Ints:
        """Write each node's unit to its households in `onto`."""
        for node, block in enumerate(self.members):
            onto[list(block)] = unit[node]
        return onto


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """Groups to start from, of households or of nodes, and what it takes to leave them.

    label   int [N]         the earlier group, -1: none
    price   int             what leaving it costs for each household, in thousandths
    fixed   bool [N]        who may not leave it
    start   int [N] | None  where each is now, -1: nowhere; None: in the earlier group
    """

    label: Ints
    price: int
    fixed: Bools
    start: Ints | None = None

    def kept(self, weight: Ints, groups: int) -> Ints:
        """The labels numbered 0, 1, ... of at most `groups` earlier groups, -1 for all others.

        Those that weigh least go, but none that somebody may not leave while any other is left.
        """
        label = self.label
        size = np.bincount(label[label >= 0], weights=weight[label >= 0])
        size[label[self.fixed]] += weight.sum()
        stay = np.sort(np.argsort(-size, kind="stable")[:groups])
        number = np.full(len(size) + 1, -1, dtype=np.int64)
        number[stay] = np.arange(len(stay))
        labels: Ints = number[label]
        return labels


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """What the compiled search sees.

    cost     int [N, N]   symmetric; pairs kept apart carry `penalty` on top
    inside   int          cost of the pairs within nodes, which nothing changes
    weight, heads         by node
    need     int          heads that each group must have
    penalty  int          more than any legal saving
    low, high int [K]     load range of each group
    apart    bool [N, N]  may not share a group
    """

    cost: Ints
    inside: int
    weight: Ints
    heads: Ints
    need: int
    penalty: int
    low: Ints
    high: Ints
    apart: Bools

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.low)

    @classmethod
    def of(cls, cost: Ints, inside: int, nodes: Nodes, tiling: Tiling) -> Instance:
        """The instance for one tiling; `cost` without penalties, as `node_costs` gives it."""
        penalty = 4 * tiling.high * max(int(np.abs(cost).max(initial=0)), 1)
        apart = nodes.among(np.arange(len(nodes.weight)))
        full = cost + penalty * apart
        # A link adds up at most `high` entries, and less than twice that with a toll on leaving an earlier unit; 32
        # bits move twice as many per instruction.
        if (2 * tiling.high + 4) * (penalty + int(np.abs(cost).max(initial=0))) < 2**31:
            full = full.astype(np.int32)
        return cls(
            cost=full,
            inside=inside,
            weight=nodes.weight,
            heads=nodes.heads,
            need=1,
            penalty=penalty,
            low=np.full(tiling.units, tiling.low, dtype=np.int64),
            high=np.full(tiling.units, tiling.high, dtype=np.int64),
            apart=apart,
        )

    def clean(self, unit: Ints) -> bool:
        """Whether no pair kept apart shares a group and every group has its heads."""
        heads = np.bincount(unit, weights=self.heads, minlength=self.groups)
        return bool((heads >= self.need).all()) and not bool((self.apart & (unit[:, None] == unit)).any())

    def even_cut(self) -> Ints | None:
        """Nodes dealt to groups in their order, as evenly as the weights allow; None where that breaks a load."""
        target = int(self.weight.sum()) / max(self.groups, 1)
        middle = np.cumsum(self.weight) - self.weight / 2
        unit = np.minimum((middle / target).astype(np.int64), self.groups - 1)
        load = np.bincount(unit, weights=self.weight, minlength=self.groups)
        return unit if bool(((load >= self.low) & (load <= self.high)).all()) else None


def node_costs(pair_costs: Ints, nodes: Nodes) -> tuple[Ints, int]:
    """Costs between nodes [N, N] from those between households, and the total of the pairs inside nodes."""
    order = np.array([i for block in nodes.members for i in block], dtype=np.int64)
    matrix = pair_costs[np.ix_(order, order)]
    if len(order) == len(nodes.members):
        return matrix, 0
    starts = np.concatenate([[0], np.cumsum(nodes.weight)[:-1]])
    folded = np.add.reduceat(np.add.reduceat(matrix, starts, axis=0), starts, axis=1)
    inside = int(np.trace(folded)) // 2
    np.fill_diagonal(folded, 0)
    return folded, inside
