"""Projection, hulls and bars on plain numbers."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.fronts.ui.drawing import bars, hulls, sparklines
from shihu.fronts.ui.drawing.maps import nice
from shihu.fronts.ui.drawing.projection import Projection, fit
from shihu.kernel.presentation import Composition, Part

NEAR = st.floats(-2000, 2000, allow_nan=False).map(lambda x: round(x, 2))
POINTS = st.lists(st.tuples(NEAR, NEAR), min_size=1, max_size=60)


def test_a_kilometre_measures_a_kilometre_at_kangcheng() -> None:
    # Great-circle distance on WGS 84 between 36.98 N 111.18 E and 36.99 N 111.19 E, by Vincenty: 1422.8 m.
    x, y = Projection(111.18, 36.98).metres(111.19, 36.99)
    assert hypot(x, y) == pytest.approx(1422.8, abs=1)


@given(NEAR, NEAR)
def test_metres_lead_back_to_the_same_degrees(x: float, y: float) -> None:
    globe = Projection(111.18, 36.98)
    assert globe.metres(*globe.degrees(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(POINTS)
def test_every_point_lies_on_the_sheet_inside_its_margin(points: list[tuple[float, float]]) -> None:
    sheet = fit(points, width=760, height=500, margin=34, foot=30, most=2.4)
    assert sheet.height <= 500 + 1e-6
    for x, y in map(sheet.place, points):
        assert 34 - 1e-6 <= x <= 760 - 34 + 1e-6
        assert 34 - 1e-6 <= y <= sheet.height - 30 - 34 + 1e-6


@given(POINTS)
def test_north_is_up_and_the_sheet_leads_back_to_the_metres(points: list[tuple[float, float]]) -> None:
    sheet = fit(points, width=760, height=500, margin=34, foot=30, most=2.4)
    x, y = points[0]
    assert sheet.place((x, y + 10))[1] < sheet.place((x, y))[1]
    assert sheet.back(sheet.place((x, y))) == pytest.approx((x, y), abs=1e-6)


@given(POINTS)
def test_a_padded_hull_holds_every_house_with_air_around_it(points: list[tuple[float, float]]) -> None:
    corners = hulls.padded(points, 10)
    for x, y in points:
        assert all(hulls.holds(corners, (x + dx, y + dy)) for dx, dy in ((9, 0), (-9, 0), (0, 9), (0, -9)))


def test_the_hull_of_a_square_is_its_corners() -> None:
    inside = [(0.5, 0.5), (0.2, 0.9), (0.0, 0.5)]
    assert sorted(hulls.hull([(0, 0), (1, 0), (1, 1), (0, 1), *inside])) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_houses_in_one_line_have_a_hull_that_is_a_line_and_a_padded_one_that_is_not() -> None:
    line = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0)]
    assert hulls.hull(line) == [(0.0, 0.0), (10.0, 0.0)]
    assert len(hulls.padded(line, 3)) > 4


@pytest.mark.parametrize(("metres", "expected"), [(0.2, 1), (1, 1), (3.7, 2), (99, 50), (110, 100), (4700, 2000)])
def test_the_scale_bar_is_a_round_length(metres: float, expected: int) -> None:
    assert nice(metres) == expected


@given(st.lists(st.integers(0, 400), min_size=1, max_size=4).filter(any))
def test_shares_fill_the_bar_exactly_and_keep_their_proportion(counts: list[int]) -> None:
    kinds = ("well_off", "ordinary", "poor", "unknown")
    bar = Composition(tuple(Part(kind, kind, count) for kind, count in zip(kinds, counts, strict=False)))
    shares = bars.composition(bar)
    assert len(shares) == sum(count > 0 for count in counts)
    drawn = sum(float(share.width) for share in shares) + bars.GAP * (len(shares) - 1)
    assert drawn == pytest.approx(bars.WIDTH, abs=0.3)
    assert float(shares[-1].x) + float(shares[-1].width) <= bars.WIDTH + 0.2


def test_an_empty_composition_draws_nothing_and_does_not_fail() -> None:
    assert bars.composition(Composition((Part("poor", "poor", 0),))) == ()


def test_the_longest_bar_reaches_the_values_and_zero_is_no_bar() -> None:
    long, none = bars.horizontal([("a", 40), ("b", 0)])
    assert float(long.width) == pytest.approx(bars.WIDTH - bars.LABEL - bars.VALUE)
    assert float(none.width) == 0


def test_a_level_line_stands_in_the_middle_and_nothing_draws_nothing() -> None:
    assert sparklines.line([]) is None
    level = sparklines.line([5, 5, 5])
    assert level is not None
    assert float(level.y) == sparklines.HEIGHT / 2
    rising = sparklines.line([1, 2])
    assert rising is not None
    assert rising.path == "M3.0 21.0L93.0 3.0"
