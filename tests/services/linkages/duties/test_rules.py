"""Rules of duties on plain values: areas, rota, scores, parts of work, votes, who reaches whom."""

from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.linkages.errors import (
    BadAgenda,
    BadArea,
    BadHours,
    BadOff,
    BadSheetItem,
    BadTask,
    BadVotes,
    MaterialShort,
    TooYoung,
)
from shihu.services.linkages.rules import meetings, welfare
from shihu.services.linkages.rules.sanitation import areas, rota, scores
from shihu.services.linkages.types import (
    Excuse,
    Keeper,
    MoveRow,
    NewDecision,
    Outline,
    PartyMember,
    ReachHome,
    SheetItem,
    Swap,
)

MONDAY = date(2019, 6, 3)
DEGREE = 1 / 111_132.92  # of latitude, in metres


def key(number: int) -> UUID:
    return UUID(int=number)


def north(*metres: float) -> tuple[tuple[float, float], ...]:
    return tuple((111.25, 36.85 + m * DEGREE) for m in metres)


def keepers(count: int, since: date = MONDAY) -> list[Keeper]:
    return [Keeper(key(n), f"{n:04d}", f"赵{n}", since) for n in range(1, count + 1)]


# Areas


def test_a_square_of_a_hundred_metres_measures_a_hectare() -> None:
    east = 1 / (111_412.84 * 0.80021)
    square = Outline(
        "polygon", ((0.0, 36.85), (100 * east, 36.85), (100 * east, 36.85 + 100 * DEGREE), (0.0, 36.85 + 100 * DEGREE))
    )
    length, inside = areas.measure(square)
    assert length == pytest.approx(400, abs=1)
    assert inside == pytest.approx(10_000, abs=40)
    assert areas.measure(Outline("line", north(0, 60, 100))) == (100, 0)


def test_areas_that_cannot_be_walked_are_refused() -> None:
    bow = Outline("polygon", ((0, 0), (0.001, 0.001), (0.001, 0), (0, 0.001)))
    for wrong in (Outline("line", north(0)), Outline("polygon", north(0, 5)), bow, Outline("line", north(5, 5))):
        with pytest.raises(BadArea):
            areas.checked(wrong, ())
    far = Outline("line", north(4000, 4100))
    assert areas.checked(far, ()) == far
    with pytest.raises(BadArea):
        areas.checked(far, north(0))


def test_every_metre_of_lane_has_one_unit_several_or_none() -> None:
    street = north(0, 100)
    one, two = Outline("line", north(0, 30)), Outline("line", north(20, 60))
    shared = areas.coverage([street], {key(1): one, key(2): two})
    # Both run past 20-30; 2 reaches 12 m beyond its end, where nobody is: 70-100 is left, in steps of five metres.
    assert (shared.total, shared.overlap, shared.gap, shared.once) == (100, 10, 30, 60)
    assert [one.units for one in shared.overlaps] == [(key(1), key(2))]
    assert areas.coverage([], {key(1): one}).total == 0


def test_where_two_lines_meet_or_nearly_meet_nobody_keeps_anything_twice() -> None:
    street = north(0, 100)
    for last, first in ((50, 50), (45, 56), (40, 60)):
        drawn = {key(1): Outline("line", north(0, last)), key(2): Outline("line", north(first, 100))}
        shared = areas.coverage([street], drawn)
        assert (shared.once, shared.overlap, shared.gap) == (100, 0, 0)
    # Around a corner the end of one lane does not reach into the other that begins there.
    corner = (north(0, 100)[-1][0] + 0.001, north(0, 100)[-1][1])
    bent = {key(1): Outline("line", street), key(2): Outline("line", (street[-1], corner))}
    assert areas.coverage([street], bent).overlap == 0


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60)), max_size=4))
def test_the_shares_of_a_street_add_up_to_it(spans: list[tuple[int, int]]) -> None:
    drawn = {key(n): Outline("line", north(a, a + b)) for n, (a, b) in enumerate(spans)}
    shared = areas.coverage([north(0, 150)], drawn)
    assert shared.once + shared.gap + shared.overlap == shared.total == 150
    assert shared.once >= 0


def test_a_polygon_keeps_what_lies_inside_it() -> None:
    yard = Outline(
        "polygon", ((111.249, 36.85), (111.251, 36.85), (111.251, 36.85 + 50 * DEGREE), (111.249, 36.85 + 50 * DEGREE))
    )
    shared = areas.coverage([north(0, 100)], {key(1): yard})
    assert (shared.once, shared.gap) == (50, 50)


def test_a_round_walks_on_to_the_nearest_area() -> None:
    there = {key(n): Outline("line", north(m, m + 5)) for n, m in ((1, 0), (2, 90), (3, 20), (4, 40))}
    assert areas.walk(there) == [key(1), key(3), key(4), key(2)]
    assert areas.walk({}) == []


