"""What was put into a share book, and its register, which only grows."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household
from shihu.services.industry.models.shares import ShareBook, ShareTransfer, ShareWithdrawal
from shihu.services.industry.models.valuations import ValuationPrice
from shihu.services.industry.types.shares import Factor, Movement

_FACTORS = [(one.value, one.value) for one in Factor]
_MOVEMENTS = [(one.value, one.value) for one in Movement]


class Contribution(models.Model):
    """What a household (none: the collective) put in. Money is ``amount``, all else is valued by a voted price."""

    class State(models.TextChoices):
        OFFERED = "offered"
        WAITING = "waiting"  # for the ledger's second person
        ISSUED = "issued"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="contributions")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    factor = models.CharField(max_length=10, choices=_FACTORS)
    item = models.CharField(max_length=40, blank=True, help_text="As the valuation names it")
    quantity = models.DecimalField(max_digits=11, decimal_places=2, help_text="Mu, days or pieces")
    amount = models.BigIntegerField(default=0, help_text="Fen, of money")
    parcel = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    paper = models.CharField(max_length=60)
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    price = models.ForeignKey(ValuationPrice, on_delete=models.PROTECT, null=True, related_name="+")
    value = models.BigIntegerField(default=0, help_text="Fen, once it is shares")
    entry = models.UUIDField(null=True, help_text="The ledger entry that booked it")
    key = models.CharField(max_length=60, unique=True, help_text="Made by the form once for the act")
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("book", "day", "id")
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(amount__gte=0), name="industry_contributes"),
            models.CheckConstraint(condition=~Q(factor="money") | Q(amount__gt=0), name="industry_money_has_an_amount"),
            models.CheckConstraint(
                condition=~Q(factor="land") | Q(until__gt=F("since")) & ~Q(parcel=""), name="industry_land_has_a_term"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(factor="money") | Q(price__isnull=False),
                name="industry_issued_as_voted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.factor} {self.item}"


class ShareEntry(models.Model):
    """One line of the register. It is never altered; what anybody holds is the sum of the lines up to a day.

    Triggers (migration) refuse update and delete, and a line after which somebody would hold less than nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=11, choices=_MOVEMENTS)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: the village collective"
    )
    factor = models.CharField(max_length=10, choices=_FACTORS, blank=True)
    shares = models.IntegerField(default=0)
    rest = models.BigIntegerField(default=0, help_text="Fen below one share")
    mu = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    freezes = models.SmallIntegerField(default=0, help_text="1 freezes, -1 lifts it")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, null=True, related_name="+")
    transfer = models.ForeignKey(ShareTransfer, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal = models.ForeignKey(ShareWithdrawal, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    paper = models.CharField(max_length=60, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("book", "number")
        indexes = (models.Index(fields=("book", "household", "factor"), name="industry_register"),)
        constraints = (
            models.UniqueConstraint(fields=("book", "number"), name="industry_register_number"),
            models.CheckConstraint(condition=Q(freezes__gte=-1, freezes__lte=1), name="industry_register_freeze"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
