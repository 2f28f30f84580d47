"""What one move of a household would change: for the units on screen, where no compiled search is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shihu.engines.formation.costs import CostModel, refused_pairs
from shihu.engines.formation.errors import Rule
from shihu.engines.formation.instance import blocks_of
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

    def __init__(
        self,
        model: CostModel,
        unit: Ints,
        sizes: SizeRule,
        matrix: Ints | None = None,
        fixed: Iterable[int] = (),
    ) -> None:
        """`matrix` is the model's, where the caller has it; without it pair costs are computed as they are needed.

        `fixed` households may not leave their unit.
        """
        self.model = model
        self._matrix = matrix
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
        blocks = blocks_of(problem.n, problem.together) if problem.together else ()
        self._blocks = {i: block for block in blocks if len(block) > 1 for i in block}
        self._closed = np.zeros(count, dtype=np.bool_)
        for group in problem.locked:
            self._closed[unit[list(group)]] = True
        self._seated = np.zeros(problem.n, dtype=np.bool_)
        self._seated[list(fixed)] = True

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
        if source in {target, -1}:
            return None, Counter()
        alone = self.change((i,), (), target)
        row = np.array([j for j in self.members[target] if j != keep], dtype=np.int64)
        both = np.concatenate([[i], row])
        gain = self._link(both, target) - self._link(both, source)
        total = gain[0] - gain[1:] - 2 * self._costs([i], row)[0]
        gone = self._able[i] - self._able[row]
        apart = np.isin(row, list(self._refused.get(i, ())))
        broken = {
            Rule.HEAD: (self._heads[source] - gone < 1) | (self._heads[target] + gone < 1),
            Rule.REFUSAL: (self._foes([i], target) > apart) | (self._foes(row, source) > apart),
            Rule.LOCKED: self._seated[row] | self._seated[i] | self._closed[source] | self._closed[target],
        }
        free = total[~np.logical_or.reduce(list(broken.values()))].tolist()
        counts = Counter({rule: int(np.count_nonzero(flags)) for rule, flags in broken.items()})
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
        if self._clash(movers, target, others) + self._clash(others, source, movers):
            broken.add(Rule.REFUSAL)
        if self._blocks:
            touched = {*movers, *others}
            if any(set(self.block(i)) - touched for i in touched):
                broken.add(Rule.TOGETHER)
        if self._closed[source] or self._closed[target] or self._seated[[*movers, *others]].any():
            broken.add(Rule.LOCKED)
        if not problem.willing[list(movers)].all():
            broken.add(Rule.WILLING)
        return tuple(rule for rule in Rule if rule in broken) if broken else ()

    def _costs(self, rows: Sequence[int] | Ints, columns: Sequence[int] | Ints) -> Ints:
        """[rows, columns] pair costs, zero between a household and itself."""
        one, other = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
        if self._matrix is not None:
            return self._matrix[one[:, None], other]
        return np.where(one[:, None] == other, 0, self.model.pair_cost(one[:, None], other[None, :]))

    def _link(self, rows: Sequence[int] | Ints, unit: int) -> Ints:
        """[rows]: the pair costs between households and a unit's members."""
        if self._matrix is not None:
            return self._links[rows, unit]
        sums: Ints = self._costs(rows, self.members[unit]).sum(axis=1)
        return sums

    @cached_property
    def _links(self) -> Ints:
        """[n, units]: the pair costs between every household and every unit, from the matrix."""
        placed = np.flatnonzero(self.unit >= 0)
        order = placed[np.argsort(self.unit[placed], kind="stable")]
        links = np.zeros((len(self.unit), len(self.members)), dtype=np.int64)
        filled = np.flatnonzero(self._size)
        if self._matrix is not None and len(filled):
            starts = np.cumsum(self._size[filled]) - self._size[filled]
            links[:, filled] = np.add.reduceat(self._matrix[:, order], starts, axis=1)
        return links

    @cached_property
    def _refused(self) -> dict[int, set[int]]:
        """For each household that refuses or is refused, whom it may not share a unit with."""
        apart: dict[int, set[int]] = {}
        for i, j in refused_pairs(self.model.problem).tolist():
            apart.setdefault(i, set()).add(j)
            apart.setdefault(j, set()).add(i)
        return apart

    def _foes(self, rows: Sequence[int] | Ints, unit: int) -> Ints:
        """[rows]: how many of a unit's members each household is kept apart from."""
        if not self._refused:
            return np.zeros(len(rows), dtype=np.int64)
        return np.array([self._clash((int(i),), unit, ()) for i in rows], dtype=np.int64)

    def _clash(self, group: tuple[int, ...], unit: int, but: tuple[int, ...]) -> int:
        """How many members of a unit, but for some, those of a group are kept apart from."""
        return sum(self.unit[j] == unit and j not in but for i in group for j in self._refused.get(i, ()))

    @cached_property
    def _able(self) -> Ints:
        return self.model.problem.can_lead.astype(np.int64)

    @cached_property
    def _heads(self) -> Ints:
        placed = self.unit >= 0
        return np.bincount(self.unit[placed], weights=self._able[placed], minlength=len(self.members)).astype(np.int64)

    def _price(self, movers: tuple[int, ...], others: tuple[int, ...], target: int) -> int:
        """Each mover leaves its unit's members and meets the target's, but not those who pass it on the way."""
        source = int(self.unit[movers[0]])
        price = int((self._link(movers, target) - self._link(movers, source)).sum())
        if others:
            price += int((self._link(others, source) - self._link(others, target)).sum())
            price -= 2 * int(self._costs(movers, others).sum())
        return price + sum(int(self._costs(block, block).sum()) for block in (movers, others) if len(block) > 1)
