"""The best partition that can be put together from groups seen in several searches."""

from __future__ import annotations

import importlib

import numpy as np

from shihu.engines.formation.instance import Instance
from shihu.engines.formation.search.compiled import Array

NODE_LIMIT = 200
POOL_LIMIT = 20_000


class Pool:
    """Distinct groups with their costs, and which of them are allowed to be groups at all."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._groups: dict[bytes, tuple[Array, int]] = {}

    def __len__(self) -> int:
        return len(self._groups)

    def add_partition(self, unit: Array) -> None:
        """Remember the groups of a partition that breaks no rule."""
        order = np.argsort(unit, kind="stable")
        bounds = np.searchsorted(unit[order], np.arange(1, self._instance.groups))
        for group in np.split(order, bounds):
            self.add(group)

    def add(self, group: Array) -> None:
        """Remember one group (ascending node numbers)."""
        key = group.astype(np.int32).tobytes()
        if key not in self._groups and len(self._groups) < POOL_LIMIT:
            cost = int(self._instance.cost[np.ix_(group, group)].sum(dtype=np.int64)) // 2
            self._groups[key] = (group, cost)

    def best_partition(self) -> Array | None:
        """The cheapest choice of pooled groups that covers every node once; None if the solver found none in its limit.

        A set partition: one binary for each group, one row for each node, and one for the number of groups. Groups
        must all have one load range, or a group seen in one place could not stand in another.
        """
        programme_module = importlib.import_module("shihu.engines.formation.programme")
        programme = programme_module.Programme()
        n, groups = len(self._instance.weight), self._instance.groups
        for _ in range(n):
            programme.row(1.0, 1.0)
        programme.row(float(groups), float(groups))
        members = list(self._groups.values())
        for group, cost in members:
            programme.column(float(cost), 1.0, [*((int(i), 1.0) for i in group), (n, 1.0)])
        status, x, _ = programme.solve(nodes=NODE_LIMIT)
        chosen = np.flatnonzero(x > 0.5)
        unit = np.full(n, -1, dtype=np.int64)
        for number, column in enumerate(chosen):
            unit[members[column][0]] = number
        whole = status is not programme_module.Status.INFEASIBLE and len(chosen) == groups and bool((unit >= 0).all())
        return unit if whole else None
