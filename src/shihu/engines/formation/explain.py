"""Why a household is in its unit, and what a move would change for everybody it touches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shihu.engines.formation.costs import SCALE, TERMS, CostModel
from shihu.engines.formation.districts import LARGE
from shihu.engines.formation.errors import InvalidProblem, Rule
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.problem import FormationProblem
from shihu.engines.formation.result import FormationResult, Terms, Unmet

NEIGHBOURS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another member of the household's unit, by straight-line distance."""

    household: int
    metres: float


@dataclass(frozen=True, slots=True)
class HouseholdChange:
    """What a move does to one household: its own share of the pair costs before and after, below zero is better."""

    household: int
    before: float
    after: float

    @property
    def change(self) -> float:
        """After less before."""
        return round(self.after - self.before, 3)


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """A relocation (`partner` None) or a swap with `partner`, as the workbench shows it before anybody decides.

    `terms` is the change of each term of the objective, below zero is better; `broken` names each rule that the move
    would break; `households` tells every household whose costs change by half a thousandth or more.
    """

    household: int
    from_unit: int
    to_unit: int
    partner: int | None
    terms: Terms
    broken: tuple[Rule, ...]
    households: tuple[HouseholdChange, ...]

    @property
    def allowed(self) -> bool:
        """Whether no rule is broken."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a household is where it is.

    `terms` are its own pair costs within its unit (its share of the balance included); `shared_wishes` the kinds it
    shares with at least one other member, with those members; `alternative` the best other unit by one relocation or
    swap, which in a well-searched result makes the objective worse, and None where every move breaks a rule.
    """

    household: int
    unit: int
    terms: Terms
    nearest: tuple[Neighbour, ...]
    shared_wishes: tuple[tuple[int, tuple[int, ...]], ...]
    preferred: tuple[int, ...]
    alternative: MoveEffect | None
    unmet: tuple[Unmet, ...]


def explain(problem: FormationProblem, result: FormationResult, household: int) -> Explanation:
    """The explanation for one household that is in a unit. Raises InvalidProblem for one that is not."""
    partition = _partition(problem, result)
    unit = _unit_of(partition, household)
    mates = np.array([j for j in partition.members[unit] if j != household], dtype=np.int64)
    metres = np.sqrt(((problem.xy[mates] - problem.xy[household]) ** 2).sum(axis=1))
    near = np.lexsort((mates, metres))[:NEIGHBOURS_TOLD]
    totals = partition.model.pair_terms(np.full(len(mates), household), mates)
    own = problem.wishes[household]
    shared = tuple(
        (int(kind), tuple(int(j) for j in mates[problem.wishes[mates, kind] > 0.0]))
        for kind in np.flatnonzero(own > 0.0)
        if (problem.wishes[mates, kind] > 0.0).any()
    )
    return Explanation(
        household=household,
        unit=unit,
        terms=_terms({name: int(totals[name].sum()) for name in TERMS}),
        nearest=tuple(Neighbour(int(mates[k]), round(float(metres[k]), 1)) for k in near),
        shared_wishes=shared,
        preferred=tuple(
            int(j) for j in mates if (min(household, int(j)), max(household, int(j))) in partition.model.mutual
        ),
        alternative=_best_alternative(partition, household),
        unmet=tuple(unmet for unmet in result.unmet if unmet.household == household),
    )


def move_effect(
    problem: FormationProblem,
    result: FormationResult,
    household: int,
    to_unit: int,
    *,
    partner: int | None = None,
) -> MoveEffect:
    """What would change if a household (with those that must stay with it) went to `to_unit`.

    With `partner`, a member of that unit, the two change places. Nothing is changed; broken rules are reported, not
    raised. Raises InvalidProblem for an unknown unit or a household in none.
    """
    partition = _partition(problem, result)
    source = _unit_of(partition, household)
    if not 0 <= to_unit < len(partition.members) or to_unit == source:
        raise InvalidProblem(
            "unknown_unit",
            "household {household} cannot move to unit {unit}; choose another of the units 0 to {last}.",
            values={"household": household, "unit": to_unit, "last": len(partition.members) - 1},
            households=[household],
        )
    if partner is not None and (not 0 <= partner < problem.n or int(partition.unit[partner]) != to_unit):
        raise InvalidProblem(
            "unknown_partner",
            "household {partner} is not in unit {unit}; swap with one that is.",
            values={"partner": partner, "unit": to_unit},
            households=[household],
        )
    return _effect(partition, household, to_unit, partner)


def _partition(problem: FormationProblem, result: FormationResult) -> Partition:
    model = CostModel.of(problem, result.weights)
    matrix = model.matrix() if problem.n < LARGE else None
    return Partition(model, result.assignment, result.sizes, matrix)


def _unit_of(partition: Partition, household: int) -> int:
    if not 0 <= household < len(partition.unit) or partition.unit[household] < 0:
        raise InvalidProblem(
            "household_in_no_unit",
            "household {household} is in no unit of this result.",
            values={"household": household},
            households=[household],
        )
    return int(partition.unit[household])


def _best_alternative(partition: Partition, household: int) -> MoveEffect | None:
    prices = ((partition.cheapest_way(household, target)[0], target) for target in range(len(partition.members)))
    best = min(((price, target) for price, target in prices if price is not None), default=None)
    if best is None:
        return None
    price, target = best
    way = next(w for w in partition.ways_to(household, target) if w.total == price and not w.broken)
    return _effect(partition, household, target, way.partner)


def _effect(partition: Partition, household: int, target: int, partner: int | None) -> MoveEffect:
    movers = partition.block(household)
    others = () if partner is None else partition.block(partner)
    source = int(partition.unit[household])
    before = (partition.members[source], partition.members[target])
    after = partition.after(movers, others, target)
    model = partition.model
    change = dict.fromkeys(TERMS, 0)
    for sign, units in ((-1, before), (1, after)):
        for members in units:
            for name, amount in model.unit_terms(members).items():
                change[name] += sign * amount
    old, new = shares_of(model, before), shares_of(model, after)
    return MoveEffect(
        household=household,
        from_unit=source,
        to_unit=target,
        partner=partner,
        terms=_terms(change),
        broken=partition.broken(movers, others, target),
        households=tuple(HouseholdChange(i, old[i] / SCALE, new[i] / SCALE) for i in sorted(old) if old[i] != new[i]),
    )


def shares_of(model: CostModel, units: tuple[tuple[int, ...], ...]) -> dict[int, int]:
    """Each household's pair costs within its unit, in thousandths."""
    shares: dict[int, int] = {}
    for members in units:
        row = np.array(members, dtype=np.int64)
        costs = model.pair_cost(row[:, None], row[None, :])
        np.fill_diagonal(costs, 0)
        shares.update(zip(members, costs.sum(axis=1).tolist(), strict=True))
    return shares


def _terms(amounts: dict[str, int]) -> Terms:
    return Terms(**{name: amounts[name] / SCALE for name in TERMS})
