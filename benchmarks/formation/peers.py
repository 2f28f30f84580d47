"""Other ways to cut a hamlet into units, each on the same households and the same matrix.

None of them can be told about heads and refusals; they get what they can use: the number of units, the size range, the
places, or the folded cost matrix as edge weights.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from shihu.engines.formation.instance import Instance
from shihu.engines.formation.ordering import hilbert_key
from shihu.engines.formation.problem import FormationProblem
from shihu.engines.formation.search.lineup import line_up
from shihu.engines.formation.search.moves import descend
from shihu.engines.formation.search.rounds import board_of


@dataclass(frozen=True)
class Hamlet:
    """One hamlet with its instance; both in the same order."""

    problem: FormationProblem
    instance: Instance

    @property
    def units(self) -> int:
        """Number of units."""
        return self.instance.groups


Peer = Callable[[Hamlet], np.ndarray]


def hilbert_cut(hamlet: Hamlet) -> np.ndarray:
    """Walk the curve, cut every ten houses or so."""
    n, units = hamlet.problem.n, hamlet.units
    unit = np.empty(n, dtype=np.int64)
    unit[np.argsort(hilbert_key(hamlet.problem.xy), kind="stable")] = np.arange(n) * units // n
    return unit


def kmeans_place(hamlet: Hamlet) -> np.ndarray:
    """k-means-constrained on the places alone."""
    return _kmeans(hamlet, hamlet.problem.xy / 100.0)


def kmeans_all(hamlet: Hamlet) -> np.ndarray:
    """k-means-constrained on place, wish and skills, each scaled to its weight in the objective."""
    problem = hamlet.problem
    return _kmeans(hamlet, np.column_stack([problem.xy / 100.0, 0.6 * problem.wishes, 0.5 * problem.skills]))


def kmeans_repaired(hamlet: Hamlet) -> np.ndarray:
    """k-means-constrained, then this engine's own descent, which also repairs heads and refusals."""
    board = board_of(hamlet.instance)
    at = line_up(board, kmeans_all(hamlet))
    descend(board, at)
    return at.unit


def _kmeans(hamlet: Hamlet, features: np.ndarray) -> np.ndarray:
    from k_means_constrained import KMeansConstrained

    low, high = int(hamlet.instance.low[0]), int(hamlet.instance.high[0])
    model = KMeansConstrained(n_clusters=hamlet.units, size_min=low, size_max=high, random_state=0, n_init=5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(model.fit_predict(features), dtype=np.int64)


def _likeness(hamlet: Hamlet) -> np.ndarray:
    """Edge weights for graph partitioners: how much cheaper a pair is than the dearest, in hundredths, at least 1."""
    cost = hamlet.instance.cost.astype(np.int64)
    cost = np.where(hamlet.instance.apart, cost[~hamlet.instance.apart].max(), cost)
    weight = (cost.max() - cost) // 10 + 1
    np.fill_diagonal(weight, 0)
    return weight


def _adjacency(hamlet: Hamlet) -> tuple[list[int], list[int], list[int]]:
    weight = _likeness(hamlet)
    n = len(weight)
    others = [[j for j in range(n) if j != i] for i in range(n)]
    xadj = list(range(0, n * (n - 1) + 1, n - 1))
    return xadj, [j for row in others for j in row], [int(weight[i, j]) for i, row in enumerate(others) for j in row]


def metis_recursive(hamlet: Hamlet) -> np.ndarray:
    """METIS recursive bisection on the complete graph."""
    return _metis(hamlet, recursive=True)


def metis_kway(hamlet: Hamlet) -> np.ndarray:
    """METIS k-way on the complete graph."""
    return _metis(hamlet, recursive=False)


def _metis(hamlet: Hamlet, *, recursive: bool) -> np.ndarray:
    import pymetis

    if hamlet.units == 1:
        return np.zeros(hamlet.problem.n, dtype=np.int64)
    xadj, adjacent, weights = _adjacency(hamlet)
    _, unit = pymetis.part_graph(
        hamlet.units, xadj=xadj, adjncy=adjacent, eweights=weights, recursive=recursive, options=pymetis.Options(seed=1)
    )
    return np.asarray(unit, dtype=np.int64)


def kahip_fast(hamlet: Hamlet) -> np.ndarray:
    """KaHIP, fast mode, imbalance 15 %, on the complete graph."""
    import kahip

    n = hamlet.problem.n
    if hamlet.units == 1:
        return np.zeros(n, dtype=np.int64)
    xadj, adjacent, weights = _adjacency(hamlet)
    _, unit = kahip.kaffpa([1] * n, xadj, weights, adjacent, hamlet.units, 0.15, True, 1, 0)
    return np.asarray(unit, dtype=np.int64)


def cp_sat(hamlet: Hamlet, seconds: float) -> tuple[np.ndarray | None, float | None]:
    """CP-SAT on the whole model, refusals and heads included: (units or None, lower bound in thousandths)."""
    from ortools.sat.python import cp_model

    instance = hamlet.instance
    n, units = len(instance.weight), hamlet.units
    model = cp_model.CpModel()
    x = [[model.new_bool_var("") for _ in range(units)] for _ in range(n)]
    for i in range(n):
        model.add_exactly_one(x[i])
    for u in range(units):
        model.add(sum(x[i][u] for i in range(n)) >= int(instance.low[u]))
        model.add(sum(x[i][u] for i in range(n)) <= int(instance.high[u]))
        model.add(sum(x[i][u] for i in range(n) if instance.heads[i]) >= 1)
    terms = []
    for i in range(n):
        for j in range(i):
            if instance.apart[i, j]:
                for u in range(units):
                    model.add_bool_or([x[i][u].negated(), x[j][u].negated()])
                continue
            same = model.new_bool_var("")
            for u in range(units):
                model.add_bool_or([x[i][u].negated(), x[j][u].negated(), same])
                model.add_bool_or([x[i][u].negated(), x[j][u], same.negated()])
            terms.append(int(instance.cost[i, j]) * same)
    model.minimize(sum(terms))
    for i, u in enumerate(hilbert_cut(hamlet)):
        model.add_hint(x[i][u], 1)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None, None
    unit = np.array([next(u for u in range(units) if solver.value(x[i][u])) for i in range(n)])
    return unit, solver.best_objective_bound


PEERS: tuple[tuple[str, Peer], ...] = (
    ("Hilbert cut", hilbert_cut),
    ("k-means-constrained, place", kmeans_place),
    ("k-means-constrained, place + wish + skills", kmeans_all),
    ("k-means-constrained + our descent", kmeans_repaired),
    ("METIS recursive", metis_recursive),
    ("METIS k-way", metis_kway),
    ("KaHIP fast", kahip_fast),
)
