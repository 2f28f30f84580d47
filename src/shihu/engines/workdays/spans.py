"""When a clock stood: its stopping pauses as they were known at a moment, merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shihu.engines.workdays.errors import PauseBeforeStart, PauseEndsFirst, PausesOverlap, UnknownReason
from shihu.engines.workdays.types import Clock, Pause, Rules, aware


@dataclass(frozen=True, slots=True)
class Span:
    """The clock stood from ``began`` until ``ended``; ``is_open`` when nobody has resumed it yet."""

    began: datetime
    ended: datetime
    is_open: bool = False


def checked(clock: Clock, rules: Rules) -> tuple[Pause, ...]:
    """Return the pauses in Chinese time, by beginning; refuse what contradicts itself.

    Two pauses for one reason must not overlap: somebody forgot to resume. Pauses for different reasons may (a hearing
    while the applicant corrects a drawing); a day in several of them is taken off once.
    """
    start = aware(clock.start)
    pauses = sorted(
        (Pause(p.reason, aware(p.began), None if p.ended is None else aware(p.ended)) for p in clock.pauses),
        key=lambda p: (p.began, p.ended is None, p.ended or p.began),
    )
    last: dict[str, Pause] = {}
    for pause in pauses:
        if pause.reason not in rules.reasons:
            raise UnknownReason(where="reason", given=pause.reason)
        if pause.began < start:
            raise PauseBeforeStart(where="began", began=pause.began.date(), start=start.date())
        if pause.ended is not None and pause.ended < pause.began:
            raise PauseEndsFirst(where="ended", began=pause.began.date(), ended=pause.ended.date())
        former = last.get(pause.reason)
        if former is not None and (former.ended is None or former.ended > pause.began):
            raise PausesOverlap(where="began", first=former.began.date(), second=pause.began.date())
        last[pause.reason] = pause
    return tuple(pauses)


def standing(pauses: Iterable[Pause], rules: Rules, until: datetime) -> tuple[Span, ...]:
    """Return the spans in which the clock stood, as known at ``until``, merged and in order.

    What happened later is not known yet: a later pause is left out, a pause that ended later was still open.
    """
    merged: list[Span] = []
    for pause in pauses:
        if not rules.reasons[pause.reason].stops or pause.began > until:
            continue
        is_open = pause.ended is None or pause.ended > until
        ended = until if is_open or pause.ended is None else pause.ended
        if merged and pause.began <= merged[-1].ended:
            before = merged.pop()
            merged.append(Span(before.began, max(before.ended, ended), before.is_open or is_open))
        else:
            merged.append(Span(pause.began, ended, is_open))
    return tuple(merged)
