"""Rules on distribution, settlements with their lines, objections, payments."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.models import Entity
from shihu.base.registry.models import Household
from shihu.services.industry.models.projects import Season


class DistributionRule(models.Model):
    """How the surplus of a book is distributed, as its members voted it; a version is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    terms = models.JSONField(help_text="types.Terms")
    paper = models.CharField(max_length=60)
    voted_on = models.DateField()
    since = models.DateField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("book", "-version")
        constraints = (
            models.UniqueConstraint(fields=("book", "version"), name="industry_terms_version"),
            models.CheckConstraint(condition=Q(since__gte=F("voted_on")), name="industry_terms_since"),
        )

    def __str__(self) -> str:
        return f"{self.book_id} {self.version}"


class Settlement(models.Model):
    """The settlement of a season. Its lines are never changed: what is wrong is drafted anew under the next number."""

    class State(models.TextChoices):
        DRAFT = "draft"
        NOTICE = "notice"
        BOOKED = "booked"
        WITHDRAWN = "withdrawn"
        REVERSED = "reversed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="settlements")
    rule = models.ForeignKey(DistributionRule, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    income = models.BigIntegerField()
    costs = models.BigIntegerField()
    covered = models.BigIntegerField()
    reserve = models.BigIntegerField()
    welfare = models.BigIntegerField()
    guaranteed = models.BigIntegerField()
    patronage = models.BigIntegerField()
    labour = models.BigIntegerField()
    floating = models.BigIntegerField()
    short = models.BigIntegerField()
    loss = models.BigIntegerField()
    bearers = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    facts = models.CharField(max_length=64, help_text="Digest of what it was reckoned from")
    drafted_by = models.UUIDField(null=True)
    drafted_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    published_on = models.DateField(null=True)
    objections_until = models.DateField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    booked_on = models.DateField(null=True)
    entry = models.UUIDField(null=True, help_text="The ledger entry that booked it; none where there was nothing")
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was withdrawn or taken back")

    class Meta:
        ordering = ("season", "-number")
        constraints = (
            models.UniqueConstraint(fields=("season", "number"), name="industry_settlement_number"),
            models.UniqueConstraint(
                fields=("season",), condition=Q(state__in=("draft", "notice", "booked")), name="industry_settled_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    income=F("costs")
                    + F("covered")
                    + F("reserve")
                    + F("welfare")
                    + F("guaranteed")
                    + F("patronage")
                    + F("labour")
                    + F("floating")
                    - F("loss")
                ),
                name="industry_settlement_adds_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.season_id} {self.number}"


class SettlementLine(models.Model):
    """What one household gets of a settlement; without a household: the collective's own shares."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20, blank=True)
    traded = models.BigIntegerField(default=0, help_text="Fen")
    grams = models.BigIntegerField(default=0)
    shares = models.BigIntegerField(default=0)
    land = models.BigIntegerField(default=0, help_text="Hundredths of a mu")
    minutes = models.BigIntegerField(default=0)
    guaranteed = models.BigIntegerField(default=0)
    patronage = models.BigIntegerField(default=0)
    labour = models.BigIntegerField(default=0)
    floating = models.BigIntegerField(default=0)
    set_off_advance = models.BigIntegerField(default=0)
    set_off_rental = models.BigIntegerField(default=0)
    is_held = models.BooleanField(default=False, help_text="The shares are frozen")

    class Meta:
        ordering = ("settlement", "code")
        constraints = (
            models.UniqueConstraint(fields=("settlement", "code"), name="industry_line_once"),
            models.CheckConstraint(
                condition=Q(set_off_advance__gte=0, set_off_rental__gte=0)
                & Q(
                    set_off_advance__lte=F("guaranteed")
                    + F("patronage")
                    + F("labour")
                    + F("floating")
                    - F("set_off_rental")
                ),
                name="industry_line_set_off",
            ),
        )

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.code}"


class SettlementObjection(models.Model):
    """A household doubts a settlement under notice."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="objections")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    raised_by = models.CharField(max_length=80)
    raised_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_on = models.DateField(null=True)
    is_upheld = models.BooleanField(default=False)

    class Meta:
        ordering = ("settlement", "id")

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.household_id}"


class DividendPayout(models.Model):
    """A list of what households are paid through the bank: ordered by one person, paid by another."""

    class State(models.TextChoices):
        ORDERED = "ordered"
        PAID = "paid"
        WITHDRAWN = "withdrawn"
        REVERSED = "reversed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="payouts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.ORDERED)
    amount = models.BigIntegerField()
    key = models.CharField(max_length=80, unique=True)
    ordered_by = models.UUIDField(null=True)
    ordered_name = models.CharField(max_length=80)
    ordered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_name = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True)
    paper = models.CharField(max_length=60, blank=True)
    entry = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("settlement", "number")
        constraints = (
            models.UniqueConstraint(fields=("settlement", "number"), name="industry_dividend_payout_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="industry_dividend_payout_pays"),
        )

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.number}"


class DividendPayoutLine(models.Model):
    """One household's line in a payment. ``is_live`` until the payment is withdrawn or taken back."""

    payout = models.ForeignKey(DividendPayout, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(SettlementLine, on_delete=models.PROTECT, related_name="payouts")
    amount = models.BigIntegerField()
    is_live = models.BooleanField(default=True)

    class Meta:
        ordering = ("payout", "line__code")
        constraints = (
            # Whoever comes second, in whichever transaction, finds the line taken.
            models.UniqueConstraint(fields=("line",), condition=Q(is_live=True), name="industry_dividend_paid_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="industry_dividend_payout_line_pays"),
        )

    def __str__(self) -> str:
        return f"{self.payout_id} {self.line_id}"
