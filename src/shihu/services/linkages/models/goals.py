"""Target days of the eight ones, the register of village works, and the checks by a second person.

Where a village stands is never kept: it is read from the records of every service on any day that is asked for.
What a second person found is sealed by triggers (migration 0001).
"""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.services.linkages.types.goals import Verdict, WorkKind

_VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]
_UNCHECKED = Q(verdict="", checked_at=None, checked_on=None, checked_by=None)


class GoalPlan(models.Model):
    """The days between which a village means to reach a goal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    goal = models.CharField(max_length=60, help_text="Term of the vocabulary goal")
    begins = models.DateField()
    due = models.DateField()
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("village", "goal")
        constraints = (
            models.UniqueConstraint(fields=("village", "goal"), name="linkages_goal_planned_once"),
            models.CheckConstraint(condition=Q(due__gt=F("begins")), name="linkages_goal_period"),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.goal}"


class GoalTarget(models.Model):
    """What a figure is to reach in all villages of a township from a day on, by the township's paper. Append-only."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    figure = models.CharField(max_length=40, help_text="Code of the figure")
    value = models.PositiveBigIntegerField(help_text="Per cent, or so many; money in fen")
    since = models.DateField()
    paper = models.CharField(max_length=80)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("place", "figure", "since", "id")
        constraints = (
            models.UniqueConstraint(fields=("place", "figure", "since"), name="linkages_goal_target_day"),
            models.CheckConstraint(condition=~Q(paper=""), name="linkages_goal_target_paper"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.figure} {self.since}"


class GoalCheck(models.Model):
    """A village says that it reached a goal; somebody else of the township looks, and says what was found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    goal = models.CharField(max_length=60)
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    asked_note = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=8, choices=_VERDICTS, blank=True)
    checked_by = models.UUIDField(null=True)
    checked_name = models.CharField(max_length=80, blank=True)
    checked_on = models.DateField(null=True, help_text="Day of the visit")
    checked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("village", "goal", "-asked_at")
        indexes = (models.Index(fields=("village", "goal", "-asked_at"), name="linkages_goal_check"),)
        constraints = (
            models.UniqueConstraint(
                fields=("village", "goal"), condition=Q(verdict=""), name="linkages_goal_one_open_check"
            ),
            models.CheckConstraint(
                condition=_UNCHECKED
                | (
                    ~Q(verdict="")
                    & ~Q(note="")
                    & Q(checked_at__isnull=False, checked_on__isnull=False, checked_by__isnull=False)
                    & ~Q(checked_by=F("asked_by"))
                ),
                name="linkages_goal_check_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.goal} {self.verdict}"


class PublicWork(models.Model):
    """A finished work of a village: what, when, how much, on which paper, and who has looked at it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in WorkKind])
    name = models.CharField(max_length=80)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, help_text="In the unit of its kind")
    paper = models.CharField(max_length=60)
    finished_on = models.DateField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=_VERDICTS, blank=True)
    checked_by = models.UUIDField(null=True)
    checked_name = models.CharField(max_length=80, blank=True)
    checked_on = models.DateField(null=True, help_text="Day of the visit")
    checked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("village", "-finished_on", "-id")
        indexes = (models.Index(fields=("village", "kind", "finished_on"), name="linkages_register_village"),)
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0), name="linkages_register_quantity"),
            models.CheckConstraint(condition=~Q(paper=""), name="linkages_register_paper"),
            # A work that was found not as said may be entered again from the same paper, once it is put right.
            models.UniqueConstraint(
                fields=("village", "kind", "paper"),
                condition=~Q(verdict="not_yet"),
                name="linkages_register_paper_once",
            ),
            models.CheckConstraint(
                condition=_UNCHECKED
                | (
                    ~Q(verdict="")
                    & ~Q(note="")
                    & Q(checked_at__isnull=False, checked_on__isnull=False, checked_by__isnull=False)
                    & ~Q(checked_by=F("recorded_by"))
                ),
                name="linkages_register_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.name}"
