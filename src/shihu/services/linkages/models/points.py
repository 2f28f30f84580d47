"""Points: the rule book, a ledger of its own, claims and reviews, samples, the prize fund.

Nothing here points at the books of money and nothing there points here: points never become money or shares. Entries,
reviews and stock movements are append-only, no balance can be spent below zero and no prize taken that is not there:
triggers in the database (this part's migration), on SQLite and PostgreSQL.
"""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household
from shihu.services.linkages.types.points import (
    ClaimState,
    CoverRule,
    Earner,
    PointKind,
    PointLinkage,
    PointRecord,
    PointVerdict,
    RedemptionState,
    ReviewStage,
    StockKind,
)
from shihu.services.units.models import Unit


class PointRuleBook(models.Model):
    """A village's rule book in one version. Once voted (``valid_from``) it and its items never change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=60)
    claim_days = models.PositiveSmallIntegerField()
    appeal_days = models.PositiveSmallIntegerField()
    expires_after = models.PositiveSmallIntegerField(help_text="Months; 0 = points never lapse")
    notice_days = models.PositiveSmallIntegerField()
    pickup_days = models.PositiveSmallIntegerField()
    sample_share = models.PositiveSmallIntegerField(help_text="Per cent of a month's decided claims")
    sample_least = models.PositiveSmallIntegerField()
    board_size = models.PositiveSmallIntegerField()
    cover_rule = models.CharField(max_length=6, choices=[(r.value, r.value) for r in CoverRule])
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    voted_on = models.DateField(null=True)
    vote_paper = models.CharField(max_length=60, blank=True)
    vote_present = models.PositiveIntegerField(default=0)
    vote_in_favour = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True, help_text="Empty = draft")
    approved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("village", "-version")
        constraints = (
            models.UniqueConstraint(fields=("village", "version"), name="linkages_point_book_version"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(voted_on__isnull=False, vote_in_favour__lte=F("vote_present")),
                name="linkages_point_book_voted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.version}"


class PointItem(models.Model):
    """One item of a rule book."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(PointRuleBook, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    linkage = models.CharField(max_length=10, choices=[(v.value, v.value) for v in PointLinkage])
    words = models.CharField(max_length=200)
    points = models.IntegerField()
    per = models.CharField(max_length=30)
    limit = models.PositiveSmallIntegerField(help_text="Times a month; 0 = none")
    proof = models.CharField(max_length=200)
    earner = models.CharField(max_length=9, choices=[(v.value, v.value) for v in Earner])
    clause = models.CharField(max_length=120, blank=True)
    may_claim = models.BooleanField()

    class Meta:
        ordering = ("book", "order")
        constraints = (
            models.UniqueConstraint(fields=("book", "code"), name="linkages_point_item_code"),
            models.CheckConstraint(condition=~Q(points=0), name="linkages_point_item_points"),
            models.CheckConstraint(condition=Q(points__gt=0) | ~Q(clause=""), name="linkages_point_item_clause"),
        )

    def __str__(self) -> str:
        return self.code


class PointFeed(models.Model):
    """An item whose points a record of another linkage gives by itself. Sealed with its rule book."""

    item = models.OneToOneField(PointItem, on_delete=models.CASCADE, related_name="feed")
    record = models.CharField(max_length=7, choices=[(r.value, r.value) for r in PointRecord if r])
    least = models.PositiveSmallIntegerField(help_text="Score of a round; minutes of work a time; 0 for a meeting")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(record="round", least__range=(1, 100))
                | Q(record="work", least__range=(30, 720))
                | Q(record="meeting", least=0),
                name="linkages_point_feed_least",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.record} {self.least}"


