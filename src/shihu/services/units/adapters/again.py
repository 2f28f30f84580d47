"""Units solved again from earlier ones: few households move, what is locked stays. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np

from shihu.base.registry.types import FormationHousehold
from shihu.engines.formation import FormationError, FormationResult, reform, successors
from shihu.services.units import rules
from shihu.services.units.adapters.draft import Naming, Outcome, Step, UnitName, assembled, home_of
from shihu.services.units.adapters.geometry import Point
from shihu.services.units.adapters.problem import Cluster, clusters_of, size_rule, weights
from shihu.services.units.types import Again, Choices, Draft, EarlierUnit


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """The earlier units as one cluster sees them: ``unit`` [n] is the position in ``units``, -1 for a newcomer.

    Whoever is pinned counts as seated there already, and stays in what becomes of that unit: ``fixed``.
    """

    units: tuple[EarlierUnit, ...]
    unit: np.ndarray[tuple[int], np.dtype[np.int64]]
    fixed: tuple[int, ...]


def draft_again(
    households: Sequence[FormationHousehold],
    choices: Choices,
    again: Again,
    earlier: Sequence[EarlierUnit],
    *,
    names: Mapping[str, str],
    middles: Mapping[str, Point],
    step: Step,
) -> Draft:
    """Form the units of ``households`` anew from ``earlier`` ones, as :class:`Again` says.

    Every earlier unit keeps its name and number; a unit more gets the next number of its hamlet that is free.
    The draft's outcome lists under ``moved`` who changes unit and who comes into one.
    """
    able = [replace(h, willing=False) if h.code in again.left_out else h for h in households]
    hamlet_of = {h.code: h.hamlet for h in able}
    tied = [{hamlet_of[code] for code in unit.codes if code in hamlet_of} for unit in earlier]
    clusters = [
        _bound(cluster, again, earlier)
        for cluster in clusters_of(able, choices, middles, tied=[hamlets for hamlets in tied if len(hamlets) > 1])
    ]
    bases = [_base(cluster, again, earlier) for cluster in clusters]
    outcomes: list[Outcome] = []
    for done, (cluster, base) in enumerate(zip(clusters, bases, strict=True)):
        step(done / len(clusters))
        outcomes.append(_solved(cluster, base, choices, again.price))
    step(1.0)
    taken = {hamlet: {u.ordinal for u in earlier if u.hamlet == hamlet} for hamlet in {u.hamlet for u in earlier}}
    of_cluster = {id(cluster): base for cluster, base in zip(clusters, bases, strict=True)}

    def naming(cluster: Cluster, result: FormationResult) -> Naming:
        return _kept_names(cluster, result, of_cluster[id(cluster)], names, taken)

    draft = assembled(households, clusters, outcomes, naming, again.left_out)
    return replace(draft, outcome={**draft.outcome, "price": again.price, "moved": _moved(draft, earlier)})


def _bound(cluster: Cluster, again: Again, earlier: Sequence[EarlierUnit]) -> Cluster:
    """The cluster with what is locked and kept together, as the engine's groups of indices."""
    place = {h.code: i for i, h in enumerate(cluster.households) if h.willing}
    pinned: dict[UUID, set[int]] = {}
    for code, key in again.pinned.items():
        if code in place:
            pinned.setdefault(key, set()).add(place[code])
    elsewhere = {place[code] for code in again.pinned if code in place}
    locked: list[tuple[int, ...]] = []
    together: list[tuple[int, ...]] = [(place[a], place[b]) for a, b in again.together if a in place and b in place]
    for unit in earlier:
        seated = [place[code] for code in unit.codes if code in place]
        here = pinned.get(unit.key, set())
        own = [i for i in seated if i in here or i not in elsewhere]
        if unit.key in again.locked_units and own:
            locked.append(tuple(sorted({*own, *here})))
    problem = replace(cluster.problem, locked=tuple(locked), together=tuple(together))
    return replace(cluster, problem=problem)


def _base(cluster: Cluster, again: Again, earlier: Sequence[EarlierUnit]) -> Base:
    place = {h.code: i for i, h in enumerate(cluster.households) if h.willing}
    units = tuple(u for u in earlier if any(code in place for code in u.codes))
    unit = np.full(len(cluster.households), -1, dtype=np.int64)
    for number, one in enumerate(units):
        for code in one.codes:
            if code in place:
                unit[place[code]] = number
    numbers = {one.key: number for number, one in enumerate(units)}
    pinned = {place[code]: numbers[key] for code, key in again.pinned.items() if code in place and key in numbers}
    for index, number in pinned.items():
        unit[index] = number
    return Base(units, unit, tuple(sorted(pinned)))


def _solved(cluster: Cluster, base: Base, choices: Choices, price: float) -> Outcome:
    try:
        return reform(
            cluster.problem,
            base.unit,
            price=price,
            fixed=base.fixed,
            sizes=size_rule(choices),
            weights=weights(choices),
            seed=choices.seed,
        ).result
    except FormationError as error:
        return error


def _kept_names(
    cluster: Cluster,
    result: FormationResult,
    base: Base,
    names: Mapping[str, str],
    taken: dict[str, set[int]],
) -> Naming:
    """What became of a unit keeps its name; new ones take the next free number, and keep it for later clusters."""
    named: dict[int, UnitName] = {}
    for old, new in successors(base.unit, result.assignment, base.fixed).items():
        unit = base.units[old]
        named[new] = (unit.hamlet, unit.ordinal, unit.name, unit.continues)
    for made in result.composition:
        if made.number in named:
            continue
        hamlet = home_of(cluster, made.members)
        used = taken.setdefault(hamlet, set())
        ordinal = max(used, default=0) + 1
        used.add(ordinal)
        named[made.number] = (hamlet, ordinal, rules.unit_name(names.get(hamlet, hamlet), ordinal), None)
    return named


def _moved(draft: Draft, earlier: Sequence[EarlierUnit]) -> list[dict[str, Any]]:
    """Who sits elsewhere than before, newcomers with an empty ``from``; by the new unit."""
    before = {code: unit for unit in earlier for code in unit.codes}
    told = []
    for unit in draft.units:
        for seat in unit.seats:
            old = before.get(seat.code)
            if old is None or (old.hamlet, old.ordinal) != (unit.hamlet, unit.ordinal):
                told.append(
                    {
                        "code": seat.code,
                        "householder": seat.householder,
                        "from": [old.name, old.hamlet, old.ordinal] if old else [],
                        "to": [unit.name, unit.hamlet, unit.ordinal],
                    }
                )
    return told
