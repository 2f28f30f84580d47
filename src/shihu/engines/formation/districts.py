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
from dataclasses import dataclass, replace

import numpy as np

from shihu.engines.formation.costs import CostModel
from shihu.engines.formation.instance import Earlier, Instance, Nodes, node_costs
from shihu.engines.formation.ordering import hilbert_key
from shihu.engines.formation.problem import Floats, Ints
from shihu.engines.formation.sizes import Tiling

LARGE = 900
"""Households from which a hamlet is formed by districts."""

DISTRICT = 24
PASSES = 6
REFORM_PASSES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What a district may look at."""

    model: CostModel
    nodes: Nodes
    tiling: Tiling
    seed: int

    @property
    def places(self) -> Floats:
        """[nodes, 2] where the first household of each node is."""
        places: Floats = self.model.problem.xy[[block[0] for block in self.nodes.members]]
        return places


def form_large(
    outline: Outline, iterations: int, pause: Callable[[int], bool], threads: int | None
) -> tuple[Ints, bool]:
    """(unit of each node, whether no rule is broken). `pause` hears the moves spent on each node and may stop it."""
    share = max(iterations // PASSES, 200)

    def formed_anew(inside: Ints, unit: Ints, seed: int) -> Ints:
        rounds = importlib.import_module("shihu.engines.formation.search.rounds")
        names, local = np.unique(unit[inside], return_inverse=True)
        instance = _instance(outline, inside, len(names))
        local = rounds.repaired(instance, local, seed)
        if instance.clean(local):
            local = rounds.search(instance, local, share, seed).unit
        better: Ints = names[local]
        return better

    for start in (_cut, _cut_by_heads):
        unit = start(outline)
        for number in range(PASSES):
            if number and (number * share >= iterations or pause(number * share)):
                break
            _pass(outline, unit, number, formed_anew, threads)
        if _clean(outline, unit):
            return unit, True
    return unit, False


def reform_large(outline: Outline, earlier: Earlier, threads: int | None) -> Ints | None:
    """The units of `earlier`, carried over district by district; None where a rule or a fixed node's seat stays broken.

    Units beyond the number that there may be now are dissolved, the smallest first; new ones are cut from newcomers. A
    newcomer starts in the unit whose middle is nearest, whatever its load: the districts settle that.
    """
    label = earlier.kept(outline.nodes.weight, outline.tiling.units)
    unit = _with_newcomers(outline, label)

    def carried_over(inside: Ints, unit: Ints, seed: int) -> Ints:
        rounds = importlib.import_module("shihu.engines.formation.search.rounds")
        names, local = np.unique(unit[inside], return_inverse=True)
        own = np.where(np.isin(label[inside], names), np.searchsorted(names, label[inside]), -1)
        here = Earlier(own, earlier.price, earlier.fixed[inside], start=local)
        carried = rounds.carry_over(_instance(outline, inside, len(names)), here, seed)
        better: Ints = unit[inside] if carried is None else names[carried]
        return better

    for number in range(REFORM_PASSES):
        _pass(outline, unit, number, carried_over, threads)
    stayed = np.array_equal(unit[earlier.fixed], label[earlier.fixed])
    return unit if stayed and _clean(outline, unit) else None


def _pass(
    outline: Outline, unit: Ints, number: int, work: Callable[[Ints, Ints, int], Ints], threads: int | None
) -> None:
    """Let `work` (nodes of a district, all units, seed) give each district of pass `number` its new units in `unit`."""
    before, seed = unit.copy(), outline.seed + number
    with ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="formation") as pool:
        districts = list(_districts(outline, before, number))
        for inside, better in zip(districts, pool.map(lambda d: work(d, before, seed), districts), strict=True):
            unit[inside] = better


def _cut(outline: Outline) -> Ints:
    """Nodes dealt along their order, which follows the curve."""
    weight, units = outline.nodes.weight, outline.tiling.units
    middle = np.cumsum(weight) - weight / 2
    unit: Ints = np.minimum((middle * units / weight.sum()).astype(np.int64), units - 1)
    return unit


def _cut_by_heads(outline: Outline) -> Ints:
    """The same where heads are few and stand together: every unit gets one first, then all others are dealt.

    The plain cut can leave a district with fewer heads than units, and nothing inside it mends that.
    """
    weight, units = outline.nodes.weight, outline.tiling.units
    able = np.flatnonzero(outline.nodes.heads)
    unit = np.full(len(weight), -1, dtype=np.int64)
    first = able[np.arange(units) * len(able) // units]
    unit[first] = np.arange(units)
    load = weight[first].copy()
    rest = np.flatnonzero(unit < 0)
    share = weight.sum() / units
    here = 0
    for i in rest:
        while here < units - 1 and load[here] + weight[i] / 2 > share:
            here += 1
        unit[i] = here
        load[here] += weight[i]
    return unit


def _middles(outline: Outline, unit: Ints) -> Floats:
    """[units, 2] mean place of each unit's households."""
    placed, units = unit >= 0, outline.tiling.units
    place = outline.places[placed]
    count = np.maximum(np.bincount(unit[placed], minlength=units), 1)
    sums = [np.bincount(unit[placed], weights=place[:, axis], minlength=units) for axis in (0, 1)]
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


def _instance(outline: Outline, inside: Ints, units: int) -> Instance:
    """The district's own instance: the only pair costs that are ever computed."""
    nodes = outline.nodes.some(inside)
    order = np.array([i for block in nodes.members for i in block])
    costs = outline.model.pair_cost(order[:, None], order[None, :])
    np.fill_diagonal(costs, 0)
    ends = np.cumsum(nodes.weight).tolist()
    blocks = tuple(tuple(range(end - len(block), end)) for end, block in zip(ends, nodes.members, strict=True))
    own = replace(nodes, members=blocks)
    return Instance.of(*node_costs(costs, own), own, Tiling(units, outline.tiling.low, outline.tiling.high))


def _with_newcomers(outline: Outline, label: Ints) -> Ints:
    """Units for all: new ones cut from newcomers along the curve, and the nearest unit for the newcomers left over."""
    unit, weight = label.copy(), outline.nodes.weight
    for fresh in range(int(label.max(initial=-1)) + 1, outline.tiling.units):
        # Where newcomers are too few, the fullest unit starts the new one; the districts fill it up.
        loose = np.flatnonzero(unit < 0)
        if not len(loose):
            loads = np.bincount(unit, weights=weight, minlength=outline.tiling.units)
            loose = np.flatnonzero(unit == np.argmax(loads))[-1:]
        unit[loose[np.cumsum(weight[loose]) <= outline.tiling.high]] = fresh
    loose = np.flatnonzero(unit < 0)
    middle, place = _middles(outline, unit), outline.places
    for i in loose:
        unit[i] = int(np.argmin(((middle - place[i]) ** 2).sum(axis=1)))
    return unit


def _clean(outline: Outline, unit: Ints) -> bool:
    nodes, tiling = outline.nodes, outline.tiling
    heads = np.bincount(unit, weights=nodes.heads, minlength=tiling.units)
    loads = np.bincount(unit, weights=nodes.weight, minlength=tiling.units)
    one, other = nodes.apart.T
    sizes = bool(((loads >= tiling.low) & (loads <= tiling.high)).all())
    return sizes and bool((heads >= 1).all()) and not bool((unit[one] == unit[other]).any())
