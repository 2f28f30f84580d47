"""The page of a job, with every flag computed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shihu.base.jobs.types import JobRow


@dataclass(frozen=True, slots=True)
class JobPage:
    """What the template branches on."""

    key: str
    address: str
    next: str
    percent: int
    done: int
    total: int
    note: str
    is_done: bool
    is_open: bool
    is_counted: bool
    trouble: str

    @classmethod
    def of(cls, job: JobRow, next_: str) -> "JobPage":
        """Build the page of ``job``; ``next_`` is where to go when it is done."""
        trouble = ""
        if job.state == "refused" and job.refusal is not None:
            trouble = _(str(job.refusal["sentence"])) % job.refusal["values"]
        elif job.state == "failed":
            trouble = _("The work broke off because of a fault in the program. Nothing was changed; try again.")
        elif job.state == "stopped":
            trouble = _("The work was stopped. Nothing was changed.")
        return cls(
            job.key,
            f"{reverse('jobs_job', kwargs={'key': job.key})}?{urlencode({'next': next_})}",
            next_,
            job.percent,
            job.done,
            job.total,
            _(job.note) if job.note else _("Waiting for its turn"),
            job.state == "done",
            not job.is_over,
            job.total > 0,
            trouble,
        )
