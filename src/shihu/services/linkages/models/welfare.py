"""Village work: what is to be done, each unit's share, who comes, hours, materials, acceptance."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.services.units.models import Unit


class VillageWork(models.Model):
    """One piece of common work of a village: planned, split over its units, done, accepted."""

    class Kind(models.TextChoices):
        GREENING = "greening"
        RIVER = "river"
        LANES = "lanes"
        OTHER = "other"

    class Measure(models.TextChoices):
        TREES = "trees"
        METRES = "metres"
        CUBIC = "cubic"

    class Method(models.TextChoices):
        HOUSEHOLDS = "households"
        WORKERS = "workers"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=60)
    where = models.CharField(max_length=80)
    quantity = models.PositiveIntegerField(help_text="Whole trees, metres or cubic metres")
    measure = models.CharField(max_length=6, choices=Measure)
    first_day = models.DateField()
    last_day = models.DateField()
    materials = models.JSONField(default=list, help_text="Words and quantity of each material needed")
    is_paid = models.BooleanField(default=False, help_text="Hours are a list for the books; nothing is paid here")
    method = models.CharField(max_length=10, choices=Method, default=Method.HOUSEHOLDS)
    planned_by = models.UUIDField()
    planner = models.CharField(max_length=80)
    planned_at = models.DateTimeField()
    fixed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("village", "-first_day")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="linkages_work_days"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="linkages_work_quantity"),
        )

    def __str__(self) -> str:
        return self.title


class WorkShare(models.Model):
    """What falls on one unit, fixed with the weight it was reckoned by."""

    work = models.ForeignKey(VillageWork, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    measured = models.PositiveIntegerField(null=True, help_text="What the second person measured")
    accepted_by = models.CharField(max_length=80, blank=True)
    accepted_words = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("work", "unit__hamlet", "unit__ordinal")
        constraints = (
            models.UniqueConstraint(fields=("work", "unit"), name="linkages_share_once"),
            models.CheckConstraint(
                condition=Q(measured=None, accepted_at=None, accepted_by="")
                | (Q(measured__isnull=False, accepted_at__isnull=False) & ~Q(accepted_by="")),
                name="linkages_accepted_measured",
            ),
        )

    def __str__(self) -> str:
        return f"{self.work_id} {self.quantity}"


class WorkAnswer(models.Model):
    """A household says whether somebody can come. A refusal needs no reason and keeps none."""

    share = models.ForeignKey(WorkShare, on_delete=models.PROTECT, related_name="answers")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    comes = models.BooleanField()
    said_by = models.CharField(max_length=80)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("share", "household")
        constraints = (models.UniqueConstraint(fields=("share", "household"), name="linkages_answered_once"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.comes}"


class WorkHours(models.Model):
    """A person worked so long on a day. A later note for the same day replaces it; the audit keeps both."""

    share = models.ForeignKey(WorkShare, on_delete=models.PROTECT, related_name="hours")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    noted_by = models.CharField(max_length=80)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("share", "on", "person")
        constraints = (
            models.UniqueConstraint(fields=("share", "person", "on"), name="linkages_hours_once_a_day"),
            models.CheckConstraint(condition=Q(minutes__range=(30, 720)), name="linkages_hours_of_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.on} {self.minutes}"


class MaterialMove(models.Model):
    """Material of a work that a unit received, used or gave back. Never more out than came in."""

    class Kind(models.TextChoices):
        RECEIVED = "received"
        USED = "used"
        RETURNED = "returned"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(WorkShare, on_delete=models.PROTECT, related_name="moves")
    material = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind)
    quantity = models.PositiveIntegerField()
    on = models.DateField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("share", "on", "id")
        constraints = (models.CheckConstraint(condition=Q(quantity__gte=1), name="linkages_material_quantity"),)

    def __str__(self) -> str:
        return f"{self.material} {self.kind} {self.quantity}"
