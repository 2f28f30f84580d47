"""Whether any units obey every rule: a start where one exists, a proof with names where none does."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from shihu.engines.formation.errors import FormationRefusal, FormationUndecided, Rule
from shihu.engines.formation.instance import Nodes
from shihu.engines.formation.parameters import SizeRule
from shihu.engines.formation.problem import Bools, FormationProblem, Ints
from shihu.engines.formation.sizes import Tiling

PROOF_SECONDS = 20.0
"""Time limit of one exact feasibility question; the questions are small and most take milliseconds."""


class Verdict(Enum):
    """Answer of the exact model."""

    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNDECIDED = "undecided"


def check_fixed(problem: FormationProblem, sizes: SizeRule) -> None:
    """Refuse what contradicts itself before any unit is drawn: refusals within groups, locked units without a head."""
    refused = {(int(min(i, j)), int(max(i, j))) for i, j in problem.refuses}

    def quarrels(group: tuple[int, ...]) -> list[int]:
        inside = set(group)
        return sorted({i for pair in refused if pair[0] in inside and pair[1] in inside for i in pair})

    smallest, largest = sizes.exception_range
    for unit in problem.locked:
        if not smallest <= len(unit) <= largest:
            raise FormationRefusal(
                "locked_unit_size",
                "the locked unit {unit} has {size} households; units have {smallest} to {largest} at the utmost; "
                "unlock it.",
                values={"unit": list(unit), "size": len(unit), "smallest": smallest, "largest": largest},
                households=unit,
                rule=Rule.SIZE,
            )
        if quarrels(unit):
            raise FormationRefusal(
                "locked_unit_refused",
                "the locked unit {unit} holds households {households} that refuse each other; unlock it.",
                values={"unit": list(unit), "households": quarrels(unit)},
                households=quarrels(unit),
                rule=Rule.REFUSAL,
            )
        if not problem.can_lead[list(unit)].any():
            raise FormationRefusal(
                "locked_unit_headless",
                "no household of the locked unit {unit} can lead; unlock it or find a head.",
                values={"unit": list(unit)},
                households=unit,
                rule=Rule.HEAD,
            )
    for block in Nodes.of(problem).members:
        if len(block) > 1 and quarrels(block):
            raise FormationRefusal(
                "together_refused",
                "households {block} must stay together but {households} refuse each other; drop one of the two.",
                values={"block": list(block), "households": quarrels(block)},
                households=quarrels(block),
                rule=Rule.REFUSAL,
            )


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """Nodes that differ in more than being able to lead; all others are only counted."""

    special: Ints
    weight: Ints
    heads: Ints
    apart: Bools
    free_heads: Ints
    free_plain: Ints

    @classmethod
    def of(cls, nodes: Nodes) -> _Question:
        special = np.union1d(nodes.apart, np.flatnonzero(nodes.weight > 1))
        rest = np.setdiff1d(np.arange(len(nodes.weight)), special)
        return cls(
            special=special,
            weight=nodes.weight[special],
            heads=nodes.heads[special],
            apart=nodes.among(special),
            free_heads=rest[nodes.heads[rest] > 0],
            free_plain=rest[nodes.heads[rest] == 0],
        )


def feasible_start(nodes: Nodes, tiling: Tiling, seconds: float = PROOF_SECONDS) -> tuple[Verdict, Ints]:
    """Units for all nodes that break no rule, or INFEASIBLE when the exact model proves that there are none.

    The model (HiGHS): a binary for each special node and unit, and for each unit how many of the interchangeable
    households it takes; loads, heads and refusals as rows. Units are interchangeable, so the nodes of a greedy clique
    of refusals are fixed to a unit each.
    """
    programmes = importlib.import_module("shihu.engines.formation.programme")
    question = _Question.of(nodes)
    programme = programmes.Programme()
    units, specials = range(tiling.units), range(len(question.special))
    once = [programme.row(1.0, 1.0) for _ in specials]
    pools = (question.free_heads, question.free_plain)
    dealt = [programme.row(float(len(pool)), float(len(pool))) for pool in pools]
    load = [programme.row(float(tiling.low), float(tiling.high)) for _ in units]
    heads = [programme.row(1.0, programmes.INFINITY) for _ in units]
    enemies = [
        [(s, programme.row(0.0, 1.0)), (t, len(programme.row_low) - 1)]
        for _ in units
        for s, t in np.argwhere(np.triu(question.apart))
    ]
    apart: dict[tuple[int, int], list[tuple[int, float]]] = {}
    per_unit = len(enemies) // max(tiling.units, 1)
    for number, pair in enumerate(enemies):
        for s, row in pair:
            apart.setdefault((int(s), number // per_unit), []).append((row, 1.0))
    fixed = {s: u for u, s in enumerate(_clique(question.apart)[: tiling.units])}
    for s in specials:
        weight, leads = float(question.weight[s]), float(question.heads[s] > 0)
        for u in units:
            rows = [(once[s], 1.0), (load[u], weight), (heads[u], leads), *apart.get((s, u), [])]
            programme.column(0.0, 1.0, rows, low=float(fixed.get(s) == u))
    for pool, row, leads in zip(pools, dealt, (1.0, 0.0), strict=True):
        for u in units:
            programme.column(0.0, float(len(pool)), [(row, 1.0), (load[u], 1.0), (heads[u], leads)])
    status, x, _ = programme.solve(seconds=seconds)
    unit = np.full(len(nodes.weight), -1, dtype=np.int64)
    if status is programmes.Status.INFEASIBLE:
        return Verdict.INFEASIBLE, unit
    if status is programmes.Status.LIMIT:
        return Verdict.UNDECIDED, unit
    amounts = np.rint(x).astype(np.int64).reshape(-1, tiling.units)
    unit[question.special] = amounts[: len(specials)].argmax(axis=1)
    for pool, counts in zip(pools, amounts[len(specials) :], strict=True):
        unit[pool] = np.repeat(np.arange(tiling.units), counts)
    return Verdict.FEASIBLE, unit


def _clique(apart: Bools) -> list[int]:
    clique: list[int] = []
    for s in np.argsort(-apart.sum(axis=1), kind="stable"):
        if all(apart[s, t] for t in clique):
            clique.append(int(s))
    return clique if len(clique) > 1 else []


def refuse_heads(problem: FormationProblem, households: int, units: int) -> FormationRefusal:
    """The refusal for a hamlet whose smallest possible number of units exceeds its possible heads."""
    fixed = {i for unit in problem.locked for i in unit}
    able = [int(i) for i in np.flatnonzero(problem.can_lead & problem.willing) if int(i) not in fixed]
    return FormationRefusal(
        "too_few_heads",
        "{households} households need at least {units} units, each with a household able to lead, and only {able} can "
        "({names}); find {missing} more heads, or allow larger units.",
        values={
            "households": households,
            "units": units,
            "able": len(able),
            "names": able,
            "missing": units - len(able),
        },
        households=able,
        rule=Rule.HEAD,
    )


def refuse_size(problem: FormationProblem, households: int, low: int, smallest: int) -> FormationRefusal:
    """The refusal for a hamlet too small even for a named exception."""
    fixed = {i for unit in problem.locked for i in unit}
    left = [int(i) for i in np.flatnonzero(problem.willing) if int(i) not in fixed]
    return FormationRefusal(
        "untileable",
        "{households} willing households cannot be cut into units of at least {low}, nor {smallest} as an exception; "
        "form them with the nearest hamlet of the village.",
        values={"households": households, "low": low, "smallest": smallest},
        households=left,
        rule=Rule.SIZE,
    )


def refuse_conflict(
    nodes: Nodes, tilings: tuple[Tiling, ...], decide: Callable[[Nodes, Tiling], Verdict] | None = None
) -> FormationRefusal:
    """The refusal for rules that exclude each other, cut down to households of whom none can be left out of the reason.

    Drops one refusal or one group at a time and keeps it dropped while the rest is still infeasible.
    """
    ask = decide or (lambda some, tiling: feasible_start(some, tiling)[0])

    def infeasible(some: Nodes) -> bool:
        return all(ask(some, tiling) is Verdict.INFEASIBLE for tiling in tilings)

    kept = nodes.apart
    for pair in nodes.apart:
        fewer = kept[(kept != pair).any(axis=1)]
        if infeasible(replace(nodes, apart=fewer)):
            kept = fewer
    involved = set(kept.ravel().tolist())
    blocks = set(np.flatnonzero(nodes.weight > 1).tolist())
    households = sorted(i for node in involved | blocks for i in nodes.members[node])
    rule = Rule.REFUSAL if involved else Rule.TOGETHER
    return FormationRefusal(
        "rules_exclude_each_other",
        "no units of {low} to {high} with a head in each can keep the refusals and groups of households {households}; "
        "drop one of them.",
        values={"low": tilings[0].low, "high": tilings[0].high, "households": households},
        households=households,
        rule=rule,
    )


def undecided(households: int) -> FormationUndecided:
    """The honest answer when the time for a proof ran out."""
    return FormationUndecided(
        "undecided",
        "no units that keep every rule were found for {households} households, and none were proved impossible within "
        "{seconds} s; allow more time or relax a rule.",
        values={"households": households, "seconds": PROOF_SECONDS},
    )