def test_doors_make_a_line_in_their_order() -> None:
    doors = {3: (3.0, 0.0), 1: (1.0, 0.0), 2: (2.0, 0.0), 9: (9.0, 0.0)}
    assert areas.along(doors, 3, 1).corners == ((1.0, 0.0), (2.0, 0.0), (3.0, 0.0))


# Rota


def test_four_households_take_turns_in_order() -> None:
    told = rota.rota(MONDAY, MONDAY + timedelta(weeks=4), keepers(4))
    assert [turn.household for turn in told.turns] == [key(1), key(2), key(3), key(4), key(1)]
    assert told.unfair == Fraction(3, 4)  # five quarters fell due to the first, who had two


@given(
    st.integers(1, 9),
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 20), st.integers(1, 20)), max_size=3),
)
def test_turns_had_are_turns_due_and_nobody_able_is_passed_over(
    count: int, weeks: int, excused: list[tuple[int, int, int]]
) -> None:
    excuses = [
        Excuse(key(n), MONDAY + timedelta(weeks=a), MONDAY + timedelta(weeks=a + b))
        for n, a, b in excused
        if n <= count
    ]
    told = rota.rota(MONDAY, MONDAY + timedelta(weeks=weeks), keepers(count), excuses)
    assert sum(told.due.values()) == sum(told.had.values()) == sum(t.household is not None for t in told.turns)
    for turn in told.turns:
        out = {e.household for e in excuses if e.since <= turn.week and (e.until is None or turn.week < e.until)}
        assert turn.household not in out
        assert (turn.household is None) == (len(out) == count)


@given(st.integers(1, 12), st.integers(0, 60))
def test_without_excuses_no_household_is_a_whole_turn_from_its_share(count: int, weeks: int) -> None:
    told = rota.rota(MONDAY, MONDAY + timedelta(weeks=weeks), keepers(count))
    assert told.unfair < 1
    assert max(told.had.values()) - min(told.had.values()) <= 1


def test_a_household_that_joins_later_owes_nothing_for_before() -> None:
    late = Keeper(key(3), "0003", "赵3", MONDAY + timedelta(weeks=4))
    told = rota.rota(MONDAY, MONDAY + timedelta(weeks=6), [*keepers(2), late])
    assert [t.household for t in told.turns] == [key(1), key(2), key(1), key(2), key(1), key(2), key(3)]


def test_a_swap_agreed_to_changes_two_weeks_and_one_asked_for_changes_none() -> None:
    second = MONDAY + timedelta(weeks=1)
    asked = Swap(MONDAY, key(1), second, key(2))
    plan = rota.rota(MONDAY, second, keepers(2), swaps=[asked])
    assert [t.household for t in plan.turns] == [key(1), key(2)]
    agreed = Swap(MONDAY, key(1), second, key(2), agreed_on=MONDAY)
    plan = rota.rota(MONDAY, second, keepers(2), swaps=[agreed])
    assert [(t.household, t.instead_of) for t in plan.turns] == [(key(2), key(1)), (key(1), key(2))]
    assert plan.had == {key(1): 1, key(2): 1}


# Scores


def test_a_score_is_a_hundred_less_what_is_off() -> None:
    items = scores.checked_items([SheetItem("", "无垃圾", 30), SheetItem("", "整齐", 20)])
    assert [item.key for item in items] == ["i1", "i2"]
    off = scores.checked_off(items, {"i1": 12, "i2": 0})
    assert (off, scores.points_of(off)) == ({"i1": 12}, 88)
    for wild in ({"i1": 31}, {"i1": -1}, {"x": 1}):
        with pytest.raises(BadOff):
            scores.checked_off(items, wild)


def test_sheets_that_nobody_could_fill_in_are_refused() -> None:
    for wrong in (
        [],
        [SheetItem("", "", 5)],
        [SheetItem("", "a", 0)],
        [SheetItem("", "a", 60), SheetItem("", "b", 41)],
    ):
        with pytest.raises(BadSheetItem):
            scores.checked_items(wrong)


