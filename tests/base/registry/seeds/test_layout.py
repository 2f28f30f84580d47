"""Houses stand in streets, on both sides, apart from each other, near their hamlet."""

import itertools
import math
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from shihu.base.registry.seeds.draw import Draw
from shihu.base.registry.seeds.layout import Spot, spots

LON, LAT = 111.25, 36.85
METRES_NORTH = 110_950
METRES_EAST = 111_320 * math.cos(math.radians(LAT))


def metres(one: Spot, other: Spot) -> float:
    return math.hypot((one.lon - other.lon) * METRES_EAST, (one.lat - other.lat) * METRES_NORTH)


def hamlet(seed: int, houses: int, heading: float = 0.7) -> list[Spot]:
    return spots(Draw(seed), lon=LON, lat=LAT, heading=heading, houses=houses)


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 300), st.floats(-3.2, 3.2))
def test_every_house_has_a_place_of_its_own_within_a_kilometre(seed: int, houses: int, heading: float) -> None:
    placed = hamlet(seed, houses, heading)
    assert len(placed) == houses
    assert len({(s.lon, s.lat) for s in placed}) == houses
    centre = Spot("", 0, LON, LAT)
    assert max(metres(s, centre) for s in placed) < 1300


def test_a_hamlet_has_one_to_four_streets_by_its_size() -> None:
    assert [len({s.street for s in hamlet(1, n)}) for n in (18, 27, 28, 75, 76, 150, 151, 294)] == [
        *(1, 1, 2, 2, 3, 3, 4, 4)
    ]


def test_numbers_run_along_each_street_without_gaps() -> None:
    streets: dict[str, list[int]] = defaultdict(list)
    for spot in hamlet(3, 120):
        streets[spot.street].append(spot.order)
    assert all(orders == list(range(1, len(orders) + 1)) for orders in streets.values())


def test_the_middle_between_a_house_and_the_next_is_the_middle_of_the_street() -> None:
    """A line drawn through these middles is the street: it turns little from one piece to the next."""
    street = [s for s in hamlet(5, 60) if s.street == hamlet(5, 60)[0].street]
    middles = [
        ((a.lon + b.lon) / 2 * METRES_EAST, (a.lat + b.lat) / 2 * METRES_NORTH) for a, b in itertools.pairwise(street)
    ]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(middles)]
    turns = [
        abs(math.remainder(math.atan2(q[1], q[0]) - math.atan2(p[1], p[0]), math.tau))
        for p, q in itertools.pairwise(steps)
    ]
    assert sum(turns) / len(turns) < math.radians(35)
    assert all(math.hypot(*step) < 25 for step in steps)


def test_odd_numbers_stand_on_one_side_and_even_ones_on_the_other() -> None:
    street = hamlet(9, 26)  # one street
    length = metres(street[0], street[-1])
    odd = [metres(a, b) for a, b in zip(street[::2], street[2::2], strict=False)]
    across = [metres(a, b) for a, b in zip(street[::2], street[1::2], strict=False)]
    assert length > 150
    assert 12 < sum(odd) / len(odd) < 26
    assert 18 < sum(across) / len(across) < 40
