"""Why each household is in its unit, for a whole hamlet at once. No Django.

The engine's ``explain`` answers for one household; asked for all of a township it would look at every swap one by
one. Here the pair costs of a hamlet are reckoned once and every swap is priced in a few array operations. Tests hold
the answers against the engine's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shihu.base.registry.types import FormationHousehold
from shihu.engines.formation import FormationProblem, FormationResult, Rule, Terms
from shihu.engines.formation.costs import SCALE, TERMS, CostModel, mutual_pairs
from shihu.engines.formation.problem import Bools, Ints
from shihu.services.units.adapters.problem import Cluster
from shihu.services.units.rules.composition import NEAREST_TOLD

# Rules by which a single move can fail here, the most telling first.
_RULES = (Rule.HEAD, Rule.REFUSAL, Rule.SIZE)


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Price (thousandths, below zero is better) and lawfulness of every swap [n, n] and every relocation [n, K]."""

    swap: Ints
    swap_broken: Mapping[Rule, Bools]
    relocate: Ints
    relocate_broken: Mapping[Rule, Bools]


def pair_costs(problem: FormationProblem, result: FormationResult) -> dict[str, Ints]:
    """The cost of every pair of a hamlet by term, in thousandths, zero on the diagonal."""
    index = np.arange(problem.n)
    terms = CostModel.of(problem, result.weights).pair_terms(index[:, None], index[None, :])
    for matrix in terms.values():
        np.fill_diagonal(matrix, 0)
    return terms


def moves_of(problem: FormationProblem, result: FormationResult, cost: Ints) -> Moves:
    """Price every swap of two households and every relocation of one by the pair costs ``cost``."""
    unit = np.asarray(result.assignment)
    count = result.units
    seat = np.zeros((problem.n, count), dtype=np.int64)
    seated = np.flatnonzero(unit >= 0)
    seat[seated, unit[seated]] = 1
    link = cost @ seat
    own = np.where(unit >= 0, (link * seat).sum(axis=1), 0)
    # joins[i, j]: what i costs in the unit of j, j included
    joins = np.where(unit[None, :] >= 0, link[:, unit], 0)
    swap = joins + joins.T - own[:, None] - own[None, :] - 2 * cost

    apart = np.zeros((problem.n, problem.n), dtype=np.int64)
    apart[problem.refuses[:, 0], problem.refuses[:, 1]] = 1
    apart |= apart.T
    foes = apart @ seat
    foes_there = np.where(unit[None, :] >= 0, foes[:, unit], 0) - apart > 0
    heads = problem.can_lead.astype(np.int64)
    led = heads @ seat
    own_led = np.where(unit >= 0, led[unit], 0)
    headless = own_led[:, None] - heads[:, None] + heads[None, :] < 1
    size = seat.sum(axis=0)
    low = min(result.sizes.low, int(size.min(initial=result.sizes.low)))
    high = max(result.sizes.high, int(size.max(initial=result.sizes.high)))
    never = np.zeros((problem.n, problem.n), dtype=np.bool_)
    own_size = np.where(unit >= 0, size[unit], 0)
    return Moves(
        swap=swap,
        swap_broken={Rule.HEAD: headless | headless.T, Rule.REFUSAL: foes_there | foes_there.T, Rule.SIZE: never},
        relocate=link - own[:, None],
        relocate_broken={
            Rule.HEAD: np.broadcast_to((own_led - heads < 1)[:, None], link.shape),
            Rule.REFUSAL: foes > 0,
            Rule.SIZE: (own_size <= low)[:, None] | (size >= high)[None, :],
        },
    )


def best_move(result: FormationResult, moves: Moves, household: int) -> tuple[int, int | None] | Rule | None:
    """Return (unit, partner or None) of the household's best lawful move; the rule that stops most; None if no unit."""
    unit = np.asarray(result.assignment)
    here = int(unit[household])
    others = np.flatnonzero((unit >= 0) & (unit != here))
    targets = np.flatnonzero(np.arange(result.units) != here)
    if not len(targets):
        return None
    swap_bad = {rule: moves.swap_broken[rule][household, others] for rule in _RULES}
    move_bad = {rule: moves.relocate_broken[rule][household, targets] for rule in _RULES}
    swap_ok = ~np.logical_or.reduce(list(swap_bad.values()))
    move_ok = ~np.logical_or.reduce(list(move_bad.values()))
    # (price, unit, relocation before swap, partner): the engine looks at them in this order and keeps the first best.
    lawful = [(int(moves.relocate[household, u]), int(u), -1) for u in targets[move_ok]]
    lawful += [(int(moves.swap[household, j]), int(unit[j]), int(j)) for j in others[swap_ok]]
    if lawful:
        _price, target, partner = min(lawful)
        return target, None if partner < 0 else partner
    return max(_RULES, key=lambda rule: int(swap_bad[rule].sum() + move_bad[rule].sum()))


