"""Rounds from door to door, hazards with who mends them by when, and visits to those who need a look-in."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.cases.models import Case
from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.services.units.models import Unit


class SafetyRound(models.Model):
    """A round over the households of one unit."""

    class Kind(models.TextChoices):
        PLAIN = "plain"
        GAS = "gas"
        FLOOD = "flood"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("-opened_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "kind"), condition=Q(closed_on=None), name="linkages_safety_one_open_round"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="linkages_safety_round_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.opened_on}"


class RoundCheck(models.Model):
    """What was found at one door of a round."""

    class Found(models.TextChoices):
        FINE = "fine"
        HAZARD = "hazard"
        AWAY = "away"

    round = models.ForeignKey(SafetyRound, on_delete=models.CASCADE, related_name="checks")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    found = models.CharField(max_length=6, choices=Found)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ("round", "id")
        constraints = (models.UniqueConstraint(fields=("round", "household"), name="linkages_safety_door_once"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.found}"


class Hazard(models.Model):
    """Something dangerous: where, how bad, who mends it. Its life is a case: clock, who has it, mended, looked at."""

    class Grade(models.TextChoices):
        SMALL = "small"
        SERIOUS = "serious"
        GRAVE = "grave"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(SafetyRound, null=True, on_delete=models.PROTECT, related_name="hazards")
    kind = models.CharField(max_length=10)
    grade = models.CharField(max_length=7, choices=Grade)
    where = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)
    found_on = models.DateField()
    found_by = models.CharField(max_length=80)
    mender = models.CharField(max_length=40)

    class Meta:
        ordering = ("hamlet", "found_on", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.where}"


class CarePlan(models.Model):
    """How often somebody is looked in on, by whom, and what the children promised, from a day until a day."""

    class Need(models.TextChoices):
        NEGLECTED = "neglected"
        ASKED = "asked"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    need = models.CharField(max_length=9, choices=Need, blank=True, help_text="Empty: only what the register says")
    every = models.PositiveSmallIntegerField(help_text="Days between two visits")
    visitor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    visitor_name = models.CharField(max_length=40, blank=True)
    promise = models.CharField(max_length=200, blank=True, help_text="What the children promised, in their words")
    clause = models.CharField(max_length=120, blank=True, help_text="Clause of the village rules behind it")
    since = models.DateField()
    until = models.DateField(null=True)
    made_by = models.CharField(max_length=80)
    ended_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("person", "-since", "-id")
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(until=None), name="linkages_care_one_plan"),
            models.CheckConstraint(condition=Q(every__range=(1, 60)), name="linkages_care_every"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="linkages_care_period"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.since}"


class LookIn(models.Model):
    """A visit to somebody who needs a look-in: done, with one line."""

    class Found(models.TextChoices):
        WELL = "well"
        NEEDS = "needs"
        URGENT = "urgent"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    found = models.CharField(max_length=6, choices=Found)
    line = models.CharField(max_length=200)
    kept = models.BooleanField(null=True, help_text="Whether the children keep what they promised; empty: not asked")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("person", "-day", "-at")
        indexes = (models.Index(fields=("hamlet", "day"), name="linkages_safety_visits"),)
        constraints = (models.CheckConstraint(condition=~Q(line=""), name="linkages_safety_one_line"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
