"""Very large hamlets: part after part, each with its neighbours, in memory that does not grow with the hamlet.

Cutting a hamlet of thousands along the curve gives units that are near enough; what is left to gain is local. So the
units are sorted along the curve, cut into districts of DISTRICT units, and each district's households are formed anew
with all other units as they are; then again with the districts shifted by half and along the other axis, so that every
border is inside a district once. Costs are only ever computed within a district. A district keeps its number of units
and is taken only if it is better, so no step breaks what a former one repaired (Taillard and Voss's POPMUSIC).
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from shihu.engines.formation.costs import CostModel
from shihu.engines.formation.instance import Instance, Nodes, node_costs
from shihu.engines.formation.ordering import hilbert_key
from shihu.engines.formation.problem import Floats, Ints
from shihu.engines.formation.sizes import Tiling

LARGE = 900
"""Households from which a hamlet is formed by districts."""

DISTRICT = 24
PASSES = 6


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What a district may look at."""

    model: CostModel
    nodes: Nodes
    tiling: Tiling
    seed: int


def form_large(
    outline: Outline, iterations: int, pause: Callable[[int], bool], threads: int | None
) -> tuple[Ints, bool]:
    """(unit of each node, whether no rule is broken). `pause` hears the moves spent on each node and may stop it."""
    unit = _cut(outline)
    share = max(iterations // PASSES, 200)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="formation") as pool:
        for number in range(PASSES):
            if number and (number * share >= iterations or pause(number * share)):
                break

            def work(inside: Ints, unit: Ints = unit, seed: int = outline.seed + number) -> tuple[Ints, Ints]:
                return inside, _formed_anew(outline, inside, unit[inside], share, seed)

            for inside, better in pool.map(work, list(_districts(outline, unit, number))):
                unit[inside] = better
    return unit, _clean(outline.nodes, unit, outline.tiling.units)


def _cut(outline: Outline) -> Ints:
    """Nodes dealt along their order, which follows the curve."""
    weight, units = outline.nodes.weight, outline.tiling.units
    middle = np.cumsum(weight) - weight / 2
    unit: Ints = np.minimum((middle * units / weight.sum()).astype(np.int64), units - 1)
    return unit


def _middles(outline: Outline, unit: Ints) -> Floats:
    """[units, 2] mean place of each unit's households."""
    first = np.array([block[0] for block in outline.nodes.members])
    place = outline.model.problem.xy[first]
    count = np.maximum(np.bincount(unit, minlength=outline.tiling.units), 1)
    sums = [np.bincount(unit, weights=place[:, axis], minlength=outline.tiling.units) for axis in (0, 1)]
    middles: Floats = np.column_stack(sums) / count[:, None]
    return middles


def _districts(outline: Outline, unit: Ints, number: int) -> Iterator[Ints]:
    """The nodes of each district of pass `number`."""
    middle = _middles(outline, unit)
    if number % 2 == 0:
        order = np.argsort(hilbert_key(middle), kind="stable")
    else:
        # Squares of about DISTRICT units: strips across, each cut along.
        strips = max(1, round(np.sqrt(len(middle) / DISTRICT)))
        strip = np.argsort(np.argsort(middle[:, number // 2 % 2], kind="stable")) * strips // len(middle)
        order = np.lexsort((middle[:, 1 - number // 2 % 2], strip))
    shift = (number // 2 % 2) * (DISTRICT // 2)
    bounds = list(range(shift, len(order), DISTRICT)) if shift else list(range(DISTRICT, len(order), DISTRICT))
    for units in np.split(order, bounds):
        inside = np.flatnonzero(np.isin(unit, units))
        if len(units) > 1:
            yield inside


def _formed_anew(outline: Outline, inside: Ints, unit: Ints, iterations: int, seed: int) -> Ints:
    """The district's nodes in the same units' numbers, formed anew; as they were where that is not better."""
    rounds = importlib.import_module("shihu.engines.formation.search.rounds")
    names, local = np.unique(unit, return_inverse=True)
    nodes = outline.nodes
    members = [nodes.members[k] for k in inside]
    order = np.array([i for block in members for i in block])
    costs = outline.model.pair_cost(order[:, None], order[None, :])
    np.fill_diagonal(costs, 0)
    ends = np.cumsum([len(block) for block in members])
    blocks = tuple(tuple(range(end - len(block), end)) for end, block in zip(ends, members, strict=True))
    own = Nodes(blocks, nodes.weight[inside], nodes.heads[inside], nodes.apart[np.ix_(inside, inside)])
    tiling = Tiling(len(names), outline.tiling.low, outline.tiling.high)
    instance = Instance.of(*node_costs(costs, own), own, tiling)
    local = rounds.repaired(instance, local, seed)
    if instance.clean(local):
        local = rounds.search(instance, local, iterations, seed).unit
    return np.asarray(names[local], dtype=np.int64)


def _clean(nodes: Nodes, unit: Ints, units: int) -> bool:
    heads = np.bincount(unit, weights=nodes.heads, minlength=units)
    one, other = np.nonzero(nodes.apart)
    return bool((heads >= 1).all()) and not bool((unit[one] == unit[other]).any())
