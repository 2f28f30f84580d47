"""Decisions about the roll-out on plain values: the stage of a village, and how it stands to its plan."""

from collections.abc import Mapping
from datetime import date

from shihu.services.units.errors import PlanOutOfOrder
from shihu.services.units.types import Punctuality, RolloutStage, RolloutStep, VillageStanding

# A planned day this near is told in advance.
SOON_DAYS = 14


def stage_of(standing: VillageStanding) -> RolloutStage:
    """Return how far a village is, by its records alone.

    - running: units in force, every one with a head in office, and every one alive: its charter is in force, or it
      was appraised for this month or one of the two before;
    - established: units in force;
    - notice: a formation is published for consent;
    - proposal: a draft exists;
    - survey: none of these.
    """
    if standing.units:
        every_unit = standing.headed >= standing.units and standing.alive >= standing.units
        return RolloutStage.RUNNING if every_unit else RolloutStage.ESTABLISHED
    if standing.proposed:
        return RolloutStage.NOTICE
    return RolloutStage.PROPOSAL if standing.drafts else RolloutStage.SURVEY


def steps(
    stage: RolloutStage, planned: Mapping[RolloutStage, date], reached: Mapping[RolloutStage, date], *, today: date
) -> tuple[RolloutStep, ...]:
    """Return the five stages with their planned and reached days.

    A stage that is not reached is late from the day after its planned day. One that was reached without a record of
    its day (a village may go from survey to established in one stroke) counts as reached, without a day.
    """
    return tuple(_step(each, stage, planned.get(each), reached.get(each), today) for each in RolloutStage)


def _step(
    each: RolloutStage, stage: RolloutStage, planned: date | None, reached: date | None, today: date
) -> RolloutStep:
    is_reached = each <= stage
    day = reached if is_reached else None
    punctuality: Punctuality
    days = 0
    if is_reached:
        overdue = (day - planned).days if day and planned else 0
        punctuality, days = ("done_late", overdue) if overdue > 0 else ("done", 0)
    elif planned is None:
        punctuality = "unplanned"
    elif planned < today:
        punctuality, days = "late", (today - planned).days
    else:
        days = (planned - today).days
        punctuality = "soon" if days <= SOON_DAYS else "ahead"
    return RolloutStep(each, planned, day, is_reached, punctuality, days)


def checked_plan(planned: Mapping[RolloutStage, date]) -> dict[RolloutStage, date]:
    """Return the plan, or refuse one in which a later stage comes before an earlier one."""
    before: date | None = None
    for stage in sorted(planned):
        day = planned[stage]
        if before is not None and day < before:
            raise PlanOutOfOrder(where=stage.name.lower(), later=day.isoformat(), earlier=before.isoformat())
        before = day
    return dict(planned)
