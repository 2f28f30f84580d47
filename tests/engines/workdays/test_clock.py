"""Clocks by their rules, and against a reckoning that walks day by day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shihu.engines.workdays import (
    CHINA,
    ITEM,
    NATIONAL,
    OFFICE,
    BadLimit,
    BadMoment,
    BadNotice,
    BadOfficeHours,
    Clock,
    EndsBeforeStart,
    Extension,
    ExtensionTooLate,
    ExtensionTooLong,
    ExtensionUnfounded,
    Light,
    Limit,
    Notice,
    OfficeHours,
    OutsideCalendar,
    Pause,
    PauseBeforeStart,
    PauseEndsFirst,
    PausesOverlap,
    State,
    Unit,
    UnknownReason,
    answers,
    explain,
    project_days,
    reckon,
    stage_days,
    standing_answer,
)
from shihu.engines.workdays import hours as office_hours

ALL = NATIONAL.latest
TWENTY = Limit(20, Unit.WORKING_DAY)
FAR = datetime(2030, 1, 1, tzinfo=CHINA)
DAYS = st.dates(date(2019, 1, 1), date(2026, 6, 30))
quick = settings(max_examples=200, deadline=None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"{text}T09:00").replace(tzinfo=CHINA)


def start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)


def extended(amount: int = 10, granted: str = "2019-09-01", **more: str) -> Extension:
    return Extension(amount, at(granted), **{"by": "李主任", "reason": "复杂", "notice": "延长通知 3 号", **more})


# --- counting ---------------------------------------------------------------------------------------------------


@quick
@given(DAYS, st.integers(1, 400))
def test_adding_is_the_inverse_of_counting(day: date, days: int) -> None:
    assert ALL.count(day, ALL.add(day, days)) == days
    assert ALL.is_working(ALL.add(day, days))
    later = ALL.add(day, days)
    assert ALL.add(ALL.back(later, days), days) == later if ALL.count(ALL.first, later) > days else True


@quick
@given(DAYS, DAYS, st.integers(1, 200), st.integers(1, 200))
def test_due_days_never_run_backwards_in_days_or_in_start(one: date, other: date, few: int, more: int) -> None:
    first, last = sorted((one, other))
    assert ALL.add(first, few) <= ALL.add(last, few)
    least, most = sorted((few, more))
    assert ALL.add(first, least) <= ALL.add(first, most)


@quick
@given(DAYS, st.integers(0, 300), st.integers(0, 300))
def test_counts_over_adjoining_stretches_add_up(day: date, few: int, more: int) -> None:
    middle, end = day + timedelta(days=few), day + timedelta(days=few + more)
    assert ALL.count(day, middle) + ALL.count(middle, end) == ALL.count(day, end)


# --- pauses -----------------------------------------------------------------------------------------------------


@quick
@given(DAYS, st.integers(2, 60), st.data())
def test_pausing_k_working_days_shifts_the_due_day_by_k_working_days(
    start: date, days: int, data: st.DataObject
) -> None:
    clock = Clock(start_of(start), Limit(days, Unit.WORKING_DAY))
    plain = reckon(clock, at=FAR, calendar=ALL).earliest.date()
    first = ALL.add(start, data.draw(st.integers(1, days)))
    k = data.draw(st.integers(0, 30))
    resumed = ALL.add(first, k)
    paused = replace(clock, pauses=(Pause("hearing", start_of(first), start_of(resumed)),))
    assert reckon(paused, at=FAR, calendar=ALL).earliest.date() == ALL.add(plain, k)


@st.composite
def clocks(draw: st.DrawFn, unit: Unit = Unit.WORKING_DAY) -> Clock:
    start = start_of(draw(DAYS))
    pauses = []
    for reason in ("correction", "hearing", "testing", "consultation"):
        cursor = start
        for _ in range(draw(st.integers(0, 2))):
            began = cursor + timedelta(hours=draw(st.integers(0, 500)))
            ended = began + timedelta(hours=draw(st.integers(0, 400)))
            pauses.append(Pause(reason, began, ended))
            cursor = ended
    return Clock(start, Limit(draw(st.integers(1, 40)), unit), tuple(draw(st.permutations(pauses))))


def walked(clock: Clock) -> date:
    """Walk day by day: a working day counts when no stopping pause [began, ended) covers it."""
    stopping = [(p.began, p.ended or FAR) for p in clock.pauses if ITEM.reasons[p.reason].stops]

    def stood_from(began: datetime) -> datetime:
        """A pause that begins while another lasts, or at the moment when it ends, goes on from that one."""
        earlier = [first for first, last in stopping if first < began <= last]
        return min(map(stood_from, earlier), default=began)

    stops = [(began.date(), ended.date(), stood_from(began)) for began, ended in stopping]
    day, counted = clock.start.date(), 0
    while True:
        day += timedelta(days=1)
        worked = ALL.is_working(day) or clock.limit.unit is Unit.NATURAL_DAY
        # What begins after the limit ran out on that day (office closed) no longer stops it.
        closing = OFFICE.closes if clock.limit.unit is Unit.WORKING_DAY else datetime.max.time()
        covers = [s for s in stops if s[0] <= day < s[1]]
        last = counted + 1 == clock.limit.amount
        if last:
            end = datetime.combine(day, closing, CHINA)
            covers = [s for s in covers if s[2] <= end]
        if worked and not covers:
            counted += 1
        if counted == clock.limit.amount:
            return day


# One pause goes over into the next in the evening, when the office is closed: the clock stands all of that day.
EVENING = at("2019-01-04T19:00")


@quick
@given(st.one_of(clocks(), clocks(Unit.NATURAL_DAY)))
@example(
    Clock(
        at("2019-01-01"),
        Limit(1, Unit.WORKING_DAY),
        (Pause("correction", at("2019-01-01"), EVENING), Pause("correction", EVENING, at("2019-01-05T00:00"))),
    )
)
def test_any_clock_agrees_with_a_walk_day_by_day(clock: Clock) -> None:
    assert reckon(clock, at=FAR, calendar=ALL).earliest.date() == walked(clock)


@quick
@given(st.one_of(clocks(), clocks(Unit.NATURAL_DAY)))
def test_the_explanation_counts_to_the_limit_and_ends_on_the_due_day(clock: Clock) -> None:
    lines = explain(clock, at=FAR, calendar=ALL)
    numbers = [line.number for line in lines if line.number is not None]
    assert numbers == list(range(1, clock.limit.amount + 1))
    assert lines[0].day == clock.start.date()
    assert lines[-1].day == reckon(clock, at=FAR, calendar=ALL).earliest.date()
    assert not any(line.paused_by for line in lines if line.number is not None)


@quick
@given(clocks(), st.integers(0, 2000))
def test_used_and_left_make_the_whole_at_every_moment(clock: Clock, passed: int) -> None:
    found = reckon(clock, at=clock.start + timedelta(hours=passed), calendar=ALL)
    assert found.used + found.left == found.total == clock.limit.amount
    assert (found.late > 0) == (found.state is State.OVERDUE)


@quick
@given(clocks(), st.integers(0, 1500), st.integers(0, 500))
def test_the_earliest_due_moment_never_runs_backwards_as_time_passes(clock: Clock, passed: int, more: int) -> None:
    then = clock.start + timedelta(hours=passed)
    now = reckon(clock, at=then, calendar=ALL)
    later = reckon(clock, at=then + timedelta(hours=more), calendar=ALL)
    assert now.earliest <= later.earliest
    # The day counts from its morning on; a pause that begins in its course takes it off again.
    assert now.used <= later.used + 1


@quick
@given(clocks(Unit.NATURAL_HOUR))
def test_natural_hours_run_on_wall_time_less_the_pauses(clock: Clock) -> None:
    found = reckon(clock, at=FAR, calendar=ALL).earliest
    stood: set[tuple[datetime, datetime]] = {
        (p.began, p.ended)
        for p in clock.pauses
        if ITEM.reasons[p.reason].stops and p.began <= found  # type: ignore[misc]
    }
    hours = int((found - clock.start).total_seconds()) // 3600
    counted = sum(not any(b <= clock.start + timedelta(hours=h) < e for b, e in stood) for h in range(hours))
    assert counted == clock.limit.amount


def test_an_open_pause_leaves_the_due_date_open_and_says_what_it_would_be_today() -> None:
    clock = Clock(at("2019-09-26"), TWENTY, (Pause("correction", at("2019-10-08")),))
    found = reckon(clock, at=at("2019-10-15"), calendar=ALL)
    assert (found.due, found.state, found.light) == (None, State.PAUSED, Light.GREY)
    assert found.earliest.date() == date(2019, 11, 6)


def test_a_paused_clock_never_turns_yellow_or_red() -> None:
    clock = Clock(at("2019-08-14"), TWENTY, (Pause("correction", at("2019-09-10")),))
    assert reckon(clock, at=at("2019-09-09"), calendar=ALL).light is Light.YELLOW
    assert {reckon(clock, at=at(day), calendar=ALL).light for day in ("2019-09-11", "2020-09-11")} == {Light.GREY}


def test_a_pause_after_the_limit_ran_out_does_not_heal_it() -> None:
    clock = Clock(at("2019-08-14"), TWENTY, (Pause("correction", at("2019-09-12")),))
    found = reckon(clock, at=at("2019-09-20"), calendar=ALL)
    assert (found.state, found.light, found.late) == (State.OVERDUE, Light.RED, 6)


def test_what_happened_later_is_not_known_earlier() -> None:
    clock = Clock(at("2019-08-14"), TWENTY, (Pause("correction", at("2019-08-20"), at("2019-08-27")),))
    assert reckon(clock, at=at("2019-08-19"), calendar=ALL).earliest.date() == date(2019, 9, 11)
    assert reckon(clock, at=at("2019-08-22"), calendar=ALL).due is None


def test_reasons_that_do_not_stop_the_clock_move_nothing_and_are_told() -> None:
    clock = Clock(at("2019-08-14"), TWENTY, (Pause("leader_absent", at("2019-08-20"), at("2019-08-27")),))
    assert reckon(clock, at=at("2019-09-01"), calendar=ALL).earliest.date() == date(2019, 9, 11)
    assert not any(line.paused_by for line in explain(clock, at=at("2019-09-01"), calendar=ALL))


def test_pauses_for_different_reasons_that_overlap_are_taken_off_once() -> None:
    both = (
        Pause("correction", at("2019-08-20"), at("2019-08-27")),
        Pause("hearing", at("2019-08-22"), at("2019-08-29")),
    )
    one = (Pause("correction", at("2019-08-20"), at("2019-08-29")),)
    due = {reckon(Clock(at("2019-08-14"), TWENTY, p), at=FAR, calendar=ALL).earliest for p in (both, one)}
    assert len(due) == 1


@pytest.mark.parametrize(
    ("pauses", "refusal"),
    [
        ((Pause("correction", at("2019-08-20")), Pause("correction", at("2019-08-22"))), PausesOverlap),
        ((Pause("correction", at("2019-08-20"), at("2019-08-19")),), PauseEndsFirst),
        ((Pause("correction", at("2019-08-13")),), PauseBeforeStart),
        ((Pause("lunch", at("2019-08-20")),), UnknownReason),
        ((Pause("correction", datetime(2019, 8, 20)),), BadMoment),  # noqa: DTZ001 - what is refused
    ],
    ids=["overlap", "ends first", "before the start", "unknown reason", "no time zone"],
)
def test_a_pause_that_contradicts_itself_is_refused(pauses: tuple[Pause, ...], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        reckon(Clock(at("2019-08-14"), TWENTY, pauses), at=FAR, calendar=ALL)


# --- extension --------------------------------------------------------------------------------------------------


def test_an_extension_of_ten_days_ends_ten_working_days_later() -> None:
    clock = Clock(at("2019-08-14"), TWENTY, extensions=(extended(),))
    found = reckon(clock, at=at("2019-09-02"), calendar=ALL)
    assert (found.total, found.earliest.date()) == (30, ALL.add(date(2019, 8, 14), 30))
    assert reckon(clock, at=at("2019-08-30"), calendar=ALL).total == 20


@pytest.mark.parametrize(
    ("extensions", "refusal"),
    [
        ((extended(11),), ExtensionTooLong),
        ((extended(6), extended(5)), ExtensionTooLong),
        ((extended(granted="2019-09-12"),), ExtensionTooLate),
        ((extended(by=" "),), ExtensionUnfounded),
        ((extended(notice=""),), ExtensionUnfounded),
    ],
)
def test_an_extension_that_the_rules_do_not_know_is_refused(
    extensions: tuple[Extension, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        reckon(Clock(at("2019-08-14"), TWENTY, extensions=extensions), at=FAR, calendar=ALL)


# --- units ------------------------------------------------------------------------------------------------------


def test_a_day_of_working_hours_is_an_office_day_and_not_twenty_four_hours() -> None:
    """Seven and a half office hours a day: fifteen hours from Friday's opening end at Monday's closing."""
    clock = Clock(at("2019-08-16T08:30"), Limit(15, Unit.WORKING_HOUR))
    assert reckon(clock, at=FAR, calendar=ALL).earliest == at("2019-08-19T18:00")


def test_working_hours_pass_over_noon_the_night_and_a_holiday() -> None:
    clock = Clock(at("2019-09-30T17:30"), Limit(1, Unit.WORKING_HOUR))
    assert reckon(clock, at=FAR, calendar=ALL).earliest == at("2019-10-08T09:00")
    noon = Clock(at("2019-08-14T12:30"), Limit(2, Unit.WORKING_HOUR))
    assert reckon(noon, at=FAR, calendar=ALL).earliest == at("2019-08-14T16:00")


@quick
@given(DAYS, st.integers(0, 86399), st.integers(1, 500_000))
def test_office_time_that_is_added_is_the_time_that_is_counted(day: date, second: int, owed: int) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(seconds=second)
    end = office_hours.after(ALL, OFFICE, start, owed)
    assert office_hours.between(ALL, OFFICE, start, end) == owed
    assert office_hours.between(ALL, OFFICE, start, end - timedelta(seconds=1)) == owed - 1


def test_natural_days_of_a_citizen_roll_to_a_working_day_and_those_of_an_authority_do_not() -> None:
    """Thirty-five natural days from 28 August end inside the national day holiday, on 2 October."""
    start = at("2019-08-28")
    plain = Limit(35, Unit.NATURAL_DAY)
    assert reckon(Clock(start, plain), at=FAR, calendar=ALL).earliest.date() == date(2019, 10, 2)
    rolled = reckon(Clock(start, replace(plain, rolls=True)), at=FAR, calendar=ALL)
    assert rolled.earliest.date() == date(2019, 10, 8)


def test_a_limit_in_working_days_ends_when_the_office_closes() -> None:
    clock = Clock(at("2019-08-14"), Limit(5, Unit.WORKING_DAY))
    assert reckon(clock, at=at("2019-08-21T18:00"), calendar=ALL).state is State.RUNNING
    late = reckon(clock, at=at("2019-08-21T18:01"), calendar=ALL)
    assert (late.state, late.late) == (State.OVERDUE, 1)


def test_another_time_zone_is_read_in_chinese_time() -> None:
    from datetime import UTC

    evening = datetime(2019, 8, 14, 17, 0, tzinfo=UTC)  # already the 15th in Jiaokou
    assert reckon(Clock(evening, Limit(1, Unit.WORKING_DAY)), at=FAR, calendar=ALL).earliest.date() == date(2019, 8, 16)


@pytest.mark.parametrize("amount", [0, -1, 1001, True, 1.5])
def test_a_limit_that_is_no_whole_number_in_range_is_refused(amount: object) -> None:
    with pytest.raises(BadLimit):
        Limit(amount, Unit.WORKING_DAY)  # type: ignore[arg-type]


def test_office_hours_out_of_order_are_refused() -> None:
    (morning, afternoon) = OFFICE.spans
    for spans in ((), (afternoon, morning), ((morning[1], morning[0]),)):
        with pytest.raises(BadOfficeHours):
            OfficeHours(spans)


# --- lights -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "light", "left"),
    [
        ("2019-08-14", Light.GREEN, 20),
        ("2019-09-04", Light.GREEN, 5),
        ("2019-09-05", Light.YELLOW, 4),
        ("2019-09-11", Light.YELLOW, 0),
        ("2019-09-12", Light.RED, 0),
    ],
)
def test_the_light_turns_by_the_rule(day: str, light: Light, left: int) -> None:
    found = reckon(Clock(at("2019-08-14"), TWENTY), at=at(day), calendar=ALL)
    assert (found.light, found.left) == (light, left)


@pytest.mark.parametrize(
    ("ended", "state", "light"),
    [("2019-09-11T17:59", State.DONE, Light.GREEN), ("2019-09-11T18:30", State.DONE_LATE, Light.RED)],
)
def test_a_decided_clock_keeps_the_light_of_its_last_moment(ended: str, state: State, light: Light) -> None:
    clock = Clock(at("2019-08-14"), TWENTY, ended=at(ended))
    found = reckon(clock, at=at("2020-01-01"), calendar=ALL)
    assert (found.state, found.light) == (state, light)
    assert reckon(clock, at=at("2019-08-20"), calendar=ALL).state is State.RUNNING


def test_a_clock_cannot_end_before_it_starts() -> None:
    with pytest.raises(EndsBeforeStart):
        reckon(Clock(at("2019-08-14"), TWENTY, ended=at("2019-08-13")), at=FAR, calendar=ALL)


# --- what was known when ----------------------------------------------------------------------------------------


def test_a_year_without_a_schedule_gives_a_provisional_answer() -> None:
    clock = Clock(at("2026-12-01"), TWENTY)
    found = reckon(clock, at=clock.start, calendar=ALL)
    assert found.provisional
    assert found.earliest.date() == date(2026, 12, 29)  # the last days of a year wait for the next year's notice
    assert not reckon(Clock(at("2026-11-02"), TWENTY), at=FAR, calendar=ALL).provisional
    assert reckon(Clock(at("2027-03-01"), TWENTY), at=FAR, calendar=ALL).provisional
    assert not reckon(Clock(at("2027-03-01"), Limit(20, Unit.NATURAL_DAY)), at=FAR, calendar=ALL).provisional


def test_a_long_limit_is_provisional_until_the_next_schedule_and_then_not() -> None:
    clock = Clock(at("2019-08-14"), Limit(120, Unit.WORKING_DAY))
    both = answers(clock, book=NATIONAL, promised_on=date(2019, 8, 14), at=at("2019-11-22"))
    assert both.promised.provisional
    assert not both.current.provisional
    assert standing_answer(both) == both.current


def test_a_promise_that_was_settled_stands_whatever_is_published_later() -> None:
    clock = Clock(at("2020-01-20"), Limit(8, Unit.WORKING_DAY))
    both = answers(clock, book=NATIONAL, promised_on=date(2020, 1, 20), at=at("2020-02-03"))
    assert (both.promised.earliest.date(), both.current.earliest.date()) == (date(2020, 2, 5), date(2020, 2, 7))
    assert standing_answer(both) == both.promised


@quick
@given(
    st.dates(date(2019, 1, 1), date(2026, 11, 1)),
    st.sets(st.dates(date(2019, 1, 1), date(2026, 12, 31)), max_size=8),
    st.dates(date(2019, 1, 1), date(2026, 12, 31)),
)
def test_what_is_published_later_changes_no_earlier_answer(known: date, off: set[date], asked: date) -> None:
    later = Notice("县政发 1 号", known + timedelta(days=1), None, frozenset(off))
    before, after = NATIONAL.as_known(known), NATIONAL.with_notices([later]).as_known(known)
    assert before.is_working(asked) == after.is_working(asked)
    assert before.is_settled(asked) == after.is_settled(asked)
    now = NATIONAL.with_notices([later]).as_known(known + timedelta(days=1))
    assert not any(now.is_working(day) for day in off)


def test_a_local_day_off_counts_from_the_day_it_is_published() -> None:
    flood = Notice("交政发〔2019〕9号", date(2019, 8, 16), None, frozenset({date(2019, 8, 19)}))
    book = NATIONAL.with_notices([flood])
    assert book.as_known(date(2019, 8, 15)).is_working(date(2019, 8, 19))
    assert not book.as_known(date(2019, 8, 16)).is_working(date(2019, 8, 19))
    assert book.latest.source(date(2019, 8, 19)) == "交政发〔2019〕9号"
    assert NATIONAL.latest.is_working(date(2019, 8, 19))


def test_local_days_settle_no_year_that_is_not_published() -> None:
    local = Notice("县政发 1 号", date(2026, 11, 1), None, frozenset({date(2027, 3, 2), date(2027, 3, 12)}))
    clock = Clock(at("2027-03-02"), Limit(9, Unit.WORKING_DAY))
    found = reckon(clock, at=FAR, calendar=NATIONAL.with_notices([local]).latest)
    assert found.provisional
    assert NATIONAL.with_notices([local]).latest.is_settled(date(2027, 3, 2))


def test_a_notice_that_names_a_day_twice_is_refused() -> None:
    day = frozenset({date(2019, 8, 19)})
    with pytest.raises(BadNotice):
        Notice("x", date(2019, 8, 1), None, day, day)


def test_days_outside_the_calendar_are_refused() -> None:
    for day in (date(2018, 12, 31), date(2032, 1, 1)):
        with pytest.raises(OutsideCalendar):
            ALL.is_working(day)
    with pytest.raises(OutsideCalendar):
        ALL.add(date(2031, 12, 1), 100)
    with pytest.raises(OutsideCalendar):
        ALL.back(date(2019, 1, 10), 100)


# --- stages and projects ----------------------------------------------------------------------------------------


def test_a_stage_counts_each_day_once_and_leaves_out_those_on_which_every_open_item_stood() -> None:
    """Two items from 14 August; both paused 20 to 22 August (2 days), one of them to the 27th."""
    items = (
        Clock(
            at("2019-08-14"), TWENTY, (Pause("correction", at("2019-08-20"), at("2019-08-27")),), ended=at("2019-08-30")
        ),
        Clock(
            at("2019-08-14"), TWENTY, (Pause("hearing", at("2019-08-20"), at("2019-08-22")),), ended=at("2019-08-28")
        ),
    )
    assert ALL.count(date(2019, 8, 14), date(2019, 8, 30)) == 12
    assert stage_days(items, at=FAR, calendar=ALL) == 10
    assert stage_days(items, at=at("2019-08-13"), calendar=ALL) == 0


def test_a_project_leaves_the_owners_time_between_stages_out() -> None:
    first = (Clock(at("2019-08-14"), TWENTY, ended=at("2019-08-21")),)
    second = (Clock(at("2019-09-16"), TWENTY, ended=at("2019-09-18")),)
    assert project_days((first, second), at=FAR, calendar=ALL) == 5 + 2
