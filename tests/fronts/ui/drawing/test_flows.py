"""Flows as drawings: nothing is lost between the columns."""

import re

from hypothesis import given
from hypothesis import strategies as st

from shihu.fronts.ui.drawing import flows
from shihu.kernel.presentation import Flow, FlowLink, FlowNode


def flow(*amounts: int) -> Flow:
    nodes = (
        FlowNode("all", "收入", "", 0),
        *(FlowNode(f"n{at}", f"项{at}", "", 1, "pine") for at in range(len(amounts))),
    )
    links = tuple(FlowLink("all", f"n{at}", amount) for at, amount in enumerate(amounts))
    return Flow("去向", nodes, links)


def test_nothing_that_flows_is_no_picture() -> None:
    assert flows.draw(flow()) is None
    assert flows.draw(flow(0, -5)) is None


def test_a_stop_without_an_amount_is_left_out() -> None:
    picture = flows.draw(flow(3, 0, 1))
    assert picture is not None
    assert [stop.label for stop in picture.stops] == ["收入", "项0", "项2"]


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=12))
def test_heights_are_as_the_amounts(amounts: list[int]) -> None:
    picture = flows.draw(flow(*amounts))
    assert picture is not None
    assert float(picture.stops[0].height) == flows.TALL
    for amount, stop in zip(amounts, picture.stops[1:], strict=True):
        exact = max(flows.LEAST, flows.TALL * amount / sum(amounts))
        assert abs(float(stop.height) - exact) < 0.06
    tops = [float(stop.y) for stop in picture.stops[1:]]
    assert tops == sorted(tops)
    assert float(picture.height) >= max(tops)


def test_a_band_joins_its_two_stops() -> None:
    picture = flows.draw(flow(10))
    assert picture is not None
    [band] = picture.bands
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", band.path)]
    assert numbers[0] == flows.BAR
    assert numbers[6] == float(picture.stops[1].x)
    assert band.words == "收入 → 项0"
