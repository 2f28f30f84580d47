"""Award funds of villages: dated rules, applications and their checks, rounds of awards, payment lists.

No table holds how much money there is: what was set aside, awarded and paid are postings of the collective's books.
"""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.models import Entity
from shihu.base.places.models import Place
from shihu.base.registry.models import Household
from shihu.base.vocabularies.models import Term


class AwardRule(models.Model):
    """A village's rules in one version. Approved, it is never changed again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=60)
    mode = models.CharField(max_length=6)
    items = models.JSONField(help_text="Kind, measure, least, per, cap, evidence of each item in order")
    household_cap = models.BigIntegerField(default=0, help_text="Fen; 0 = none")
    bonus = models.PositiveSmallIntegerField(default=0, help_text="Per cent for registered households")
    drafted_by = models.UUIDField(null=True)
    drafted_by_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    minutes = models.CharField(max_length=60, blank=True, help_text="Number of the village meeting's minutes")
    approved_on = models.DateField(null=True, help_text="Day of the meeting; empty = draft")
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("village", "-version")
        constraints = (
            models.UniqueConstraint(fields=("village", "version"), name="industry_award_rule_version"),
            models.UniqueConstraint(
                fields=("village",), condition=Q(approved_on=None), name="industry_award_rule_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")), name="industry_award_rule_two_persons"
            ),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.version}"


class AwardFund(models.Model):
    """A fund for one period of applications. Its money stands in ``book`` under the tag of its key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    rule = models.ForeignKey(AwardRule, on_delete=models.PROTECT, related_name="+")
    book = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    first = models.DateField(help_text="First day of applications")
    last = models.DateField(help_text="Last day of applications")
    objection_days = models.PositiveSmallIntegerField()
    minutes = models.CharField(max_length=60)
    minutes_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-first", "village", "id")
        constraints = (
            models.UniqueConstraint(fields=("village", "title"), name="industry_award_fund_title"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="industry_award_fund_period"),
        )

    def __str__(self) -> str:
        return self.title


class AwardApplication(models.Model):
    """One kind of one household in one fund; at most one that was not taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fund = models.ForeignKey(AwardFund, on_delete=models.PROTECT, related_name="applications")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    signer = models.CharField(max_length=40, blank=True, help_text="Who signed, where somebody else entered it")
    applied_by = models.UUIDField(null=True)
    applied_by_name = models.CharField(max_length=80)
    applied_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, unique=True, help_text="Made by the form, once")

    class Meta:
        ordering = ("household__code", "kind", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("fund", "household", "kind"),
                condition=Q(withdrawn_at=None),
                name="industry_award_applied_once",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="industry_award_quantity"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.kind_id} {self.quantity}"


class AwardCheck(models.Model):
    """What a second person counted on the spot; a later look is a new revision, the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(AwardApplication, on_delete=models.CASCADE, related_name="checks")
    revision = models.PositiveSmallIntegerField()
    counted = models.PositiveIntegerField()
    refused = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    checked_by = models.UUIDField(null=True)
    checked_by_name = models.CharField(max_length=80)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ("application", "revision")
        constraints = (
            models.UniqueConstraint(fields=("application", "revision"), name="industry_award_check_revision"),
            models.CheckConstraint(
                condition=Q(refused=False) | (Q(counted=0) & ~Q(reason="")), name="industry_award_refused_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.revision}"


class AwardRound(models.Model):
    """One split of a fund's money. Published, its shares are never changed; approved, it is booked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fund = models.ForeignKey(AwardFund, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, default="draft")
    drafted_by = models.UUIDField(null=True)
    drafted_by_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    published_on = models.DateField(null=True)
    objections_until = models.DateField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_on = models.DateField(null=True)
    entry = models.UUIDField(null=True, help_text="The entry that books it")
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was discarded or reversed")

    class Meta:
        ordering = ("fund", "number")
        constraints = (
            models.UniqueConstraint(fields=("fund", "number"), name="industry_award_round_number"),
            models.UniqueConstraint(
                fields=("fund",), condition=Q(state__in=("draft", "published")), name="industry_award_one_running"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")), name="industry_award_two_persons"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fund_id} {self.number}"


class AwardShare(models.Model):
    """What one application got in a round. The database refuses to change it once the round is published."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(AwardRound, on_delete=models.CASCADE, related_name="shares")
    application = models.ForeignKey(AwardApplication, on_delete=models.PROTECT, related_name="shares")
    quantity = models.PositiveIntegerField(help_text="As counted")
    weight = models.BigIntegerField()
    asked = models.BigIntegerField(help_text="What the rule alone would give, fen")
    amount = models.BigIntegerField(help_text="Fen")

    class Meta:
        ordering = ("round", "id")
        constraints = (
            models.UniqueConstraint(fields=("round", "application"), name="industry_award_share_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="industry_award_share_amount"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.amount}"


class AwardPayment(models.Model):
    """A payment list of a round. It is paid when its entry is booked; the entry's key is made of the list's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(AwardRound, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    account = models.CharField(max_length=12, help_text="Money account of the books")
    document = models.CharField(max_length=60)
    prepared_by = models.UUIDField(null=True)
    prepared_by_name = models.CharField(max_length=80)
    prepared_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("round", "number")
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="industry_award_payment_number"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class AwardPaymentLine(models.Model):
    """What one household gets by a payment list."""

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(AwardPayment, on_delete=models.CASCADE, related_name="lines")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("payment", "id")
        constraints = (
            models.UniqueConstraint(fields=("payment", "household"), name="industry_award_paid_once_a_list"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="industry_award_payment_amount"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.amount}"


class AwardObjection(models.Model):
    """A household's objection to what was counted, refused or given; answered with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(AwardApplication, on_delete=models.CASCADE, related_name="objections")
    words = models.CharField(max_length=400)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=400, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(answered_at=None), name="industry_award_one_objection"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id}"
