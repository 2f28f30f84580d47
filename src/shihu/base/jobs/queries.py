"""Reading jobs."""

from uuid import UUID

from shihu.base.jobs.models import Job
from shihu.base.jobs.types import JobRow
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def job(key: UUID | str, *, actor: Actor) -> JobRow:
    """Return a job that the actor asked for; anybody else's is not found."""
    found = Job.objects.filter(pk=key, actor=actor.key).first() if actor.is_known else None
    if found is None:
        raise NotFound
    return row(found)


def job_of(kind: str, argument: str) -> JobRow | None:
    """Return the newest job of ``kind`` on a record. The caller has already shown that record to the actor."""
    found = Job.objects.filter(kind=kind, argument=argument).first()
    return row(found) if found else None


def row(found: Job) -> JobRow:
    """Return the row of one stored job."""
    return JobRow(
        str(found.pk),
        found.kind,
        found.argument,
        found.state,
        found.done,
        found.total,
        found.note,
        found.refusal,
        found.asked_at,
        found.ended_at,
    )
