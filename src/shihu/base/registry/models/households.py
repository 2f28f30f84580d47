"""Households and persons."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.accounts.models import User
from shihu.base.places.models import Place
from shihu.base.registry.models.sealed import SealedTextField
from shihu.base.vocabularies.models import Term


class Person(models.Model):
    """One human being. Identity numbers are sealed; two blind indexes make them findable."""

    class Sex(models.TextChoices):
        MALE = "male"
        FEMALE = "female"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=40, db_index=True)
    pinyin = models.CharField(max_length=80, db_index=True)
    initials = models.CharField(max_length=20, db_index=True)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    birth = models.DateField(null=True)
    id_number = SealedTextField(null=True, purpose="person.id_number")
    id_index = models.CharField(max_length=43, null=True, unique=True, help_text="Keyed hash of the number")
    id_tail = models.CharField(max_length=43, null=True, db_index=True, help_text="Keyed hash of its last four")
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    party_since = models.DateField(null=True)
    is_party_member = models.BooleanField(default=False)
    labour = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="+")
    health = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="+")
    may_head = models.BooleanField(null=True, help_text="Named by the village as able to lead; empty = by rule")
    account = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="+")
    died_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pinyin", "id")

    def __str__(self) -> str:
        return self.name


class Household(models.Model):
    """People who live and reckon together. It has exactly one householder at every moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=24, unique=True)
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    householder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    street = models.CharField(max_length=40, blank=True)
    street_order = models.PositiveIntegerField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    land_mu = models.DecimalField(max_digits=8, decimal_places=2, null=True, help_text="mu (1/15 hectare)")
    willing = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_by = models.CharField(max_length=20, blank=True, help_text="merged, moved, died_out")
    became = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("hamlet", "code")
        indexes = (models.Index(fields=("hamlet", "until", "code"), name="registry_hamlet_code"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(73, 136), lat__range=(3, 54)),
                name="registry_in_china",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="registry_household_period"
            ),
            models.CheckConstraint(condition=Q(land_mu=None) | Q(land_mu__gte=0), name="registry_land_not_negative"),
            # An ended household keeps the householder it had; only a standing one claims the person.
            models.UniqueConstraint(fields=("householder",), condition=Q(until=None), name="registry_heads_once"),
        )

    def __str__(self) -> str:
        return self.code


class Membership(models.Model):
    """A person belongs to a household from a day until a day."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    relation = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    ended_by = models.CharField(
        max_length=20, blank=True, help_text="died, married_out, moved, split, merged, household_moved, relation"
    )

    class Meta:
        ordering = ("household", "id")
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(until=None), name="registry_one_household"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="registry_member_period"),
        )
        indexes = (models.Index(fields=("household", "until"), name="registry_household_open"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.person_id}"


class HouseholdStatus(models.Model):
    """What a household was by one vocabulary (wealth, poverty) from a day until a day."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="statuses")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    vocabulary = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("household", "vocabulary", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("household", "vocabulary"), condition=Q(until=None), name="registry_one_open_status"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="registry_status_period"),
        )
        indexes = (models.Index(fields=("term", "until"), name="registry_status_term"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.term_id}"


class Wish(models.Model):
    """What a household wants to develop; rank 1 is its first wish."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="wishes")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("household", "rank")
        constraints = (models.UniqueConstraint(fields=("household", "term"), name="registry_wish_once"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.term_id}"


class Skill(models.Model):
    """What a person can do."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("person", "term")
        constraints = (models.UniqueConstraint(fields=("person", "term"), name="registry_skill_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.term_id}"


class Partner(models.Model):
    """A household would like, or refuses, to be in one unit with another. Refusals are private."""

    class Kind(models.TextChoices):
        PREFERS = "prefers"
        REFUSES = "refuses"

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="partners")
    other = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)

    class Meta:
        ordering = ("household", "kind", "other")
        constraints = (
            models.UniqueConstraint(fields=("household", "other"), name="registry_partner_once"),
            models.CheckConstraint(condition=~Q(household=F("other")), name="registry_partner_other"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.kind} {self.other_id}"
