"""The stage of a village follows from counts; a step is late from the day after its planned day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units.errors import PlanOutOfOrder
from shihu.services.units.rules import rollout as rules
from shihu.services.units.types import Stage, Standing

TODAY = date(2019, 8, 15)


@pytest.mark.parametrize(
    ("standing", "stage"),
    [
        (Standing(), Stage.SURVEY),
        (Standing(drafts=2), Stage.PROPOSAL),
        (Standing(drafts=1, proposed=1), Stage.NOTICE),
        (Standing(units=9), Stage.ESTABLISHED),
        (Standing(units=9, headed=9, alive=8), Stage.ESTABLISHED),
        (Standing(units=9, headed=8, alive=9), Stage.ESTABLISHED),
        (Standing(units=9, headed=9, alive=9), Stage.RUNNING),
        (Standing(units=9, headed=9, alive=9, drafts=1, proposed=1), Stage.RUNNING),  # re-forming is no step back
    ],
)
def test_a_village_stands_where_its_records_say(standing: Standing, stage: Stage) -> None:
    assert rules.stage_of(standing) is stage


@given(st.builds(Standing, *[st.integers(0, 4)] * 5))
def test_running_means_units_each_with_a_head_and_a_sign_of_life(standing: Standing) -> None:
    running = 0 < standing.units <= min(standing.headed, standing.alive)
    assert (rules.stage_of(standing) is Stage.RUNNING) == running


def test_steps_stand_beside_their_planned_days() -> None:
    planned = {
        Stage.SURVEY: date(2019, 3, 15),
        Stage.PROPOSAL: date(2019, 4, 1),
        Stage.NOTICE: date(2019, 8, 14),
        Stage.ESTABLISHED: date(2019, 8, 29),
        Stage.RUNNING: date(2019, 8, 30),
    }
    told = rules.steps(Stage.PROPOSAL, planned, {Stage.PROPOSAL: date(2019, 4, 5)}, today=TODAY)
    assert [(s.punctuality, s.days) for s in told] == [
        ("done", 0),
        ("done_late", 4),
        ("late", 1),
        ("soon", 14),
        ("ahead", 15),
    ]
    assert rules.steps(Stage.SURVEY, {}, {}, today=TODAY)[1].punctuality == "unplanned"


@given(st.dictionaries(st.sampled_from(Stage), st.dates(date(2019, 1, 1), date(2020, 12, 31))))
def test_a_plan_is_kept_iff_its_days_do_not_go_back(planned: dict[Stage, date]) -> None:
    days = [planned[stage] for stage in sorted(planned)]
    if all(a <= b for a, b in pairwise(days)):
        assert rules.checked_plan(planned) == planned
    else:
        with pytest.raises(PlanOutOfOrder):
            rules.checked_plan(planned)
