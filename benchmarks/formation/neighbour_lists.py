"""The rival of the districts for single hamlets of thousands: one search over the whole, by neighbour lists.

No matrix is held. A household knows its NEIGHBOURS nearest partners by cost; a move's change is summed over the members
of the two units, each pair cost computed where it is needed. Memory is O(n * NEIGHBOURS), a move costs some forty pair
costs wherever it happens. `python -m benchmarks.formation.neighbour_lists [HOUSEHOLDS ...]` measures both, and the one
dense search where its matrix fits.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from benchmarks.formation.township import township
from shihu.engines.formation import FormationProblem, SizeRule, Stop, Weights, form_units, objective_of, verify
from shihu.engines.formation.costs import CostModel
from shihu.engines.formation.ordering import canonical_order, reordered
from shihu.engines.formation.problem import Ints
from shihu.engines.formation.search import batch as kernel
from shihu.engines.formation.search.compiled import Array, Whole, compiled
from shihu.engines.formation.search.moves import deviates
from shihu.engines.formation.search.randomness import below, next_bits, random_state
from shihu.engines.formation.search.rounds import COLD, HOT

NEIGHBOURS = 24
BLOCK = 256


class Effort(NamedTuple):
    """Sizes, moves in all, temperatures, the state of the random numbers."""

    low: int
    high: int
    moves: int
    hot: float
    cold: float
    random: Array


@compiled
def pair(rows: kernel.Rows, prices: kernel.Prices, y: Array, i: Whole, j: Whole) -> Whole:
    """The cost of one pair, without mutual preferences (the hamlets made here have none)."""
    if i == j:
        return np.int64(0)
    dx, dy = rows.xy[i, 0] - rows.xy[j, 0], rows.xy[i, 1] - rows.xy[j, 1]
    metres = min(np.sqrt(dx * dx + dy * dy), prices.cap)
    folded = 0.0
    for column in range(y.shape[1]):
        folded = folded + y[i, column] * y[j, column]
    total = kernel.thousandths(prices.distance * metres / 100.0)
    total += kernel.thousandths(prices.wish * kernel.mismatch(rows.wishes, i, j))
    total += kernel.thousandths(prices.skill * kernel.difference(rows.skills, i, j, False) / 0.33)
    return total + kernel.thousandths(2.0 * prices.balance * folded)


@compiled
def link(rows: kernel.Rows, prices: kernel.Prices, y: Array, i: Whole, members: Array, held: Whole) -> Whole:
    """The pair costs between a household and a unit."""
    total = np.int64(0)
    for slot in range(held):
        total += pair(rows, prices, y, i, members[slot])
    return total


@compiled
def anneal_lists(rows: kernel.Rows, prices: kernel.Prices, y: Array, near: Array, unit: Array, effort: Effort) -> None:
    """Annealing by the rules of `search.moves.anneal`, in `unit`; a unit's last head may not leave it alone."""
    groups = unit.max() + 1
    low, high, moves, hot, cold, random = effort
    members = np.full((groups, high + 1), -1, dtype=np.int64)
    held, lead, place = np.zeros(groups, np.int64), np.zeros(groups, np.int64), np.zeros(len(unit), np.int64)
    for i in range(len(unit)):
        g = unit[i]
        members[g, held[g]] = i
        place[i] = held[g]
        held[g] += 1
        lead[g] += rows.can_lead[i]
    table = deviates()
    temperature = hot
    cooling = (cold / hot) ** (64 / max(moves, 1))
    for move in range(moves):
        if move & 63 == 63:
            temperature *= cooling
        i = below(random, len(unit))
        u = next_bits(random) / 4294967296.0
        partner = near[i, int(u * u * near.shape[1])]
        a, b = unit[i], unit[partner]
        if a == b:
            continue
        gain = link(rows, prices, y, i, members[b], held[b]) - link(rows, prices, y, i, members[a], held[a])
        j: Whole = -1
        if next_bits(random) & 3 or held[a] <= low or held[b] >= high:
            j = members[b, below(random, held[b])]
            if j == partner:
                continue
            gain += link(rows, prices, y, j, members[a], held[a]) - link(rows, prices, y, j, members[b], held[b])
            gain -= 2 * pair(rows, prices, y, i, j)
        more = int(rows.can_lead[i]) - (int(rows.can_lead[j]) if j >= 0 else 0)
        if (lead[a] - more < 1 and more > 0) or (lead[b] + more < 1 and more < 0):
            continue
        if gain > temperature * table[next_bits(random) >> 20]:
            continue
        lead[a] -= more
        lead[b] += more
        unit[i] = b
        if j >= 0:
            members[a, place[i]], members[b, place[j]] = j, i
            place[i], place[j] = place[j], place[i]
            unit[j] = a
        else:
            last = members[a, held[a] - 1]
            members[a, place[i]] = last
            place[last] = place[i]
            held[a] -= 1
            members[b, held[b]] = i
            place[i] = held[b]
            held[b] += 1


