"""Unit meetings: called, held, decided, what follows; and which Party member reaches which household."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household, Person
from shihu.services.units.models import Unit


class UnitMeeting(models.Model):
    """A meeting of a unit: called with its agenda; held, with its minutes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    where = models.CharField(max_length=60)
    agenda = models.JSONField(help_text="Points in order")
    called_by = models.CharField(max_length=80)
    called_at = models.DateTimeField()
    minutes = models.TextField(blank=True)
    kept_by = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField(null=True, help_text="Its minutes were written; empty = called")

    class Meta:
        ordering = ("unit", "-at")
        constraints = (
            models.UniqueConstraint(fields=("unit", "at"), name="linkages_meeting_once"),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_by="") | (Q(kept_at__isnull=False) & ~Q(kept_by="")),
                name="linkages_minutes_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.at:%F}"


class MeetingPlace(models.Model):
    """A household is expected at a meeting; afterwards, whether somebody of it came."""

    meeting = models.ForeignKey(UnitMeeting, on_delete=models.CASCADE, related_name="places")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    came = models.BooleanField(null=True)

    class Meta:
        ordering = ("meeting", "household")
        constraints = (models.UniqueConstraint(fields=("meeting", "household"), name="linkages_expected_once"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.household_id}"


class MeetingDecision(models.Model):
    """What was put to the vote, one vote a household present, and the task that follows from it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(UnitMeeting, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    is_carried = models.BooleanField()
    owner = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="linkages_decision_number"),
            models.CheckConstraint(
                condition=Q(owner=None, due=None) | Q(owner__isnull=False, due__isnull=False),
                name="linkages_task_has_owner_and_day",
            ),
        )

    def __str__(self) -> str:
        return self.words


class ReachLink(models.Model):
    """A Party member reaches a household (党员联系户) from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    linked_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("household", "-since")
        constraints = (
            models.UniqueConstraint(fields=("household",), condition=Q(until=None), name="linkages_reached_by_one"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="linkages_reach_period"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.household_id}"
