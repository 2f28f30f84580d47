"""From the engine's results to units with names, seats and figures. No Django."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np

from shihu.base.registry.types import FormationHousehold
from shihu.engines.formation import FormationError, FormationResult, form_units, try_many
from shihu.services.units import rules
from shihu.services.units.adapters.geometry import Point
from shihu.services.units.adapters.problem import Cluster, clusters_of, size_rule, stop, weights
from shihu.services.units.adapters.reasons import reasons_of, terms_as_json
from shihu.services.units.rules.composition import unit_facts
from shihu.services.units.types import Choices, Draft, DraftSeat, DraftUnit, LeftOut, Refused

Step = Callable[[float], None]
Outcome = FormationResult | FormationError
UnitName = tuple[str, int, str, UUID | None]  # hamlet, ordinal, name, the unit in force that it continues
Naming = Mapping[int, UnitName]  # by the number of the unit in the result


def draft_of(
    households: Sequence[FormationHousehold],
    choices: Choices,
    *,
    names: Mapping[str, str],
    middles: Mapping[str, Point],
    step: Step,
    threads: int = 1,
    is_one_village: bool = False,
) -> Draft:
    """Form units of all hamlets among ``households``; ``step`` hears the share done and may raise to stop.

    Hamlets are keyed by place code, whose first twelve digits are the village; a file keys them by name and says
    by ``is_one_village`` that they are all of one.

    With one thread ``step`` is called in the caller's own; with more it is not, and must not touch a database.
    """
    clusters = clusters_of(households, choices, middles, is_one_village=is_one_village)
    outcomes = _solved_in_turn(clusters, choices, step) if threads == 1 else _solved(clusters, choices, step, threads)

    def along_the_way(cluster: Cluster, result: FormationResult) -> Naming:
        return _along_the_way(cluster, result, names)

    return assembled(households, clusters, outcomes, along_the_way)


def assembled(
    households: Sequence[FormationHousehold],
    clusters: Sequence[Cluster],
    outcomes: Sequence[Outcome],
    naming: Callable[[Cluster, FormationResult], Naming],
    left_out_by: Mapping[str, str] | None = None,
) -> Draft:
    """Make the draft of what the engine gave for each cluster; ``naming`` says what its units are called.

    ``left_out_by`` gives the rule for households (codes) that are in no unit for another reason than their own will.
    """
    rule_of = left_out_by or {}
    units: list[DraftUnit] = []
    left_out: list[LeftOut] = []
    refused: list[Refused] = []
    told: list[dict[str, Any]] = []
    unmet: list[dict[str, Any]] = []
    for cluster, outcome in zip(clusters, outcomes, strict=True):
        left_out += [
            _left_out(cluster, i, rule_of.get(h.code, "unwilling"))
            for i, h in enumerate(cluster.households)
            if not h.willing
        ]
        if isinstance(outcome, FormationError):
            refused.append(_refused(cluster, outcome))
            rule = refused[-1].rule
            left_out += [_left_out(cluster, i, rule) for i, h in enumerate(cluster.households) if h.willing]
            continue
        units += _units(cluster, outcome, naming(cluster, outcome))
        told.append(_told(cluster, outcome))
        unmet += unmet_rows(cluster, outcome)
    figures = {
        "clusters": told,
        "unmet": unmet,
        "hamlets": _mixes(clusters),
        "streets": _streets(clusters),
        "gap": gap_of(told),
    }
    notes = tuple(note for cluster in clusters for note in cluster.notes)
    return Draft(tuple(units), tuple(left_out), tuple(refused), notes, figures, rules.roster_hash(households))


def _solved_in_turn(clusters: Sequence[Cluster], choices: Choices, step: Step) -> list[Outcome]:
    total = max(sum(c.problem.n for c in clusters), 1)
    before = 0
    outcomes: list[Outcome] = []
    for cluster in clusters:

        def heard(done: float, _best: float, /, base: int = before, n: int = cluster.problem.n) -> bool:
            step((base + n * done) / total)
            return True

        step(before / total)
        try:
            outcomes.append(
                form_units(
                    cluster.problem,
                    sizes=size_rule(choices),
                    weights=weights(choices),
                    stop=stop(choices),
                    seed=choices.seed,
                    progress=heard,
                )
            )
        except FormationError as error:
            outcomes.append(error)
        before += cluster.problem.n
    step(1.0)
    return outcomes


def _solved(clusters: Sequence[Cluster], choices: Choices, step: Step, threads: int) -> list[Outcome]:
    def heard(done: float, _best: float, /) -> bool:
        step(done)
        return True

    return list(
        try_many(
            [c.problem for c in clusters],
            sizes=size_rule(choices),
            weights=weights(choices),
            stop=stop(choices),
            seed=choices.seed,
            progress=heard,
            threads=threads,
        )
    )


def home_of(cluster: Cluster, members: Sequence[int]) -> str:
    """Return the hamlet in which most of a unit lives: a joined unit counts with that one."""
    held = Counter(cluster.households[i].hamlet for i in members)
    return min(held, key=lambda hamlet: (-held[hamlet], hamlet))


def _along_the_way(cluster: Cluster, result: FormationResult, names: Mapping[str, str]) -> Naming:
    """Units are numbered hamlet by hamlet along the way through them."""
    home = {unit.number: home_of(cluster, unit.members) for unit in result.composition}
    middle: dict[int, Point] = {}
    for unit in result.composition:
        east, north = np.mean(cluster.problem.xy[list(unit.members)], axis=0)
        middle[unit.number] = (float(east), float(north))
    named: dict[int, UnitName] = {}
    for hamlet in sorted(set(home.values())):
        own = [number for number in home if home[number] == hamlet]
        for ordinal, k in enumerate(rules.along_the_way([middle[number] for number in own]), start=1):
            name = rules.unit_name(names.get(hamlet, hamlet), ordinal)
            named[own[k]] = (hamlet, ordinal, name, None)
    return named


def _units(cluster: Cluster, result: FormationResult, named: Naming) -> list[DraftUnit]:
    reasons = reasons_of(cluster, result)
    drafted = []
    for number in sorted(named, key=lambda n: named[n][:2]):
        home, ordinal, name, continues = named[number]
        members = result.composition[number].members
        seats = tuple(
            DraftSeat(
                household=(h := cluster.households[i]).key,
                code=h.code,
                householder=h.householder,
                hamlet=h.hamlet,
                members=h.members,
                can_lead=h.can_lead,
                facts={**renamed(reasons[i], named), "at": cluster.at(i)},
            )
            for i in members
        )
        facts = unit_facts([cluster.households[i] for i in members], result.composition[number].mean_distance_m)
        drafted.append(DraftUnit(home, ordinal, name, seats, facts, continues))
    return drafted


def renamed(facts: Mapping[str, Any], named: Naming) -> dict[str, Any]:
    """The engine's unit number becomes the unit's name."""
    told = dict(facts)
    if "other" in told:
        told["other"] = {**told["other"], "unit": named[told["other"]["unit"]][2]}
    return told


def _told(cluster: Cluster, result: FormationResult) -> dict[str, Any]:
    exception = result.exception
    return {
        "hamlets": list(cluster.hamlets),
        "units": result.units,
        "units_wanted": result.units_wanted,
        "objective": result.objective,
        "terms": terms_as_json(result.terms),
        "bound": result.bound,
        "gap": result.gap,
        "sizes": list(exception.sizes) if exception else None,
        "input_hash": result.input_hash,
        "moves": result.moves,
        "stopped": result.stopped,
    }


def unmet_rows(cluster: Cluster, result: FormationResult) -> list[dict[str, Any]]:
    """Return the wishes that were not met, as they are stored."""
    told = []
    for unmet in result.unmet:
        household = cluster.households[unmet.household]
        is_wish = unmet.kind.value == "wish"
        other = cluster.wishes[unmet.other] if is_wish else cluster.households[unmet.other].code
        told.append(
            {
                "code": household.code,
                "householder": household.householder,
                "hamlet": household.hamlet,
                "kind": unmet.kind.value,
                "other": other,
                "other_name": "" if is_wish else cluster.households[unmet.other].householder,
                "obstacle": unmet.obstacle.value,
                "cost": unmet.cost,
            }
        )
    return told


def _left_out(cluster: Cluster, index: int, rule: str) -> LeftOut:
    h = cluster.households[index]
    return LeftOut(h.key, h.code, h.householder, h.hamlet, rule, cluster.at(index))


def _refused(cluster: Cluster, error: FormationError) -> Refused:
    # Lists in the values are indices into the problem; the households say the same by code.
    values = {name: value for name, value in error.values.items() if isinstance(value, int | float | str)}
    codes = tuple(cluster.households[i].code for i in error.households)
    return Refused(cluster.hamlets, error.code, error.rule.value if error.rule else "", values, codes)


def _mixes(clusters: Sequence[Cluster]) -> dict[str, dict[str, Any]]:
    """What each hamlet is made of, all its households and the willing ones."""
    by_hamlet: dict[str, list[FormationHousehold]] = defaultdict(list)
    for cluster in clusters:
        for household in cluster.households:
            by_hamlet[household.hamlet].append(household)
    told = {}
    for hamlet, inside in sorted(by_hamlet.items()):
        willing = [h for h in inside if h.willing]
        told[hamlet] = {
            "all": len(inside),
            "willing": len(willing),
            "wealth": dict(sorted(Counter(h.wealth or "unknown" for h in willing).items())),
            "party": sum(h.has_party_member for h in willing),
        }
    return told


def _streets(clusters: Sequence[Cluster]) -> dict[str, list[list[Point]]]:
    """Each street as a line through its houses in order, smoothed over both sides of the road."""
    told: dict[str, list[list[Point]]] = defaultdict(list)
    for cluster in clusters:
        lines: dict[tuple[str, str], list[tuple[int, Point]]] = defaultdict(list)
        for i, household in enumerate(cluster.households):
            if household.street and household.street_order is not None:
                lines[household.hamlet, household.street].append((household.street_order, cluster.at(i)))
        for (hamlet, _street), houses in sorted(lines.items()):
            points = [point for _order, point in sorted(houses)]
            if len(points) > 2:
                told[hamlet].append(_smooth(points))
    return dict(told)


def _smooth(points: Sequence[Point]) -> list[Point]:
    """The road between the two rows of houses: middles of neighbours in order, then evened out."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points)]
    line = []
    for k in range(len(middles)):
        near = middles[max(0, k - 1) : k + 2]
        line.append((round(sum(p[0] for p in near) / len(near), 6), round(sum(p[1] for p in near) / len(near), 6)))
    return line


def gap_of(told: Sequence[Mapping[str, Any]]) -> float | None:
    """How far all hamlets together can be from the best possible, rounded up; None unless each has a bound."""
    if not told or any(cluster["bound"] is None for cluster in told):
        return None
    objective: float = sum(cluster["objective"] for cluster in told)
    bound: float = sum(cluster["bound"] for cluster in told)
    return math.ceil((objective - bound) / max(abs(objective), 1e-9) * 10_000) / 10_000
