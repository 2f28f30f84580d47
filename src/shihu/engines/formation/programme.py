"""Linear and integer programmes, solved by HiGHS. Imports the solver: load this module only where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import highspy
import numpy as np
import numpy.typing as npt

from shihu.engines.formation.problem import Floats

INFINITY = float(highspy.kHighsInf)


class Status(Enum):
    """How a programme ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    LIMIT = "limit"


@dataclass(slots=True)
class Programme:
    """Minimise cost . x with ranged rows, built column by column; every column has an entry list (row, factor)."""

    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    entries: list[list[tuple[int, float]]] = field(default_factory=list)

    def row(self, low: float, high: float) -> int:
        """Add a row; its number."""
        self.row_low.append(low)
        self.row_high.append(high)
        return len(self.row_low) - 1

    def column(self, cost: float, high: float, rows: Sequence[tuple[int, float]] = (), low: float = 0.0) -> int:
        """Add an integer column; its number."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.integer.append(True)
        self.entries.append(list(rows))
        return len(self.cost) - 1

    def solve(
        self,
        *,
        seconds: float | None = None,
        nodes: int | None = None,
        slack: float = 0.0,
        start: Sequence[float] | None = None,
    ) -> tuple[Status, Floats, float]:
        """(status, x, lower bound); `start` is a known solution.

        Costs are taken to be whole numbers: the search ends when no whole number more than `slack` better is left. A
        node limit gives the same answer on every machine, a time limit does not.
        """
        solver = quiet_solver()
        if seconds is not None:
            solver.setOptionValue("time_limit", seconds)
        if nodes is not None:
            solver.setOptionValue("mip_max_nodes", nodes)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", slack + 0.5)
        solver.passModel(self._model())
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = list(start)
            solver.setSolution(solution)
        solver.run()
        status = solver.getModelStatus()
        x = np.array(solver.getSolution().col_value, dtype=np.float64)
        bound = float(solver.getInfo().mip_dual_bound)
        if status == highspy.HighsModelStatus.kInfeasible:
            return Status.INFEASIBLE, x, INFINITY
        return (Status.OPTIMAL if status == highspy.HighsModelStatus.kOptimal else Status.LIMIT), x, bound

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.cost), len(self.row_low)
        model.col_cost_, model.col_lower_, model.col_upper_ = map(_floats, (self.cost, self.low, self.high))
        model.row_lower_, model.row_upper_ = _floats(self.row_low), _floats(self.row_high)
        lengths = [len(column) for column in self.entries]
        flat = [entry for column in self.entries for entry in column]
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([row for row, _ in flat], dtype=np.int32)
        model.a_matrix_.value_ = _floats([factor for _, factor in flat])
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.integer]
        return model


def quiet_solver() -> highspy.Highs:
    """A solver on one thread that prints nothing.

    The package's own class writes a banner to standard output while it is constructed; the solver that it derives from
    does not.
    """
    solver: highspy.Highs = highspy.Highs.__bases__[0]()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


def _floats(values: Sequence[float]) -> npt.NDArray[np.float64]:
    return np.array(values, dtype=np.float64)