@given(st.sets(st.integers(1, 99), min_size=1, max_size=30), st.integers(1, 100), st.text(max_size=8))
def test_the_draw_can_be_repeated_from_what_is_published(numbers: set[int], percent: int, seed: str) -> None:
    units = [key(n) for n in numbers]
    drawn = scores.drawn(seed, units, percent)
    assert len(drawn) == -(-len(units) * percent // 100)
    assert drawn == scores.drawn(seed, units[::-1], percent)
    by_hand = sorted(units, key=lambda unit: sha256(f"{seed} {unit}".encode()).hexdigest())
    assert drawn == by_hand[: len(drawn)]


def test_the_month_ranks_means_and_gives_the_flag_to_all_who_share_the_first_rank() -> None:
    ranks = scores.month_ranks({key(1): [90, 95], key(2): [92, 93], key(3): [100, 70, 80]}, 9000)
    assert [(r.unit, r.mean, r.rank, r.has_flag) for r in ranks] == [
        (key(1), 9250, 1, True),
        (key(2), 9250, 1, True),
        (key(3), 8333, 3, False),
    ]
    assert not any(r.has_flag for r in scores.month_ranks({key(1): [89]}, 9000))


# Village work


@given(st.integers(1, 5000), st.lists(st.integers(0, 15), min_size=1, max_size=20).filter(sum))
def test_parts_add_up_exactly_and_nobody_is_one_off(quantity: int, weights: list[int]) -> None:
    by_unit = {key(n): weight for n, weight in enumerate(weights)}
    parts = welfare.parts(quantity, by_unit)
    assert sum(parts.values()) == quantity
    for unit, weight in by_unit.items():
        assert abs(parts[unit] - Fraction(quantity * weight, sum(weights))) < 1


def test_only_grown_people_work_and_who_is_over_65_does_not_count_as_able() -> None:
    on = date(2019, 8, 15)
    welfare.require_grown("赵一", date(2001, 8, 15), on)
    for birth in (date(2001, 8, 16), None):
        with pytest.raises(TooYoung):
            welfare.require_grown("赵一", birth, on)
    assert [welfare.is_able(date(year, 1, 1), on) for year in (2002, 2001, 1954, 1953)] == [False, True, True, False]


def test_hours_go_by_halves_up_to_twelve() -> None:
    assert [welfare.checked_minutes(m) for m in (0, 30, 720)] == [0, 30, 720]
    for wrong in (15, 45, 750, -30):
        with pytest.raises(BadHours):
            welfare.checked_minutes(wrong)


def test_no_more_material_goes_out_than_came_in() -> None:
    day = date(2019, 7, 6)
    moves = [
        MoveRow("铁锹", "received", 10, day, "x"),
        MoveRow("铁锹", "used", 4, day, "x"),
        MoveRow("桶", "received", 1, day, "x"),
    ]
    assert welfare.balance(moves) == {"铁锹": 6, "桶": 1}
    welfare.require_material(moves, "铁锹", 6)
    for material, quantity in (("铁锹", 7), ("麻袋", 1)):
        with pytest.raises(MaterialShort):
            welfare.require_material(moves, material, quantity)


# Meetings and reach


def test_a_motion_is_carried_by_more_than_half_of_those_present_where_more_than_half_came() -> None:
    six = NewDecision("扫街", 4, 2)
    assert meetings.is_carried(six, present=6, expected=11)
    assert not meetings.is_carried(six, present=6, expected=12)
    assert not meetings.is_carried(NewDecision("扫街", 3, 3), present=6, expected=8)


def test_each_household_present_has_one_vote() -> None:
    meetings.checked_votes(1, NewDecision("扫街", 3, 2, 1), 6)
    with pytest.raises(BadVotes):
        meetings.checked_votes(1, NewDecision("扫街", 3, 2, 2), 6)
    with pytest.raises(BadTask):
        meetings.checked_votes(1, NewDecision("扫街", 6, owner=key(1)), 6)


def test_an_agenda_has_points() -> None:
    assert meetings.checked_agenda(["  卫生 检查 ", "", "秋收"]) == ("卫生 检查", "秋收")
    for wrong in (["", " "], ["x"] * 9, ["x" * 81]):
        with pytest.raises(BadAgenda):
            meetings.checked_agenda(wrong)


def home(number: int, unit: int, hamlet: str = "h", **more: object) -> ReachHome:
    return ReachHome(key(number), f"{number:04d}", f"赵{number}", key(unit), hamlet, False, **more)  # type: ignore[arg-type]


def test_a_member_of_the_unit_comes_before_one_of_the_hamlet_and_nobody_has_too_many() -> None:
    near, far = PartyMember(key(91), "甲", key(1), key(1), "h"), PartyMember(key(92), "乙", key(2), key(2), "h")
    homes = [home(11, 1), home(12, 1), home(13, 3), home(14, 4, "elsewhere")]
    told = meetings.suggest([near, far], homes, most=2)
    assert told == {key(11): key(91), key(12): key(91), key(13): key(92)}


@given(st.lists(st.integers(1, 4), max_size=25), st.lists(st.integers(1, 4), max_size=5), st.integers(1, 6))
def test_suggestions_never_exceed_what_one_may_reach(units: list[int], members: list[int], most: int) -> None:
    people = [PartyMember(key(900 + n), f"{n}", None, key(unit), "h") for n, unit in enumerate(members)]  # type: ignore[arg-type]
    homes = [home(n, unit) for n, unit in enumerate(units)]
    told = meetings.suggest(people, homes, most)
    loads = [list(told.values()).count(one.person) for one in people]
    assert all(load <= most for load in loads)
    assert len(told) == min(len(homes), most * len(people))
