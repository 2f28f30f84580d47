"""Public grouping instances as instances of the formation search.

The text format of MDGPLIB (Gallego, Laguna, Marti, Duarte 2013): first line `n g ss|ds` and for each of the g groups
its least and greatest size; then lines `i j d`, i and j from 0. The capacitated variants (CCPLIB) put `W` and n node
weights after the ranges, which are then capacities. In both the sum of d within groups is to be as large as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shihu.engines.formation.instance import Instance
from shihu.engines.formation.search.lineup import line_up
from shihu.engines.formation.search.repair import fill_up
from shihu.engines.formation.search.rounds import board_of
from shihu.engines.formation.sizes import even_sizes

SCALE = 1000


@dataclass(frozen=True)
class Library:
    """One instance: d [n, n], weight [n], low and high [g]."""

    name: str
    d: np.ndarray
    weight: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def uneven(self) -> bool:
        """Whether nodes differ in weight."""
        return bool(self.weight.min() < self.weight.max())

    def instance(self) -> Instance:
        """The instance as pair costs to be kept low, in thousandths."""
        cost = -np.rint(self.d * SCALE).astype(np.int64)
        if int(self.high.max() + 1) * int(np.abs(cost).max()) < 2**31:
            cost = cost.astype(np.int32)
        n = len(self.d)
        return Instance(
            cost=cost,
            inside=0,
            weight=self.weight,
            heads=np.zeros(n, dtype=np.int64),
            need=0,
            penalty=0,
            low=self.low,
            high=self.high,
            apart=np.zeros((n, n), dtype=bool),
        )

    def start(self) -> np.ndarray:
        """Nodes dealt to groups, the heaviest first, each to the group furthest below what it should hold."""
        load = np.zeros(len(self.low))
        aim = self.low + (self.high - self.low) * _share(self)
        unit = np.empty(len(self.d), dtype=np.int64)
        for i in np.argsort(-self.weight, kind="stable"):
            open_groups = load + self.weight[i] <= self.high
            lacking = np.where(open_groups, aim - load, -np.inf)
            if not open_groups.any():
                raise ValueError(f"{self.name}: no room for node {i}; the capacities are too tight for a greedy start")
            unit[i] = int(np.argmax(lacking))
            load[unit[i]] += self.weight[i]
        if (load < self.low).any():
            raise ValueError(f"{self.name}: groups {np.flatnonzero(load < self.low).tolist()} stay below their least")
        return unit

    def light_start(self) -> np.ndarray:
        """The lightest nodes in the first group, as many as it takes, the next lightest in the second, and so on.

        A group of m nodes has m (m - 1) / 2 pairs to gain from, so a few large groups of light nodes beat even ones.
        Groups that this leaves too light are filled up; where that fails, the even start.
        """
        unit = np.empty(len(self.d), dtype=np.int64)
        left, group, load = int(self.weight.sum()), 0, 0
        for i in np.argsort(self.weight, kind="stable"):
            room = min(int(self.high[group]), left - int(self.low[group + 1 :].sum()))
            if group + 1 < len(self.low) and load + self.weight[i] > room:
                left -= load
                group, load = group + 1, 0
            unit[i] = group
            load += int(self.weight[i])
        at = line_up(board_of(self.instance()), unit)
        fits = fill_up(board_of(self.instance()), at) and bool((at.load <= self.high).all())
        return at.unit if fits else self.start()

    def value(self, unit: np.ndarray) -> float:
        """Sum of d within groups."""
        return float(np.where(unit[:, None] == unit, self.d, 0.0).sum()) / 2.0


def _share(library: Library) -> float:
    slack = float((library.high - library.low).sum())
    return (float(library.weight.sum()) - float(library.low.sum())) / slack if slack else 0.0


def read(path: Path) -> Library:
    """Read an instance. Raises ValueError with the line when the file is not of the format."""
    lines = path.read_text(encoding="ascii").splitlines()
    head = lines[0].split() if lines else []
    try:
        n, groups, kind = int(head[0]), int(head[1]), head[2]
        numbers = head[3:]
        weights = numbers[numbers.index("W") + 1 :] if "W" in numbers else []
        ranges = [int(float(x)) for x in (numbers[: numbers.index("W")] if "W" in numbers else numbers)]
    except (IndexError, ValueError) as error:
        raise ValueError(f"{path}:1: not `n g ss|ds` with sizes: {' '.join(head)[:80]!r}") from error
    if kind not in {"ss", "ds"} or len(ranges) not in {0, 2 * groups} or len(weights) not in {0, n}:
        raise ValueError(f"{path}:1: {kind=}, {len(ranges)} range numbers for {groups} groups, {len(weights)} weights")
    low, high = np.array(ranges[0::2], dtype=np.int64), np.array(ranges[1::2], dtype=np.int64)
    if not ranges:
        low = high = np.array(even_sizes(n, groups), dtype=np.int64)
    d = np.zeros((n, n))
    for number, line in enumerate(lines[1:], start=2):
        parts = line.split()
        if not parts:
            continue
        try:
            i, j, value = int(parts[0]), int(parts[1]), float(parts[2])
            d[i, j] = d[j, i] = value
        except (IndexError, ValueError) as error:
            raise ValueError(f"{path}:{number}: not `i j d`: {line[:80]!r}") from error
    weight = np.array([int(float(w)) for w in weights], dtype=np.int64) if weights else np.ones(n, dtype=np.int64)
    return Library(path.stem, d, weight, low, high)
