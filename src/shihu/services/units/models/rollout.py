"""The planned days of the roll-out. Where a village stands is never kept: it is read from its records."""

from django.db import models
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place


class PlannedStage(models.Model):
    """The day by which a village is to reach a stage."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(help_text="types.RolloutStage")
    planned = models.DateField()
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("place", "stage")
        constraints = (
            models.UniqueConstraint(fields=("place", "stage"), name="units_stage_planned_once"),
            models.CheckConstraint(condition=models.Q(stage__range=(1, 5)), name="units_stage_known"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.stage}"
