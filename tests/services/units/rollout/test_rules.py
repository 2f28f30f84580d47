"""The stage of a village follows from counts; a step is late from the day after its planned day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shihu.services.units.errors import PlanOutOfOrder
from shihu.services.units.rules import rollout as rules
from shihu.services.units.types import RolloutStage, VillageStanding

TODAY = date(2019, 8, 15)


@pytest.mark.parametrize(
    ("standing", "stage"),
    [
        (VillageStanding(), RolloutStage.SURVEY),
        (VillageStanding(drafts=2), RolloutStage.PROPOSAL),
        (VillageStanding(drafts=1, proposed=1), RolloutStage.NOTICE),
        (VillageStanding(units=9), RolloutStage.ESTABLISHED),
        (VillageStanding(units=9, headed=9, alive=8), RolloutStage.ESTABLISHED),
        (VillageStanding(units=9, headed=8, alive=9), RolloutStage.ESTABLISHED),
        (VillageStanding(units=9, headed=9, alive=9), RolloutStage.RUNNING),
        (
            VillageStanding(units=9, headed=9, alive=9, drafts=1, proposed=1),
            RolloutStage.RUNNING,
        ),  # re-forming is no step back
    ],
)
def test_a_village_stands_where_its_records_say(standing: VillageStanding, stage: RolloutStage) -> None:
    assert rules.stage_of(standing) is stage


@given(st.builds(VillageStanding, *[st.integers(0, 4)] * 5))
def test_running_means_units_each_with_a_head_and_a_sign_of_life(standing: VillageStanding) -> None:
    running = 0 < standing.units <= min(standing.headed, standing.alive)
    assert (rules.stage_of(standing) is RolloutStage.RUNNING) == running


def test_steps_stand_beside_their_planned_days() -> None:
    planned = {
        RolloutStage.SURVEY: date(2019, 3, 15),
        RolloutStage.PROPOSAL: date(2019, 4, 1),
        RolloutStage.NOTICE: date(2019, 8, 14),
        RolloutStage.ESTABLISHED: date(2019, 8, 29),
        RolloutStage.RUNNING: date(2019, 8, 30),
    }
    told = rules.steps(RolloutStage.PROPOSAL, planned, {RolloutStage.PROPOSAL: date(2019, 4, 5)}, today=TODAY)
    assert [(s.punctuality, s.days) for s in told] == [
        ("done", 0),
        ("done_late", 4),
        ("late", 1),
        ("soon", 14),
        ("ahead", 15),
    ]
    assert rules.steps(RolloutStage.SURVEY, {}, {}, today=TODAY)[1].punctuality == "unplanned"


@given(st.dictionaries(st.sampled_from(RolloutStage), st.dates(date(2019, 1, 1), date(2020, 12, 31))))
def test_a_plan_is_kept_iff_its_days_do_not_go_back(planned: dict[RolloutStage, date]) -> None:
    days = [planned[stage] for stage in sorted(planned)]
    if all(a <= b for a, b in pairwise(days)):
        assert rules.checked_plan(planned) == planned
    else:
        with pytest.raises(PlanOutOfOrder):
            rules.checked_plan(planned)
