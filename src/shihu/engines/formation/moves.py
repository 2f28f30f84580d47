"""What one move of a household would change: for the units on screen, where no compiled search is loaded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shihu.engines.formation.costs import CostModel, refused_pairs
from shihu.engines.formation.errors import Rule
from shihu.engines.formation.parameters import SizeRule
from shihu.engines.formation.problem import Ints


@dataclass(frozen=True, slots=True)
class Change:
    """A relocation (`partner` None) or a swap: the household and what moves with it, the price, the rules it breaks.

    `total` in thousandths, below zero is better; `broken` in the order of `Rule`.
    """

    household: int
    to_unit: int
    partner: int | None
    total: int
    broken: tuple[Rule, ...]


class Partition:
    """An assignment under a cost model, ready to be asked about moves. Numbers units as the assignment does."""

    def __init__(self, model: CostModel, unit: Ints, sizes: SizeRule, matrix: Ints | None = None) -> None:
        """`matrix` is the model's, where the caller has it already."""
        self.model = model
        self._matrix = model.matrix() if matrix is None else matrix
        self.unit = unit
        self.sizes = sizes
        problem = model.problem
        count = int(unit.max(initial=-1)) + 1
        self.members: tuple[tuple[int, ...], ...] = tuple(
            tuple(np.flatnonzero(unit == u).tolist()) for u in range(count)
        )
        size = np.array([len(members) for members in self.members], dtype=np.int64)
        self._size = size
        self._low = min(sizes.low, int(size.min(initial=sizes.low)))
        self._high = max(sizes.high, int(size.max(initial=sizes.high)))
        self._blocks = _blocks(problem.n, problem.together)
        self._fixed = np.zeros(count, dtype=np.bool_)
        for group in problem.locked:
            self._fixed[unit[list(group)]] = True

    def block(self, household: int) -> tuple[int, ...]:
        """The household with all those that must stay with it."""
        return self._blocks.get(household, (household,))

    def ways_to(self, household: int, target: int, keep: int | None = None) -> list[Change]:
        """Every way to bring a household (with its block) into unit `target`: relocate, or swap with a block there.

        `keep` is a household that must not be the one sent away.
        """
        source = int(self.unit[household])
        if source == target or source < 0:
            return []
        movers = self.block(household)
        swaps = dict.fromkeys(self.block(j) for j in self.members[target] if keep is None or keep not in self.block(j))
        return [self.change(movers, others, target) for others in ((), *swaps)]

    def cheapest_way(self, household: int, target: int, keep: int | None = None) -> tuple[int | None, Counter[Rule]]:
        """The price of the cheapest of `ways_to` that breaks no rule, and how many of the ways break which rule."""
        if self._blocks:
            ways = self.ways_to(household, target, keep)
            allowed = [way.total for way in ways if not way.broken]
            return min(allowed, default=None), Counter(rule for way in ways for rule in way.broken)
        i, source = household, int(self.unit[household])
        alone = self.change((i,), (), target)
        row = np.array([j for j in self.members[target] if j != keep], dtype=np.int64)
        total = self._link[i, target] - self._link[i, source] - 2 * self._matrix[i, row]
        total += self._link[row, source] - self._link[row, target]
        gone = self._able[i] - self._able[row]
        broken = {
            Rule.HEAD: (self._heads[source] - gone < 1) | (self._heads[target] + gone < 1),
            Rule.REFUSAL: self._clash[i, target] + self._clash[row, source] > 2 * self._apart[i, row],
            Rule.LOCKED: np.full(len(row), self._fixed[source] or self._fixed[target]),
        }
        free = total[~np.logical_or.reduce(list(broken.values()))].tolist()
        counts = Counter({rule: int(flags.sum()) for rule, flags in broken.items()})
        counts.update(alone.broken)
        return min(free if alone.broken else [*free, alone.total], default=None), counts

    def change(self, movers: tuple[int, ...], others: tuple[int, ...], target: int) -> Change:
        """Price and broken rules of `movers` going to `target` while `others` come from there in exchange."""
        return Change(
            household=movers[0],
            to_unit=target,
            partner=others[0] if others else None,
            total=self._price(movers, others, target),
            broken=self.broken(movers, others, target),
        )

    def after(
        self, movers: tuple[int, ...], others: tuple[int, ...], target: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Members of the source and of the target unit after the move."""
        source = int(self.unit[movers[0]])
        left = (set(self.members[source]) - set(movers)) | set(others)
        joined = (set(self.members[target]) - set(others)) | set(movers)
        return tuple(sorted(left)), tuple(sorted(joined))

    def broken(self, movers: tuple[int, ...], others: tuple[int, ...], target: int) -> tuple[Rule, ...]:
        """The rules that the move would break."""
        source = int(self.unit[movers[0]])
        problem = self.model.problem
        broken = set()
        more = len(movers) - len(others)
        if not (self._low <= self._size[source] - more and self._size[target] + more <= self._high):
            broken.add(Rule.SIZE)
        gone = sum(self._able[i] for i in movers) - sum(self._able[j] for j in others)
        if self._heads[source] - gone < 1 or self._heads[target] + gone < 1:
            broken.add(Rule.HEAD)
        between = self._apart[np.ix_(movers, others)].sum() if others else 0
        if self._clash[list(movers), target].sum() + self._clash[list(others), source].sum() > 2 * between:
            broken.add(Rule.REFUSAL)
        if self._blocks:
            touched = {*movers, *others}
            if any(set(self.block(i)) - touched for i in touched):
                broken.add(Rule.TOGETHER)
        if self._fixed[source] or self._fixed[target]:
            broken.add(Rule.LOCKED)
        if not problem.willing[list(movers)].all():
            broken.add(Rule.WILLING)
        return tuple(rule for rule in Rule if rule in broken) if broken else ()

    @cached_property
    def _link(self) -> Ints:
        """[n, units]: the pair costs between a household and a unit's members."""
        return self._by_unit(self._matrix)

    @cached_property
    def _apart(self) -> Ints:
        """[n, n]: 1 for pairs kept apart."""
        apart = np.zeros((len(self.unit), len(self.unit)), dtype=np.int64)
        pairs = refused_pairs(self.model.problem)
        apart[pairs[:, 0], pairs[:, 1]] = apart[pairs[:, 1], pairs[:, 0]] = 1
        return apart

    @cached_property
    def _clash(self) -> Ints:
        """[n, units]: how many members of a unit a household is kept apart from."""
        return self._by_unit(self._apart)

    @cached_property
    def _able(self) -> Ints:
        return self.model.problem.can_lead.astype(np.int64)

    @cached_property
    def _heads(self) -> Ints:
        placed = self.unit >= 0
        return np.bincount(self.unit[placed], weights=self._able[placed], minlength=len(self.members)).astype(np.int64)

    def _by_unit(self, matrix: Ints) -> Ints:
        sums = np.zeros((len(self.unit), len(self.members)), dtype=np.int64)
        for u, members in enumerate(self.members):
            sums[:, u] = matrix[:, members].sum(axis=1)
        return sums

    def _price(self, movers: tuple[int, ...], others: tuple[int, ...], target: int) -> int:
        """Each mover leaves its unit's members and meets the target's, but not those who pass it on the way."""
        source = int(self.unit[movers[0]])
        matrix, link = self._matrix, self._link
        price = int(sum(link[i, target] - link[i, source] for i in movers))
        price += int(sum(link[j, source] - link[j, target] for j in others))
        for block in (movers, others):
            if len(block) > 1:
                price += int(matrix[np.ix_(block, block)].sum())
        return int(price - 2 * matrix[np.ix_(movers, others)].sum()) if others else int(price)


def _blocks(n: int, together: tuple[tuple[int, ...], ...]) -> dict[int, tuple[int, ...]]:
    leader = list(range(n))
    for group in together:
        touched = {leader[i] for i in group}
        if touched:
            least = min(touched)
            leader = [least if known in touched else known for known in leader]
    members: dict[int, list[int]] = {}
    for i, known in enumerate(leader):
        members.setdefault(known, []).append(i)
    return {i: tuple(block) for block in members.values() if len(block) > 1 for i in block}
