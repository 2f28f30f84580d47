"""Hand-overs from one head to the next."""

from django.db import models
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Person
from shihu.services.units.models.formations import Unit


class HandoverTemplate(models.Model):
    """What heads of a place hand over, from a day on."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    items = models.JSONField(default=list, help_text="Each a key of the standard list or a text of the place's own")

    class Meta:
        ordering = ("-since",)
        constraints = (models.UniqueConstraint(fields=("place", "since"), name="units_handover_template_once"),)

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"


class Handover(models.Model):
    """One head leaves, the next arrives."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    leaving = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    arriving = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("-opened_on", "-id")
        indexes = (models.Index(fields=("unit", "closed_on"), name="units_handover_unit"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.opened_on}"


class HandoverItem(models.Model):
    """One thing handed over."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True)
    given_by = models.CharField(max_length=80, blank=True)
    taken_on = models.DateField(null=True)
    taken_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("handover", "order")
        constraints = (models.UniqueConstraint(fields=("handover", "order"), name="units_handover_order"),)

    def __str__(self) -> str:
        return f"{self.handover_id} {self.label}"
