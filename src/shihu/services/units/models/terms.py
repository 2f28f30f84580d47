"""Terms of office, and motions to end one."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household, Person
from shihu.services.units.models.elections import Election
from shihu.services.units.models.formations import Unit
from shihu.services.units.types.terms import Office, TermEnd


class HeadTerm(models.Model):
    """Somebody holds an office in a unit, from a day until before a day.

    ``due`` is when the term is over by rule; the holder stays until a successor, so that no unit is without. That a
    unit has one head, and a person heads one unit, on every date: triggers in the database (migration 0006).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=6, choices=[(o.value, o.value) for o in Office])
    rank = models.PositiveSmallIntegerField(default=1, help_text="Of deputies: 1 stands in first")
    since = models.DateField()
    until = models.DateField(null=True)
    due = models.DateField()
    ended_by = models.CharField(max_length=10, blank=True, choices=[(e.value, e.value) for e in TermEnd])
    note = models.CharField(max_length=200, blank=True)
    is_interim = models.BooleanField(default=False)
    election = models.ForeignKey(Election, null=True, on_delete=models.PROTECT, related_name="+")
    granted = models.CharField(max_length=40, blank=True, help_text="User name that was given the role for this term")

    class Meta:
        ordering = ("unit", "office", "rank", "-since")
        indexes = (
            models.Index(fields=("unit", "until"), name="units_term_unit"),
            models.Index(fields=("person", "until"), name="units_term_person"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="units_term_period"),
            models.UniqueConstraint(
                fields=("unit",), condition=Q(office="head", until=None), name="units_one_head_now"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.office} {self.since}"


class RecallMotion(models.Model):
    """Households ask that somebody leave office."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(HeadTerm, on_delete=models.PROTECT, related_name="+")
    grounds = models.CharField(max_length=500)
    opened_on = models.DateField()
    election = models.OneToOneField(Election, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-opened_on",)

    def __str__(self) -> str:
        return f"{self.term_id} {self.opened_on}"


class RecallSignature(models.Model):
    """A household signed a motion."""

    motion = models.ForeignKey(RecallMotion, on_delete=models.CASCADE, related_name="signatures")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()

    class Meta:
        ordering = ("motion", "id")
        constraints = (models.UniqueConstraint(fields=("motion", "household"), name="units_signed_once"),)

    def __str__(self) -> str:
        return f"{self.motion_id} {self.household_id}"
