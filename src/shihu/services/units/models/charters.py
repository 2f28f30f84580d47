"""Charter templates of the township, the charters of units in versions, and the signatures under them."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.services.units.models.formations import Unit


class CharterTemplate(models.Model):
    """The township's template in one version. Approved, it is never changed again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=60)
    clauses = models.JSONField(help_text="Key, title, text with blanks, of each clause in order")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    valid_from = models.DateField(null=True, help_text="Approved on; empty = draft")
    approved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("place", "-version")
        constraints = (
            models.UniqueConstraint(fields=("place", "version"), name="units_template_version"),
            models.UniqueConstraint(fields=("place",), condition=Q(valid_from=None), name="units_template_one_draft"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.version}"


class Charter(models.Model):
    """One version of a unit's charter. It is never changed; whether it is in force follows from the signatures."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveIntegerField()
    template = models.ForeignKey(CharterTemplate, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    values = models.JSONField(help_text="What fills the blanks; dues in fen")
    clauses = models.JSONField(help_text="The clauses as they read, blanks filled, own ones added")
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    offered_on = models.DateField(help_text="Open for signing from this day")

    class Meta:
        ordering = ("unit", "-version")
        constraints = (models.UniqueConstraint(fields=("unit", "version"), name="units_charter_version"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.version}"


class CharterSignature(models.Model):
    """A household's signature under one version: by an adult on the phone, or on a sheet of paper."""

    class How(models.TextChoices):
        PHONE = "phone"
        PAPER = "paper"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="signatures")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=40, help_text="Name as signed")
    how = models.CharField(max_length=5, choices=How)
    sheet = models.CharField(max_length=30, blank=True)
    signed_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("charter", "signed_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("charter", "household"), name="units_charter_signed_once"),
            models.CheckConstraint(
                condition=Q(how="phone", sheet="", person__isnull=False) | (Q(how="paper") & ~Q(sheet="")),
                name="units_paper_has_sheet",
            ),
        )

    def __str__(self) -> str:
        return f"{self.charter_id} {self.household_id}"
