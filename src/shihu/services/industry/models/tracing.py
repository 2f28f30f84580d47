"""Where goods came from and how they were found: checks of deliveries, families that agreed to be named."""

from django.db import models
from django.db.models import F, Q

from shihu.base.registry.models import Household
from shihu.services.industry.models.lots import Lot
from shihu.services.industry.models.projects import Project


class LotCheck(models.Model):
    """A delivery was looked at: what for, by whom, how it was found. The last one of a kind counts."""

    class Kind(models.TextChoices):
        RESIDUE = "residue"  # pesticide residue, quick test
        METAL = "metal"
        GRADE = "grade"  # size, ripeness, damage
        LABORATORY = "laboratory"

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=10, choices=Kind)
    has_passed = models.BooleanField()
    found = models.CharField(max_length=120, help_text="What was found, with its value and limit")
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=80)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ("lot", "checked_on", "id")

    def __str__(self) -> str:
        return f"{self.lot_id} {self.kind}"


class NamingConsent(models.Model):
    """A household agreed that its family is named on the public page of its goods, until it takes that back."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="consents")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    paper = models.CharField(max_length=60)

    class Meta:
        ordering = ("project", "household__code")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "household"), condition=Q(until=None), name="industry_named_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="industry_named_period"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.household_id}"
