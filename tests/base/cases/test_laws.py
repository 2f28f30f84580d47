"""What holds of every case: days add up, clocks go one way, somebody always answers for it."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.base.cases.conftest import LEVELS, People
from tests.village.people import SHANGJIAGOU_HAMLET, Cast

from shihu.base.cases import commands, queries
from shihu.base.cases.models import Case, CaseEvent, Stage
from shihu.base.cases.rules import choose, days_of, read, tally
from shihu.base.cases.types import Candidate, CaseLevel, NewCase, NewPart, PauseReason, PauseRow, StageRow, State
from shihu.base.registry.models import Household
from shihu.engines.workdays import CHINA
from shihu.kernel.actors import Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import Refusal

AWAY = PauseReason("away", "Away")
BUSY = PauseReason("busy", "Busy", stops=False)
REASONS = (AWAY, BUSY)
START = datetime(2019, 1, 2, 9, 0, tzinfo=CHINA)


@st.composite
def stages(draw: st.DrawFn) -> StageRow:
    """A stage with pauses one after the other, none overlapping."""
    began = START + timedelta(days=draw(st.integers(0, 300)), hours=draw(st.integers(0, 12)))
    pauses, at = [], began
    for _ in range(draw(st.integers(0, 4))):
        first = at + timedelta(hours=draw(st.integers(0, 200)))
        last = first + timedelta(hours=draw(st.integers(1, 400)))
        pauses.append(PauseRow(draw(st.sampled_from(["away", "busy"])), "", "", first, last))
        at = last
    days, unit = draw(st.integers(1, 40)), draw(st.sampled_from(["WD", "ND"]))
    return StageRow(1, "x", "X", days, unit, began, None, "", began.date(), tuple(pauses))


@given(stages(), st.integers(0, 120))
def test_counted_paused_off_and_late_days_are_all_the_days_that_passed(stage: StageRow, days: int) -> None:
    at = stage.began + timedelta(days=days)
    told = tally(days_of(stage, REASONS, at=at), stage.began.date(), at.date())
    assert told.counted + told.paused + told.off + told.late == told.elapsed == days
    if stage.unit == "ND":
        assert told.off == 0


@given(stages(), st.integers(0, 100), st.integers(0, 40))
def test_what_is_used_never_shrinks_and_a_due_day_never_comes_nearer(stage: StageRow, days: int, more: int) -> None:
    early, later = stage.began + timedelta(days=days), stage.began + timedelta(days=days + more)
    before, after = (read(stage, REASONS, at=at) for at in (early, later))
    assert after.used >= before.used
    assert after.earliest >= before.earliest
    assert before.used + before.left == before.total


@given(stages(), st.integers(0, 60))
def test_a_reason_that_does_not_stop_the_clock_moves_nothing(stage: StageRow, days: int) -> None:
    at = stage.began + timedelta(days=days)
    busy = tuple(PauseRow("busy", "", "", p.began, p.ended) for p in stage.pauses)
    kept = StageRow(1, "x", "X", stage.days, stage.unit, stage.began, None, "", stage.promised, busy)
    none = StageRow(1, "x", "X", stage.days, stage.unit, stage.began, None, "", stage.promised, ())
    assert read(kept, REASONS, at=at).earliest == read(none, REASONS, at=at).earliest


KEYS = [UUID(int=number) for number in range(1, 7)]


@given(
    st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from(KEYS), max_size=3)), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["party", "household", "kin", "conflict", "handled"])),
    st.integers(0, 4),
)
def test_somebody_always_answers_and_never_one_who_is_barred(
    rungs: list[tuple[bool, list[UUID]]], barred: dict[UUID, str], start: int
) -> None:
    levels = [
        CaseLevel(str(n), "", Role.CADRE, Level.VILLAGE, 5, stands_empty=empty) for n, (empty, _) in enumerate(rungs)
    ]
    start = min(start, len(levels) - 1)

    def find(level: str) -> Sequence[Candidate]:
        return [Candidate(str(key), key) for key in rungs[int(level)][1]]

    told = choose(levels, start, find, barred)
    assert start <= told.at < len(levels)
    if told.candidate is None:
        assert levels[told.at].stands_empty or told.at == len(levels) - 1
    else:
        assert told.candidate.person not in barred
    # Everybody passed over is named with the reason.
    named = [skip for skip in told.skipped if skip.name]
    assert [skip.why for skip in named] == [barred[UUID(int=int(UUID(skip.name)))] for skip in named]


ACTS = ("note", "pause", "resume", "escalate", "clock", "conflict", "close", "reopen", "visit", "appeal")


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=3, max_size=12), st.integers(0, 999))
def test_whatever_is_done_every_case_has_an_owner_one_running_clock_and_a_timeline_that_only_grows(
    cast: Cast, now: datetime, acts: list[tuple[str, int]], seed: int
) -> None:
    rng = random.Random(seed)
    homes = {h.householder.name: h for h in Household.objects.select_related("householder")}
    pool = [Candidate(name, home.householder_id, home.pk) for name, home in sorted(homes.items())[:8]]
    people = People()
    people.at = {level.key: rng.sample(pool, rng.randint(0, 3)) for level in LEVELS}
    one, other = rng.sample(sorted(homes), 2)
    parts = tuple(NewPart(name, household=homes[name].pk, side=side) for name, side in ((one, "a"), (other, "b")))
    new = NewCase("换地", SHANGJIAGOU_HAMLET, "多年未了", parts)
    at = now
    keys = [commands.open_case(actor=cast.cadre, now=at, kind=people.kind(), new=new)]
    _hold(keys, 0, at, cast)
    for act, days in acts:
        at += timedelta(days=days, minutes=1)
        before = CaseEvent.objects.count()
        try:
            _do(act, keys, at, people, cast)
        except Refusal:
            assert CaseEvent.objects.count() == before
        _hold(keys, before, at, cast)


def _do(act: str, keys: list[UUID], at: datetime, people: People, cast: Cast) -> None:
    told: dict[str, Any] = {"actor": cast.officer, "now": at, "key": keys[-1]}
    if act == "note":
        commands.take_note(**told, text="记")
    elif act == "pause":
        commands.pause(**told, reason="away")
    elif act == "resume":
        commands.resume(**told)
    elif act == "escalate":
        commands.escalate(**told, reason="请上级", find=people.find)
    elif act == "clock":
        commands.escalate_overdue(actor=cast.officer, now=at, kind="test", find=people.find)
    elif act == "conflict":
        commands.declare_conflict(**told, reason="亲戚", find=people.find)
    elif act == "close":
        commands.close_case(**told, outcome="agreed", words="说妥", visit_due=at.date() + timedelta(days=9))
    elif act == "reopen":
        commands.reopen(**told, reason="反悔", find=people.find)
    elif act == "visit":
        commands.record_return_visit(**told, visited_on=at.astimezone(CHINA).date(), words="好", holds=True)
    else:
        keys.append(commands.appeal(**told, kind=people.kind(), reason="不服"))


def _hold(keys: list[UUID], before: int, at: datetime, cast: Cast) -> None:
    """Look at every case: its owner, its clock, its timeline."""
    assert CaseEvent.objects.count() >= before
    for case in Case.objects.filter(pk__in=keys):
        assert case.holder_role
        assert case.holder_place
        assert (case.holder_person_id is None) == (case.holder_name == "")
        assert Stage.objects.filter(case=case, ended_at=None).count() == (case.state != State.CLOSED)
        events = list(CaseEvent.objects.filter(case=case).order_by("number"))
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert [event.at for event in events] == sorted(event.at for event in events)
        reached = [stage.level for stage in Stage.objects.filter(case=case).order_by("order")]
        order = [level.key for level in LEVELS]
        assert [order.index(level) for level in reached] == sorted(order.index(level) for level in reached)
        told = queries.case_detail(case.pk, actor=cast.officer, at=at).tally
        assert told is not None
        assert told.counted + told.paused + told.off + told.late == told.elapsed


def test_the_figures_of_the_page_about_cases_hold() -> None:
    """Five working days from Thursday 15 August 2019 with the party away from Monday to Wednesday."""
    began = datetime(2019, 8, 15, 8, 0, tzinfo=CHINA)
    away = PauseRow("away", "", "", datetime(2019, 8, 19, 9, tzinfo=CHINA), datetime(2019, 8, 22, 9, tzinfo=CHINA))
    stage = StageRow(1, "head", "Head", 5, "WD", began, None, "", began.date(), (away,))
    at = datetime(2019, 8, 27, 9, 0, tzinfo=CHINA)
    told = read(stage, REASONS, at=at)
    assert told.due is not None
    assert told.due.date() == date(2019, 8, 27)
    days = tally(days_of(stage, REASONS, at=at), began.date(), at.date())
    assert (days.counted, days.paused, days.off, days.late, days.elapsed) == (5, 3, 4, 0, 12)
