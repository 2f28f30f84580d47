"""Facts about promises kept and dues paid, the rule by which they become a grade, objections, consents."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person


class IntegrityRule(models.Model):
    """The township's published rule in one version: what counts how much and how long, and the grades."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    base = models.PositiveSmallIntegerField(help_text="Points with which every household begins")
    kinds = models.JSONField(help_text="Key, points, most, months of each kind of fact")
    grades = models.JSONField(help_text="Key and lowest points of each grade, best first")
    valid_from = models.DateField()
    published_by = models.CharField(max_length=80)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("place", "-version")
        constraints = (
            models.UniqueConstraint(fields=("place", "version"), name="linkages_integrity_version"),
            models.UniqueConstraint(fields=("place", "valid_from"), name="linkages_integrity_rule_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.version}"


class IntegrityFact(models.Model):
    """One fact about a household, from a service's record or a signed note. It expires by itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=200)
    source = models.CharField(max_length=40, help_text="The service, or note")
    source_key = models.CharField(max_length=80)
    day = models.DateField()
    until = models.DateField(help_text="Counts no more from this day")
    noted_by = models.CharField(max_length=80)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("household", "-day", "id")
        indexes = (models.Index(fields=("household", "until"), name="linkages_integrity_open"),)
        constraints = (
            models.UniqueConstraint(fields=("source", "source_key"), name="linkages_integrity_source_once"),
            models.CheckConstraint(condition=Q(until__gt=F("day")), name="linkages_integrity_expires"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="linkages_integrity_withdrawn_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.kind} {self.day}"


class IntegrityObjection(models.Model):
    """The household objects to a fact. Until it is answered, a fact that takes points off does not count."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fact = models.ForeignKey(IntegrityFact, on_delete=models.CASCADE, related_name="objections")
    words = models.CharField(max_length=400)
    raised_by = models.CharField(max_length=80)
    raised_at = models.DateTimeField()
    is_upheld = models.BooleanField(null=True, help_text="Empty = not yet answered")
    answer = models.CharField(max_length=400, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("fact", "raised_at")
        constraints = (
            models.UniqueConstraint(
                fields=("fact",), condition=Q(is_upheld=None), name="linkages_integrity_one_open_objection"
            ),
            models.CheckConstraint(
                condition=Q(is_upheld=None, answered_at=None) | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="linkages_integrity_answer_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fact_id}"


class BankConsent(models.Model):
    """One adult's word that a bank may be shown the household's record. It can be taken back at any time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    bank = models.CharField(max_length=60)
    how = models.CharField(max_length=5, help_text="phone, paper")
    sheet = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("household", "person", "-since")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "bank"), condition=Q(until=None), name="linkages_integrity_one_consent"
            ),
            models.CheckConstraint(
                condition=Q(how="phone", sheet="") | (Q(how="paper") & ~Q(sheet="")),
                name="linkages_integrity_paper_has_sheet",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.bank}"
