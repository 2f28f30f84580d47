"""What a household delivers, weighed and graded, and to whom it was sold."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Enterprise, Household
from shihu.services.industry.models.projects import Season, Site


class Lot(models.Model):
    """One delivery of one household, weighed once. Grams, so that every weight is whole and adds up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="lots")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20, unique=True, help_text="Traceability code, under its square code")
    product = models.CharField(max_length=40)
    grade = models.CharField(max_length=20)
    grams = models.BigIntegerField()
    weighed_on = models.DateField()
    weighed_by = models.CharField(max_length=80)
    key = models.CharField(max_length=80, unique=True, help_text="Made by the form once for the act")

    class Meta:
        ordering = ("-weighed_on", "-id")
        indexes = (models.Index(fields=("season", "household"), name="industry_lot_household"),)
        constraints = (models.CheckConstraint(condition=Q(grams__gt=0), name="industry_lot_weighs"),)

    def __str__(self) -> str:
        return self.code


class Sale(models.Model):
    """A buyer takes goods of a season on one day, at a price for each grade.

    Booked when it has an ``entry``; before that it waits for a second person and holds its goods.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="sales")
    buyer = models.CharField(max_length=80)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="+")
    sold_on = models.DateField()
    paper = models.CharField(max_length=60)
    reason = models.CharField(max_length=200, blank=True, help_text="Why below the market")
    market_source = models.CharField(max_length=80, blank=True, help_text="Where the market price was read")
    market_on = models.DateField(null=True, help_text="On which day it was read")
    on_credit = models.BooleanField(default=False, help_text="The buyer owes it; else it was paid into the bank")
    due_on = models.DateField(null=True, help_text="By when the buyer agreed to pay, where it is owed")
    total = models.BigIntegerField(help_text="Fen, rounded once; its lines are an exact split of it")
    entry = models.UUIDField(null=True, help_text="The ledger entry that booked it; none while it waits")
    reversed_on = models.DateField(null=True, help_text="Taken back, or turned down before it was booked")
    undo_reason = models.CharField(max_length=200, blank=True, help_text="Asked to be taken back, and why")
    undo_recorder = models.UUIDField(null=True)
    undo_by = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=80, unique=True)
    recorder = models.UUIDField(null=True, help_text="Account of who recorded it")
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-sold_on", "-id")

    def __str__(self) -> str:
        return f"{self.sold_on} {self.buyer}"


class SaleLine(models.Model):
    """So many grams of one lot in one sale, for so many fen."""

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="lines")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="sold")
    grams = models.BigIntegerField()
    price = models.BigIntegerField(help_text="Fen for a kilogram")
    market = models.BigIntegerField(null=True, help_text="Fen for a kilogram of the grade on the market that day")
    amount = models.BigIntegerField(help_text="Fen: its part of the sale's total")

    class Meta:
        ordering = ("sale", "id")
        constraints = (
            models.UniqueConstraint(fields=("sale", "lot"), name="industry_lot_once_a_sale"),
            models.CheckConstraint(condition=Q(grams__gt=0) & Q(price__gte=0), name="industry_sold_weighs"),
        )

    def __str__(self) -> str:
        return f"{self.lot_id} {self.grams}"
