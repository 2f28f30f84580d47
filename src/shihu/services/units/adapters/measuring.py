"""Drafts measured: how kinds of households fare, and what one draft is beside another.

Everything is reckoned from the households as they stand today, with one set of weights for all drafts of a comparison.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import numpy as np

from shihu.base.registry.queries import formation_households, household_traits
from shihu.base.registry.types import FormationHousehold, HouseholdTraits
from shihu.engines.formation import FormationResult, assess, moved_households
from shihu.engines.formation.costs import TERMS
from shihu.kernel.actors import SYSTEM
from shihu.services.units import rules
from shihu.services.units.adapters.problem import UNKNOWN_WEALTH, size_rule, weights
from shihu.services.units.adapters.workbench import Sheet, sheet
from shihu.services.units.rules import fairness
from shihu.services.units.types import Bench, Choices, Yardstick

COMPARED_DRAWS = 199  # one in a hundred is the level of a finding: 199 draws tell it


def fairness_of(bench: Bench, *, on: date, hamlet: str = "", draws: int = fairness.DRAWS) -> fairness.Audit:
    """Return how each kind of household fares in a draft, or in one of its hamlets, against units drawn by lot."""
    place = hamlet or bench.place
    households = formation_households(place=bench.place, actor=SYSTEM, on=on)
    traits = household_traits(place=bench.place, actor=SYSTEM, on=on)
    sheets = [made for made in _sheets(bench, households) if not hamlet or place in made.cluster.hamlets]
    return _audit(bench, sheets, traits, draws)


def yardsticks(
    benches: Sequence[Bench], *, place: str, by: Choices, on: date, in_force: Mapping[str, UUID]
) -> list[Yardstick]:
    """Return each draft measured by the weights and sizes ``by``; ``in_force`` gives households' units today, by code.

    The roster is read once for all drafts.
    """
    households = formation_households(place=place, actor=SYSTEM, on=on)
    traits = household_traits(place=place, actor=SYSTEM, on=on)
    return [_measured(bench, households, traits, by, in_force) for bench in benches]


def _sheets(bench: Bench, households: Sequence[FormationHousehold]) -> list[Sheet]:
    return [
        sheet(bench, number, [h for h in households if h.hamlet in told["hamlets"]])
        for number, told in enumerate(bench.outcome["clusters"])
    ]


def _audit(bench: Bench, sheets: Sequence[Sheet], traits: Mapping[str, HouseholdTraits], draws: int) -> fairness.Audit:
    hamlets = [made for one in sheets if (made := _hamlet(bench, one, traits)) is not None]
    return fairness.audit(hamlets, draws=draws, seed=bench.choices.seed)


def _hamlet(bench: Bench, one: Sheet, traits: Mapping[str, HouseholdTraits]) -> fairness.Hamlet | None:
    """The seated households of one cluster, as the audit needs them."""
    labels = one.labels(bench.seats)
    seated = np.flatnonzero(labels >= 0)
    if not len(seated):
        return None
    problem = one.cluster.problem
    xy = problem.xy[seated]
    wishes = problem.wishes[seated] > 0.0
    shared = wishes.astype(np.int64)
    alike = (shared @ shared.T > 0) & ~np.eye(len(seated), dtype=np.bool_)
    rows = [one.cluster.households[i] for i in seated]
    own = [traits.get(h.code, HouseholdTraits(False, False, False)) for h in rows]
    kinds = {
        "party": [h.has_party_member for h in rows],
        "led_by_woman": [t.is_led_by_woman for t in own],
        "elderly_alone": [t.is_elderly_alone for t in own],
        "single": [t.is_single for t in own],
    }
    classes = [h.wealth or UNKNOWN_WEALTH for h in rows]
    for term in sorted(set(classes)):
        kinds[term] = [held == term for held in classes]
    return fairness.Hamlet(
        metres=np.sqrt(((xy[:, None, :] - xy[None, :, :]) ** 2).sum(axis=2)),
        alike=alike,
        wishes=shared.sum(axis=1) > 0,
        unit=labels[seated],
        kinds={name: np.array(flags, dtype=np.bool_) for name, flags in kinds.items()},
    )


def _measured(
    bench: Bench,
    households: Sequence[FormationHousehold],
    traits: Mapping[str, HouseholdTraits],
    by: Choices,
    in_force: Mapping[str, UUID],
) -> Yardstick:
    sheets = _sheets(bench, households)
    results = [
        assess(s.cluster.problem, s.labels(bench.seats), sizes=size_rule(by), weights=weights(by)) for s in sheets
    ]
    units = [
        [s.cluster.households[i] for i in u.members]
        for s, r in zip(sheets, results, strict=True)
        for u in r.composition
    ]
    sizes = tuple(sorted(len(members) for members in units))
    agreeing, asked = rules.agreement([[h.wishes for h in members] for members in units])
    seated = sum(sizes)
    metres = sum(u.size * u.mean_distance_m for r in results for u in r.composition)
    audit = _audit(bench, sheets, traits, COMPARED_DRAWS)
    terms = {name: round(sum(getattr(r.terms, name) for r in results), 3) for name in TERMS}
    return Yardstick(
        terms=terms | {"total": round(sum(terms.values()), 3)},
        mean_distance=metres / seated if seated else 0.0,
        agreeing=agreeing,
        asked=asked,
        deviation=_deviation(results),
        unmet=sum(len(_pairs_once(r)) for r in results),
        sizes=sizes,
        outside=sum(not by.low <= size <= by.high for size in sizes),
        elsewhere=_elsewhere(bench, in_force),
        seated=seated,
        gone=len(bench.seats) - seated,
        worse_off=tuple(sorted(kind for kind, found in audit.kinds.items() if found.is_worse_off)),
    )


def _pairs_once(result: FormationResult) -> set[tuple[str, int, int]]:
    """Wishes not met; two who named each other are one."""
    told = set()
    for unmet in result.unmet:
        one, other = unmet.household, unmet.other
        if unmet.kind.value == "preference":
            one, other = min(one, other), max(one, other)
        told.add((unmet.kind.value, one, other))
    return told


def _deviation(results: Sequence[FormationResult]) -> float:
    weighed = total = 0.0
    for result in results:
        rows = [unit.wealth for unit in result.composition]
        weighed += len(rows) * rules.deviation(rows)
        total += len(rows)
    return weighed / total if total else 0.0


def _elsewhere(bench: Bench, in_force: Mapping[str, UUID]) -> int | None:
    """How many households are not with what became of their unit in force; None where no unit is in force."""
    both = [code for code in sorted(bench.seats) if code in in_force]
    if not both:
        return None
    old = {key: k for k, key in enumerate(sorted({in_force[code] for code in both}))}
    new = {key: k for k, key in enumerate(sorted({bench.seats[code] for code in both}))}
    return len(moved_households([old[in_force[c]] for c in both], [new[bench.seats[c]] for c in both]))
