"""What families and the village hand down: precepts, and the history of the village."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household


class FamilyPrecept(models.Model):
    """What a household wrote as its own precept. Shown to others only while it consents."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    story = models.CharField(max_length=400, blank=True, help_text="Where it comes from")
    is_shown = models.BooleanField(default=False)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="Replaced or taken back then")

    class Meta:
        ordering = ("household", "-written_at")
        constraints = (
            models.UniqueConstraint(fields=("household",), condition=Q(until=None), name="linkages_one_precept"),
        )

    def __str__(self) -> str:
        return f"{self.household_id}"


class HistoryEntry(models.Model):
    """One dated entry of a village's history, with its source. Taken off, it is kept with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField(help_text="By which it stands in order")
    when = models.CharField(max_length=40, help_text="As people say it")
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=1000)
    source = models.CharField(max_length=120)
    kept_by = models.CharField(max_length=80)
    kept_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)
    taken_off_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("village", "year", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_off_at=None) | (Q(taken_off_at__gte=F("kept_at")) & ~Q(taken_off_why="")),
                name="linkages_history_taken_off",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="linkages_history_source"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.title}"
