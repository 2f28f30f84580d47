"""Whether any units obey every rule: a start where one exists, a proof with names where none does."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
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
        special = np.flatnonzero(nodes.apart.any(axis=1) | (nodes.weight > 1))
        rest = np.setdiff1d(np.arange(len(nodes.weight)), special)
        return cls(
            special=special,
            weight=nodes.weight[special],
            heads=nodes.heads[special],
            apart=nodes.apart[np.ix_(special, special)],
            free_heads=rest[nodes.heads[rest] > 0],
            free_plain=rest[nodes.heads[rest] == 0],
        )


def feasible_start(nodes: Nodes, tiling: Tiling, seconds: float = PROOF_SECONDS) -> tuple[Verdict, Ints]:
    """Units for all nodes that break no rule, or INFEASIBLE when the exact model proves that there are none.

    The model (HiGHS): a binary for each special node and unit, and for each unit how many of the interchangeable
    households it takes; loads, heads and refusals as rows. Units are interchangeable, so the nodes of a greedy clique
    of refusals are fixed to a unit each.
    """
    highspy = importlib.import_module("highspy")  # heavy: only where a proof is asked for
    question = _Question.of(nodes)
    specials, units = len(question.special), tiling.units
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", seconds)
    takes = np.array([[model.addBinary() for _ in range(units)] for _ in range(specials)], dtype=object).reshape(
        specials, units
    )
    with_heads = [model.addIntegral(0, len(question.free_heads)) for _ in range(units)]
    without = [model.addIntegral(0, len(question.free_plain)) for _ in range(units)]
    for s in range(specials):
        model.addConstr(sum(takes[s]) == 1)
    if units:
        model.addConstr(sum(with_heads) == len(question.free_heads))
        model.addConstr(sum(without) == len(question.free_plain))
    for u in range(units):
        load = sum(int(question.weight[s]) * takes[s, u] for s in range(specials)) + with_heads[u] + without[u]
        model.addConstr(load >= tiling.low)
        model.addConstr(load <= tiling.high)
        heads = sum(takes[s, u] for s in range(specials) if question.heads[s]) + with_heads[u]
        model.addConstr(heads >= 1)
        for s, t in zip(*np.nonzero(np.triu(question.apart)), strict=True):
            model.addConstr(takes[s, u] + takes[t, u] <= 1)
    for u, s in enumerate(_clique(question.apart)[:units]):
        model.addConstr(takes[s, u] == 1)
    model.run()
    status = model.getModelStatus()
    unit = np.full(len(nodes.weight), -1, dtype=np.int64)
    if status == highspy.HighsModelStatus.kInfeasible:
        return Verdict.INFEASIBLE, unit
    if status != highspy.HighsModelStatus.kOptimal:
        return Verdict.UNDECIDED, unit
    for s in range(specials):
        unit[question.special[s]] = int(np.argmax([model.val(take) for take in takes[s]]))
    for pool, amounts in ((question.free_heads, with_heads), (question.free_plain, without)):
        counts = [round(model.val(amount)) for amount in amounts]
        unit[pool] = np.repeat(np.arange(units), counts)
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

    apart = nodes.apart.copy()
    for s, t in zip(*np.nonzero(np.triu(nodes.apart)), strict=True):
        apart[s, t] = apart[t, s] = False
        if not infeasible(Nodes(nodes.members, nodes.weight, nodes.heads, apart)):
            apart[s, t] = apart[t, s] = True
    involved = set(np.flatnonzero(apart.any(axis=1)).tolist())
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
