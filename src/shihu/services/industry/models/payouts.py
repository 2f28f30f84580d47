"""What each household got of a sale, and the payments of what stands for it."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household
from shihu.services.industry.models.lots import Sale
from shihu.services.industry.models.projects import Season


class Slip(models.Model):
    """One household in one sale (结算单): weight, proceeds, floor, what each step took, what is left to pay."""

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="slips")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    proceeds = models.BigIntegerField()
    floor = models.BigIntegerField()
    steps = models.JSONField(help_text="[{kind, owed, most, amount}] as they were reckoned")
    household_gets = models.BigIntegerField()
    advance_left = models.BigIntegerField(help_text="Fen owed for inputs after this sale")
    rental_left = models.BigIntegerField()
    pieces_left = models.BigIntegerField()

    class Meta:
        ordering = ("sale", "household__code")
        constraints = (
            models.UniqueConstraint(fields=("sale", "household"), name="industry_slip_once"),
            models.CheckConstraint(
                condition=Q(household_gets__gte=models.F("floor")) & Q(household_gets__lte=models.F("proceeds")),
                name="industry_slip_floor",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sale_id} {self.household_id}"


class Payout(models.Model):
    """Proceeds paid to households on one day by one bank list. Without ``entry`` it waits for a second person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="payouts")
    day = models.DateField()
    paper = models.CharField(max_length=60)
    total = models.BigIntegerField()
    entry = models.UUIDField(null=True)
    key = models.CharField(max_length=80, unique=True)
    recorder = models.UUIDField(null=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    turned_down_on = models.DateField(null=True)
    ahead = models.BooleanField(default=False, help_text="Also what buyers had not paid yet, from the producer's own")

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("season",), condition=Q(entry=None, turned_down_on=None), name="industry_payout_waits_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.total}"


class PayoutLine(models.Model):
    """One household on a bank list."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("payout", "household__code")
        constraints = (
            models.UniqueConstraint(fields=("payout", "household"), name="industry_paid_once_a_list"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="industry_paid_something"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.amount}"
