"""Asking for long work, running it, stopping it, and picking up what a dead worker left."""

import logging
from datetime import datetime, timedelta
from importlib import import_module
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from shihu.base.accounts.queries import actor_by_key
from shihu.base.jobs.adapters import reporting
from shihu.base.jobs.models import Job
from shihu.base.jobs.types import JobFunction, StopAsked
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound, Refusal

log = logging.getLogger(__name__)
HEARTBEAT = timedelta(seconds=60)
MOST_TRIES = 3


def enqueue(*, actor: Actor, now: datetime, kind: str, argument: str, place: str = "") -> UUID:
    """Ask for the work ``kind`` on the record ``argument``; return the job's key.

    The queue gets it when the surrounding transaction commits: a worker never sees half a record.
    """
    from shihu.base.jobs.jobs import run_job

    function_of(kind)
    job = Job.objects.create(
        kind=kind, argument=argument, actor=actor.key, actor_name=actor.name, place=place, asked_at=now
    )
    transaction.on_commit(lambda: run_job.enqueue(str(job.pk)))
    return job.pk


def ask_to_stop(*, actor: Actor, key: UUID | str) -> None:
    """Ask a job of one's own to stop at its next step."""
    changed = Job.objects.filter(pk=key, actor=actor.key).update(stop_asked=True) if actor.is_known else 0
    if not changed:
        raise NotFound


def function_of(kind: str) -> JobFunction:
    """Return the function registered for ``kind`` in some app's ``jobs.py`` (its ``JOBS`` table)."""
    for config in apps.get_app_configs():
        if config.name.startswith("shihu.") and module_has_submodule(config.module, "jobs"):
            found: JobFunction | None = getattr(import_module(f"{config.name}.jobs"), "JOBS", {}).get(kind)
            if found is not None:
                return found
    raise LookupError(f"no app registers a job of the kind “{kind}”")


def run(*, key: str, now: datetime) -> None:
    """Run one job to its end and write down how it ended. Called by the worker."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=key).first()
        if job is None or job.ended_at is not None:
            return
        # The heartbeat is the wall's: whoever watches it knows no other clock.
        job.state, job.heartbeat_at, job.tries = Job.State.RUNNING, timezone.now(), job.tries + 1
        job.save()
    state, refusal = Job.State.DONE, None
    actor = actor_by_key(job.actor, now=now)
    try:
        with reporting(job.pk) as handle:
            function_of(job.kind)(handle, actor, now, job.argument)
    except StopAsked:
        state = Job.State.STOPPED
    except Refusal as error:
        state = Job.State.REFUSED
        values = {name: str(value) for name, value in error.values.items()}
        refusal = {"code": error.code, "sentence": error.sentence, "values": values, "where": error.where}
    except Exception:
        log.exception("job %s %s failed", job.kind, job.argument)
        state = Job.State.FAILED
    Job.objects.filter(pk=job.pk).update(state=state, refusal=refusal, ended_at=timezone.now())


def pick_up(*, now: datetime) -> int:
    """Put jobs whose worker fell silent back into the queue; give up after three tries. Returns how many."""
    from shihu.base.jobs.jobs import run_job

    silent = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - HEARTBEAT)
    given_up = silent.filter(tries__gte=MOST_TRIES).update(state=Job.State.FAILED, ended_at=now)
    again = list(silent.filter(tries__lt=MOST_TRIES).values_list("pk", flat=True))
    for key in again:
        Job.objects.filter(pk=key).update(state=Job.State.WAITING, heartbeat_at=now)
        run_job.enqueue(str(key))
    return given_up + len(again)
