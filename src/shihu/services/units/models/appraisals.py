"""Rules of appraisal in dated versions, appraisals by unit and month, publications, objections."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.services.units.models.formations import Unit


class AppraisalRule(models.Model):
    """The township's rules of appraisal in one version. Published, they are never changed again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=60)
    items = models.JSONField(help_text="Key, linkage, words, maximum, weight, who, how, may_repeat of each item")
    threshold = models.PositiveIntegerField(help_text="Hundredths of a point of the total")
    objection_days = models.PositiveSmallIntegerField()
    valid_from = models.DateField(help_text="First day of the first month")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("place", "-version")
        constraints = (
            models.UniqueConstraint(fields=("place", "version"), name="units_rule_version"),
            models.UniqueConstraint(
                fields=("place", "valid_from"), condition=Q(published_at__isnull=False), name="units_rule_one_a_month"
            ),
            models.UniqueConstraint(fields=("place",), condition=Q(published_at=None), name="units_rule_one_draft"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.version}"


class Appraisal(models.Model):
    """One appraisal of a unit for a month, by itself or by the township; a later revision corrects it."""

    class Kind(models.TextChoices):
        OWN = "own"
        TOWNSHIP = "township"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="appraisals")
    month = models.DateField(help_text="Its first day")
    kind = models.CharField(max_length=8, choices=Kind)
    revision = models.PositiveSmallIntegerField(default=1)
    rule = models.ForeignKey(AppraisalRule, on_delete=models.PROTECT, related_name="+")
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("unit", "-month", "kind", "-revision")
        indexes = (models.Index(fields=("month", "unit"), name="units_appraised_month"),)
        constraints = (
            models.UniqueConstraint(fields=("unit", "month", "kind", "revision"), name="units_appraised_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.kind}"


class AppraisalScore(models.Model):
    """Points for one item, in hundredths."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="scores")
    item = models.CharField(max_length=40)
    points = models.PositiveIntegerField()
    is_repeated = models.BooleanField(default=False, help_text="Taken over from the month before")

    class Meta:
        ordering = ("appraisal", "id")
        constraints = (models.UniqueConstraint(fields=("appraisal", "item"), name="units_scored_once"),)

    def __str__(self) -> str:
        return f"{self.appraisal_id} {self.item}"


class AppraisalPublication(models.Model):
    """A village's month was published: the ranking is read from the appraisals, never kept beside them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    rule = models.ForeignKey(AppraisalRule, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField()
    published_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("village", "-month")
        constraints = (models.UniqueConstraint(fields=("village", "month"), name="units_published_once"),)

    def __str__(self) -> str:
        return f"{self.village_id} {self.month}"


class AppraisalObjection(models.Model):
    """A unit objects to its published appraisal; the township answers with reasons."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="objections")
    month = models.DateField()
    item = models.CharField(max_length=40, blank=True, help_text="Empty = the whole")
    words = models.CharField(max_length=300)
    raised_by = models.CharField(max_length=80)
    raised_at = models.DateTimeField()
    is_upheld = models.BooleanField(null=True, help_text="Empty = not yet answered")
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-raised_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "month"), condition=Q(is_upheld=None), name="units_one_open_objection"
            ),
            models.CheckConstraint(
                condition=Q(is_upheld=None, answered_at=None) | (Q(answered_at__gte=F("raised_at")) & ~Q(answer="")),
                name="units_answer_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month}"
