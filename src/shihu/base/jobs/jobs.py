"""The one task that the queue knows: run the job with this key."""

from django_tasks import task

from shihu.base.accounts.queries import moment
from shihu.base.jobs import commands


@task()
def run_job(key: str) -> None:
    """Run the job ``key``. Safe to call twice: an ended job is left alone."""
    commands.run(key=key, now=moment())
