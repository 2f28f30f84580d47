"""From rows to the engine and back, without a database."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.services.units.conftest import HAMLET, SMALL, row

from shihu.base.registry.types import FormationHousehold
from shihu.engines.formation import FormationProblem, Stop, explain, form_units, move_effect, verify
from shihu.services.units.adapters.draft import draft_of
from shihu.services.units.adapters.geometry import places_of
from shihu.services.units.adapters.problem import clusters_of, size_rule
from shihu.services.units.adapters.reasons import reasons_of
from shihu.services.units.types import Choices, Draft

Rows = Callable[..., list[FormationHousehold]]
QUICK = Choices(effort="quick")


def drafted(households: list[FormationHousehold], choices: Choices = QUICK) -> Draft:
    names = {HAMLET: "尚家沟自然村", SMALL: "上沟"}
    return draft_of(households, choices, names=names, middles={}, step=lambda _: None)


def test_measured_households_lie_as_far_apart_as_on_the_ground(rows: Rows) -> None:
    places, origin, notes = places_of(rows(2), {})
    (x0, y0), (x1, y1) = places
    assert x1 - x0 == pytest.approx(17.79, abs=0.02)
    assert y1 - y0 == pytest.approx(11.12, abs=0.02)
    assert origin == pytest.approx((111.2501, 36.85005))
    assert notes == []


def test_a_household_without_coordinates_stands_between_its_measured_neighbours() -> None:
    households = [row(0), row(1, lon=None, lat=None, street_order=1), row(2)]
    places, _, notes = places_of(households, {})
    middle = tuple((a + b) / 2 for a, b in zip(places[0], places[2], strict=True))
    assert places[1] == pytest.approx(middle)
    assert [(n.code, n.households) for n in notes] == [("placed_along_street", (households[1].code,))]


def test_a_hamlet_without_any_coordinates_is_drawn_street_by_street(rows: Rows) -> None:
    unmeasured = [
        replace(h, lon=None, lat=None, street="前街" if i < 3 else "后街", street_order=i % 3)
        for i, h in enumerate(rows(6))
    ]
    places, _, _ = places_of(unmeasured, {})
    assert places[1][0] - places[0][0] == pytest.approx(15)
    assert places[0][1] == places[1][1]
    assert abs(places[0][1] - places[3][1]) == pytest.approx(40)


def test_a_household_with_neither_place_nor_street_stands_in_the_middle_and_is_noted(rows: Rows) -> None:
    households = [*rows(3), row(9, lon=None, lat=None, street="", street_order=None)]
    places, _, notes = places_of(households, {})
    assert places[3] == pytest.approx(tuple(np.mean(places[:3], axis=0)))
    assert notes[-1].code == "placed_in_middle"


def test_the_first_wish_counts_in_full_and_lesser_ones_less() -> None:
    (cluster,) = clusters_of([row(0, wishes=("wish.poria", "wish.pigs", "wish.trade", "wish.grapes"))], QUICK, {})
    strengths = dict(zip(cluster.wishes, cluster.problem.wishes[0].tolist(), strict=True))
    assert strengths == {"wish.poria": 1.0, "wish.pigs": 0.6, "wish.trade": 0.35, "wish.grapes": 0.0}


def test_partners_of_another_hamlet_are_reported_and_not_passed_on() -> None:
    households = [row(0, prefers=("elsewhere",), refuses=("far",)), row(1, prefers=(f"{HAMLET}0000",))]
    (cluster,) = clusters_of(households, QUICK, {})
    assert cluster.problem.prefers.tolist() == [[1, 0]]
    assert len(cluster.problem.refuses) == 0
    assert {n.code for n in cluster.notes} == {"prefers_elsewhere", "refuses_elsewhere"}


def test_a_hamlet_too_small_for_a_unit_joins_the_nearest_of_its_village(rows: Rows) -> None:
    households = [*rows(20), *rows(5, SMALL)]
    together = clusters_of(households, QUICK, {})
    assert [c.hamlets for c in together] == [(HAMLET, SMALL)]
    apart = clusters_of(households, replace(QUICK, join_small=False), {})
    assert [c.hamlets for c in apart] == [(HAMLET,), (SMALL,)]


def test_a_hamlet_of_thirteen_keeps_its_exception_instead_of_crossing_into_another(rows: Rows) -> None:
    clusters = clusters_of([*rows(20), *rows(13, SMALL)], QUICK, {})
    assert [c.hamlets for c in clusters] == [(HAMLET,), (SMALL,)]


def test_a_hamlet_of_another_village_is_never_joined(rows: Rows) -> None:
    clusters = clusters_of([*rows(20), *rows(5, "141130101203001")], QUICK, {})
    assert len(clusters) == 2


def test_a_draft_seats_every_willing_household_once_and_keeps_every_rule(rows: Rows) -> None:
    households = rows(46)
    households[3] = replace(households[3], willing=False)
    households[5] = replace(households[5], refuses=(households[6].code,))
    draft = drafted(households)
    seated = [seat.code for unit in draft.units for seat in unit.seats]
    assert sorted(seated) == sorted(h.code for h in households if h.willing)
    assert [(left.code, left.rule) for left in draft.left_out] == [(households[3].code, "unwilling")]
    (cluster,) = clusters_of(households, QUICK, {})
    number = {seat.code: k for k, unit in enumerate(draft.units) for seat in unit.seats}
    assert verify(cluster.problem, [number.get(h.code, -1) for h in households], sizes=size_rule(QUICK)) == []
    assert [u.name for u in draft.units] == [f"尚家沟{n}单元" for n in "一二三四五"[: len(draft.units)]]


def test_units_are_numbered_along_the_street(rows: Rows) -> None:
    draft = drafted(rows(46))
    middles = [np.mean([seat.facts["at"][0] for seat in unit.seats]) for unit in draft.units]
    assert middles == sorted(middles)


def test_the_same_rows_in_another_order_give_the_same_draft(rows: Rows) -> None:
    households = rows(40)
    assert drafted(households) == drafted(households[::-1])


def test_a_hamlet_that_cannot_be_formed_is_left_out_with_its_rule_and_the_others_are_formed(rows: Rows) -> None:
    headless = [replace(h, can_lead=False) for h in rows(20, SMALL)]
    draft = drafted([*rows(20), *headless])
    assert {unit.hamlet for unit in draft.units} == {HAMLET}
    (refused,) = draft.refused
    assert (refused.hamlets, refused.rule, refused.code) == ((SMALL,), "head", "too_few_heads")
    assert refused.values["missing"] == 2
    assert {(left.hamlet, left.rule) for left in draft.left_out} == {(SMALL, "head")}


def test_a_unit_of_two_hamlets_counts_with_the_one_that_most_of_it_lives_in(rows: Rows) -> None:
    draft = drafted([*rows(7), *rows(4, SMALL)])
    (unit,) = draft.units
    assert (unit.hamlet, unit.name) == (HAMLET, "尚家沟一单元")
    assert unit.facts["hamlets"] == [HAMLET, SMALL]


def test_the_figures_of_a_unit_are_counted_from_its_households(rows: Rows) -> None:
    households = rows(20)
    draft = drafted(households)
    by_code = {h.code: h for h in households}
    for unit in draft.units:
        inside = [by_code[seat.code] for seat in unit.seats]
        assert unit.facts["size"] == len(inside)
        assert unit.facts["persons"] == sum(h.members for h in inside)
        assert unit.facts["party"] == sum(h.has_party_member for h in inside)
        assert sum(unit.facts["wealth"].values()) == len(inside)
        assert unit.facts["heads"] == [h.code for h in inside if h.can_lead]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reasons_say_what_the_engine_says_of_one_household_at_a_time(seed: int) -> None:
    random = np.random.default_rng(seed)
    households = [
        row(
            n,
            lon=111.25 + random.random() * 0.004,
            lat=36.85 + random.random() * 0.004,
            wishes=tuple(random.permutation(["wish.a", "wish.b", "wish.c"])[: random.integers(0, 3)]),
            can_lead=bool(random.random() < 0.3),
            willing=bool(random.random() < 0.95),
            prefers=(f"{HAMLET}{(n + 1) % 40:04d}", f"{HAMLET}{(n + 39) % 40:04d}"),
            refuses=(f"{HAMLET}{random.integers(40):04d}",) if random.random() < 0.3 else (),
        )
        for n in range(40)
    ]
    households = [replace(h, refuses=tuple(c for c in h.refuses if c != h.code)) for h in households]
    (cluster,) = clusters_of(households, QUICK, {})
    result = form_units(cluster.problem, stop=Stop.quick(), seed=seed)
    told = reasons_of(cluster, result)
    assert set(told) == set(np.flatnonzero(np.asarray(result.assignment) >= 0).tolist())
    for i, facts in told.items():
        engine = explain(cluster.problem, result, i)
        assert facts["near"] == [[cluster.households[n.household].code, n.metres] for n in engine.nearest]
        assert facts["terms"] == {name: getattr(engine.terms, name) for name in facts["terms"]}
        assert facts["liked"] == [cluster.households[j].code for j in engine.preferred]
        assert facts["alike"] == {cluster.wishes[kind]: len(with_) for kind, with_ in engine.shared_wishes}
        if engine.alternative is None:
            assert facts["stopped"] in {"head", "refusal", "size", "only"}
            continue
        other = facts["other"]
        assert other["by"] == pytest.approx(engine.alternative.terms.total)
        partner = next((k for k, h in enumerate(cluster.households) if h.code == other["with"]), None)
        effect = move_effect(cluster.problem, result, i, other["unit"], partner=partner)
        assert effect.allowed
        assert other["terms"] == pytest.approx({name: getattr(effect.terms, name) for name in other["terms"]})
        assert dict(map(tuple, other["changes"])) == pytest.approx(
            {cluster.households[c.household].code: c.change for c in effect.households}, abs=0.006
        )


def test_the_only_unit_of_a_hamlet_has_nowhere_else_to_send_anybody(rows: Rows) -> None:
    draft = drafted(rows(9))
    assert {seat.facts["stopped"] for seat in draft.units[0].seats} == {"only"}


def test_progress_is_told_from_nothing_to_all_and_a_stop_ends_the_work(rows: Rows) -> None:
    told: list[float] = []
    draft_of([*rows(20), *rows(20, SMALL)], QUICK, names={}, middles={}, step=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)

    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        draft_of(rows(20), QUICK, names={}, middles={}, step=stop)


def test_a_problem_of_nobody_willing_gives_no_unit_and_lists_everybody(rows: Rows) -> None:
    draft = drafted([replace(h, willing=False) for h in rows(9)])
    assert draft.units == ()
    assert len(draft.left_out) == 9
    assert isinstance(clusters_of(rows(9), QUICK, {})[0].problem, FormationProblem)
