"""What households answered when they were asked for their wishes: who, when, by which way."""

from django.db import models
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household


class Answer(models.Model):
    """One answer of a household. The registry keeps what is wished; this row keeps that it was said, and how.

    Rows are never changed: a household that answers again adds one.
    """

    class Way(models.TextChoices):
        PHONE = "phone"  # by an adult of the household, on a phone
        CADRE = "cadre"  # told to the cadre, who put it down
        PAPER = "paper"  # from the paper form
        SHEET = "sheet"  # from a spreadsheet

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=Way)
    answered_on = models.DateField()
    said = models.JSONField(default=dict, help_text="Wishes, partners named, willing or not. Refusals stay out")
    entered_by = models.UUIDField(null=True)
    entered_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    key = models.UUIDField(unique=True, help_text="Made by the page: the same key is the same answer")
    body = models.CharField(max_length=64, help_text="Hash of what came with the key")

    class Meta:
        ordering = ("-answered_on", "-entered_at")
        indexes = (models.Index(fields=("household", "-answered_on", "-entered_at"), name="units_answer_newest"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.way} {self.answered_on}"