def reasons_of(cluster: Cluster, result: FormationResult) -> dict[int, dict[str, Any]]:
    """Return, for each seated household's index, what speaks for its unit, as plain JSON.

    ``near``    its nearest in the unit: [code, metres]
    ``alike``   how many others of the unit share each of its wishes
    ``liked``   codes of those it named who named it too and sit with it
    ``terms``   its own share of the objective by term
    ``other``   the best other unit by one lawful move: ``unit`` (engine's number), ``with`` (code or null), ``by``
                (change of the objective, above zero is worse), ``terms``, ``changes`` [code, change of its own share]
    ``stopped`` in place of ``other``: the rule that stops every move, or "only" where the hamlet has one unit
    """
    if not result.units:
        return {}
    problem, households = cluster.problem, cluster.households
    unit = np.asarray(result.assignment)
    terms = pair_costs(problem, result)
    cost = np.sum([terms[name] for name in TERMS], axis=0)
    moves = moves_of(problem, result, cost)
    mutual = {(int(a), int(b)) for a, b in mutual_pairs(problem)}
    told: dict[int, dict[str, Any]] = {}
    for members in (np.flatnonzero(unit == u) for u in range(result.units)):
        for i in (int(m) for m in members):
            mates = members[members != i]
            metres = np.sqrt(((problem.xy[mates] - problem.xy[i]) ** 2).sum(axis=1))
            near = np.lexsort((mates, metres))[:NEAREST_TOLD]
            alike = {
                wish: int((problem.wishes[mates, cluster.wishes.index(wish)] > 0).sum())
                for wish in households[i].wishes
            }
            facts: dict[str, Any] = {
                "near": [[households[mates[k]].code, round(float(metres[k]), 1)] for k in near],
                "alike": {wish: count for wish, count in alike.items() if count},
                "liked": [households[j].code for j in mates.tolist() if (min(i, j), max(i, j)) in mutual],
                "terms": {name: int(terms[name][i, mates].sum()) / SCALE for name in TERMS},
            }
            best = best_move(result, moves, i)
            if best is None or isinstance(best, Rule):
                facts["stopped"] = "only" if best is None else best.value
            else:
                facts["other"] = _told(households, unit, terms, cost, i, target=best[0], partner=best[1])
            told[i] = facts
    return told


def _told(
    households: Sequence[FormationHousehold],
    unit: npt.NDArray[Any],
    terms: Mapping[str, Ints],
    cost: Ints,
    one: int,
    *,
    target: int,
    partner: int | None,
) -> dict[str, Any]:
    """What a move changes: the objective by term, and the share of everybody whom it touches."""
    left = np.flatnonzero((unit == unit[one]) & (np.arange(len(unit)) != one))
    joined = np.flatnonzero(unit == target)
    if partner is not None:
        joined = joined[joined != partner]

    def exchanged(matrix: Ints, who: int, gone: npt.NDArray[Any], come: npt.NDArray[Any]) -> int:
        return int(matrix[who, come].sum()) - int(matrix[who, gone].sum())

    changed = {name: exchanged(terms[name], one, left, joined) for name in TERMS}
    shares = {one: exchanged(cost, one, left, joined)}
    shift = cost[one].copy()
    if partner is not None:
        for name in TERMS:
            changed[name] += exchanged(terms[name], partner, joined, left)
        shares[partner] = exchanged(cost, partner, joined, left)
        shift -= cost[partner]
    shares.update((int(k), -int(shift[k])) for k in left)
    shares.update((int(k), int(shift[k])) for k in joined)
    return {
        "unit": target,
        "with": None if partner is None else households[partner].code,
        "by": round(sum(changed.values()) / SCALE, 3),
        "terms": {name: amount / SCALE for name, amount in changed.items()},
        "changes": [[households[k].code, round(shares[k] / SCALE, 2)] for k in sorted(shares) if shares[k]],
    }


def terms_as_json(terms: Terms) -> dict[str, float]:
    """The objective by term."""
    return {name: round(getattr(terms, name), 3) for name in TERMS}
