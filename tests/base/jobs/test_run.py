"""A job ends in one of five ways, and its row says which."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from shihu.base.jobs.commands import HEARTBEAT, MOST_TRIES, ask_to_stop, enqueue, function_of, pick_up, run
from shihu.base.jobs.models import Job
from shihu.base.jobs.queries import job
from shihu.base.jobs.types import Handle, JobFunction
from shihu.kernel.actors import NOBODY, SYSTEM, Actor
from shihu.kernel.refusals import NotAllowed, NotFound

Register = Callable[[JobFunction], str]
pytestmark = pytest.mark.django_db


def ask(kind: str, now: datetime) -> Job:
    return Job.objects.get(pk=enqueue(actor=SYSTEM, now=now, kind=kind, argument="x"))


def ran(asked: Job, now: datetime) -> Job:
    run(key=str(asked.pk), now=now)
    asked.refresh_from_db()
    return asked


def test_a_job_that_reaches_its_end_is_done_and_knows_how_far_it_came(register: Register, now: datetime) -> None:
    def work(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
        handle.step(3, 4, argument)

    ended = ran(ask(register(work), now), now)
    assert (ended.state, ended.done, ended.total, ended.note) == ("done", 3, 4, "x")


def test_a_refusal_is_kept_with_its_sentence_and_values(register: Register, now: datetime) -> None:
    def work(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
        raise NotAllowed("here", who="x")

    ended = ran(ask(register(work), now), now)
    assert ended.state == "refused"
    assert ended.refusal == {
        "code": "not_allowed",
        "sentence": NotAllowed.sentence,
        "values": {"who": "x"},
        "where": "here",
    }


def test_an_error_ends_the_job_as_failed(register: Register, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    def work(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
        raise ZeroDivisionError

    assert ran(ask(register(work), now), now).state == "failed"
    assert "ZeroDivisionError" in caplog.text


def test_a_job_asked_to_stop_stops_at_its_next_step(register: Register, now: datetime) -> None:
    after = []

    def work(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
        handle.step(1, 2)
        after.append("went on")

    asked = ask(register(work), now)
    ask_to_stop(actor=SYSTEM, key=asked.pk)
    assert ran(asked, now).state == "stopped"
    assert after == []


def test_an_ended_job_is_not_run_again(register: Register, now: datetime) -> None:
    times = []

    def work(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
        times.append(1)

    ran(ran(ask(register(work), now), now), now)
    assert times == [1]


def test_a_job_whose_worker_fell_silent_is_run_again_and_given_up_after_three_tries(
    register: Register, now: datetime
) -> None:
    asked = ask(register(lambda *_: None), now)
    silent_since = now - HEARTBEAT - timedelta(seconds=1)
    for tries, state in ((1, "done"), (MOST_TRIES, "failed")):
        Job.objects.filter(pk=asked.pk).update(state="running", tries=tries, heartbeat_at=silent_since, ended_at=None)
        assert pick_up(now=now) == 1
        asked.refresh_from_db()
        assert asked.state == state


def test_a_job_that_still_beats_is_left_alone(register: Register, now: datetime) -> None:
    asked = ask(register(lambda *_: None), now)
    Job.objects.filter(pk=asked.pk).update(state="running", heartbeat_at=now)
    assert pick_up(now=now) == 0


def test_nobody_sees_or_stops_the_job_of_another(register: Register, now: datetime) -> None:
    asked = ask(register(lambda *_: None), now)
    with pytest.raises(NotFound):
        job(asked.pk, actor=NOBODY)
    with pytest.raises(NotFound):
        ask_to_stop(actor=NOBODY, key=asked.pk)
    asked.refresh_from_db()
    assert not asked.stop_asked


def test_an_unknown_kind_is_an_error_before_anything_is_stored(now: datetime) -> None:
    with pytest.raises(LookupError):
        enqueue(actor=SYSTEM, now=now, kind="no.such", argument="x")
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_progress_is_written_beside_a_running_job(register: Register, now: datetime) -> None:
    seen = []

    def work(handle: Handle, actor: Actor, now: datetime, argument: str) -> None:
        handle.step(1, 2, "half")
        for _ in range(200):
            seen[:] = Job.objects.values_list("note", flat=True)
            if seen == ["half"]:
                break
            __import__("time").sleep(0.02)

    asked = Job.objects.create(kind=register(work), argument="x", actor=SYSTEM.key, asked_at=now)
    assert ran(asked, now).state == "done"
    assert seen == ["half"]


def test_every_registered_kind_is_found() -> None:
    with pytest.raises(LookupError):
        function_of("no.such")
