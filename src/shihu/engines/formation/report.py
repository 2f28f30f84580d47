"""From an assignment to what people read: terms, compositions, wishes unmet and the rule that stopped each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from shihu.engines.formation.costs import SCALE, TERMS, CostModel, Mix, between_hamlets, mutual_pairs
from shihu.engines.formation.errors import Rule
from shihu.engines.formation.moves import Partition
from shihu.engines.formation.problem import Ints
from shihu.engines.formation.result import FormationResult, Obstacle, Terms, UnitComposition, Unmet, UnmetKind
from shihu.engines.formation.sizes import SizeException


def described(
    partition: Partition,
    *,
    reference: Mix | None = None,
    exception: SizeException | None = None,
    wanted: int = 0,
    input_hash: str = "",
) -> FormationResult:
    """The result of a partition that nobody searched for: no moves, no bound, seed 0. Its units have no gaps."""
    model = partition.model
    terms = terms_of(partition, reference)
    assignment = partition.unit.copy()
    assignment.setflags(write=False)
    return FormationResult(
        assignment=assignment,
        objective=terms.total,
        terms=terms,
        composition=compositions(partition),
        unmet=unmet_of(partition),
        left_out=tuple(np.flatnonzero(~model.problem.willing).tolist()),
        exception=exception,
        units_wanted=wanted,
        mix=model.mix,
        sizes=partition.sizes,
        weights=model.weights,
        seed=0,
        input_hash=input_hash,
        moves=0,
        stopped=False,
    )


def terms_of(partition: Partition, reference: Mix | None = None) -> Terms:
    """The objective by term; `balance` includes the constant that the folding leaves aside."""
    model = partition.model
    pairs = [np.array(members)[np.array(np.triu_indices(len(members), k=1))] for members in partition.members]
    one, other = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), dtype=np.int64)
    totals = {name: int(cost.sum()) for name, cost in model.pair_terms(one, other).items()}
    totals["balance"] += model.constant
    wider = None
    if reference is not None:
        sizes = np.array([len(members) for members in partition.members], dtype=np.int64)
        wider = between_hamlets(model.problem, model.weights, sizes, reference) / SCALE
    return Terms(**{name: totals[name] / SCALE for name in TERMS}, between_hamlets=wider)


def compositions(partition: Partition) -> tuple[UnitComposition, ...]:
    """Each unit in numbers."""
    model = partition.model
    problem = model.problem
    classes = len(model.mix.wealth)
    locked = set(problem.locked)
    units = []
    for number, members in enumerate(partition.members):
        row = np.array(members)
        one, other = np.triu_indices(len(row), k=1)
        apart = problem.xy[row[one]] - problem.xy[row[other]]
        metres = np.sqrt((apart**2).sum(axis=1))
        units.append(
            UnitComposition(
                number=number,
                members=members,
                wealth=tuple(np.bincount(problem.wealth[row], minlength=classes).tolist()),
                party=int(problem.party[row].sum()),
                heads=tuple(row[problem.can_lead[row]].tolist()),
                mean_distance_m=round(float(metres.mean()), 1) if len(metres) else 0.0,
                locked=members in locked,
            )
        )
    return tuple(units)


def unmet_of(partition: Partition) -> tuple[Unmet, ...]:
    """Every preference and wish that its unit does not meet, by household."""
    found = [*_unmet_preferences(partition.model, partition), *_unmet_wishes(partition.model, partition)]
    return tuple(sorted(found, key=lambda unmet: (unmet.household, unmet.kind, unmet.other)))


def _unmet_preferences(model: CostModel, partition: Partition) -> Iterable[Unmet]:
    problem, unit = model.problem, partition.unit
    mutual = {(int(i), int(j)) for i, j in mutual_pairs(problem)}
    seen: dict[tuple[int, int], tuple[Obstacle, float | None]] = {}
    for who, whom in sorted({(int(i), int(j)) for i, j in problem.prefers}):
        if unit[who] == unit[whom] and unit[who] >= 0:
            continue
        pair = (min(who, whom), max(who, whom))
        if pair not in seen:
            if not (problem.willing[who] and problem.willing[whom]):
                seen[pair] = (Obstacle.WILLING, None)
            elif pair not in mutual:
                seen[pair] = (Obstacle.NOT_MUTUAL, None)
            else:
                ways: list[tuple[int, int, int | None]] = [
                    (pair[0], int(unit[pair[1]]), pair[1]),
                    (pair[1], int(unit[pair[0]]), pair[0]),
                ]
                seen[pair] = _obstacle(partition, ways)
        obstacle, cost = seen[pair]
        yield Unmet(who, UnmetKind.PREFERENCE, whom, obstacle, cost)


def _unmet_wishes(model: CostModel, partition: Partition) -> Iterable[Unmet]:
    wishes, unit = model.problem.wishes, partition.unit
    if not wishes.shape[1]:
        return
    shared = wishes > 0.0
    placed = unit >= 0
    in_unit = np.zeros((len(partition.members), wishes.shape[1]), dtype=np.int64)
    np.add.at(in_unit, unit[placed], shared[placed])
    in_hamlet = shared[placed].sum(axis=0)
    for i in np.flatnonzero(placed & shared.any(axis=1)):
        kinds = np.flatnonzero(shared[i])
        if (in_unit[unit[i], kinds] > 1).any():
            continue
        first = int(kinds[np.argmax(wishes[i, kinds])])
        if in_hamlet[first] == 1:
            yield Unmet(int(i), UnmetKind.WISH, first, Obstacle.NOBODY_ALIKE, None)
            continue
        nearest = _units_with(model, partition, int(i), first)
        obstacle, cost = _obstacle(partition, [(int(i), target, alike) for target, alike in nearest])
        yield Unmet(int(i), UnmetKind.WISH, first, obstacle, cost)


def _units_with(model: CostModel, partition: Partition, i: int, kind: int) -> list[tuple[int, int | None]]:
    """The three units, by distance of the nearest such household, in which somebody shares wish `kind`.

    With each the only household there that does, which a swap must not send away; None where there are several.
    """
    problem, unit = model.problem, partition.unit
    alike = np.flatnonzero((problem.wishes[:, kind] > 0.0) & (unit >= 0) & (unit != unit[i]))
    metres = np.sqrt(((problem.xy[alike] - problem.xy[i]) ** 2).sum(axis=1))
    units: dict[int, list[int]] = {}
    for j in alike[np.argsort(metres, kind="stable")]:
        units.setdefault(int(unit[j]), []).append(int(j))
    return [(u, members[0] if len(members) == 1 else None) for u, members in list(units.items())[:3]]


def _obstacle(partition: Partition, ways: list[tuple[int, int, int | None]]) -> tuple[Obstacle, float | None]:
    """COST with the cheapest allowed move among `ways` (household, to unit, whom to keep), or the commonest rule."""
    prices: list[int] = []
    rules: Counter[Rule] = Counter()
    for household, target, keep in ways:
        price, broken = partition.cheapest_way(household, target, keep)
        if price is not None:
            prices.append(price)
        rules.update(broken)
    if prices:
        return Obstacle.COST, min(prices) / SCALE
    order = list(Rule)
    worst = max(order, key=lambda rule: (rules[rule], -order.index(rule)))
    return Obstacle(worst.value), None


def numbered(unit: Ints) -> Ints:
    """Units numbered from 0 in the order of their first household; -1 stays."""
    numbers: dict[int, int] = {}
    renumbered = np.full(len(unit), -1, dtype=np.int64)
    for i, u in enumerate(unit):
        if u >= 0:
            renumbered[i] = numbers.setdefault(int(u), len(numbers))
    return renumbered