class PointAccount(models.Model):
    """The account of one household or one unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    household = models.OneToOneField(Household, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.OneToOneField(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    hides_name = models.BooleanField(default=False, help_text="Not named on the public board")

    class Meta:
        ordering = ("village", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(household__isnull=False, unit=None) | Q(household=None, unit__isnull=False),
                name="linkages_point_account_one",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class PointClaim(models.Model):
    """A household claims points for something it did."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="Made by the phone: the same key is the same claim")
    body = models.CharField(max_length=64)
    account = models.ForeignKey(PointAccount, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(PointItem, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    times = models.PositiveSmallIntegerField()
    asked = models.PositiveIntegerField()
    words = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in ClaimState])
    claimed_by = models.UUIDField()
    claimed_by_name = models.CharField(max_length=80)
    claimed_at = models.DateTimeField()
    decided_on = models.DateField(null=True)
    appeal = models.CharField(max_length=300, blank=True)
    appealed_at = models.DateTimeField(null=True)
    appeal_until = models.DateField(null=True)

    class Meta:
        ordering = ("claimed_at", "id")
        indexes = (
            models.Index(fields=("state", "account"), name="linkages_point_claim_state"),
            models.Index(fields=("account", "item", "day"), name="linkages_point_claim_month"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.state}"


class PointReview(models.Model):
    """One look at a claim by one person: append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(PointClaim, on_delete=models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=6, choices=[(s.value, s.value) for s in ReviewStage])
    verdict = models.CharField(max_length=6, choices=[(v.value, v.value) for v in PointVerdict])
    points = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    reviewer = models.UUIDField()
    reviewer_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("claim", "at", "id")
        constraints = (
            models.UniqueConstraint(fields=("claim", "stage"), name="linkages_point_review_stage"),
            models.UniqueConstraint(fields=("claim", "reviewer"), name="linkages_point_review_once"),
            models.CheckConstraint(condition=Q(verdict="accept") | ~Q(reason=""), name="linkages_point_review_reason"),
            # A refused appeal leaves what was given before; anything else that is refused gives nothing.
            models.CheckConstraint(
                condition=Q(verdict="refuse", points=0)
                | Q(verdict="refuse", stage="appeal")
                | ~Q(verdict="refuse") & Q(points__gt=0),
                name="linkages_point_review_points",
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.stage}"


class PointEntry(models.Model):
    """One entry of the points ledger: append-only. ``number`` counts within its account, without gaps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(PointAccount, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    day = models.DateField()
    points = models.IntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PointKind])
    item = models.ForeignKey(PointItem, null=True, on_delete=models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", help_text="Sat in then")
    claim = models.ForeignKey(PointClaim, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=80)
    body = models.CharField(max_length=64, help_text="SHA-256 of what was asked")
    note = models.CharField(max_length=300, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    expires_on = models.DateField(null=True)
    claimed_by_name = models.CharField(max_length=80, blank=True)
    reviewed_by_name = models.CharField(max_length=80, blank=True)
    recorded_by = models.UUIDField(null=True)
    recorded_by_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("account", "number")
        indexes = (
            models.Index(fields=("account", "points"), name="linkages_point_balance"),
            models.Index(fields=("day", "account", "points"), name="linkages_point_day"),
        )
        constraints = (
            models.UniqueConstraint(fields=("account", "number"), name="linkages_point_entry_number"),
            models.UniqueConstraint(fields=("source", "source_key"), name="linkages_point_entry_source"),
            models.CheckConstraint(condition=~Q(points=0), name="linkages_point_entry_points"),
            models.CheckConstraint(
                condition=Q(kind="award", points__gt=0, item__isnull=False, reverses=None)
                | Q(kind="deduction", points__lt=0, item__isnull=False, reverses=None)
                | Q(kind__in=("redemption", "expiry"), points__lt=0, item=None, reverses=None)
                | Q(kind="reversal", reverses__isnull=False),
                name="linkages_point_entry_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.number} {self.points}"


class PointNotice(models.Model):
    """A household was told that points lapse on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(PointAccount, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField()
    points = models.PositiveIntegerField()
    told_on = models.DateField()
    told_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("account", "expires_on")
        constraints = (models.UniqueConstraint(fields=("account", "expires_on"), name="linkages_point_notice_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.expires_on}"


class PointSample(models.Model):
    """A month's blind second look: the published number first, the draw after the month."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="Its first day")
    number = models.CharField(max_length=20)
    number_source = models.CharField(max_length=120)
    published_on = models.DateField()
    published_by = models.CharField(max_length=80)
    drawn_on = models.DateField(null=True)
    decided = models.PositiveIntegerField(default=0, help_text="Claims decided in the month, among which was drawn")

    class Meta:
        ordering = ("village", "-month")
        constraints = (models.UniqueConstraint(fields=("village", "month"), name="linkages_point_sample_month"),)

    def __str__(self) -> str:
        return f"{self.village_id} {self.month}"


class PointSampleClaim(models.Model):
    """A claim that was drawn."""

    sample = models.ForeignKey(PointSample, on_delete=models.PROTECT, related_name="claims")
    claim = models.OneToOneField(PointClaim, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("sample", "order")

    def __str__(self) -> str:
        return f"{self.sample_id} {self.order}"


class PrizeFund(models.Model):
    """A village's fund of prizes: one row to lock while points or prizes of the village move."""

    village = models.OneToOneField(Place, primary_key=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.village_id)


class Prize(models.Model):
    """A line of the catalogue: goods or a service, its measure and its price in points."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fund = models.ForeignKey(PrizeFund, on_delete=models.PROTECT, related_name="prizes")
    name = models.CharField(max_length=60)
    measure = models.CharField(max_length=20)
    price = models.PositiveIntegerField(help_text="points")
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ("fund", "price", "name")
        constraints = (
            models.UniqueConstraint(fields=("fund", "name"), name="linkages_prize_name"),
            models.CheckConstraint(condition=Q(price__gt=0), name="linkages_prize_price"),
        )

    def __str__(self) -> str:
        return self.name


class Redemption(models.Model):
    """A household gives points for a prize. ``key``, of the phone or the counter, makes a second sending harmless."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    account = models.ForeignKey(PointAccount, on_delete=models.PROTECT, related_name="+")
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in RedemptionState])
    code = models.CharField(max_length=6)
    consent = models.CharField(max_length=80, help_text="Who of the household agreed")
    asked_on = models.DateField()
    hold_until = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-asked_on", "-id")
        constraints = (models.CheckConstraint(condition=Q(quantity__gt=0), name="linkages_redemption_quantity"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.prize_id} {self.state}"


class PrizeMove(models.Model):
    """One movement of the stock of a prize: append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=11, choices=[(k.value, k.value) for k in StockKind])
    quantity = models.IntegerField()
    value = models.BigIntegerField(null=True, help_text="fen, for information only")
    donor = models.CharField(max_length=80, blank=True)
    paper = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    redemption = models.ForeignKey(Redemption, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("received", "returned"), quantity__gt=0)
                | Q(kind__in=("taken", "written_off"), quantity__lt=0),
                name="linkages_prize_move_sign",
            ),
            models.CheckConstraint(
                condition=~Q(kind="received") | ~Q(donor="") & ~Q(paper=""), name="linkages_prize_move_paper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.prize_id} {self.quantity}"
