"""The voted rule of a project: floor, order of paying off, limit of the advance."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.services.industry.models.projects import Project


class SharingRule(models.Model):
    """How sales of a project are shared from ``since`` on, until the next one. Never changed: a new one is voted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="rules")
    since = models.DateField()
    floor = models.JSONField(help_text="{per_sale, share, per_month}: fen, thousandths, fen")
    steps = models.JSONField(help_text="[{kind, cap, value}] in order")
    advance_limit = models.BigIntegerField(null=True, help_text="Fen of inputs on credit that a household may owe")
    paper = models.CharField(max_length=60, help_text="Minutes of the meeting that voted it")
    votes = models.PositiveSmallIntegerField(help_text="For it")
    voters = models.PositiveSmallIntegerField(help_text="Who voted")
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("project", "-since")
        constraints = (
            models.UniqueConstraint(fields=("project", "since"), name="industry_rule_dated_once"),
            models.CheckConstraint(
                condition=Q(votes__lte=F("voters")) & Q(votes__gt=F("voters") / 2.0), name="industry_rule_is_voted"
            ),
            models.CheckConstraint(
                condition=Q(advance_limit=None) | Q(advance_limit__gte=0), name="industry_rule_limit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.since}"
