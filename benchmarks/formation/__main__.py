"""`python -m benchmarks.formation`: the engine and its peers on one made-up township, one objective, one table.

--parts quality,speed,proof,change,scale    which tables (all but scale by default)
--scale N                                   households for the scale table (1,000,000)
--cp-sat S                                  seconds of CP-SAT for each of three single hamlets (20)
--proof-seconds S                           limit for each hamlet's proof (30)
--proof-largest N                           largest hamlet to prove (63)
--report FILE                               also write the tables and pictures as a page
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.formation.measures import Measure, cost_of, measure, prepare, totals
from benchmarks.formation.peers import PEERS, Hamlet, cp_sat
from benchmarks.formation.pictures import Year, page
from benchmarks.formation.scale import broken, copies, peak_gb, timed
from benchmarks.formation.township import Township, township
from shihu.engines.formation import (
    Stop,
    Weights,
    assess,
    form_many,
    form_units,
    frontier,
    moved_households,
    reform,
    verify,
)
from shihu.engines.formation.batch import Households, form_batch
from shihu.engines.formation.costs import SCALE, CostModel
from shihu.engines.formation.search.rounds import clean_start, search

BUDGETS = (0, 1000, 4000, 10_000, 20_000, 40_000)


def say(line: str, lines: list[str]) -> None:
    """Print a line and keep it for the page."""
    print(line, flush=True)
    lines.append(line)


def quality(town: Township, lines: list[str], cp_seconds: float) -> list[tuple[float, float]]:
    """Peers and this engine on the whole township; returns (seconds, objective) of this engine's budgets."""
    hamlets, constant = prepare(town.problems)
    rows = [measure(name, hamlets, constant, peer) for name, peer in PEERS]
    form_many(town.problems[:2], stop=Stop(iterations=1000))
    households = Households.of(town.problems)
    form_batch(households, moves=0)
    began = time.perf_counter()
    first = form_batch(households, moves=0)
    seconds = time.perf_counter() - began
    value = (int(first.value.sum()) + sum(CostModel.of(p, Weights()).constant for p in town.problems)) / SCALE
    rows.append(Measure("shihu, first answer (batch)", value, seconds, 0, 0, 0 if first.formed else 1))
    curve = []
    for budget in BUDGETS:
        began = time.perf_counter()
        results = form_many(town.problems, stop=Stop(iterations=budget))
        seconds = time.perf_counter() - began
        wrong = sum(len(verify(p, r.assignment)) for p, r in zip(town.problems, results, strict=True))
        objective = sum(r.objective for r in results)
        rows.append(Measure(f"shihu, {budget} moves, with reports", objective, seconds, wrong, 0, 0))
        curve.append((seconds, objective))
    best = min(row.objective for row in rows if row.clean)
    heads = f"{'objective':>10s} {'over best':>9s} {'seconds':>8s} {'refusals':>8s} {'headless':>8s} {'sizes':>5s}"
    say(f"{'method':44s} {heads}", lines)
    for row in rows:
        over = 100 * (row.objective / best - 1)
        say(
            f"{row.name:44s} {row.objective:10.1f} {over:8.3f}% {row.seconds:8.2f} {row.refusals:8d} {row.headless:8d} "
            f"{row.sizes:5d}",
            lines,
        )
    peers = {row.name: row.objective for row in rows[: len(PEERS)]}
    repaired = peers.pop("k-means-constrained + our descent")
    say(
        f"below the best peer: {100 * (1 - best / min(peers.values())):.2f} %; below k-means + our descent: "
        f"{100 * (1 - best / repaired):.2f} %",
        lines,
    )
    if cp_seconds > 0:
        single(hamlets, cp_seconds, lines)
    return curve


