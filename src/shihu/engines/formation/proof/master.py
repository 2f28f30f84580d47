"""The linear programme over known units: each household in one, and the number of units fixed."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from shihu.engines.formation.problem import Bools, Floats, Ints
from shihu.engines.formation.programme import INFINITY, quiet_solver

GRAIN = 1024.0
"""Prices are rounded to multiples of 1 / GRAIN, so that sums of costs and prices are exact in double precision."""


@dataclass(frozen=True, slots=True, eq=False)
class Duals:
    """price [n] of the households, `each` of the row that fixes the number of units; `base` = sum + units * each.

    Any partition costs `base` plus the sum, over its units, of cost - price of the members - each: whatever the prices
    are, so rounding them is harmless.
    """

    price: Floats
    each: float
    units: int

    @property
    def base(self) -> float:
        """The value of a partition whose units all have reduced cost zero."""
        return float(self.price.sum()) + self.units * self.each


class Master:
    """Known units (columns) and the programme over them."""

    def __init__(self, cost: Ints, units: int) -> None:
        self._cost = cost.astype(np.int64)
        self._units = units
        self._known: set[bytes] = set()
        self._rows: list[Bools] = []
        self._costs: list[int] = []
        self._solver = quiet_solver()
        nothing = (np.zeros(0, dtype=np.int32), np.zeros(0))
        for _ in range(len(cost)):
            self._solver.addRow(1.0, 1.0, 0, *nothing)
        self._solver.addRow(float(units), float(units), 0, *nothing)

    def add(self, inside: Bools) -> bool:
        """Add a unit; False if it is known."""
        key = np.packbits(inside).tobytes()
        if key in self._known:
            return False
        self._known.add(key)
        members = np.flatnonzero(inside)
        cost = int(self._cost[np.ix_(members, members)].sum()) // 2
        rows = np.append(members, len(inside)).astype(np.int32)
        self._solver.addCol(float(cost), 0.0, INFINITY, len(rows), rows, np.ones(len(rows)))
        self._rows.append(inside.copy())
        self._costs.append(cost)
        return True

    @property
    def rows(self) -> Bools:
        """[columns, n]: the members of each known unit."""
        return np.array(self._rows)

    @property
    def costs(self) -> Ints:
        """[columns]"""
        return np.array(self._costs, dtype=np.int64)

    def solve(self) -> Duals:
        """Solve, and give the prices."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError("the linear programme over known units has no solution; it starts from a partition")
        dual = np.rint(np.array(self._solver.getSolution().row_dual) * GRAIN) / GRAIN
        return Duals(dual[:-1], float(dual[-1]), self._units)
