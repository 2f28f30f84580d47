"""The page of a job, with every flag computed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shihu.base.jobs.types import JobRow
from shihu.kernel.presentation import Badge, Progress, Tone
from shihu.kernel.refusals import N_

_STATES: dict[str, tuple[str, Tone]] = {
    "waiting": (N_("Waiting"), "plain"),
    "running": (N_("Under way"), "ochre"),
    "done": (N_("Done"), "pine"),
    "refused": (N_("Refused"), "seal"),
    "failed": (N_("Broken off"), "seal"),
    "stopped": (N_("Stopped"), "plain"),
}


@dataclass(frozen=True, slots=True)
class JobPage:
    """What the template branches on."""

    title: str
    progress: Progress
    is_done: bool
    next: str

    @classmethod
    def of(cls, job: JobRow, next_: str) -> "JobPage":
        """Build the page of ``job``; ``next_`` is where to go when it is done."""
        title = _("Work under way")
        return cls(title, progress_of(job, title=title, then=next_), job.state == "done", next_)


def progress_of(job: JobRow, *, title: str, then: str) -> Progress:
    """Return the progress component of ``job``, which leads to ``then`` when done."""
    word, tone = _STATES[job.state]
    note = _(job.note) if job.note else _("Waiting for its turn")
    if job.state == "refused" and job.refusal is not None:
        note = _(str(job.refusal["sentence"])) % job.refusal["values"]
    elif job.state == "failed":
        note = _("The work broke off because of a fault in the program. Nothing was changed; try again.")
    elif job.state == "stopped":
        note = _("The work was stopped. Nothing was changed.")
    return Progress(
        title=title,
        url=f"{reverse('jobs_job', kwargs={'key': job.key})}?{urlencode({'next': then})}",
        done=job.done,
        total=job.total,
        note=note,
        state=Badge(_(word), tone),
        is_over=job.is_over,
        has_failed=job.state in {"refused", "failed"},
        then=then,
        stop="" if job.is_over else reverse("jobs_stop", kwargs={"key": job.key}),
    )
