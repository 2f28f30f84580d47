"""The objective as one integer matrix.

Every term is a sum over pairs of households in one unit, in thousandths of the unit of account (100 metres between two
households). The composition penalty folds into pairs as well: with y_i = (1[class of i is w] - share of w ..., 1[Party]
- share) the penalty of a unit is balance * |sum of y_i|^2 = balance * (sum of |y_i|^2 + 2 * sum over pairs of y_i.y_j),
whose first part does not depend on the units. Integers make values from different methods and machines comparable to
the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.parameters import Weights
from shihu.engines.formation.problem import Floats, FormationProblem, Ints

SCALE = 1000
"""Thousandths: the integer objective divided by this is the objective."""

SKILL_SPREAD = 0.33
"""Mean difference of two skills drawn at random from 0..1: the yardstick that makes the skill term about 1."""

UNKNOWN_WISH_MISMATCH = 0.5

TERMS = ("distance", "wish", "skill", "preference", "balance")


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """Shares that a unit should show: one for each wealth class, and that of Party households."""

    wealth: tuple[float, ...]
    party: float

    def as_array(self, classes: int) -> Floats:
        """The shares as one row, with zeros for classes that this mix does not know."""
        row = np.zeros(classes + 1)
        row[: min(classes, len(self.wealth))] = self.wealth[:classes]
        row[classes] = self.party
        return row


def hamlet_mix(problem: FormationProblem) -> Mix:
    """The mix of the willing households: the only one that units inside this hamlet can be expected to reach."""
    willing = np.flatnonzero(problem.willing)
    classes = int(problem.wealth.max(initial=0)) + 1
    if not len(willing):
        return Mix((0.0,) * classes, 0.0)
    counts = np.bincount(problem.wealth[willing], minlength=classes)
    return Mix(tuple((counts / len(willing)).tolist()), float(problem.party[willing].mean()))


def deviations(problem: FormationProblem, mix: Mix) -> Floats:
    """y [n, classes + 1]: what each household adds to its unit's deviation from the mix."""
    classes = max(int(problem.wealth.max(initial=0)) + 1, len(mix.wealth))
    y = np.zeros((problem.n, classes + 1))
    y[np.arange(problem.n), problem.wealth] = 1.0
    y[:, classes] = problem.party
    return y - mix.as_array(classes)


def mutual_pairs(problem: FormationProblem) -> Ints:
    """[m, 2], i < j: pairs that name each other, each once."""
    named = {(int(i), int(j)) for i, j in problem.prefers}
    both = sorted((i, j) for i, j in named if i < j and (j, i) in named)
    return np.array(both, dtype=np.int64).reshape(-1, 2)


