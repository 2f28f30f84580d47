"""Reading a clock: when it is due, what is used and left, which light it shows, and why."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from shihu.engines.workdays import hours
from shihu.engines.workdays.calendar import Book, Calendar
from shihu.engines.workdays.errors import (
    EndsBeforeStart,
    ExtensionTooLate,
    ExtensionTooLong,
    ExtensionUnfounded,
)
from shihu.engines.workdays.spans import Span, checked, standing
from shihu.engines.workdays.types import (
    CHINA,
    ITEM,
    Answers,
    Clock,
    DayLine,
    Light,
    Limit,
    Pause,
    Reckoning,
    Rules,
    State,
    Unit,
    aware,
)

_DAY = timedelta(days=1)
_END_OF_DAY = time(23, 59, 59)


def reckon(clock: Clock, *, at: datetime, calendar: Calendar, rules: Rules = ITEM) -> Reckoning:
    """Return where the clock stands at ``at``, knowing what had happened by then and the days of ``calendar``.

    ``at`` and ``calendar`` are separate on purpose: "what would have been answered on that day" takes both from that
    day, "what was promised, with what has happened since" takes only the calendar from it.
    """
    reading = _Reading(clock, at, calendar, rules)
    return reading.reckoning()


def answers(clock: Clock, *, book: Book, promised_on: date, at: datetime, rules: Rules = ITEM) -> Answers:
    """Return both due dates: with the days as known when the promise was made, and with all published by ``at``."""
    return Answers(
        reckon(clock, at=at, calendar=book.as_known(promised_on), rules=rules),
        reckon(clock, at=at, calendar=book.as_known(aware(at).date()), rules=rules),
    )


def standing_answer(both: Answers) -> Reckoning:
    """Return the answer that binds: the promised one, unless it was given as provisional and now is known better."""
    return both.current if both.promised.provisional else both.promised


def explain(clock: Clock, *, at: datetime, calendar: Calendar, rules: Rules = ITEM) -> tuple[DayLine, ...]:
    """Return every day from the start to the due date (open: to ``at``) and whether it counts, and why not."""
    return _Reading(clock, at, calendar, rules).lines()


class _Reading:
    """One clock at one moment: everything in Chinese time, the future cut off."""

    def __init__(self, clock: Clock, at: datetime, calendar: Calendar, rules: Rules) -> None:
        self.limit, self.calendar, self.rules = clock.limit, calendar, rules
        self.start, self.at = aware(clock.start), aware(at)
        ended = None if clock.ended is None else aware(clock.ended)
        if ended is not None and ended < self.start:
            raise EndsBeforeStart(where="ended", ended=ended.date(), start=self.start.date())
        self.is_over = ended is not None and ended <= self.at
        self.until = ended if self.is_over and ended is not None else self.at
        self.pauses = checked(clock, rules)
        self.total = self._extended(clock)
        spans = standing(self.pauses, rules, self.until)
        self.due, self.stands = self._due(self.total, spans)
        # What begins after the limit ran out takes nothing off any more.
        self.spans = tuple(span for span in spans if span.began <= self.due)

    def _extended(self, clock: Clock) -> int:
        """Return the whole limit, with the extensions granted by the moment."""
        total = clock.limit.amount
        for extension in sorted(clock.extensions, key=lambda one: aware(one.granted)):
            granted = aware(extension.granted)
            if not (extension.by.strip() and extension.reason.strip() and extension.notice.strip()):
                raise ExtensionUnfounded(where="by")
            longer = total + extension.amount - clock.limit.amount
            if extension.amount < 1 or longer > self.rules.extendable:
                raise ExtensionTooLong(where="amount", most=self.rules.extendable, given=longer)
            due, _ = self._due(total, standing(self.pauses, self.rules, granted))
            if granted > due:
                raise ExtensionTooLate(where="granted", due=due.date(), granted=granted.date())
            if granted <= self.at:
                total += extension.amount
        return total

    def reckoning(self) -> Reckoning:
        earliest, stands = self.due, self.stands and not self.is_over
        used = min(self._counted(self.until), self.total)
        is_late = not stands and self.until > earliest
        state = self._state(stands=stands, is_late=is_late)
        left = self.total - used
        return Reckoning(
            due=None if stands else earliest,
            earliest=earliest,
            provisional=self._provisional(earliest),
            total=self.total,
            used=used,
            left=left,
            late=max(1, self._between(earliest, self.until)) if is_late else 0,
            state=state,
            light=self._light(state, left),
            known_on=self.calendar.known_on,
        )

    def lines(self) -> tuple[DayLine, ...]:
        last = max(self.due.date(), self.at.date()) if self.stands else self.due.date()
        lines, before = [], 0
        for ordinal in range(self.start.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            number = min(self._counted(datetime.combine(day, _END_OF_DAY, CHINA)), self.total)
            lines.append(
                DayLine(
                    day,
                    self.calendar.kind(day).value,
                    number if number > before else None,
                    tuple(p.reason for p in self.pauses if self._covers(p, day)),
                    self.calendar.source(day),
                )
            )
            before = number
        return tuple(lines)

    # --- the count ----------------------------------------------------------------------------------

    def _due(self, total: int, spans: Sequence[Span]) -> tuple[datetime, bool]:
        """Return (the moment due, whether the clock stands open-ended on the way there)."""
        owed = total if self.limit.unit.counts_days else total * 3600
        due = self._ahead(owed)
        for span in spans:
            if span.began > due:
                break
            owed += self._measure(span)
            due = self._ahead(owed)
            if span.is_open:
                return due, True
        return due, False

    def _ahead(self, owed: int) -> datetime:
        """Return the moment when ``owed`` days or seconds of the unit have run from the start without pauses."""
        unit = self.limit.unit
        if unit is Unit.WORKING_DAY:
            return datetime.combine(self.calendar.add(self.start.date(), owed), self.rules.office.closes, CHINA)
        if unit is Unit.NATURAL_DAY:
            day = self.start.date() + owed * _DAY
            day = self.calendar.on_or_after(day) if self.limit.rolls else day
            return datetime.combine(day, _END_OF_DAY, CHINA)
        if unit is Unit.NATURAL_HOUR:
            return self.start + timedelta(seconds=owed)
        return hours.after(self.calendar, self.rules.office, self.start, owed)

    def _measure(self, span: Span) -> int:
        """Return the days or seconds of the unit that the span takes off."""
        if not self.limit.unit.counts_days:
            return self._seconds(span.began, span.ended)
        # The day of acceptance is day 0 and never counts; the day of resuming counts again.
        first = max(span.began.date(), self.start.date() + _DAY)
        return self._days(first - _DAY, span.ended.date() - _DAY)

    def _counted(self, moment: datetime) -> int:
        """Return the units begun from the start to ``moment``, pauses taken off."""
        spans = [
            Span(s.began, min(s.ended, moment), s.is_open or s.ended > moment) for s in self.spans if s.began <= moment
        ]
        if not self.limit.unit.counts_days:
            seconds = self._seconds(self.start, moment) - sum(self._measure(span) for span in spans)
            return -(-seconds // 3600)
        # A day at whose end the clock still stands lies in the pause.
        standing_days = sum(self._measure(Span(s.began, s.ended + _DAY if s.is_open else s.ended)) for s in spans)
        return max(0, self._days(self.start.date(), moment.date()) - standing_days)

    def _between(self, start: datetime, end: datetime) -> int:
        if self.limit.unit.counts_days:
            return self._days(start.date(), end.date())
        return -(-self._seconds(start, end) // 3600)

    def _days(self, after: date, through: date) -> int:
        if self.limit.unit is Unit.NATURAL_DAY:
            return max(0, (through - after).days)
        return self.calendar.count(after, through)

    def _seconds(self, start: datetime, end: datetime) -> int:
        if self.limit.unit is Unit.NATURAL_HOUR:
            return max(0, int((end - start).total_seconds()))
        return hours.between(self.calendar, self.rules.office, start, end)

    # --- what it means ------------------------------------------------------------------------------

    def _provisional(self, due: datetime) -> bool:
        if self.limit.unit.needs_calendar:
            return not self.calendar.settled_between(self.start.date() - _DAY, due.date())
        return self.limit.rolls and not self.calendar.is_settled(due.date())

    def _state(self, *, stands: bool, is_late: bool) -> State:
        if self.is_over:
            return State.DONE_LATE if is_late else State.DONE
        if stands:
            return State.PAUSED
        return State.OVERDUE if is_late else State.RUNNING

    def _light(self, state: State, left: int) -> Light:
        if state is State.PAUSED:
            return Light.GREY
        if state in {State.OVERDUE, State.DONE_LATE}:
            return Light.RED
        rule = self.rules.light
        if state is State.RUNNING and (left <= rule.least or left * 100 <= rule.percent * self.total):
            return Light.YELLOW
        return Light.GREEN

    def _covers(self, pause: Pause, day: date) -> bool:
        if not self.rules.reasons[pause.reason].stops or pause.began > min(self.until, self.due):
            return False
        return pause.began.date() <= day and (
            pause.ended is None or pause.ended > self.until or day < pause.ended.date()
        )


def due_day(start: date, limit: Limit, *, calendar: Calendar) -> date:
    """Return the last day of a limit in days that nothing pauses: the plain answer for a form or a forecast."""
    clock = Clock(datetime.combine(start, time(9), CHINA), limit)
    return reckon(clock, at=clock.start, calendar=calendar).earliest.date()