def nearest_by_cost(model: CostModel) -> Ints:
    """[n, NEIGHBOURS] cheapest partners, the cheapest first, found a block of rows at a time."""
    everybody = np.arange(model.problem.n)
    found = []
    for first in range(0, model.problem.n, BLOCK):
        block = everybody[first : first + BLOCK]
        cost = model.pair_cost(block[:, None], everybody[None, :])
        cost[np.arange(len(block)), block] = np.iinfo(np.int64).max
        best = np.argpartition(cost, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        order = np.argsort(np.take_along_axis(cost, best, axis=1), axis=1, kind="stable")
        found.append(np.take_along_axis(best, order, axis=1))
    return np.concatenate(found)


def form_by_lists(problem: FormationProblem, moves: int, rounds: int = 3, seed: int = 0) -> Ints:
    """Units of one hamlet: the units of the first answer, annealed over the whole hamlet `rounds` times."""
    weights = Weights()
    order = canonical_order(problem)
    own = reordered(problem, order)
    model = CostModel.of(own, weights)
    rows = kernel.Rows(
        own.xy, own.wishes, own.skills, own.wealth, own.party, own.can_lead, *(np.zeros((0, 2), np.int64),) * 5
    )
    prices = kernel.Prices(
        weights.distance,
        weights.distance_cap_m,
        weights.wish,
        weights.skill,
        weights.preference,
        weights.balance,
        False,
    )
    near = nearest_by_cost(model)
    sample = np.random.default_rng(seed).integers(own.n, size=(2, 20_000))
    spread = 4.0 * float(model.pair_cost(*sample).std())
    unit = form_units(own, stop=Stop.first_answer()).assignment.copy()
    rule = SizeRule()
    for number in range(rounds):
        state = random_state(seed, number)
        effort = Effort(rule.low, rule.high, moves // rounds * own.n, HOT * spread, COLD * spread, state)
        anneal_lists(rows, prices, model.y, near, unit, effort)
    back = np.empty(own.n, dtype=np.int64)
    back[order] = unit
    return back


def one_hamlet(n: int) -> FormationProblem:
    """A made-up hamlet of n: hamlets of the township side by side, without refusals and preferences."""
    parts, at, total = [], 0, 0
    problems = sorted(township().problems, key=lambda p: -p.n)
    side = int(np.ceil(np.sqrt(n / 80)))
    while total < n:
        part = problems[at % len(problems)]
        shift = 350.0 * np.array([at % side, at // side])
        parts.append(replace(part, xy=part.xy + shift, prefers=(), refuses=()))  # type: ignore[arg-type]
        total += part.n
        at += 1
    fields = ("xy", "wishes", "skills", "wealth", "party", "can_lead")
    return FormationProblem.of(**{name: np.concatenate([getattr(p, name) for p in parts])[:n] for name in fields})


def dense(problem: FormationProblem, moves: int) -> Ints:
    """One search over the whole matrix."""
    from shihu.engines.formation import districts, solve

    limit = districts.LARGE
    solve.LARGE = problem.n + 1  # type: ignore[attr-defined]
    try:
        return form_units(problem, stop=Stop(iterations=moves)).assignment
    finally:
        solve.LARGE = limit  # type: ignore[attr-defined]


def by_districts(problem: FormationProblem, moves: int) -> Ints:
    """What the engine does."""
    return form_units(problem, stop=Stop(iterations=moves)).assignment


WAYS = {"districts": by_districts, "lists": form_by_lists, "dense": dense}


def measured(way: str, n: int, moves: int) -> str:
    """One line: objective, seconds, peak memory of this process."""
    warm, problem = one_hamlet(1000), one_hamlet(n)
    WAYS[way](warm, 60)
    began = time.perf_counter()
    unit = WAYS[way](problem, moves)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    objective, wrong = objective_of(problem, unit), len(verify(problem, unit))
    return f"{n:6d} {way:10s} {moves:6d} moves {objective:11.1f} {seconds:7.2f} s {peak:5.2f} GB, {wrong} rules broken"


def main() -> int:
    """Each measure in a process of its own, so that memory is its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formation.neighbour_lists", description=__doc__)
    parser.add_argument("households", nargs="*", type=int, default=[2000, 5000])
    parser.add_argument("--moves", default="1200,12000")
    parser.add_argument("--one", choices=sorted(WAYS), help="this way only, in this process")
    asked = parser.parse_args()
    for n in asked.households:
        for moves in map(int, asked.moves.split(",")):
            for way in [asked.one] if asked.one else WAYS:
                if asked.one:
                    print(measured(way, n, moves), flush=True)
                elif way != "dense" or n <= 5000:
                    words = ["-m", "benchmarks.formation.neighbour_lists", str(n), "--moves", str(moves), "--one", way]
                    subprocess.run([sys.executable, *words], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