def single(hamlets: list[Hamlet], seconds: float, lines: list[str]) -> None:
    """CP-SAT against this engine on three single hamlets."""
    ordered = sorted(hamlets, key=lambda hamlet: hamlet.problem.n)
    say(f"CP-SAT, 2 workers, {seconds:g} s each (pair costs only; its bound in brackets)", lines)
    for hamlet in (ordered[0], ordered[len(ordered) // 4], ordered[len(ordered) // 2]):
        unit, bound = cp_sat(hamlet, seconds)
        began = time.perf_counter()
        start = clean_start(hamlet.instance, 0)
        found = search(hamlet.instance, start, 10_000, 0)
        took = time.perf_counter() - began
        ours = cost_of(hamlet.instance, found.unit) / SCALE
        told = (
            "nothing" if unit is None else f"{cost_of(hamlet.instance, unit) / SCALE:.3f} [{(bound or 0) / SCALE:.1f}]"
        )
        say(
            f"  n = {hamlet.problem.n:3d}, {hamlet.units} units: CP-SAT {told}; shihu {ours:.3f} in {took:.2f} s", lines
        )


def proof(town: Township, lines: list[str], seconds: float, largest: int) -> None:
    """Every hamlet up to a size, proved on both processors."""
    gaps = []
    say("proof, one hamlet after another", lines)
    for problem in sorted(town.problems, key=lambda p: p.n):
        if problem.n > largest:
            continue
        began = time.perf_counter()
        result = form_units(problem, stop=Stop.proven(gap=0.001, seconds=seconds))
        took = time.perf_counter() - began
        gaps.append(1.0 if result.gap is None else result.gap)
        told = "not proved" if result.gap is None else f"within {100 * result.gap:.4f} %"
        say(f"  n = {problem.n:3d}  {result.objective:10.3f}  {told:20s} {took:6.1f} s", lines)
    within = sum(gap <= 0.001 for gap in gaps)
    say(f"proved within 0.1 %: {within} of {len(gaps)}; within 2 %: {sum(gap <= 0.02 for gap in gaps)}", lines)


def churned(town: Township, earlier: list[np.ndarray], seed: int = 5) -> tuple[list, list[np.ndarray]]:
    """A year: 3 % take the class and wish of some other household of their hamlet, 1.5 % leave and others come.

    A newcomer has a house elsewhere in the hamlet, the facts of some other household, and no earlier unit. In 15
    hamlets one household able to lead no longer is.
    """
    rng = np.random.default_rng(seed)
    problems, units = [], []
    stop = set(rng.choice(len(town.problems), 15, replace=False).tolist())
    for number, (problem, unit) in enumerate(zip(town.problems, earlier, strict=True)):
        n = problem.n
        draw, like = rng.random(n), rng.integers(n, size=n)
        other, new = draw < 0.045, draw < 0.015
        wishes, wealth, xy = problem.wishes.copy(), problem.wealth.copy(), problem.xy.copy()
        skills, lead, before = problem.skills.copy(), problem.can_lead.copy(), unit.copy()
        wishes[other], wealth[other] = problem.wishes[like[other]], problem.wealth[like[other]]
        xy[new] = problem.xy[like[new]] + rng.normal(0, 10, (int(new.sum()), 2))
        skills[new] = problem.skills[rng.integers(n, size=int(new.sum()))]
        before[new] = -1
        able = np.flatnonzero(lead)
        if number in stop and len(able) > n // 10 + 1:
            lead[rng.choice(able)] = False
        problems.append(replace(problem, wishes=wishes, wealth=wealth, xy=xy, skills=skills, can_lead=lead))
        units.append(before)
    return problems, units


def change(town: Township, lines: list[str]) -> None:
    """Re-forming after a year's changes, at several prices for each household moved."""
    households = Households.of(town.problems)
    base = form_batch(households, moves=10_000)
    bounds = list(zip(households.start, households.start[1:], strict=False))
    problems, earlier = churned(town, [base.unit[a:b] for a, b in bounds])
    after = Households.of(problems)
    constant = sum(CostModel.of(p, Weights()).constant for p in problems)
    scratch = form_batch(after, moves=2000)
    fresh = (int(scratch.value.sum()) + constant) / SCALE
    moved = sum(len(moved_households(e, scratch.unit[a:b])) for e, (a, b) in zip(earlier, bounds, strict=True))
    say(f"re-forming after 4.5 % churn; from scratch: {fresh:.1f}, {moved} moved", lines)
    before = np.concatenate(earlier)
    for price in (0.0, 0.3, 1.0, 1.5, 2.0, 4.0):
        form_batch(after, earlier=before, price=price, moves=200)
        began = time.perf_counter()
        again = form_batch(after, earlier=before, price=price, moves=200)
        took = time.perf_counter() - began
        value = (int(again.value.sum()) + constant) / SCALE
        moved = sum(len(moved_households(e, again.unit[a:b])) for e, (a, b) in zip(earlier, bounds, strict=True))
        wrong = sum(len(verify(p, again.unit[a:b])) for p, (a, b) in zip(problems, bounds, strict=True))
        say(
            f"  price {price:3.1f}: {value:10.1f} ({100 * (value / fresh - 1):+.2f} %), {moved:4d} moved "
            f"({100 * moved / after.n:.2f} %), {1000 * took:5.1f} ms, {wrong} rules broken",
            lines,
        )


def year(town: Township) -> Year:
    """The hamlet of about a hundred that changes most in a year, re-formed at the price that meets the goal."""
    some = [k for k, problem in enumerate(town.problems) if 80 < problem.n < 120]
    formed = [np.zeros(problem.n, dtype=np.int64) for problem in town.problems]
    for k in some:
        formed[k] = form_units(town.problems[k], stop=Stop.standard()).assignment
    problems, earlier = churned(town, formed)
    told = []
    for k in some:
        was, now = town.problems[k], problems[k]
        differs = (was.wealth != now.wealth) | (was.wishes != now.wishes).any(axis=1) | (earlier[k] < 0)
        told.append((np.flatnonzero(differs | (was.can_lead & ~now.can_lead)).tolist(), k))
    changed, k = max(told, key=lambda entry: len(entry[0]))
    problem, before, labels = problems[k], formed[k], earlier[k]
    again = reform(problem, labels, price=1.5)
    return Year(problem, assess(problem, before), assess(problem, again.labels), changed, again.moved)


def scale(town: Township, lines: list[str], households: int, budgets: list[int]) -> None:
    """Very many households on two threads."""
    form_batch(Households.of(town.problems), moves=50)
    many = copies(town, households)
    for moves in budgets:
        result, seconds = timed(many, moves, 2)
        peak = peak_gb()
        say(
            f"{many.n} households, {many.hamlets} hamlets, {moves:3d} moves: {seconds:6.1f} s on 2 threads, "
            f"value of pairs {result.value.sum() / SCALE:.0f}, {broken(many, result)} rules broken, "
            f"peak {peak:.2f} GB",
            lines,
        )


def main() -> int:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.formation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default="quality,proof,change")
    parser.add_argument("--scale", type=int, default=1_000_000)
    parser.add_argument("--scale-moves", default="0,50,200")
    parser.add_argument("--cp-sat", type=float, default=20.0)
    parser.add_argument("--proof-seconds", type=float, default=30.0)
    parser.add_argument("--proof-largest", type=int, default=63)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--seed", type=int, default=20)
    asked = parser.parse_args()
    parts = set(asked.parts.split(","))
    town = township(asked.seed)
    lines: list[str] = []
    say(f"made-up township, seed {asked.seed}: {totals(town)}", lines)
    load = ", ".join(f"{share:.1f}" for share in os.getloadavg())
    say(f"{os.cpu_count()} processors, load when begun (1, 5, 15 minutes): {load}", lines)
    curve: list[tuple[float, float]] = []
    if "quality" in parts:
        curve = quality(town, lines, asked.cp_sat)
    if "proof" in parts:
        proof(town, lines, asked.proof_seconds, asked.proof_largest)
    if "change" in parts:
        change(town, lines)
    if "scale" in parts:
        scale(town, lines, asked.scale, [int(moves) for moves in asked.scale_moves.split(",")])
    if asked.report is not None:
        some = sorted(town.problems, key=lambda p: p.n)[20:26]
        middle = next(problem for problem in town.problems if 110 < problem.n < 140)
        first = (middle, form_units(middle, stop=Stop.first_answer()), form_units(middle, stop=Stop.standard()))
        asked.report.write_text(page(lines, curve, frontier(some), first, year(town)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
