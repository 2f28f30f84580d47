"""Long work that is watched: one row a job, with a heartbeat."""

from django.db import models
from uuid_utils.compat import uuid7


class Job(models.Model):
    """One piece of background work. The queue row is the library's; this one is what people look at."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"
        FAILED = "failed"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    argument = models.CharField(max_length=60, help_text="Key of the record that the job works on")
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    place = models.CharField(max_length=15, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    refusal = models.JSONField(null=True, help_text="Code, sentence and values of a refusal")
    stop_asked = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (
            models.Index(fields=("state", "heartbeat_at"), name="jobs_state_heartbeat"),
            models.Index(fields=("kind", "argument"), name="jobs_kind_argument"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.argument} {self.state}"
