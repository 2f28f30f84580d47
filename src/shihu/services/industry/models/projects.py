"""Projects, who takes part in them, their sites, seasons and budgets."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.models import Entity
from shihu.base.places.models import Place
from shihu.base.registry.models import Household
from shihu.base.vocabularies.models import Term
from shihu.services.units.models import Unit


class Project(models.Model):
    """One line of business (产业项目) in the books of a cooperative, a village collective or a unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+", help_text="In whose books it is kept")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", help_text="Vocabulary “industry”")
    name = models.CharField(max_length=60)
    plan = models.TextField(blank=True, help_text="What is to be done, in the words of those who do it")
    risk = models.JSONField(default=dict, help_text="Who bears a loss: {bearer: thousandths}, together 1000")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("place", "name")
        indexes = (models.Index(fields=("place", "closed_on"), name="industry_project_place"),)
        constraints = (
            models.UniqueConstraint(fields=("book", "name"), name="industry_project_name"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="industry_project_period"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """A household takes part in a project from ``since`` to before ``until``."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="participations")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    why_left = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("project", "household__code")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "household"), condition=Q(until=None), name="industry_takes_part_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="industry_part_period"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.household_id}"


class Site(models.Model):
    """A shed, field, yard or workshop in which a project works."""

    class Kind(models.TextChoices):
        SHED = "shed"
        FIELD = "field"
        YARD = "yard"
        WORKSHOP = "workshop"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="sites")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=40)
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    mu = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="Area in mu (1 mu = 666.67 m²)")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("project", "name")
        constraints = (
            models.UniqueConstraint(fields=("project", "name"), name="industry_site_name"),
            models.CheckConstraint(condition=Q(mu=None) | Q(mu__gt=0), name="industry_site_area"),
        )

    def __str__(self) -> str:
        return self.name


class Season(models.Model):
    """One round of a project, from the first outlay to the settlement; what is booked carries its tag."""

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="seasons")
    name = models.CharField(max_length=40)
    since = models.DateField()
    due = models.DateField(help_text="When it is to be settled")
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("project", "-since")
        constraints = (
            models.UniqueConstraint(fields=("project", "name"), name="industry_season_name"),
            models.CheckConstraint(condition=Q(due__gte=F("since")), name="industry_season_period"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="industry_season_state",
            ),
        )

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """What a season is expected to cost or bring: quantity by price, in fen."""

    class Side(models.TextChoices):
        COST = "cost"
        INCOME = "income"

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="budget")
    side = models.CharField(max_length=6, choices=Side)
    words = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    measure = models.CharField(max_length=12)
    price = models.BigIntegerField(help_text="Fen for one")
    amount = models.BigIntegerField(help_text="Fen, rounded once")

    class Meta:
        ordering = ("season", "side", "id")
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(price__gte=0), name="industry_budget_positive"),
        )

    def __str__(self) -> str:
        return self.words
