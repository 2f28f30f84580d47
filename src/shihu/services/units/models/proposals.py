"""A draft published for consent, whom it asks, and what each household decided."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household
from shihu.services.units.models.formations import Formation, Unit


class Proposal(models.Model):
    """A formation under notice: from the day it was published until it is closed."""

    class End(models.TextChoices):
        ESTABLISHED = "established"  # its last unit stands
        CLOSED = "closed"  # with the units established so far
        WITHDRAWN = "withdrawn"  # nothing came of it
        FOLLOWED = "followed"  # another one, solved again from its requests, took its place

    formation = models.OneToOneField(Formation, on_delete=models.PROTECT, primary_key=True, related_name="proposal")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    days = models.PositiveSmallIntegerField(help_text="Length of the notice; the day of publication does not count")
    starts = models.DateField(help_text="Day of publication")
    ends = models.DateField(help_text="Last day of the notice")
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=11, choices=End, blank=True)
    reason = models.CharField(max_length=400, blank=True, help_text="Why it was withdrawn or closed")

    class Meta:
        ordering = ("-published_at",)
        constraints = (models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="units_notice_period"),)

    def __str__(self) -> str:
        return f"{self.formation_id} {self.starts}"


class Asking(models.Model):
    """One household of a proposal, and what is wanted of it."""

    class Kind(models.TextChoices):
        ASKED = "asked"  # must accept before its unit stands
        TOLD = "told"  # its acceptance stands while others of its unit changed; it may withdraw it
        KEPT = "kept"  # its acceptance stands, its unit is the same
        STAYS = "stays"  # sits in the unit in force that goes on: told, not asked

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="askings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.ASKED)

    class Meta:
        ordering = ("proposal", "id")
        constraints = (models.UniqueConstraint(fields=("proposal", "household"), name="units_asked_once"),)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.household_id}"


class Decision(models.Model):
    """What a household decided, with the evidence. Rows are never changed: a later one supersedes."""

    class Word(models.TextChoices):
        ACCEPT = "accept"
        ASK = "ask"  # asks for a change
        DECLINE = "decline"

    class Channel(models.TextChoices):
        PHONE = "phone"
        CADRE = "cadre"  # told to the cadre before a witness
        PAPER = "paper"  # signed on a consent sheet
        CARRIED = "carried"  # stands over from the proposal before

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="decisions")
    word = models.CharField(max_length=7, choices=Word)
    channel = models.CharField(max_length=7, choices=Channel)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=40, help_text="The adult of the household who decided")
    witness = models.CharField(max_length=40, blank=True)
    paper = models.CharField(max_length=40, blank=True, help_text="Number of the signed sheet")
    reason = models.CharField(max_length=400, blank=True)
    wanted_unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, related_name="+")
    wanted_partner = models.ForeignKey(Household, on_delete=models.SET_NULL, null=True, related_name="+")
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    entered_by = models.UUIDField(null=True)
    entered_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True, help_text="Made by the page: the same key is the same decision")
    body = models.CharField(max_length=64, blank=True, help_text="Hash of what came with the key")

    class Meta:
        ordering = ("asking", "-decided_on", "-entered_at", "-id")
        indexes = (models.Index(fields=("asking", "-decided_on", "-entered_at"), name="units_decision_newest"),)
        constraints = (
            models.CheckConstraint(condition=~Q(channel="paper") | ~Q(paper=""), name="units_paper_has_number"),
            models.CheckConstraint(condition=~Q(channel="cadre") | ~Q(witness=""), name="units_told_has_witness"),
        )

    def __str__(self) -> str:
        return f"{self.asking_id} {self.word} {self.decided_on}"


class Establishment(models.Model):
    """A unit of a proposal was established: from that day its seats are open."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, primary_key=True, related_name="establishment")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="establishments")
    on = models.DateField()
    entered_by = models.UUIDField(null=True)
    entered_name = models.CharField(max_length=80)

    class Meta:
        ordering = ("proposal", "on")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"


class Agreement(models.Model):
    """How units that were taken over had been agreed before this platform: minutes, or a signed list."""

    class Kind(models.TextChoices):
        MINUTES = "minutes"
        LIST = "list"

    formation = models.OneToOneField(Formation, on_delete=models.PROTECT, primary_key=True, related_name="agreement")
    kind = models.CharField(max_length=7, choices=Kind)
    number = models.CharField(max_length=60)
    agreed_on = models.DateField()
    entered_by = models.UUIDField(null=True)
    entered_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("-entered_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
