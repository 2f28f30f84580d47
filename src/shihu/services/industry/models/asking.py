"""Acts above the amount that one person may book: kept whole until a second person decides."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.services.industry.models.projects import Project, Season


class AskedAct(models.Model):
    """An act that waits for a second person, or what became of it.

    Nothing of it stands in any book before it is approved. What was asked is never changed: a trigger of the database
    holds it; only the decision is written, once.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        BOOKED = "booked"
        TURNED_DOWN = "turned_down"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="asked")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, null=True, related_name="asked")
    kind = models.CharField(max_length=8)
    payload = models.JSONField(help_text="The act as it will be done (rules.asking)")
    body = models.CharField(max_length=64, help_text="Digest of the act as the form sent it")
    amount = models.BigIntegerField(help_text="Fen, for lists")
    key = models.CharField(max_length=80, unique=True, help_text="Made by the form once for the act")
    recorder = models.UUIDField(null=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    entry = models.UUIDField(null=True, help_text="The ledger entry, where the act books one")

    class Meta:
        ordering = ("-recorded_at", "-id")
        indexes = (models.Index(fields=("project", "state"), name="industry_asked_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="industry_asked_decided",
            ),
            models.CheckConstraint(condition=~Q(state="turned_down") | ~Q(reason=""), name="industry_asked_reason"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