def refused_pairs(problem: FormationProblem) -> Ints:
    """[r, 2], i < j: pairs kept apart, each once."""
    pairs = sorted({(int(min(i, j)), int(max(i, j))) for i, j in problem.refuses})
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class CostModel:
    """The pair costs of one problem under one set of weights, computed where asked for.

    All amounts are integers in thousandths. `constant` is the part of the balance term that no choice of units changes.
    """

    problem: FormationProblem
    weights: Weights
    mix: Mix
    y: Floats
    mutual: frozenset[tuple[int, int]]
    constant: int

    @classmethod
    def of(cls, problem: FormationProblem, weights: Weights) -> CostModel:
        mix = hamlet_mix(problem)
        y = deviations(problem, mix)
        own = np.rint(SCALE * weights.balance * _dot(y[problem.willing], y[problem.willing]))
        mutual = frozenset((int(i), int(j)) for i, j in mutual_pairs(problem))
        return cls(problem, weights, mix, y, mutual, int(own.sum()))

    def pair_terms(self, one: npt.ArrayLike, other: npt.ArrayLike) -> dict[str, Ints]:
        """Cost of pairs by term; `one` and `other` are household indices, broadcast against each other."""
        i, j = np.broadcast_arrays(np.asarray(one, dtype=np.int64), np.asarray(other, dtype=np.int64))
        problem, weights = self.problem, self.weights
        dx = problem.xy[i, 0] - problem.xy[j, 0]
        dy = problem.xy[i, 1] - problem.xy[j, 1]
        metres = np.minimum(np.sqrt(dx * dx + dy * dy), weights.distance_cap_m)
        return {
            "distance": _thousandths(weights.distance * metres / 100.0),
            "wish": _thousandths(weights.wish * self._mismatch(i, j)),
            "skill": _thousandths(weights.skill * self._difference(i, j) / SKILL_SPREAD),
            "preference": self._preference(i, j),
            "balance": _thousandths(2.0 * weights.balance * _dot(self.y[i], self.y[j])),
        }

    def pair_cost(self, one: npt.ArrayLike, other: npt.ArrayLike) -> Ints:
        """The sum of `pair_terms`."""
        return sum_terms(self.pair_terms(one, other))

    def matrix(self) -> Ints:
        """[n, n] symmetric, zero on the diagonal."""
        index = np.arange(self.problem.n)
        matrix = self.pair_cost(index[:, None], index[None, :])
        np.fill_diagonal(matrix, 0)
        return matrix

    def unit_terms(self, members: npt.ArrayLike) -> dict[str, int]:
        """Terms of one unit without the constant: sums over its pairs."""
        row = np.asarray(members, dtype=np.int64)
        one, other = np.triu_indices(len(row), k=1)
        return {name: int(cost.sum()) for name, cost in self.pair_terms(row[one], row[other]).items()}

    def _mismatch(self, i: Ints, j: Ints) -> Floats:
        wishes = self.problem.wishes
        shared = np.zeros(i.shape)
        known_i = np.zeros(i.shape, dtype=np.bool_)
        known_j = np.zeros(i.shape, dtype=np.bool_)
        for kind in range(wishes.shape[1]):
            strength_i, strength_j = wishes[i, kind], wishes[j, kind]
            shared = np.maximum(shared, np.minimum(strength_i, strength_j))
            known_i |= strength_i > 0.0
            known_j |= strength_j > 0.0
        return np.where(known_i & known_j, 1.0 - shared, UNKNOWN_WISH_MISMATCH)

    def _difference(self, i: Ints, j: Ints) -> Floats:
        skills = self.problem.skills
        total: Floats = np.zeros(i.shape)
        for kind in range(skills.shape[1]):
            total = total + np.abs(skills[i, kind] - skills[j, kind])
        mean: Floats = total / max(skills.shape[1], 1)
        return 1.0 - mean if self.weights.skills_mode == "complementary" else mean

    def _preference(self, i: Ints, j: Ints) -> Ints:
        reward = -int(_thousandths(np.array(self.weights.preference)))
        cost = np.zeros(i.shape, dtype=np.int64)
        if self.mutual and reward:
            n = self.problem.n
            keys = np.array([a * n + b for a, b in self.mutual], dtype=np.int64)
            cost[np.isin(np.minimum(i, j) * n + np.maximum(i, j), keys)] = reward
        return cost


def between_hamlets(problem: FormationProblem, weights: Weights, sizes: Ints, reference: Mix) -> int:
    """The balance that is out of this hamlet's hands, in thousandths.

    Units confined to a hamlet can at best show the hamlet's mix; measured against a wider reference mix each unit then
    still deviates by its size times the difference of the two mixes.
    """
    own = hamlet_mix(problem)
    classes = max(len(own.wealth), len(reference.wealth))
    gap = own.as_array(classes) - reference.as_array(classes)
    return round(SCALE * weights.balance * float((sizes.astype(np.float64) ** 2).sum()) * float(gap @ gap))


def sum_terms(terms: dict[str, Ints]) -> Ints:
    """All terms of pairs added up."""
    total = terms[TERMS[0]].copy()
    for name in TERMS[1:]:
        total += terms[name]
    return total


def _thousandths(amount: Floats) -> Ints:
    return np.rint(SCALE * amount).astype(np.int64)


def _dot(one: Floats, other: Floats) -> Floats:
    """Row-wise products added column by column, in the order that the compiled kernel uses."""
    total = np.zeros(one.shape[:-1])
    for column in range(one.shape[-1]):
        total = total + one[..., column] * other[..., column]
    return total
