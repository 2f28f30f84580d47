"""Valuation tables, and how the members voted on them."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household
from shihu.services.industry.models.shares import ShareBook
from shihu.services.industry.types.shares import Answer, Basis, Factor


class Valuation(models.Model):
    """What things are worth in a book, by which method; in force only once the members voted for it."""

    class State(models.TextChoices):
        VOTING = "voting"
        ADOPTED = "adopted"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="valuations")
    title = models.CharField(max_length=60)
    method = models.TextField(help_text="How the prices were found, in words")
    state = models.CharField(max_length=8, choices=State, default=State.VOTING)
    valid_from = models.DateField()
    vote_until = models.DateField()
    proposed_by = models.CharField(max_length=80)
    proposed_on = models.DateField()
    decided_on = models.DateField(null=True)
    sheet = models.CharField(max_length=60, blank=True, help_text="Number of the counted papers")
    tellers = models.JSONField(default=list, help_text="Names of the two who counted papers")

    class Meta:
        ordering = ("book", "-proposed_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("book",), condition=Q(state="voting"), name="industry_one_vote_open"),
            models.CheckConstraint(condition=Q(vote_until__gte=F("proposed_on")), name="industry_vote_period"),
            models.CheckConstraint(
                condition=Q(state="voting", decided_on=None) | ~Q(state="voting") & Q(decided_on__isnull=False),
                name="industry_vote_decided",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ValuationPrice(models.Model):
    """One line of a valuation: fen for a mu and year, for a day, or for the item."""

    valuation = models.ForeignKey(Valuation, on_delete=models.PROTECT, related_name="prices")
    factor = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Factor])
    name = models.CharField(max_length=40)
    basis = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Basis])
    price = models.BigIntegerField()

    class Meta:
        ordering = ("valuation", "id")
        constraints = (
            models.UniqueConstraint(fields=("valuation", "factor", "name"), name="industry_price_once"),
            models.CheckConstraint(condition=Q(price__gt=0), name="industry_price_above_nothing"),
        )

    def __str__(self) -> str:
        return self.name


class ValuationVote(models.Model):
    """A household on the roll of a vote, and its word. The vote is open: members answer to each other for it."""

    valuation = models.ForeignKey(Valuation, on_delete=models.PROTECT, related_name="votes")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=7, blank=True, choices=[(one.value, one.value) for one in Answer])
    channel = models.CharField(max_length=5, blank=True, help_text="phone or paper")
    cast_on = models.DateField(null=True)
    recorded_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("valuation", "household__code")
        constraints = (
            models.UniqueConstraint(fields=("valuation", "household"), name="industry_votes_once"),
            models.CheckConstraint(
                condition=Q(answer="", cast_on=None) | ~Q(answer="") & Q(cast_on__isnull=False),
                name="industry_vote_dated",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.answer}"
