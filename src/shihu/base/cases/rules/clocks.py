"""The clock of a stage: read, explained day by day, and where the days went."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from shihu.base.cases.types import ClockDay, ClockReading, PauseReason, StageRow, Tally
from shihu.engines.workdays import (
    CHINA,
    NATIONAL,
    Clock,
    Limit,
    Pause,
    Reason,
    Rules,
    Unit,
    answers,
    explain,
    standing_answer,
)


def rules_of(reasons: Collection[PauseReason]) -> Rules:
    """Return the engine's rules for a kind's reasons to pause."""
    return Rules(reasons={reason.key: Reason(reason.key, reason.stops, "") for reason in reasons})


def clock_of(stage: StageRow) -> Clock:
    """Return the engine's clock of a stage."""
    pauses = tuple(Pause(pause.reason, pause.began, pause.ended) for pause in stage.pauses)
    return Clock(stage.began, Limit(stage.days, Unit(stage.unit)), pauses, ended=stage.ended)


def read(stage: StageRow, reasons: Collection[PauseReason], *, at: datetime) -> ClockReading:
    """Return where the stage's clock stands: with the days as known when it was set, or better known since."""
    both = answers(clock_of(stage), book=NATIONAL, promised_on=stage.promised, at=at, rules=rules_of(reasons))
    told = standing_answer(both)
    return ClockReading(
        due=told.due,
        earliest=told.earliest,
        total=told.total,
        used=told.used,
        left=told.left,
        late=told.late,
        light=told.light.value,
        state=told.state.value,
        unit=stage.unit,
        is_provisional=told.provisional,
        moved_to=both.current.earliest if both.differ and told is both.promised else None,
    )


def days_of(stage: StageRow, reasons: Collection[PauseReason], *, at: datetime) -> tuple[ClockDay, ...]:
    """Return every day of the stage from its start to its due day, and whether it counts."""
    lines = explain(
        clock_of(stage), at=at, calendar=NATIONAL.as_known(at.astimezone(CHINA).date()), rules=rules_of(reasons)
    )
    return tuple(ClockDay(line.day, line.kind, line.number, line.paused_by, line.source) for line in lines)


def tally(days: Sequence[ClockDay], start: date, at: date) -> Tally:
    """Return where the days after ``start`` through ``at`` went: counted, paused, off, late. They sum to all of them.

    The day of the start is day 0: the first day of the count is the next one.
    """
    counted = paused = off = 0
    last = start
    for line in days:
        if not start < line.day <= at:
            continue
        last = line.day
        if line.number is not None:
            counted += 1
        elif line.paused_by:
            paused += 1
        else:
            off += 1
    elapsed = max(0, (at - start).days)
    return Tally(elapsed, counted, paused, off, max(0, (at - last) // timedelta(days=1)))
