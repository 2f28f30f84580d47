"""Inputs made by the producer and supplied on credit, sheds let: the advance book."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household
from shihu.services.industry.models.lots import Sale
from shihu.services.industry.models.projects import Season, Site


class Batch(models.Model):
    """Inputs made at one time (菌棒一批): so many pieces for so much; ``cost == price * pieces + rest``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="batches")
    name = models.CharField(max_length=40)
    measure = models.CharField(max_length=8, help_text="What a piece is called, such as 棒")
    pieces = models.BigIntegerField()
    cost = models.BigIntegerField(help_text="Fen")
    price = models.BigIntegerField(help_text="Fen for a piece: whole, never above cost")
    rest = models.BigIntegerField(help_text="Fen that do not divide; the producer bears them")
    made_on = models.DateField()
    entry = models.UUIDField(help_text="The ledger entry that took them into stock")
    key = models.CharField(max_length=80, unique=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("season", "made_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(pieces__gt=0) & Q(price__gt=0) & Q(cost=F("price") * F("pieces") + F("rest")),
                name="industry_batch_costs",
            ),
        )

    def __str__(self) -> str:
        return self.name


class AdvanceLine(models.Model):
    """One line of the advance book: pieces and fen, positive where the household then owes more.

    Never changed and never removed: a trigger of the database holds it. What stands is summed.
    """

    class Thing(models.TextChoices):
        INPUT = "input"
        RENTAL = "rental"

    class Act(models.TextChoices):
        RECEIVED = "received"
        RETURNED = "returned"
        BROKEN = "broken"
        LET = "let"
        SOLD = "sold"  # paid off by a sale
        PAID = "paid"  # in money
        OFFSET = "offset"  # against proceeds, when a unit is dissolved
        UNDONE = "undone"  # the sale that paid it off was taken back

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="advances")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    thing = models.CharField(max_length=6, choices=Thing)
    act = models.CharField(max_length=8, choices=Act)
    pieces = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()
    day = models.DateField()
    words = models.CharField(max_length=80, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="lines")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, null=True, related_name="advances")
    entry = models.UUIDField(help_text="The ledger entry that booked it")
    key = models.CharField(max_length=80, help_text="Of the act, the same on all its lines")

    class Meta:
        ordering = ("season", "household", "day", "id")
        indexes = (
            models.Index(fields=("season", "household"), name="industry_advance_household"),
            models.Index(fields=("key",), name="industry_advance_key"),
        )
        constraints = (models.CheckConstraint(condition=~Q(amount=0), name="industry_advance_amount"),)

    def __str__(self) -> str:
        return f"{self.day} {self.act} {self.amount}"
