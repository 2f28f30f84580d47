"""Share books: their rules and members, transfers and withdrawals."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.models import Entity
from shihu.base.places.models import Place
from shihu.base.registry.models import Household
from shihu.services.industry.models.projects import Project
from shihu.services.industry.types.shares import Factor, Threshold
from shihu.services.units.models import Unit

_THRESHOLDS = [(one.value, one.value) for one in Threshold]
_FACTORS = [(one.value, one.value) for one in Factor]


class ShareBook(models.Model):
    """Whose shares, what one is worth, and by which rules they are voted, moved and given back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+", help_text="The producer's books")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField(help_text="Counts the books of one village; part of certificate numbers")
    par = models.BigIntegerField(help_text="Fen for one share; never changes")
    quorum = models.CharField(max_length=15, choices=_THRESHOLDS)
    majority = models.CharField(max_length=15, choices=_THRESHOLDS)
    asks_members = models.BooleanField(help_text="A transfer needs the members' consent")
    offer_days = models.PositiveSmallIntegerField(help_text="Days of first offer to members")
    notice_days = models.PositiveSmallIntegerField(help_text="Days of notice before leaving")
    charter = models.CharField(max_length=200, help_text="The paper that sets these rules")
    opened_on = models.DateField()

    class Meta:
        ordering = ("place", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=("entity",), condition=Q(project=None), name="industry_book_once"),
            models.UniqueConstraint(
                fields=("entity", "project"), condition=Q(project__isnull=False), name="industry_book_of_project"
            ),
            models.CheckConstraint(condition=Q(par__gte=100), name="industry_book_par"),
        )

    def __str__(self) -> str:
        return f"{self.entity_id} {self.par}"


class ShareMember(models.Model):
    """A household is a member of a book from ``since`` to before ``until``."""

    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="members")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("book", "household__code")
        constraints = (
            models.UniqueConstraint(
                fields=("book", "household"), condition=Q(until=None), name="industry_share_member_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="industry_member_period"),
        )

    def __str__(self) -> str:
        return f"{self.book_id} {self.household_id}"


class ShareTransfer(models.Model):
    """Shares on their way from one household to another, with the consent of each side."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        OFF = "off"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="transfers")
    giver = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    factor = models.CharField(max_length=10, choices=_FACTORS)
    shares = models.PositiveIntegerField()
    price = models.BigIntegerField(help_text="Fen for all of them, agreed between the two; not paid through the book")
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    asked_on = models.DateField()
    offered_until = models.DateField(null=True, help_text="First offer to members, where the taker is none")
    giver_agreed = models.DateField(null=True)
    giver_how = models.CharField(max_length=60, blank=True, help_text="phone, or the number of the signed paper")
    taker_agreed = models.DateField(null=True)
    taker_how = models.CharField(max_length=60, blank=True)
    members_agreed = models.DateField(null=True)
    minutes = models.CharField(max_length=60, blank=True)
    done_on = models.DateField(null=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("book", "-asked_on", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="industry_transfer_between_two"),
            models.CheckConstraint(condition=Q(shares__gt=0) & Q(price__gte=0), name="industry_transfer_shares"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(giver_agreed__isnull=False, taker_agreed__isnull=False),
                name="industry_transfer_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.shares} {self.state}"


class ShareWithdrawal(models.Model):
    """A household asks to leave a book; paid by the last settled balance after the end of the year."""

    class State(models.TextChoices):
        ASKED = "asked"
        WAITING = "waiting"
        PAID = "paid"
        OFF = "off"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="withdrawals")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    paper = models.CharField(max_length=60)
    asked_on = models.DateField()
    effective_on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    paid = models.BigIntegerField(default=0)
    paid_on = models.DateField(null=True)
    reckoned = models.JSONField(default=dict, help_text="Contribution, capital and what stands beside it, fen")
    entry = models.UUIDField(null=True)

    class Meta:
        ordering = ("book", "-asked_on")
        constraints = (
            models.UniqueConstraint(
                fields=("book", "household"), condition=Q(state__in=("asked", "waiting")), name="industry_leaves_once"
            ),
            models.CheckConstraint(condition=Q(paid__gte=0), name="industry_paid_out"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.state}"
