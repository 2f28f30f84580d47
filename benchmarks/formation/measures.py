"""One way to measure every partition: the same integer objective, and every rule broken counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.formation.peers import Hamlet
from benchmarks.formation.township import Township
from shihu.engines.formation import FormationProblem, SizeRule, Weights
from shihu.engines.formation.costs import SCALE, CostModel
from shihu.engines.formation.instance import Instance, Nodes, node_costs
from shihu.engines.formation.ordering import canonical_order, reordered
from shihu.engines.formation.sizes import tilings


@dataclass(frozen=True)
class Measure:
    """What a method did to a township; `objective` leaves out nothing, penalties excepted."""

    name: str
    objective: float
    seconds: float
    refusals: int
    headless: int
    sizes: int

    @property
    def clean(self) -> bool:
        """Whether no rule was broken."""
        return not (self.refusals or self.headless or self.sizes)


def prepare(problems: tuple[FormationProblem, ...]) -> tuple[list[Hamlet], int]:
    """The hamlets in canonical order with their matrices, and the constant part of the objective in thousandths."""
    hamlets, constant = [], 0
    for problem in problems:
        own = reordered(problem, canonical_order(problem))
        model = CostModel.of(own, Weights())
        nodes = Nodes.of(own)
        cost, inside = node_costs(model.matrix(), nodes)
        hamlets.append(Hamlet(own, Instance.of(cost, inside, nodes, tilings(own.n, SizeRule())[0])))
        constant += model.constant + inside
    return hamlets, constant


def cost_of(instance: Instance, unit: np.ndarray) -> int:
    """Pair costs within units in thousandths, without penalties."""
    same = unit[:, None] == unit
    cost = instance.cost.astype(np.int64) - instance.penalty * instance.apart
    return int(cost[same].sum()) // 2


def measure(name: str, hamlets: list[Hamlet], constant: int, method: Callable[[Hamlet], np.ndarray]) -> Measure:
    """Run a method over all hamlets, one after another."""
    began = time.perf_counter()
    units = [method(hamlet) for hamlet in hamlets]
    return judged(name, hamlets, constant, units, time.perf_counter() - began)


def judged(name: str, hamlets: list[Hamlet], constant: int, units: list[np.ndarray], seconds: float) -> Measure:
    """The measure of partitions made elsewhere."""
    total, refusals, headless, sizes = constant, 0, 0, 0
    for hamlet, unit in zip(hamlets, units, strict=True):
        instance = hamlet.instance
        total += cost_of(instance, unit)
        same = unit[:, None] == unit
        refusals += int((instance.apart & same).sum()) // 2
        count = np.bincount(unit, minlength=instance.groups)
        headless += int((np.bincount(unit, weights=instance.heads, minlength=instance.groups) == 0).sum())
        sizes += int(((count < instance.low[0]) | (count > instance.high[0])).sum())
    return Measure(name, total / SCALE, seconds, refusals, headless, sizes)


def totals(town: Township) -> str:
    """One line about the made-up township."""
    problems = town.problems
    return (
        f"{len(problems)} hamlets, {sum(p.n for p in problems)} households, "
        f"{sum(int((p.wealth == 0).sum()) for p in problems)} poor, "
        f"{sum(int((p.wealth == 2).sum()) for p in problems)} well-off, "
        f"{sum(int(p.party.sum()) for p in problems)} Party, {sum(int(p.can_lead.sum()) for p in problems)} "
        f"able to lead, {sum(len(p.prefers) // 2 for p in problems)} mutual preferences, "
        f"{sum(len(p.refuses) for p in problems)} refusals"
    )
